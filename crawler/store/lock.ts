import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { HeraldError, messageOf } from '../../core/problem.ts';

export interface Lock {
  release(): void;
}

/** Who holds the lock, for the message; the lock itself is the kernel's. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  readonly command: string;
}

/**
 * Lets one process write at a time. The lock is an exclusive transaction on a small database beside the store, so the
 * kernel frees it the moment its holder ends, however it ends: there is no stale lock to recognise, and a pid that was
 * given to another process cannot keep us out. The text file beside it only tells who holds it.
 * @param path what is locked; the lock's files stand beside it
 * @param doing what holders do, for the message
 * @throws HeraldError `retry-later` naming the holder.
 */
export function takeLock(path: string, doing = 'the data folder is being written'): Lock {
  const lockPath = `${path}.lock`;
  const holderPath = `${path}.lock.json`;
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    command: process.argv.slice(1, 4).join(' '),
  };
  let database: DatabaseSyncInstance | undefined;
  try {
    database = new DatabaseSync(lockPath, { timeout: 0 });
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    writeFileSync(holderPath, `${JSON.stringify(holder)}\n`);
  } catch (error) {
    database?.close();
    throw lockError(path, doing, readHolder(holderPath), error);
  }
  const held = database;
  return {
    release: () => {
      if (!held.isOpen) return;
      rmSync(holderPath, { force: true });
      held.close();
    },
  };
}

/** Who writes at this moment, in words; `undefined` when nobody does. Takes no lock, and leaves nothing behind. */
export function writerOf(storePath: string): string | undefined {
  const lockPath = `${storePath}.lock`;
  if (!existsSync(lockPath)) return undefined;
  const database = new DatabaseSync(lockPath, { timeout: 0, readOnly: true });
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return undefined;
  } catch (error) {
    if (isBusy(error)) return whoText(readHolder(`${storePath}.lock.json`));
    throw error;
  } finally {
    database.close();
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** SQLite's codes for "another connection has it". */
const busyCodes = new Set([5, 6]);

function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode;
  return code !== undefined && busyCodes.has(code & 0xff);
}

function whoText(holder: Holder | undefined): string {
  return holder === undefined
    ? 'another process'
    : `process ${holder.pid} on ${holder.host} since ${holder.since} (${holder.command})`;
}

function lockError(path: string, doing: string, holder: Holder | undefined, error: unknown): HeraldError {
  if (!isBusy(error)) {
    return new HeraldError('config', `cannot lock ${path}: ${messageOf(error)}`, {
      hint: 'make its folder writable, or give another folder with --data',
      cause: error,
    });
  }
  return new HeraldError('retry-later', `${doing} by ${whoText(holder)}`, {
    hint: holder
      ? `wait until it has finished, or end process ${holder.pid}; reading (serve, search, status) is possible meanwhile`
      : 'wait until it has finished',
    cause: error,
  });
}
