import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataFolder } from '../../core/data-folder.ts';
import { openStore } from '../../crawler/store/store.ts';
import { announcementPage, fakeSourceYaml, listingPage, startFakeSite, type FakeSite } from '../fake-site.ts';

/** The built command, killed without warning at random moments of its work, and started again. */
const main = resolve('dist/cli/main.js');
const pageCount = 150;
const rowsAListing = 30;
const kills = 4;

let site: FakeSite;
let root: string;
let sources: string;

beforeAll(async () => {
  site = await startFakeSite();
  fill(site);
  root = mkdtempSync(join(tmpdir(), 'herald-crash-'));
  sources = join(root, 'sources');
  mkdirSync(sources);
  writeFileSync(join(sources, 'tides.yaml'), fakeSourceYaml(site.origin));
});

afterAll(async () => {
  await site.close();
  rmSync(root, { recursive: true, force: true });
});

it(
  'a crawl killed again and again ends with every announcement once, nothing lost and no page asked for more than twice',
  { timeout: 60_000 },
  async () => {
    const data = join(root, 'crawled');
    const acknowledged = new Set<string>();
    for (let kill = 1; kill <= kills; kill++) {
      // The page on its way when a process dies must be asked for again. It comes first in the next run, which lives for two pages at least.
      const pages = 2 + Math.floor((Math.random() * pageCount) / kills);
      const run = start(['crawl', '--sources', sources, '--data', data]);
      await answeredSince(site.log.length, pages, run.child);
      run.child.kill('SIGKILL');
      await run.ended;
      for (const url of toldAsNew(run.err())) acknowledged.add(url);
    }
    const last = start(['crawl', '--sources', sources, '--data', data, '--quiet']);
    expect(await last.ended, last.err()).toBe(0);

    const store = openStore(dataFolder(data).store, { readOnly: true });
    const stored = [...store.records()].map(({ announcement }) => announcement.url);
    const withoutCapture = stored.filter((url) => store.capturesOfUrl(url).length === 0);
    store.close();
    expect(stored.toSorted()).toEqual(
      paths()
        .map((path) => site.origin + path)
        .toSorted(),
    );
    expect(withoutCapture).toEqual([]);
    expect([...acknowledged].filter((url) => !stored.includes(url))).toEqual([]);
    const verified = start(['verify', '--data', data, '--quiet']);
    expect(await verified.ended, verified.out()).toBe(0);
    const asked = new Map<string, number>();
    for (const line of site.log) asked.set(line, (asked.get(line) ?? 0) + 1);
    expect(paths().filter((path) => (asked.get(`GET ${path} 200`) ?? 0) > 2)).toEqual([]);
  },
);

it(
  'an import killed in the middle is taken up by the next one, and nothing is there twice',
  { timeout: 60_000 },
  async () => {
    const data = join(root, 'imported');
    const file = join(root, 'announcements.jsonl');
    const lines = Array.from({ length: 3000 }, (_, i) =>
      JSON.stringify({
        id: `quay-${i}`,
        source: 'quay',
        title: `Quay notice ${i}`,
        date: '2026-03-01',
        lang: 'en',
        body: `Berth ${i} is closed for repairs. `.repeat(20),
      }),
    );
    writeFileSync(file, lines.join('\n'));
    for (let kill = 0; kill < 1; kill++) {
      const run = start(['import', file, '--data', data]);
      // A moment after the store is there the import is in the middle of its three thousand lines, or a little before.
      await run.said(/import|quay/);
      await pause(Math.random() * 150);
      run.child.kill('SIGKILL');
      await run.ended;
    }
    const last = start(['import', file, '--data', data, '--quiet']);
    expect(await last.ended, last.err()).toBe(0);
    const store = openStore(dataFolder(data).store, { readOnly: true });
    const records = [...store.records()];
    store.close();
    expect(new Set(records.map(({ announcement }) => announcement.id)).size).toBe(3000);
    expect(records.length).toBe(3000);
    const verified = start(['verify', '--data', data, '--quiet']);
    expect(await verified.ended, verified.out()).toBe(0);
  },
);

