import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { HeraldError, messageOf } from '../../core/problem.ts';
import { applicationId, schema, schemaVersion } from './schema.ts';

export type SqlValue = string | number | bigint | null;

/** A row, or that there is none. */
type Found<Row> = Row | undefined;

/** How long a statement waits for another process's write before it gives up. A batch of ours takes well under a second; a VACUUM of a large store some. */
const busyTimeoutMs = 10_000;

/** One open database: prepared statements by their text, and transactions that may nest. */
export class Connection {
  readonly #database: DatabaseSyncInstance;
  readonly #statements = new Map<string, StatementSyncInstance>();
  readonly readOnly: boolean;
  #depth = 0;

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
      this.#database.exec('COMMIT');
      return answer;
    } catch (error) {
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
  const options = { timeout: busyTimeoutMs, readOnly };
  const database = new DatabaseSync(path, options);
  if (!readOnly) {
    // NORMAL: a killed process loses nothing, a power cut at most the last transactions, and never damages the file.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864');
  }
  return database;
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
}

function pragma(connection: Connection, name: string): number {
  return Object.values(connection.get<Record<string, number>>(`PRAGMA ${name}`) ?? {})[0] ?? 0;
}

function bound(value: SqlValue | undefined): SqlValue {
  return value ?? null;
}

/** SQLite's primary result codes (sqlite.org/rescode.html) that have a remedy of their own. */
const codes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notDatabase: 26,
} as const;

/** SQLite's own words for those codes: an error while rows are read carries no number. */
const words: readonly (readonly [text: string, code: number])[] = [
  ['disk image is malformed', codes.corrupt],
  ['file is not a database', codes.notDatabase],
  ['database is locked', codes.busy],
  ['database table is locked', codes.locked],
  ['disk I/O error', codes.ioError],
  ['database or disk is full', codes.full],
  ['readonly database', codes.readOnly],
];

function codeOf(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  if (typeof code === 'number') return code & 0xff;
  return error instanceof Error ? words.find(([text]) => error.message.includes(text))?.[1] : undefined;
}

const restoreHint =
  'restore it from a backup; or move it away and rebuild it with "herald import" from the files in the archive folder';

function openError(path: string, readOnly: boolean, error: unknown): unknown {
  if (error instanceof HeraldError) return error;
  const code = codeOf(error);
  if (code === codes.notDatabase)
    return new HeraldError('damaged', `${path} is not a SQLite database`, { hint: restoreHint, cause: error });
  if (code === codes.corrupt)
    return new HeraldError('damaged', `the store ${path} is damaged: ${messageOf(error)}`, {
      hint: restoreHint,
      cause: error,
    });
  if (code === codes.cannotOpen || code === codes.readOnly) {
    return new HeraldError(
      'config',
      `cannot open the store ${path}${readOnly ? '' : ' for writing'}: ${messageOf(error)}`,
      {
        hint: existsSync(dirname(path))
          ? 'make the file and its folder writable, or give another folder with --data'
          : `make the folder ${dirname(path)} first`,
        cause: error,
      },
    );
  }
  return sqlError(error, path);
}

/** Errors of the database in words; others as they are. */
export function sqlError(error: unknown, path = 'the store'): unknown {
  if (error instanceof HeraldError) return error;
  switch (codeOf(error)) {
    case codes.busy:
    case codes.locked:
      return new HeraldError('retry-later', `${path} is being written by another process`, {
        hint: 'wait until it has finished and try again',
        cause: error,
      });
    case codes.full:
      return new HeraldError('stop-crawl', `cannot write ${path}: the disk is full`, {
        hint: 'free some space; what was stored before is whole',
        cause: error,
      });
    case codes.corrupt:
    case codes.notDatabase:
      return new HeraldError('damaged', `${path} is damaged: ${messageOf(error)}`, { hint: restoreHint, cause: error });
    case codes.ioError:
      return new HeraldError('stop-crawl', `cannot read or write ${path}: ${messageOf(error)}`, {
        hint: 'check the disk',
        cause: error,
      });
    case codes.readOnly:
      return new HeraldError('config', `${path} was opened for reading only`, { cause: error });
    default:
      return error;
  }
}
