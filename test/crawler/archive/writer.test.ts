import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  appendFileSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseCdxj } from '../../../crawler/archive/cdxj.ts';
import { checkDigests } from '../../../crawler/archive/digest.ts';
import { archiveFiles } from '../../../crawler/archive/finish-indexes.ts';
import { readRecordAt } from '../../../crawler/archive/read-record.ts';
import { openArchiveWriter } from '../../../crawler/archive/writer.ts';
import { HeraldError } from '../../../core/problem.ts';
import { capturesIn, instant, page, recordsIn, testFolder } from './sample.ts';

const first = page('https://harbour.test/news/1', 'Berth 7 is closed.');
const second = page('https://harbour.test/news/2', 'Berth 8 is open.', { fetchedAt: instant('2026-03-04T05:06:09Z') });

describe('the archive writer', () => {
  it('gives back what was appended, by reading the file and by its place', async () => {
    const folder = testFolder();
    const writer = await openArchiveWriter(folder);
    const places = [first, second].map((capture) => writer.append(capture));
    writer.close();

    const { archived, problems } = await capturesIn(join(folder, places[0]!.file));
    expect(problems).toEqual([]);
    expect(archived.map((one) => (one.kind === 'capture' ? one.capture : one))).toEqual([first, second]);
    expect(archived.map((one) => one.location)).toEqual(
      places.map(({ file, offset, length }) => ({ file, offset, length })),
    );
    expect(places.map((place) => readRecordAt(folder, place))).toEqual(archived);
  });

  it('begins every file with a warcinfo record and gives every record digests that hold', async () => {
    const folder = testFolder();
    const writer = await openArchiveWriter(folder, { operator: 'Harbour archive', userAgent: 'Herald (test)' });
    const request = { method: 'GET', headers: [['User-Agent', 'Herald (test)']] as const };
    writer.append(first, { request });
    writer.appendMetadata('https://harbour.test/news/3', instant('2026-03-04T06:00:00Z'), [
      ['herald-outcome', 'gone 404'],
    ]);
    writer.close();
    const { records } = await recordsIn(join(folder, archiveFiles(folder)[0]!));
    expect(records.map((record) => record.type)).toEqual(['warcinfo', 'response', 'request', 'metadata']);
    expect(Buffer.from(records[0]!.block).toString()).toContain('operator: Harbour archive\r\n');
    expect(Buffer.from(records[2]!.block).toString()).toBe('GET /news/1 HTTP/1.1\r\nUser-Agent: Herald (test)\r\n\r\n');
    expect(records.map((record) => checkDigests(record).verdict)).toEqual(['sound', 'sound', 'sound', 'sound']);
  });

  it('writes each record as a gzip member of its own', async () => {
    const folder = testFolder();
    const writer = await openArchiveWriter(folder);
    const { file, offset, length } = writer.append(first);
    writer.close();
    const member = readFileSync(join(folder, file)).subarray(offset, offset + length);
    expect(gunzipSync(member).toString()).toMatch(/^WARC\/1\.1\r\nWARC-Type: response\r\n[^]*<\/p>\r\n\r\n$/);
  });

  it('writes a payload that was archived before as a revisit, in this run and by what the store knows of earlier ones', async () => {
    const folder = testFolder();
    const earlier = await openArchiveWriter(folder, { now: () => Date.UTC(2026, 2, 4) });
    const again = { ...first, fetchedAt: instant('2026-03-05T00:00:00Z') };
    const original = earlier.append(first);
    expect(original.kind).toBe('capture');
    const revisit = earlier.append(again);
    expect(revisit).toMatchObject({ kind: 'revisit', digest: original.digest });
    earlier.close();

    const later = await openArchiveWriter(folder, {
      now: () => Date.UTC(2026, 2, 6),
      findOriginal: (digest) => (digest === original.digest ? { url: first.url, at: first.fetchedAt } : undefined),
    });
    const third = later.append({ ...first, fetchedAt: instant('2026-03-06T00:00:00Z') });
    later.close();
    expect(third.kind).toBe('revisit');
    expect(readRecordAt(folder, third)).toEqual({
      kind: 'revisit',
      url: first.url,
      at: '2026-03-06T00:00:00.000Z',
      reason: 'same-payload',
      status: 200,
      digest: original.digest,
      original: { url: first.url, at: first.fetchedAt },
      location: { file: third.file, offset: third.offset, length: third.length },
    });
  });

  it('keeps an empty payload and a cut one as captures of their own', async () => {
    const folder = testFolder();
    const writer = await openArchiveWriter(folder);
    const empty = page('https://harbour.test/empty', '', { payload: Buffer.alloc(0), content: Buffer.alloc(0) });
    expect([writer.append(empty), writer.append(empty)].map(({ kind }) => kind)).toEqual(['capture', 'capture']);
    writer.append(first);
    const cut = writer.append({ ...first, truncated: 'length' });
    writer.close();
    expect(readRecordAt(folder, cut)).toMatchObject({ kind: 'capture', capture: { truncated: 'length' } });
  });

  it('archives imported announcements as resources, a 304 as a revisit, and notes beside a record', async () => {
    const folder = testFolder();
    const writer = await openArchiveWriter(folder);
    const bytes = Buffer.from('{"id":"7","title":"Tide tables"}');
    const at = instant('2026-01-02T03:04:05Z');
    const resource = writer.appendResource('urn:herald:harbour:7', 'application/json', bytes, at);
    const unchanged = writer.appendRevisit(first.url, at, { url: first.url, at: first.fetchedAt, digest: 'sha256:00' });
    const noted = writer.append(first, { notes: { source: 'harbour', hints: { title: 'Berth 7\nclosed' } } });
    writer.close();
    expect(readRecordAt(folder, resource)).toMatchObject({
      kind: 'resource',
      url: 'urn:herald:harbour:7',
      contentType: 'application/json',
      bytes,
      at,
    });
    expect(readRecordAt(folder, unchanged)).toMatchObject({
      kind: 'revisit',
      reason: 'not-modified',
      status: 304,
      digest: 'sha256:00',
    });
    expect(readRecordAt(folder, noted)).toMatchObject({
      notes: { source: 'harbour', hints: { title: 'Berth 7\nclosed' } },
    });
  });

  it('keeps header bytes as they came, content coding included, and does not promise chunks that are not there', async () => {
    const folder = testFolder();
    const writer = await openArchiveWriter(folder);
    const content = Buffer.from('<p>Ölhafen</p>');
    const capture = page('https://harbour.test/oil', '', {
      headers: [
        ['Content-Encoding', 'gzip'],
        ['Transfer-Encoding', 'chunked'],
        ['X-Name', 'Ã\u0096l'],
      ],
      payload: gzipSync(content),
      content,
    });
    const place = writer.append(capture);
    writer.close();
    const archived = readRecordAt(folder, place);
    expect(archived.kind === 'capture' && archived.capture).toEqual({
      ...capture,
      headers: [
        ['Content-Encoding', 'gzip'],
        ['X-Archive-Orig-Transfer-Encoding', 'chunked'],
        ['X-Name', 'Ã\u0096l'],
      ],
    });
  });

  it('begins a new file when one is full, and never writes to a file of an earlier start', async () => {
    const folder = testFolder();
    const now = (): number => Date.UTC(2026, 2, 4, 5, 6, 7);
    for (let start = 0; start < 2; start++) {
      const writer = await openArchiveWriter(folder, { rotateBytes: 1, now });
      for (let n = 0; n < 2; n++) writer.append(page('https://harbour.test/n', `start ${start} page ${n}`));
      writer.close();
    }
    expect(archiveFiles(folder)).toEqual([0, 1, 2, 3].map((n) => `herald-20260304050607-0000${n}.warc.gz`));
    for (const file of archiveFiles(folder)) expect((await capturesIn(join(folder, file))).archived).toHaveLength(1);
  });

  it('leaves no file behind when nothing was appended', async () => {
    const folder = testFolder();
    (await openArchiveWriter(folder)).close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('sorts the index when it closes, and every line leads to its record', async () => {
    const folder = testFolder();
    const writer = await openArchiveWriter(folder);
    for (const name of ['zebra', 'ape', 'Lynx']) writer.append(page(`https://www.harbour.test/${name}?b=2&a=1`, name));
    writer.close();
    const index = readdirSync(folder).filter((name) => name.includes('cdxj'));
    expect(index).toHaveLength(1);
    const lines = readFileSync(join(folder, index[0]!), 'utf8').split('\n').slice(0, -1);
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'test,harbour)/ape?a=1&b=2',
      'test,harbour)/lynx?a=1&b=2',
      'test,harbour)/zebra?a=1&b=2',
    ]);
    for (const line of lines) {
      const entry = parseCdxj(line)!;
      expect(readRecordAt(folder, entry.location)).toMatchObject({ url: entry.url, digest: entry.digest });
    }
  });

  it('finishes the index of a run that was killed, from its lines and from the records it did not list', async () => {
    const folder = testFolder();
    const writer = await openArchiveWriter(folder);
    for (let n = 0; n < 5; n++) writer.append(page(`https://harbour.test/${n}`, `page ${n}`));
    writer.close();
    const [warc] = archiveFiles(folder);
    const index = join(folder, warc!.replace('.warc.gz', '.cdxj'));
    const whole = readFileSync(index, 'utf8');
    const lines = whole.split(/(?<=\n)/);

    for (const left of ['', lines.slice(0, 3).join(''), lines.slice(0, 2).join('') + lines[2]!.slice(0, 40)]) {
      rmSync(index);
      writeFileSync(`${index}.open`, left);
      (await openArchiveWriter(folder)).close();
      expect(readFileSync(index, 'utf8')).toBe(whole);
      expect(readdirSync(folder).sort()).toEqual([warc!.replace('.warc.gz', '.cdxj'), warc].sort());
    }
  });

  it('reports a torn last record of a killed run and indexes the rest', async () => {
    const folder = testFolder();
    const writer = await openArchiveWriter(folder);
    const places = [0, 1, 2].map((n) => writer.append(page(`https://harbour.test/${n}`, `page ${n}`)));
    writer.close();
    const warc = join(folder, places[0]!.file);
    rmSync(warc.replace('.warc.gz', '.cdxj'));
    truncateSync(warc, places[2]!.offset + 20);
    const problems: string[] = [];
    (await openArchiveWriter(folder, { onProblem: (problem) => problems.push(problem.code) })).close();
    expect(problems).toEqual(['torn-record']);
    expect(readFileSync(warc.replace('.warc.gz', '.cdxj'), 'utf8').match(/\n/g)).toHaveLength(2);
  });

  it('says what to do when the folder is not there', async () => {
    const writer = await openArchiveWriter(join(testFolder(), 'nowhere'));
    expect(() => writer.append(first)).toThrow(HeraldError);
    expect(() => writer.append(first)).toThrow(/cannot write the archive file .*nowhere/);
  });
});

