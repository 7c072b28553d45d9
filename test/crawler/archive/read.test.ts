import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchiveWriter } from '../../../crawler/archive/writer.ts';
import { capturesIn, page, recordsIn, testFolder } from './sample.ts';

/** A record as an old crawler may write it: WARC 1.0, no digests. */
function record(block: string | Buffer, url = 'http://harbour.test/', type = 'response'): Buffer {
  const bytes = Buffer.from(block);
  const contentType = type === 'response' ? 'application/http; msgtype=response' : 'text/plain';
  const head = `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: ${url}\r\nWARC-Date: 2019-05-06T07:08:09Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nContent-Type: ${contentType}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n\r\n')]);
}

function response(body: string | Buffer, headers = 'Content-Type: text/html\r\n'): Buffer {
  return Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${headers}\r\n`), Buffer.from(body)]);
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'herald-read-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function fileOf(...parts: Buffer[]): string {
  const path = join(folder, `${count++}.warc`);
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

const three = ['a', 'b', 'c'].map((name) => record(response(`page ${name}`), `http://harbour.test/${name}`));

describe('reading an archive', () => {
  it('reads uncompressed files, a gzip member a record, and a whole file in one gzip stream', async () => {
    for (const [path, placed] of [
      [fileOf(...three), true],
      [fileOf(...three.map((one) => gzipSync(one))), true],
      [fileOf(gzipSync(Buffer.concat(three))), false],
    ] as const) {
      const { archived, problems } = await capturesIn(path);
      expect(problems).toEqual([]);
      expect(archived.map(({ url }) => url)).toEqual(['a', 'b', 'c'].map((name) => `http://harbour.test/${name}`));
      expect(archived.map((one) => one.kind === 'capture' && Buffer.from(one.capture.content).toString())).toEqual([
        'page a',
        'page b',
        'page c',
      ]);
      expect(archived.every(({ location }) => (location !== undefined) === placed)).toBe(true);
    }
  });

  it('gives each record its bytes in the file', async () => {
    for (const path of [fileOf(...three), fileOf(...three.map((one) => gzipSync(one)))]) {
      const file = readFileSync(path);
      for (const { location, block } of (await recordsIn(path)).records) {
        const bytes = file.subarray(location!.offset, location!.offset + location!.length);
        const plain = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
        expect(plain.includes(Buffer.from(block))).toBe(true);
        expect(plain.toString()).toMatch(/^WARC\/1\.0\r\n[^]*\r\n\r\n$/);
      }
    }
  });

  it('reads members too large for one call as a stream, with their place', async () => {
    const large = record(response(randomBytes(9 << 20)), 'http://harbour.test/large');
    const path = fileOf(gzipSync(three[0]!), gzipSync(large, { level: 1 }), gzipSync(three[1]!));
    const { records, problems } = await recordsIn(path);
    expect(problems).toEqual([]);
    expect(records.map(({ url }) => url)).toEqual([
      'http://harbour.test/a',
      'http://harbour.test/large',
      'http://harbour.test/b',
    ]);
    expect(records.every(({ location }) => location !== undefined)).toBe(true);
    expect(records.reduce((end, { location }) => (location!.offset === end ? end + location!.length : -1), 0)).toBe(
      readFileSync(path).length,
    );
  });

  it('passes over a record larger than the limit, and a gzip bomb in constant memory', async () => {
    const bomb = record(response(Buffer.alloc(66 << 20)), 'http://harbour.test/bomb');
    const { records, problems } = await recordsIn(
      fileOf(gzipSync(three[0]!), gzipSync(bomb, { level: 1 }), gzipSync(three[1]!)),
      { recordLimitBytes: 1 << 20 },
    );
    expect(records.map(({ url }) => url)).toEqual(['http://harbour.test/a', 'http://harbour.test/b']);
    expect(problems.map(({ code }) => code)).toEqual(['record-too-large']);
  });

  it('undoes chunks, and leaves a body alone that its writer had already undone', async () => {
    const chunked = 'Transfer-Encoding: chunked\r\n';
    const bodies = [
      '6\r\npage a\r\n0\r\n\r\n',
      '3;x=y\r\npag\r\n3\r\ne a\r\n0\r\nTrailer: 1\r\n\r\n',
      '6\r\npage a',
      'page a',
    ];
    const { archived } = await capturesIn(fileOf(...bodies.map((body) => record(response(body, chunked)))));
    expect(archived.map((one) => one.kind === 'capture' && Buffer.from(one.capture.payload).toString())).toEqual(
      bodies.map(() => 'page a'),
    );
  });

  it('undoes content codings, and tells of those it cannot', async () => {
    const text = Buffer.from('page a '.repeat(50));
    const coded: [string, Buffer][] = [
      ['gzip', gzipSync(text)],
      ['X-GZIP', gzipSync(text)],
      ['br', brotliCompressSync(text)],
      ['deflate', deflateSync(text)],
      ['deflate', deflateRawSync(text)],
      ['gzip, br', brotliCompressSync(gzipSync(text))],
      ['identity', text],
      ['gzip', text],
    ];
    const sound = await capturesIn(
      fileOf(...coded.map(([coding, body]) => record(response(body, `Content-Encoding: ${coding}\r\n`)))),
    );
    expect(sound.problems).toEqual([]);
    for (const one of sound.archived)
      expect(one.kind === 'capture' && Buffer.from(one.capture.content).equals(text)).toBe(true);
    const broken = await capturesIn(
      fileOf(...['compress', 'br'].map((coding) => record(response(text, `Content-Encoding: ${coding}\r\n`)))),
    );
    expect(broken.problems.map(({ code }) => code)).toEqual(['content-encoding', 'content-encoding']);
    expect(broken.archived).toHaveLength(2);
  });

  it('understands URLs in angle brackets or with spaces, heads with bare line feeds, status lines without words', async () => {
    const lf = Buffer.from(
      three[0]!
        .toString()
        .replace('http://harbour.test/a', '<http://harbour.test/a b>')
        .replaceAll('\r\n', '\n')
        .replace('Content-Length: 50', 'Content-Length: 47'),
    );
    const bare = record('HTTP/1.0 404\r\n\r\n');
    const { archived, problems } = await capturesIn(fileOf(lf, bare));
    expect(problems).toEqual([]);
    expect(archived.map((one) => one.kind === 'capture' && [one.url, one.capture.status])).toEqual([
      ['http://harbour.test/a%20b', 200],
      ['http://harbour.test/', 404],
    ]);
  });

  it('passes over what is no capture: requests, warcinfo, DNS answers', async () => {
    const { archived, problems } = await capturesIn(
      fileOf(
        record('software: x\r\n', 'http://harbour.test/', 'warcinfo'),
        record('GET / HTTP/1.1\r\n\r\n', 'http://harbour.test/', 'request'),
        record('20190506 harbour.test. A 192.0.2.1', 'dns:harbour.test'),
      ),
    );
    expect(archived).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe('a damaged archive', () => {
  it('cut at any byte: what is whole before the cut is read, and the cut is told', async () => {
    const members = three.map((one) => gzipSync(one));
    const ends = members.reduce<number[]>((all, member) => [...all, (all.at(-1) ?? 0) + member.length], []);
    const whole = Buffer.concat(members);
    for (let cut = 2; cut < whole.length; cut += cut % 5 === 0 ? 1 : 3) {
      const path = fileOf(whole.subarray(0, cut));
      const { records, problems } = await recordsIn(path);
      expect(records).toHaveLength(ends.filter((end) => end <= cut).length);
      expect(problems.some(({ code }) => code === 'torn-record')).toBe(!ends.includes(cut));
    }
  });

  it('cut at any byte when it is not compressed, too', async () => {
    const whole = Buffer.concat(three);
    for (let cut = 5; cut < whole.length; cut += 13) {
      const { records, problems } = await recordsIn(fileOf(whole.subarray(0, cut))).catch((error: unknown) => ({
        records: [],
        problems: [{ code: String(error) }],
      }));
      const complete = three.filter((_, index) => cut >= Buffer.concat(three.slice(0, index + 1)).length - 4).length;
      expect(records).toHaveLength(complete);
      if (cut % three[0]!.length > 0 && cut % three[0]!.length < three[0]!.length - 4) expect(problems).not.toEqual([]);
    }
  });

  it('with any byte of one member changed: the other records are still read', async () => {
    const writerFolder = testFolder();
    const writer = await openArchiveWriter(writerFolder);
    const places = [0, 1, 2, 3].map((n) =>
      writer.append(page(`https://harbour.test/${n}`, randomBytes(40).toString('hex'))),
    );
    writer.close();
    const whole = readFileSync(join(writerFolder, places[0]!.file));
    const { offset, length } = places[1]!;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const bytes = Buffer.from(whole);
        bytes[offset + at]! ^= flip;
        const { records } = await recordsIn(fileOf(bytes));
        const urls = records.map(({ url }) => url);
        for (const n of [0, 2, 3]) expect(urls).toContain(`https://harbour.test/${n}`);
      }),
      { numRuns: 60 },
    );
  });

  it('with rubbish between two records, compressed or not: reading goes on after it', async () => {
    for (const parts of [three, three.map((one) => gzipSync(one))]) {
      const { records, problems } = await recordsIn(fileOf(parts[0]!, randomBytes(3000), parts[1]!, parts[2]!));
      expect(records.map(({ url }) => url)).toEqual(
        expect.arrayContaining(
          ['http://harbour.test/a', 'http://harbour.test/b', 'http://harbour.test/c'].slice(parts === three ? 2 : 0),
        ),
      );
      expect(problems.map(({ code }) => code)).toContain('damaged-record');
    }
  });

  it('with a Content-Length that is too small: the next record is found', async () => {
    const wrong = Buffer.from(three[0]!.toString().replace(/Content-Length: \d+/, 'Content-Length: 10'));
    const { records, problems } = await recordsIn(fileOf(wrong, three[1]!, three[2]!));
    expect(records.map(({ url }) => url).slice(-2)).toEqual(['http://harbour.test/b', 'http://harbour.test/c']);
    expect(problems.map(({ code }) => code)).toEqual(['damaged-record']);
  });

  it('never throws, whatever the bytes are that follow its first record', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, compressed) => {
        const begin = compressed ? gzipSync(three[0]!) : three[0]!;
        const { records } = await recordsIn(fileOf(begin, Buffer.from(bytes)));
        expect(records.length).toBeGreaterThan(0);
      }),
      { numRuns: 80 },
    );
  });
});

