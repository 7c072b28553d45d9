import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { openDataFolder } from '../../core/data-folder.ts';
import { silentProgress } from '../../core/progress.ts';
import type { Source } from '../../core/source.ts';
import { openArchiveWriter } from '../../crawler/archive/writer.ts';
import { crawl, type CrawlReport } from '../../crawler/crawl.ts';
import { createFetcher } from '../../crawler/fetch/fetcher.ts';
import { importFile } from '../../crawler/import.ts';
import { archiveFiles } from '../../crawler/archive/finish-indexes.ts';
import { loadSources } from '../../crawler/source/load-sources.ts';
import { createLedger } from '../../crawler/ledger.ts';
import { createPageReaders } from '../../crawler/page-readers.ts';
import { openStore, type Store } from '../../crawler/store/store.ts';
import { announcementPage, fakeSourceYaml, listingPage, startFakeSite, type FakeSite } from '../fake-site.ts';

let root: string;
let site: FakeSite;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'herald-crawl-'));
  site = await startFakeSite();
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    site.pages.set(
      `/news/${name}`,
      announcementPage(
        `Tide table ${name} published`,
        '2024-03-05',
        `The table number ${name} covers the whole of the northern coast.`,
      ),
    );
  }
  site.pages.set('/news', listingPage(['/news/one', '/news/two', '/news/one#again', '/elsewhere'], '/news?page=2'));
  site.pages.set('/news?page=2', listingPage(['/news/three', '/news/two?utm_source=feed'], '/news?page=3'));
  site.pages.set('/news?page=3', listingPage(['/news/four', '/news/five'], '/news?page=4'));
});

afterEach(async () => {
  await site.close();
  rmSync(root, { recursive: true, force: true });
});

