import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { HeraldError } from '../../core/problem.ts';
import { applicationId, lentTables, migrations, schema, schemaVersion } from './schema.ts';
import { isCannotOpen, openError, sqlError } from './sql-error.ts';

export type SqlValue = string | number | bigint | null;

/** A row, or that there is none. */
type Found<Row> = Row | undefined;

/** How long a statement waits for another process's write before it gives up. A batch of ours takes well under a second; a VACUUM of a large store some. */
const busyTimeoutMs = 10_000;

/**
 * Pages of 4 KB in the log after which it is carried into the database: 16 MB. Every time costs two waits for the disk; at SQLite's
 * own 1,000 pages a crawl at full speed waited several times a second. More makes a longer log for readers to look through.
 */
const checkpointPages = 4_000;

/** What a transaction adds up in memory rather than row by row. */
export interface Gathering {
  /** The transaction is about to be committed. */
  readonly write: () => void;
  /** It was undone. */
  readonly forget: () => void;
}

/** One open database: prepared statements by their text, and transactions that may nest. */
export class Connection {
  readonly #database: DatabaseSyncInstance;
  readonly #statements = new Map<string, StatementSyncInstance>();
  readonly readOnly: boolean;
  #depth = 0;
  #gathering: Gathering | undefined;

  constructor(database: DatabaseSyncInstance, readOnly: boolean) {
    this.#database = database;
    this.readOnly = readOnly;
  }

  get database(): DatabaseSyncInstance {
    return this.#database;
  }

  run(sql: string, ...values: readonly (SqlValue | undefined)[]): { readonly changes: number; readonly key: number } {
    return this.#told(() => {
      const result = this.#prepare(sql).run(...values.map(bound));
      return { changes: result.changes, key: Number(result.lastInsertRowid) };
    });
  }

  get<Row>(sql: string, ...values: readonly (SqlValue | undefined)[]): Found<Row> {
    return this.#told(() => (this.#prepare(sql).get(...values.map(bound)) as Row | null | undefined) ?? undefined);
  }

  all<Row>(sql: string, ...values: readonly (SqlValue | undefined)[]): Row[] {
    return this.#told(() => this.#prepare(sql).all(...values.map(bound)) as Row[]);
  }

  /** Everything inside happens or nothing. An inner batch belongs to the outer one. */
  batch<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    return this.#transaction('BEGIN IMMEDIATE', work);
  }

  /** Everything read inside is of one moment, whatever other processes write meanwhile. */
  reading<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    return this.#transaction('BEGIN', work);
  }

  /** Has what was gathered in memory written at the end of each transaction. */
  gathers(gathering: Gathering): void {
    this.#gathering = gathering;
  }

  close(): void {
    if (!this.#database.isOpen) return;
    if (!this.readOnly) {
      try {
        this.#database.exec('PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)');
      } catch {
        // A reader in another process holds the log: it stays beside the database and is read at the next opening.
      }
    }
    this.#statements.clear();
    this.#database.close();
  }

  #transaction<T>(begin: string, work: () => T): T {
    this.#database.exec(begin);
    this.#depth++;
    try {
      const answer = work();
      this.#gathering?.write();
      this.#database.exec('COMMIT');
      return answer;
    } catch (error) {
      this.#gathering?.forget();
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw sqlError(error);
    } finally {
      this.#depth--;
    }
  }

  #told<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw sqlError(error);
    }
  }

  #prepare(sql: string): StatementSyncInstance {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }
}

/**
 * Opens or creates the database file.
 * @throws HeraldError `config` when it cannot be opened, `damaged` when it is no sound store.
 */
export function connect(path: string, readOnly: boolean): Connection {
  if (readOnly && !existsSync(path)) {
    throw new HeraldError('config', `there is no store at ${path}`, {
      hint: 'run "herald crawl" or "herald import" first, or give another folder with --data',
    });
  }
  if (existsSync(path) && statSync(path).isDirectory())
    throw new HeraldError('config', `${path} is a folder, not a store`, { hint: 'give another folder with --data' });
  let connection: Connection | undefined;
  try {
    connection = new Connection(openDatabase(path, readOnly), readOnly);
    prepareSchema(connection, path);
    return connection;
  } catch (error) {
    connection?.database.close();
    throw openError(path, readOnly, error);
  }
}

function openDatabase(path: string, readOnly: boolean): DatabaseSyncInstance {
  if (readOnly) return openForReading(path);
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  // NORMAL: a killed process loses nothing, a power cut at most the last transactions, and never damages the file.
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = ${checkpointPages}`,
  );
  return database;
}

/** Readers share a small file beside the database with the writer. Where it cannot be made (a read-only disk, another's folder) and nobody writes, the file is read as it stands. */
function openForReading(path: string): DatabaseSyncInstance {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs, readOnly: true });
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    database.close();
    if (!isCannotOpen(error) || existsSync(`${path}-wal`)) throw error;
    const url = pathToFileURL(path);
    url.searchParams.set('immutable', '1');
    return new DatabaseSync(url, { readOnly: true });
  }
}

function prepareSchema(connection: Connection, path: string): void {
  const version = pragma(connection, 'user_version');
  const application = pragma(connection, 'application_id');
  const tables =
    connection.get<{ count: number }>("SELECT count(*) AS count FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
      ?.count ?? 0;
  if (tables === 0 && version === 0) {
    if (connection.readOnly)
      throw new HeraldError('config', `the store ${path} is empty`, {
        hint: 'run "herald crawl" or "herald import" first',
      });
    connection.batch(() =>
      connection.database.exec(
        `${schema} PRAGMA user_version = ${schemaVersion}; PRAGMA application_id = ${applicationId};`,
      ),
    );
    return;
  }
  if (application !== applicationId) {
    throw new HeraldError('config', `${path} is a SQLite database, but not a store of Herald`, {
      hint: 'give another folder with --data, or move that file away',
    });
  }
  if (version > schemaVersion) {
    throw new HeraldError(
      'config',
      `the store ${path} has format ${version}; this version of Herald knows up to ${schemaVersion}`,
      {
        hint: 'use the newer Herald that wrote it; nothing was changed',
      },
    );
  }
  if (version < schemaVersion) upgrade(connection, version);
}

/** A store of an earlier format becomes one of this; one that may only be read is left as it is. */
function upgrade(connection: Connection, from: number): void {
  if (connection.readOnly) connection.database.exec(lentTables(from));
  else
    connection.batch(() =>
      connection.database.exec(`${migrations.slice(from - 1).join('\n')} PRAGMA user_version = ${schemaVersion};`),
    );
}

function pragma(connection: Connection, name: string): number {
  return Object.values(connection.get<Record<string, number>>(`PRAGMA ${name}`) ?? {})[0] ?? 0;
}

function bound(value: SqlValue | undefined): SqlValue {
  return value ?? null;
}
