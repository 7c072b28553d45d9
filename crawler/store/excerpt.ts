import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { DataFolder } from '../../core/data-folder.ts';
import { instantOf } from '../../core/instant.ts';
import { HeraldError } from '../../core/problem.ts';
import { rebuildIndex } from '../archive/finish-indexes.ts';
import { formatRecord } from '../archive/format.ts';
import { warcinfo } from '../archive/writer-fields.ts';
import { connect, type Connection } from './connection.ts';
import { openStore } from './store.ts';

/** What an excerpt holds. */
export interface Excerpt {
  readonly announcements: number;
  readonly captures: number;
  readonly archiveBytes: number;
}

const archiveName = 'excerpt-00000.warc.gz';

/**
 * A data folder with some of the announcements of another: their versions, events and captures in a store of its own, and the captures
 * themselves, byte for byte as they were archived, in one WARC file. May run while a crawl writes.
 * @throws HeraldError `damaged` when the archive lacks what the store points to.
 */
export async function excerptData(from: DataFolder, to: DataFolder, ids: Iterable<string>): Promise<Excerpt> {
  const store = openStore(from.store, { readOnly: true });
  try {
    store.copyTo(to.store);
  } finally {
    store.close();
  }
  const connection = connect(to.store, false);
  let excerpt: Excerpt;
  try {
    connection.batch(() => keepOnly(connection, ids));
    excerpt = connection.batch(() => copyCaptures(connection, from.archive, to.archive));
    // One file that reading leaves as it is: its digest holds after it was looked into.
    connection.database.exec('VACUUM; PRAGMA journal_mode = DELETE');
  } finally {
    connection.close();
  }
  await rebuildIndex(to.archive, archiveName, () => undefined);
  return excerpt;
}

/** Deletes what has nothing to do with the announcements. A capture that a kept one only refers to stays: its bytes are the page. */
function keepOnly(connection: Connection, ids: Iterable<string>): void {
  connection.run('CREATE TEMP TABLE kept (key INTEGER PRIMARY KEY, id TEXT NOT NULL)');
  for (const id of ids) connection.run('INSERT OR IGNORE INTO kept SELECT key, id FROM announcements WHERE id = ?', id);
  connection.run(
    `CREATE TEMP TABLE originals AS SELECT min(key) AS key FROM captures
     WHERE kind = 'capture' AND digest IN (SELECT digest FROM captures WHERE kind = 'revisit' AND announcement IN (SELECT key FROM kept)) GROUP BY digest`,
  );
  connection.run(
    `DELETE FROM captures WHERE coalesce(announcement, -1) NOT IN (SELECT key FROM kept) AND key NOT IN (SELECT key FROM originals)`,
  );
  connection.run(
    'UPDATE captures SET announcement = NULL WHERE announcement IS NOT NULL AND announcement NOT IN (SELECT key FROM kept)',
  );
  connection.run('DELETE FROM urls WHERE coalesce(announcement, -1) NOT IN (SELECT key FROM kept)');
  connection.run('DELETE FROM revisions WHERE announcement NOT IN (SELECT key FROM kept)');
  connection.run('DELETE FROM events WHERE announcement IS NOT NULL AND announcement NOT IN (SELECT id FROM kept)');
  connection.run('DELETE FROM announcements WHERE key NOT IN (SELECT key FROM kept)');
  connection.run('DROP TABLE originals');
}

interface Placed {
  readonly key: number;
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** Copies the records that the store points to into one file, in their order in the archive, and points to them there. */
function copyCaptures(connection: Connection, from: string, to: string): Excerpt {
  const out = openSync(join(to, archiveName), 'wx');
  let open: { readonly name: string; readonly file: number; readonly bytes: number } | undefined;
  let at = 0;
  const append = (bytes: Uint8Array): number => {
    for (let written = 0; written < bytes.length;)
      written += writeSync(out, bytes, written, bytes.length - written, at + written);
    at += bytes.length;
    return bytes.length;
  };
  append(formatRecord(warcinfo(archiveName, instantOf(Date.now()), {})).bytes);
  const captures = connection.all<Placed>('SELECT key, file, offset, length FROM captures ORDER BY file, offset');
  const placed = new Map<string, { readonly offset: number; readonly length: number }>();
  try {
    for (const { key, file, offset, length } of captures) {
      // Several captures may share a record, as when one import holds several announcements.
      const place = `${file} ${offset}`;
      let copied = placed.get(place);
      if (copied === undefined) {
        if (open?.name !== file) {
          if (open !== undefined) closeSync(open.file);
          const opened = openSync(join(from, file), 'r');
          open = { name: file, file: opened, bytes: fstatSync(opened).size };
        }
        const record = readRecord(open, offset, length);
        const start = at;
        // Records of an uncompressed file become members of their own, as all of this file are.
        copied = { offset: start, length: append(file.endsWith('.gz') ? record : gzipSync(record)) };
        placed.set(place, copied);
      }
      connection.run(
        'UPDATE captures SET file = ?, offset = ?, length = ? WHERE key = ?',
        archiveName,
        copied.offset,
        copied.length,
        key,
      );
    }
  } finally {
    closeSync(out);
    if (open !== undefined) closeSync(open.file);
  }
  const announcements = connection.get<{ count: number }>('SELECT count(*) AS count FROM announcements')!.count;
  return { announcements, captures: captures.length, archiveBytes: at };
}

function readRecord(
  { name, file, bytes }: { readonly name: string; readonly file: number; readonly bytes: number },
  offset: number,
  length: number,
): Buffer {
  if (offset + length > bytes)
    throw new HeraldError('damaged', `the archive file ${name} ends before the record at byte ${offset}`, {
      hint: 'herald verify tells what else is missing',
    });
  const record = Buffer.allocUnsafe(length);
  for (let read = 0; read < length;) read += readSync(file, record, read, length - read, offset + read);
  return record;
}
