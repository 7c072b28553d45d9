import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { HeraldError, messageOf } from '../../core/problem.ts';

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
  ['unable to open database file', codes.cannotOpen],
];

function codeOf(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  if (typeof code === 'number') return code & 0xff;
  return error instanceof Error ? words.find(([text]) => error.message.includes(text))?.[1] : undefined;
}

export function isCannotOpen(error: unknown): boolean {
  const code = codeOf(error);
  return code === codes.cannotOpen || code === codes.readOnly;
}

const restoreHint =
  'restore it from a backup; or move it away and rebuild it with "herald import" from the files in the archive folder';

/** Errors while opening, in words. */
export function openError(path: string, readOnly: boolean, error: unknown): unknown {
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