describe('a first crawl', () => {
  it('stores every announcement of every listing page once, and ends where the pager leads to nothing', async () => {
    const report = await run();
    expect(report.report.ending).toBe('complete');
    expect(report.counts).toMatchObject({ new: 5, changed: 0, removed: 0, added: 5, givenUp: 0 });
    expect(titles()).toEqual(['five', 'four', 'one', 'three', 'two'].map((name) => `Tide table ${name} published`));
    expect(asked('/news/one')).toBe(1);
    expect(asked('/elsewhere')).toBe(0);
  });

  it('asks for robots.txt first and does not ask for what it forbids', async () => {
    site.pages.set('/robots.txt', (_, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /news/two\n'),
    );
    const report = await run();
    expect(site.log[0]).toBe('GET /robots.txt 200');
    expect(asked('/news/two')).toBe(0);
    expect(report.counts.new).toBe(4);
    expect(report.problems.find(({ code }) => code === 'disallowed')?.message).toContain(
      'robots.txt forbids it: Disallow: /news/two',
    );
    const host = new URL(site.origin).host;
    expect(report.report.robots).toEqual([
      { host, verdict: 'allowed', urls: expect.any(Number) as number },
      { host, verdict: 'disallowed', reason: 'Disallow: /news/two', urls: 1 },
    ]);
  });

  it('gets a page that fails at first and one that is cut off', async () => {
    failFirst('/news/one', 3, (response) => response.writeHead(500).end());
    failFirst('/news/four', 1, (response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '9000' }).write('<html>');
      setTimeout(() => response.destroy(), 5);
    });
    expect((await run()).counts).toMatchObject({ new: 5, givenUp: 0 });
  });

  it('gets a listing page that fails at first, and everything behind it', async () => {
    failFirst('/news?page=2', 3, (response) => response.writeHead(503, { 'retry-after': '0' }).end());
    const report = await run();
    expect(report.report.ending).toBe('complete');
    expect(report.counts.new).toBe(5);
  });

  it('says that it is not complete when an entry point cannot be read, and stores what it has', async () => {
    site.pages.set('/news', (_, response) => response.writeHead(403).end());
    const report = await run();
    expect(report.report.ending).toBe('failed');
    expect(report.report.reason).toContain('/news could not be read');
  });

  it('names the host that cannot be reached', async () => {
    const source = sourceOf();
    await site.close();
    const report = await run({ source });
    expect(report.report.ending).toBe('failed');
    expect(report.problems[0]?.message).toMatch(/could not be read: .*(ECONNREFUSED|refused|connect)/i);
    site = await startFakeSite();
  });

  it('stops at its budget of pages and goes on in the next run', async () => {
    const first = await run({ maxPages: 2 });
    expect(first.report).toMatchObject({ ending: 'stopped', reason: 'the budget of 2 pages was spent' });
    expect(first.counts.new).toBe(2);
    expect((await run({ maxPages: 2 })).counts.new).toBe(2);
    expect((await run()).counts.new).toBe(1);
    expect(titles()).toHaveLength(5);
  });

  it('stops when it has received as much as its source file allows, says so, and goes on in the next run', async () => {
    const source = sourceOf('');
    const small = { ...source, politeness: { ...source.politeness, maxBytes: 1 } };
    const first = await run({ source: small });
    expect(first.report).toMatchObject({ ending: 'stopped' });
    expect(first.report.reason).toContain('budget');
    expect(first.counts.listings).toBe(1);
    expect((await run()).report.ending).toBe('complete');
    expect(titles()).toHaveLength(5);
  });

  it('stops when its time is over', async () => {
    const source = sourceOf('');
    const first = await run({ source: { ...source, politeness: { ...source.politeness, maxTimeMs: 0 } } });
    expect(first.report).toMatchObject({ ending: 'stopped', reason: 'the budget of 0 minutes was spent' });
    expect(site.log).toEqual([]);
  });

  it('stops when it is told to, keeps what it has, and the next run completes it', async () => {
    const stop = new AbortController();
    site.pages.set('/news/two', (_, response) => {
      stop.abort();
      setTimeout(
        () =>
          response.writeHead(200, { 'content-type': 'text/html' }).end(announcementPage('Late', '2024-01-01', 'Late.')),
        20,
      );
    });
    const report = await run({ signal: stop.signal });
    expect(report.report.ending).toBe('stopped');
    site.pages.set('/news/two', announcementPage('Tide table two published', '2024-03-05', 'Now.'));
    expect((await run()).report.ending).toBe('complete');
    expect(titles()).toHaveLength(5);
  });
});

