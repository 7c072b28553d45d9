import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceId } from '../../core/announcement.ts';
import { systemClock } from '../../core/clock.ts';
import { openDataFolder } from '../../core/data-folder.ts';
import { HeraldError } from '../../core/problem.ts';
import { silentProgress } from '../../core/progress.ts';
import { readCaptures } from '../../crawler/archive/captures.ts';
import { archiveFiles } from '../../crawler/archive/finish-indexes.ts';
import { openArchiveWriter } from '../../crawler/archive/writer.ts';
import type { ImportReport } from '../../crawler/import-run.ts';
import { importFile } from '../../crawler/import.ts';
import { createPageReaders } from '../../crawler/page-readers.ts';
import { openStore } from '../../crawler/store/store.ts';
import { announcementPage } from '../fake-site.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'herald-import-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const lines = [
  {
    id: 'a/1',
    source: 'tides',
    agency: 'Ministry of Tides',
    date: '2020-01-02',
    title: 'First table',
    body: 'High water at noon.\n\nLow water at six.',
    lang: 'en',
  },
  {
    id: 'a/2',
    source: 'tides',
    agency: 'Ministry of Tides',
    date: '2020-01-03',
    title: 'Second table',
    body: 'High water at one.',
    lang: 'en',
  },
];

describe('announcements as JSON lines', () => {
  it.each([
    ['plain', 'a.jsonl', (text: string) => Buffer.from(text)],
    ['gzipped', 'a.jsonl.gz', (text: string) => gzipSync(text)],
    ['in Brotli', 'a.jsonl.br', (text: string) => brotliCompressSync(text)],
    [
      'with a byte order mark, Windows line ends and empty lines',
      'a.jsonl',
      (text: string) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n\r\n')}`),
    ],
  ])('are imported %s', async (_, name, pack) => {
    const report = await importing(file(name, pack(jsonl(lines))));
    expect(report).toMatchObject({ records: 2, new: 2, refused: 0, problems: [] });
    expect(stored()).toEqual(['a/1 First table', 'a/2 Second table']);
  });

  it('are refused line by line with the number of the line and the reason; the rest is imported', async () => {
    const text = `${JSON.stringify(lines[0])}\n{"title": "No body", "source": "tides"}\nnot json at all\n[1,2]\n${JSON.stringify(lines[1])}\n`;
    const report = await importing(file('mixed.jsonl', Buffer.from(text)));
    expect(report).toMatchObject({ records: 5, new: 2, refused: 3 });
    expect(report.problems.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(report.problems[0]?.message).toContain('body');
    expect(report.problems[1]?.message).toContain('not JSON');
  });

  it('take their source from the option when they name none', async () => {
    const bare = { title: 'First table', body: 'High water at noon.' };
    const path = file('bare.jsonl', Buffer.from(jsonl([bare])));
    expect((await importing(path)).problems[0]?.message).toContain('source');
    expect(await importing(path, 'harbour' as SourceId)).toMatchObject({ new: 1 });
  });

  it('come back from the archive alone', async () => {
    await importing(file('a.jsonl', Buffer.from(jsonl(lines))));
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(root, `store.db${suffix}`), { force: true });
    for (const name of archiveFiles(join(root, 'archive'))) await importing(join(root, 'archive', name));
    expect(stored()).toEqual(['a/1 First table', 'a/2 Second table']);
  });

  it('are stored once, however often they are imported', async () => {
    const path = file('a.jsonl', Buffer.from(jsonl(lines)));
    await importing(path);
    expect(await importing(path)).toMatchObject({ new: 0, unchanged: 2 });
    expect(stored()).toHaveLength(2);
  });

  it('that are cut off in the middle of a compressed file say so, and what came before is kept', async () => {
    const whole = gzipSync(
      jsonl(
        Array.from({ length: 3000 }, (_, index) => ({ ...lines[0], id: `n${index}`, body: `Text ${Math.sin(index)}` })),
      ),
    );
    const error = await importing(file('cut.jsonl.gz', whole.subarray(0, whole.length >> 1))).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(HeraldError);
    expect((error as HeraldError).message).toContain('cannot be read to its end');
    expect(stored().length).toBeGreaterThan(500);
  });
});

