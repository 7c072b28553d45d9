import { statSync } from 'node:fs';
import type { Instant } from '../../core/instant.ts';
import { announcementsOf, type Announcements } from './announcements.ts';
import { capturesOf, type Captures } from './capture-rows.ts';
import { connect, type Connection } from './connection.ts';
import { coverageOf, type Coverage, type SourceCoverage } from './coverage.ts';
import { eventsOf, type Events } from './events.ts';
import { frontierOf, type Frontier } from './frontier.ts';
import { takeLock } from './lock.ts';
import { removalOf, type Removal } from './removal.ts';
import { OpenRuns } from './open-runs.ts';
import { runsOf, type RunReport, type Runs } from './runs.ts';
import { sqlError } from './sql-error.ts';

/**
 * Announcements by id with their revisions, the frontier, and what happened: the hand-over from the crawler to the indexer.
 * One process writes, any number read meanwhile. Every method is one transaction; `batch` makes many of them one.
 */
export interface Store extends Announcements, Captures, Coverage, Events, Frontier, Removal, Runs {
  /** Everything written inside happens or nothing, and much faster than one by one. Not for work that waits. */
  batch<T>(work: () => T): T;
  /** Everything read inside is of one moment, whatever another process writes. Not for work that waits. */
  reading<T>(work: () => T): T;
  status(now: Instant): StoreStatus;
  /** SQLite's own check of the whole file; the complaints, none when it is sound. */
  check(): string[];
  /** Writes a sound copy of the store to a path that does not exist yet, while others read and write. */
  copyTo(path: string): void;
  close(): void;
}

export interface StoreStatus {
  readonly path: string;
  readonly bytes: number;
  readonly announcements: number;
  readonly revisions: number;
  readonly live: number;
  readonly changed: number;
  readonly removed: number;
  readonly lastSequence: number;
  readonly due: number;
  readonly sources: readonly SourceCoverage[];
  readonly runs: readonly RunReport[];
}

/**
 * Opens the store, creating it when it is not there (unless `readOnly`).
 * @throws HeraldError `config` (missing, not writable, newer format, another database), `damaged`, or `retry-later` when another process writes.
 */
export function openStore(path: string, options: { readonly readOnly?: boolean } = {}): Store {
  const readOnly = options.readOnly ?? false;
  const lock = readOnly ? undefined : takeLock(path);
  try {
    return storeOf(connect(path, readOnly), path, () => lock?.release());
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function storeOf(connection: Connection, path: string, release: () => void): Store {
  const open = new OpenRuns(connection);
  const parts = {
    ...announcementsOf(connection, open),
    ...capturesOf(connection),
    ...coverageOf(connection),
    ...eventsOf(connection),
    ...frontierOf(connection, open),
    ...removalOf(connection, open),
    ...runsOf(connection, open),
  };
  return {
    ...parts,
    batch: (work) => connection.batch(work),
    reading: (work) => connection.reading(work),
    status: (now) =>
      connection.reading(() => ({
        path,
        bytes: statSync(path).size,
        ...parts.counts(),
        lastSequence: parts.lastSequence(),
        due:
          connection.get<{ count: number }>('SELECT count(*) AS count FROM urls WHERE next_due <= ?', now)?.count ?? 0,
        sources: parts.coverage(now),
        runs: parts.runs(),
      })),
    check: () => checkDatabase(connection),
    copyTo: (target) => {
      connection.run('VACUUM INTO ?', target);
    },
    close: () => {
      connection.close();
      release();
    },
  };
}

function checkDatabase(connection: Connection): string[] {
  try {
    return connection
      .all<{ integrity_check: string }>('PRAGMA integrity_check')
      .map((row) => row.integrity_check)
      .filter((line) => line !== 'ok');
  } catch (error) {
    const told = sqlError(error);
    return [told instanceof Error ? told.message : String(told)];
  }
}