describe('a further crawl', () => {
  it('asks conditionally, stores nothing new and stops at the first listing page without news', async () => {
    await run();
    site.log.length = 0;
    const report = await run();
    expect(report.counts).toMatchObject({ new: 0, changed: 0, removed: 0, notModified: 5 });
    expect(site.log.filter((line) => line.endsWith(' 304'))).toHaveLength(6);
    expect(asked('/news?page=2')).toBe(0);
    expect(report.report.savedBytes).toBeGreaterThan(1000);
  });

  it('looks at a page a third time only when its interval is over', async () => {
    await run();
    await run();
    site.log.length = 0;
    const report = await run();
    expect(report.counts.pages).toBe(0);
    expect(asked('/news/one')).toBe(0);
  });

  it('finds the new announcement on the first listing page', async () => {
    await run();
    site.pages.set('/news/six', announcementPage('Tide table six published', '2024-03-06', 'New.'));
    site.pages.set('/news', listingPage(['/news/six', '/news/one'], '/news?page=2'));
    expect((await run()).counts.new).toBe(1);
  });

  it('finds what stood behind the listing page at which the run before was cut off', async () => {
    await run();
    for (const name of ['six', 'seven'])
      site.pages.set(`/news/${name}`, announcementPage(`Tide table ${name} published`, '2024-03-06', 'New.'));
    site.pages.set('/news', listingPage(['/news/six'], '/news?page=2'));
    const second = listingPage(['/news/seven'], '/news?page=3');
    site.pages.set('/news?page=2', (_, response) => response.writeHead(403).end());
    expect((await run()).report.ending).toBe('failed');
    site.pages.set('/news?page=2', second);
    expect((await run()).counts.new).toBe(1);
    expect(titles()).toContain('Tide table seven published');
  });

  it('walks every listing to its end with full', async () => {
    await run();
    site.log.length = 0;
    await run({ full: true });
    expect(asked('/news?page=3')).toBe(1);
  });

  it('does not look again at what a run saw that was killed, until it has come to its end', async () => {
    await run({ maxPages: 3 });
    reopenAsKilled();
    await run();
    expect(['one', 'two', 'three', 'four', 'five'].map((name) => asked(`/news/${name}`))).toEqual([1, 1, 1, 1, 1]);
    // The page that was next when the process was killed may be what killed it.
    expect(site.log.indexOf('GET /news/five 200')).toBeLessThan(site.log.indexOf('GET /news/four 200'));
    await run();
    expect(['one', 'five'].map((name) => asked(`/news/${name}`))).toEqual([2, 2]);
  });

  it('keeps both texts of a page that changed', async () => {
    await run();
    site.pages.set(
      '/news/one',
      announcementPage(
        'Tide table one published',
        '2024-03-05',
        'The table number one was corrected: it covers the southern coast.',
      ),
    );
    expect((await run()).counts).toMatchObject({ changed: 1, new: 0 });
    const texts = reading((store) =>
      store
        .announcement(store.announcementAt(`${site.origin}/news/one`)!)!
        .map((record) => [record.revision, record.status, record.current]),
    );
    expect(texts).toEqual([
      [1, 'changed', false],
      [2, 'changed', true],
    ]);
  });

  it('marks a page that is gone as removed and keeps its text; a page that comes back is restored', async () => {
    await run();
    const page = site.pages.get('/news/three')!;
    site.pages.delete('/news/three');
    expect((await run()).counts.removed).toBe(1);
    expect(statusOf('/news/three')).toBe('removed');
    site.pages.set('/news/three', page);
    expect((await run({ full: true })).counts.restored).toBe(1);
    expect(statusOf('/news/three')).toBe('live');
  });

  it('never takes a failing server for a removal', async () => {
    await run();
    for (const name of ['one', 'two']) site.pages.set(`/news/${name}`, (_, response) => response.writeHead(500).end());
    const report = await run();
    expect(report.counts).toMatchObject({ removed: 0, givenUp: 2 });
    expect(report.report.ending).toBe('complete');
    expect(statusOf('/news/one')).toBe('live');
  });

  it('raises an alarm and removes nothing when most of a source vanishes at once', async () => {
    await run();
    for (const name of ['one', 'two', 'three', 'four', 'five']) site.pages.delete(`/news/${name}`);
    const report = await run();
    expect(report.report.ending).toBe('alarm');
    expect(report.report.reason).toMatch(/answer 404 or 410/);
    expect(['one', 'two', 'three', 'four', 'five'].map((name) => statusOf(`/news/${name}`))).toEqual([
      'live',
      'live',
      'live',
      'live',
      'live',
    ]);
  });
});

describe('the archive of a crawl', () => {
  it('rebuilds the store without a network: the same announcements, revisions and removals', async () => {
    await run();
    site.pages.set('/news/one', announcementPage('Tide table one corrected', '2024-03-05', 'Corrected.'));
    site.pages.delete('/news/two');
    await run();
    const before = everything();
    await site.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(root, `store.db${suffix}`), { force: true });
    await rebuild();
    expect(everything()).toEqual(before);
    site = await startFakeSite();
  });

  it('is not archived again and stores nothing twice when it is imported a second time', async () => {
    await run();
    const before = everything();
    const files = archiveFiles(join(root, 'archive'));
    await rebuild();
    expect(everything()).toEqual(before);
    expect(archiveFiles(join(root, 'archive'))).toEqual(files);
  });
});

interface RunOptions {
  readonly full?: boolean;
  readonly maxPages?: number;
  readonly signal?: AbortSignal;
  readonly source?: Source;
  readonly more?: string;
}