describe('files of other kinds', () => {
  it('are refused with what is known', async () => {
    await expect(importing(file('a.pdf', Buffer.from('%PDF')))).rejects.toThrow(
      'not a kind of file that can be imported',
    );
  });

  it('that only bear the name of a WARC file are refused', async () => {
    await expect(importing(file('a.warc.gz', gzipSync('this is a diary')))).rejects.toThrow(/WARC/);
    await expect(importing(file('b.warc', Buffer.from('this is a diary')))).rejects.toThrow(/WARC/);
    await expect(importing(join(root, 'absent.warc.gz'))).rejects.toThrow(/absent\.warc\.gz/);
  });
});

describe("somebody else's WARC file", () => {
  it('becomes announcements of a source named after the host, pages without one are told, images are passed over', async () => {
    const warc = [
      response(
        'https://www.tides.example/news/one',
        'text/html',
        announcementPage('Tide table one', '2024-03-05', 'North.'),
      ),
      response('https://www.tides.example/logo.png', 'image/png', 'PNG'),
      response('https://www.tides.example/empty', 'text/html', ''),
    ].join('');
    const report = await importing(file('theirs.warc', Buffer.from(warc)));
    expect(report).toMatchObject({ records: 3, new: 1, passedOver: 1, refused: 1 });
    const store = openStore(join(root, 'store.db'), { readOnly: true });
    const [record] = [...store.records()];
    store.close();
    expect(record?.announcement).toMatchObject({
      source: 'www-tides-example',
      title: 'Tide table one',
      published: { value: '2024-03-05' },
    });
    expect(record?.firstSeen).toBe('2024-04-01T00:00:00.000Z');
  });

  it('says of a page that was cut that it was, in our archive too', async () => {
    const whole = response('https://www.tides.example/a', 'text/html', announcementPage('Cut', '2024-03-05', 'North.'));
    const cut = whole.replace('WARC-Type: response\r\n', 'WARC-Type: response\r\nWARC-Truncated: time\r\n');
    expect(await importing(file('cut.warc', Buffer.from(cut)))).toMatchObject({ new: 1 });
    const folder = openDataFolder(root).archive;
    const [name] = archiveFiles(folder);
    const kept = [];
    for await (const archived of readCaptures(join(folder, name!), { onProblem: () => undefined })) kept.push(archived);
    expect(kept).toMatchObject([{ kind: 'capture', capture: { truncated: 'time' } }]);
  });

  it('with a torn last record is read up to it', async () => {
    const warc = gzipSync(
      response('https://www.tides.example/a', 'text/html', announcementPage('Whole', '2024-03-05', 'North.')),
    );
    const torn = gzipSync(
      response('https://www.tides.example/b', 'text/html', announcementPage('Torn', '2024-03-05', 'South.')),
    );
    const report = await importing(file('torn.warc.gz', Buffer.concat([warc, torn.subarray(0, torn.length - 40)])));
    expect(report.new).toBe(1);
    expect(report.problems).toHaveLength(1);
    expect(stored()[0]).toContain('Whole');
  });
});

function file(name: string, content: Uint8Array): string {
  writeFileSync(join(root, name), content);
  expect(readFileSync(join(root, name)).length).toBe(content.length);
  return join(root, name);
}

function jsonl(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

function response(url: string, type: string, body: string): string {
  const http = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  return `WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-${Buffer.from(url).toString('hex').slice(-12)}>\r\nWARC-Date: 2024-04-01T00:00:00Z\r\nWARC-Target-URI: ${url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${Buffer.byteLength(http)}\r\n\r\n${http}\r\n\r\n`;
}

async function importing(path: string, source?: SourceId): Promise<ImportReport> {
  const folder = openDataFolder(root);
  const store = openStore(folder.store);
  const archive = await openArchiveWriter(folder.archive, {});
  try {
    return await importFile(
      path,
      {
        store,
        archive,
        archiveFolder: folder.archive,
        sources: [],
        readers: createPageReaders({ threads: 0 }),
        progress: silentProgress,
        clock: systemClock,
        signal: new AbortController().signal,
      },
      source === undefined ? {} : { source },
    );
  } finally {
    archive.close();
    store.close();
  }
}

function stored(): string[] {
  const store = openStore(join(root, 'store.db'), { readOnly: true });
  try {
    return [...store.records()].map(({ announcement }) => `${announcement.id} ${announcement.title}`).sort();
  } finally {
    store.close();
  }
}
