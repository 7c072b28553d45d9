import { appendFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { archiveFiles } from '../../../crawler/archive/finish-indexes.ts';
import { verifyArchive } from '../../../crawler/archive/verify.ts';
import { openArchiveWriter, type Appended } from '../../../crawler/archive/writer.ts';
import { page, testFolder } from './sample.ts';

/** Two files: three pages, and a revisit of the first of them beside a resource. */
async function archive(): Promise<{ folder: string; places: Appended[] }> {
  const folder = testFolder();
  const places: Appended[] = [];
  for (const start of [0, 1]) {
    const first = page('https://harbour.test/0', 'page 0');
    const original = places[0];
    const writer = await openArchiveWriter(folder, {
      now: () => Date.UTC(2026, 2, 4 + start),
      findOriginal: (digest) => (digest === original?.digest ? { url: first.url, at: first.fetchedAt } : undefined),
    });
    places.push(writer.append(first));
    if (start === 0) for (const n of [1, 2]) places.push(writer.append(page(`https://harbour.test/${n}`, `page ${n}`)));
    else
      places.push(
        writer.appendResource('urn:herald:harbour:7', 'application/json', Buffer.from('{}'), first.fetchedAt),
      );
    writer.close();
  }
  return { folder, places };
}

async function codesOf(folder: string): Promise<[boolean, ...string[]]> {
  const { sound, problems } = await verifyArchive(folder);
  return [sound, ...problems.map(({ code }) => code)];
}

describe('verifying an archive', () => {
  it('finds every digest held in a sound one', async () => {
    const { folder } = await archive();
    const files: string[] = [];
    expect(await verifyArchive(folder, { onFile: (file) => files.push(file) })).toEqual({
      files: 2,
      records: 7,
      digestsHeld: 7,
      captures: 4,
      revisits: 1,
      repaired: 0,
      problems: [],
      sound: true,
    });
    expect(files).toEqual(archiveFiles(folder));
  });

  it('finds a record whose bytes were changed, though its gzip member is sound', async () => {
    const { folder, places } = await archive();
    const { file, offset, length } = places[1]!;
    const bytes = readFileSync(join(folder, file));
    const changed = gzipSync(
      gunzipSync(bytes.subarray(offset, offset + length))
        .toString()
        .replace('page 1', 'page X'),
    );
    writeFileSync(
      join(folder, file),
      Buffer.concat([bytes.subarray(0, offset), changed, bytes.subarray(offset + length)]),
    );
    const { sound, problems } = await verifyArchive(folder);
    expect(sound).toBe(false);
    expect(problems.filter(({ code }) => code === 'wrong-digest').map(({ where }) => where)).toEqual([
      `${file}@${offset}`,
      `${file}@${offset}`,
    ]);
  });

  it('finds damaged bytes, wherever they are, and loses no other record by them', async () => {
    for (let flipped = 0; flipped < 20; flipped++) {
      const { folder, places } = await archive();
      const { file, offset, length } = places[1]!;
      const bytes = readFileSync(join(folder, file));
      const at = offset + Math.floor((length * flipped) / 20);
      bytes[at]! ^= 0x41;
      writeFileSync(join(folder, file), bytes);
      const { sound, records, problems } = await verifyArchive(folder);
      // Three bytes of a gzip header tell of the writer's machine and time only (RFC 1952 §2.3): nothing is lost by them.
      const bySide = at - offset >= 4 && at - offset <= 9;
      expect([at - offset, sound, records >= 6]).toEqual([at - offset, bySide, true]);
      expect(problems.length > 0).toBe(!bySide);
    }
  });

  it('finds a lost original, an index that is gone or does not fit, and rebuilds indexes when told to', async () => {
    const { folder, places } = await archive();
    const [first, second] = archiveFiles(folder);
    const index = join(folder, first!.replace('.warc.gz', '.cdxj'));
    const sound = readFileSync(index, 'utf8');
    appendFileSync(index, sound.replaceAll('harbour', 'elsewhere'));
    rmSync(join(folder, second!.replace('.warc.gz', '.cdxj')));
    expect(await codesOf(folder)).toEqual([true, 'wrong-index', 'no-index']);
    expect(await verifyArchive(folder, { repairIndexes: true })).toMatchObject({
      repaired: 2,
      problems: [],
      sound: true,
    });
    expect(readFileSync(index, 'utf8')).toBe(sound);
    expect(await codesOf(folder)).toEqual([true]);

    renameSync(join(folder, first!), join(folder, 'elsewhere'));
    const { sound: still, problems } = await verifyArchive(folder);
    expect([still, problems]).toMatchObject([
      false,
      [{ code: 'lost-original', where: `${second!}@${places[3]!.offset}` }],
    ]);
  });

  it('calls a torn last record harmless: it was never acknowledged', async () => {
    const { folder, places } = await archive();
    const last = places.at(-1)!;
    truncateSync(join(folder, last.file), last.offset + 30);
    expect(await codesOf(folder)).toEqual([true, 'torn-record', 'wrong-index']);
  });

  it('tells of a file that is no WARC', async () => {
    const { folder } = await archive();
    writeFileSync(join(folder, 'notes.warc'), 'to do');
    expect(await codesOf(folder)).toEqual([false, 'unreadable-file']);
  });
});