describe('a WARC that is no WARC', () => {
  it.each([
    ['<!doctype html><p>hello', /is no WARC file: it is HTML/],
    ['{"id": 1}', /JSON/],
    ['PK\u0003\u0004wacz', /ZIP/],
    ['filedesc://old.arc 0.0.0.0', /ARC file/],
    ['SQLite format 3\0', /SQLite/],
    ['some notes', /begins with "some notes"/],
    ['WARC/1.0\r\nno head', /not those of a WARC record/],
  ])('%j is refused with what it is', async (text, message) => {
    await expect(recordsIn(fileOf(Buffer.from(text, 'latin1')))).rejects.toThrow(message);
    await expect(recordsIn(fileOf(Buffer.from(text, 'latin1')))).rejects.toMatchObject({
      name: 'HeraldError',
      remedy: 'config',
    });
  });

  it('gzip of something else is refused, an empty file is a problem', async () => {
    await expect(recordsIn(fileOf(gzipSync('hello world, this is a letter')))).rejects.toThrow(/no WARC file/);
    expect((await recordsIn(fileOf(Buffer.alloc(0)))).problems.map(({ code }) => code)).toEqual(['empty-archive']);
  });

  it('a missing file and a folder are told apart', async () => {
    await expect(recordsIn('/nowhere/x.warc')).rejects.toThrow('there is no file /nowhere/x.warc');
    await expect(recordsIn(testFolder())).rejects.toThrow(/is a folder/);
  });
});