it(
  'an index run killed in the middle leaves the old snapshot serving, and the next run continues',
  { timeout: 60_000 },
  async () => {
    const data = join(root, 'indexed');
    const first = join(root, 'first.jsonl');
    writeFileSync(
      first,
      JSON.stringify({
        id: 'harbour-1',
        source: 'harbour',
        title: 'Harbour opens',
        date: '2026-03-01',
        lang: 'en',
        body: 'The lighthouse of Ombrey is lit again.',
      }),
    );
    await done(['import', first, '--data', data, '--quiet']);
    await done(['index', '--data', data, '--quiet']);
    const more = join(root, 'more.jsonl');
    writeFileSync(
      more,
      Array.from({ length: 2000 }, (_, i) =>
        JSON.stringify({
          id: `harbour-more-${i}`,
          source: 'harbour',
          title: `Pier ${i}`,
          date: '2026-03-02',
          lang: 'en',
          body: `Pier ${i} has a new lantern. `.repeat(30),
        }),
      ).join('\n'),
    );
    await done(['import', more, '--data', data, '--quiet']);
    for (let kill = 0; kill < 2; kill++) {
      const run = start(['index', '--full', '--data', data]);
      await Promise.race([pause(250 + Math.random() * 900), run.ended]);
      run.child.kill('SIGKILL');
      const code = await run.ended;
      const found = await done(['search', 'lighthouse', '--json', '--quiet', '--data', data]);
      expect(JSON.parse(found)).toMatchObject({ total: 1 });
      if (code === 0) break;
    }
    await done(['index', '--data', data, '--quiet']);
    expect(JSON.parse(await done(['search', 'lantern', '--json', '--quiet', '--data', data]))).toMatchObject({
      total: 2000,
    });
    await done(['verify', '--data', data, '--quiet']);
  },
);

function paths(): string[] {
  return Array.from({ length: pageCount }, (_, i) => `/news/notice-${i + 1}`);
}

function fill({ pages }: FakeSite): void {
  const all = paths();
  for (const [i, path] of all.entries())
    pages.set(
      path,
      announcementPage(
        `Notice ${i + 1} to all ferries`,
        '2026-03-01',
        `Ferry number ${i + 1} leaves at dawn, and takes no bicycles.`,
      ),
    );
  for (let from = 0, n = 1; from < all.length; from += rowsAListing, n++) {
    const next = from + rowsAListing < all.length ? `/news?page=${n + 1}` : undefined;
    pages.set(n === 1 ? '/news' : `/news?page=${n}`, listingPage(all.slice(from, from + rowsAListing), next));
  }
}

interface Started {
  readonly child: ChildProcess;
  /** The exit code; `null` when killed. */
  readonly ended: Promise<number | null>;
  out(): string;
  err(): string;
  /** Waits until it wrote something like this on stderr, or ended. */
  said(text: RegExp): Promise<void>;
}

function start(words: readonly string[]): Started {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [main, ...words], { env: { PATH, HOME } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  return {
    child,
    ended: new Promise((settle) => child.once('close', (code) => settle(code))),
    out: () => out,
    err: () => err,
    said: (text) =>
      new Promise((settle) => {
        const look = (): void => {
          if (text.test(err)) settle();
        };
        child.stderr.on('data', look);
        child.once('close', () => settle());
        look();
      }),
  };
}

/** Runs a command that must succeed. @returns its stdout */
async function done(words: readonly string[]): Promise<string> {
  const run = start(words);
  expect(await run.ended, `${words.join(' ')}: ${run.err()}${run.out()}`).toBe(0);
  return run.out();
}

/** Waits until the site answered some more announcement pages, or the process ended. */
async function answeredSince(from: number, pages: number, child: ChildProcess): Promise<void> {
  const answered = (): number => site.log.slice(from).filter((line) => line.includes('/notice-')).length;
  while (answered() < pages && child.exitCode === null) await pause(1);
  await pause(Math.random() * 10);
}

/** The addresses that a run's events told as stored. */
function toldAsNew(err: string): string[] {
  return err.split('\n').flatMap((line) => {
    if (!line.startsWith('{') || !line.endsWith('}')) return [];
    const event = JSON.parse(line) as { event?: string; url?: string };
    return event.event === 'new' && event.url !== undefined ? [event.url] : [];
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms));
}