function sourceOf(more = ''): Source {
  const folder = join(root, 'sources');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tides.yaml'), fakeSourceYaml(site.origin, 'tides', more));
  const { value, problems } = loadSources([folder]);
  expect(problems).toEqual([]);
  return value[0]!;
}

async function run(options: RunOptions = {}): Promise<CrawlReport> {
  const source = options.source ?? sourceOf(options.more);
  return writing(async (store, archive) => {
    const fetcher = createFetcher({ proxy: 'none', clock: hurriedClock });
    const readers = createPageReaders();
    try {
      const parts = {
        store,
        archive,
        fetcher,
        readers,
        ledger: createLedger(store),
        progress: silentProgress,
        clock: hurriedClock,
        signal: options.signal ?? new AbortController().signal,
      };
      const [report] = await crawl([source], parts, {
        full: options.full ?? false,
        ...(options.maxPages === undefined ? {} : { maxPages: options.maxPages }),
      });
      return report!;
    } finally {
      await Promise.all([fetcher.close(), readers.close()]);
    }
  });
}

/** A clock on which every wait passes at once, and has passed. */
let skippedMs = 0;
const hurriedClock = {
  now: () => systemClock.now() + skippedMs,
  sleep: (ms: number) => {
    skippedMs += Math.max(0, ms);
    return systemClock.sleep(1);
  },
};

async function rebuild(): Promise<void> {
  const sources = loadSources([join(root, 'sources')]).value;
  await writing(async (store, archive) => {
    for (const file of archiveFiles(join(root, 'archive'))) {
      const report = await importFile(
        join(root, 'archive', file),
        {
          store,
          archive,
          archiveFolder: join(root, 'archive'),
          sources,
          readers: createPageReaders({ threads: 0 }),
          progress: silentProgress,
          clock: systemClock,
          signal: new AbortController().signal,
        },
        {},
      );
      expect(report.refused).toBe(0);
    }
  });
}

async function writing<T>(
  work: (store: Store, archive: Awaited<ReturnType<typeof openArchiveWriter>>) => Promise<T>,
): Promise<T> {
  const folder = openDataFolder(root);
  const store = openStore(folder.store);
  const archive = await openArchiveWriter(folder.archive, {});
  try {
    return await work(store, archive);
  } finally {
    archive.close();
    store.close();
  }
}

/** The last run as a killed process leaves it. */
function reopenAsKilled(): void {
  const database = new DatabaseSync(join(root, 'store.db'));
  database.exec('UPDATE runs SET ended = NULL, ending = NULL, reason = NULL');
  database.close();
}

function reading<T>(read: (store: Store) => T): T {
  const store = openStore(join(root, 'store.db'), { readOnly: true });
  try {
    return read(store);
  } finally {
    store.close();
  }
}

function everything(): unknown {
  return reading((store) =>
    [...store.records()]
      .map(({ announcement, revision, status, firstSeen, lastSeen, digest }) => ({
        id: announcement.id,
        title: announcement.title,
        revision,
        status,
        firstSeen,
        lastSeen,
        digest,
      }))
      .sort((a, b) => `${a.id} ${a.revision}`.localeCompare(`${b.id} ${b.revision}`)),
  );
}

function titles(): string[] {
  return reading((store) => [...store.records()].map(({ announcement }) => announcement.title).sort());
}

function statusOf(path: string): string | undefined {
  return reading((store) => {
    const id = store.announcementAt(`${site.origin}${path}`);
    return id === undefined ? undefined : store.announcement(id)?.at(-1)?.status;
  });
}

function asked(path: string): number {
  return site.log.filter((line) => line.startsWith(`GET ${path} `)).length;
}

function failFirst(path: string, times: number, fail: (response: ServerResponse) => void): void {
  const page = site.pages.get(path) as string;
  let left = times;
  site.pages.set(path, (_, response) => {
    if (left-- > 0) fail(response);
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
}