describe('a disk that is full', () => {
  it.skipIf(process.platform === 'win32')(
    'stops the crawl and leaves whole records only (skipped on Windows, which has no ulimit)',
    async () => {
      const folder = testFolder();
      const archive = new URL('../../../crawler/archive/writer.ts', import.meta.url).href;
      // A limit of 60 blocks of 1 KiB on any file stands for the full disk.
      const program = `
      import { openArchiveWriter } from '${archive}';
      process.on('SIGXFSZ', () => undefined);
      const writer = await openArchiveWriter(process.argv[1]);
      for (let n = 0; ; n++) {
        const payload = Buffer.from(Array.from({ length: 9000 }, () => Math.floor(Math.random() * 256)));
        try {
          writer.append({ url: 'https://harbour.test/' + n, fetchedAt: '2026-03-04T00:00:00.000Z', status: 200, statusText: 'OK', headers: [], payload, content: payload });
        } catch (error) {
          console.log(JSON.stringify({ appended: n, remedy: error.remedy }));
          writer.close();
          break;
        }
      }`;
      const run = promisify(execFile)(
        'sh',
        [
          '-c',
          'ulimit -f 60; exec "$0" --import tsx --input-type=module -e "$1" "$2"',
          process.execPath,
          program,
          folder,
        ],
        {
          env: { ...process.env, TSX_DISABLE_CACHE: '1' },
        },
      );
      const { appended, remedy } = JSON.parse((await run).stdout) as { appended: number; remedy: string };
      expect(remedy).toBe('stop-crawl');
      expect(appended).toBeGreaterThan(1);
      const { archived, problems } = await capturesIn(join(folder, archiveFiles(folder)[0]!));
      expect([archived.length, problems]).toEqual([appended, []]);
    },
  );
});

describe('a place in the archive that is not what it was', () => {
  it('is told as damage: a file that is gone, bytes that are gone, bytes that are another record', async () => {
    const folder = testFolder();
    const writer = await openArchiveWriter(folder);
    const place = writer.append(first);
    writer.close();
    const reads = [
      { ...place, offset: place.offset + 1 },
      { ...place, length: place.length + 1000 },
      { ...place, file: 'gone.warc.gz' },
    ];
    for (const wrong of reads)
      expect(() => readRecordAt(folder, wrong)).toThrow(expect.objectContaining({ remedy: 'damaged' }) as Error);
    appendFileSync(join(folder, place.file), 'x');
    expect(readRecordAt(folder, place).kind).toBe('capture');
    renameSync(join(folder, place.file), join(folder, 'moved.warc.gz'));
    expect(() => readRecordAt(folder, place)).toThrow(/herald-/);
    expect(statSync(join(folder, 'moved.warc.gz')).size).toBeGreaterThan(0);
  });
});
