import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDataFolder } from '../../core/data-folder.ts';
import type { Instant } from '../../core/instant.ts';
import { silentProgress } from '../../core/progress.ts';
import { openArchiveWriter } from '../../crawler/archive/writer.ts';
import { stoppedByOperator } from '../../crawler/crawl.ts';
import { createFetcher } from '../../crawler/fetch/fetcher.ts';
import { RunRequests } from '../../crawler/run-requests.ts';
import { loadSources } from '../../crawler/source/load-sources.ts';
import { createLedger } from '../../crawler/ledger.ts';
import { createPageReaders } from '../../crawler/page-readers.ts';
import { openStore } from '../../crawler/store/store.ts';
import { watch } from '../../crawler/watch.ts';
import { announcementPage, fakeSourceYaml, listingPage, startFakeSite, type FakeSite } from '../fake-site.ts';

const hourMs = 3_600_000;
let root: string;
let site: FakeSite;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'herald-watch-'));
  site = await startFakeSite({
    '/news': listingPage(['/news/one']),
    '/news/one': announcementPage('One', '2024-01-01', 'Text.'),
  });
});
afterEach(async () => {
  await site.close();
  rmSync(root, { recursive: true, force: true });
});

it('runs each source at its interval, never twice at once, and indexes after each run', async () => {
  const sources = ['quick', 'slow'].map((id) => `${id}.yaml`);
  mkdirSync(join(root, 'sources'));
  writeFileSync(join(root, 'sources', sources[0]!), fakeSourceYaml(site.origin, 'quick', 'schedule: { every: 1h }\n'));
  writeFileSync(join(root, 'sources', sources[1]!), fakeSourceYaml(site.origin, 'slow', 'schedule: { every: 6h }\n'));
  const { value, problems } = loadSources([join(root, 'sources')]);
  expect(problems).toEqual([]);
  const runs = await watchFor(12 * hourMs, value);
  const of = (id: string): number[] => runs.filter(({ source }) => source === id).map(({ at }) => at);
  expect(of('quick').length).toBeGreaterThanOrEqual(11);
  expect(of('quick').length).toBeLessThanOrEqual(14);
  expect(of('slow').length).toBeGreaterThanOrEqual(2);
  expect(of('slow').length).toBeLessThanOrEqual(3);
  for (const [index, at] of of('quick').entries())
    if (index > 0) expect(Math.abs(at - of('quick')[index - 1]! - hourMs)).toBeLessThanOrEqual(0.1 * hourMs + 61_000);
  expect(Math.max(...runs.map(({ indexing }) => indexing))).toBe(1);
});

it('goes on after a restart where it stopped: a source that just ran waits its turn', async () => {
  mkdirSync(join(root, 'sources'));
  writeFileSync(join(root, 'sources', 'quick.yaml'), fakeSourceYaml(site.origin, 'quick', 'schedule: { every: 1h }\n'));
  const { value } = loadSources([join(root, 'sources')]);
  expect(await watchFor(0.2 * hourMs, value)).toHaveLength(1);
  expect(await watchFor(0.2 * hourMs, value, 0.3 * hourMs)).toHaveLength(0);
});

it.each(['killed', 'stopped'])('goes on at once after a restart with a source whose run was %s', async (how) => {
  mkdirSync(join(root, 'sources'));
  writeFileSync(
    join(root, 'sources', 'quick.yaml'),
    fakeSourceYaml(site.origin, 'quick', 'schedule: { every: 24h }\n'),
  );
  const { value } = loadSources([join(root, 'sources')]);
  const store = openStore(openDataFolder(root).store);
  const at = '2026-02-28T23:50:00.000Z' as Instant;
  const run = store.beginRun('quick', at);
  if (how === 'stopped') store.endRun(run, at, 'stopped', { reason: stoppedByOperator });
  store.close();
  expect(await watchFor(0.2 * hourMs, value)).toHaveLength(1);
});

it('crawls at once what is requested, and answers when it is indexed', async () => {
  mkdirSync(join(root, 'sources'));
  for (const id of ['idle', 'asked'])
    writeFileSync(join(root, 'sources', `${id}.yaml`), fakeSourceYaml(site.origin, id, 'schedule: { every: 6h }\n'));
  const { value } = loadSources([join(root, 'sources')]);
  const requests = new RunRequests();
  // The second is asked while the first runs or waits: it gets a run of its own after it.
  const asked = Promise.all([requests.ask('asked'), requests.ask('asked').then(() => requests.ask('asked'))]);
  const runs = await watchFor(2 * hourMs, value, 0, requests);
  const reports = await asked;
  expect(reports.map(({ source }) => source)).toEqual(['asked', 'asked']);
  expect(reports[0].report.run).toBeLessThan(reports[1].report.run);
  expect(runs.filter(({ source }) => source === 'idle')).toHaveLength(1);
  expect(runs.filter(({ source }) => source === 'asked')).toHaveLength(2);
});

it('refuses a request that it cannot take up any more', async () => {
  const requests = new RunRequests();
  const refused = expect(requests.ask('nobody')).rejects.toThrow('stopping');
  await watchFor(1000, [], 0, requests);
  await refused;
});

/** Watches for a span of virtual time on a real site, and answers when each run ended and how many indexings ran at once. */
async function watchFor(
  spanMs: number,
  sources: Parameters<typeof watch>[0],
  startMs = 0,
  requests = new RunRequests(),
): Promise<{ source: string; at: number; indexing: number }[]> {
  const folder = openDataFolder(root);
  const store = openStore(folder.store);
  const archive = await openArchiveWriter(folder.archive, {});
  const stop = new AbortController();
  let nowMs = Date.parse('2026-03-01T00:00:00Z') + startMs;
  const endMs = nowMs + spanMs;
  const isRunning = (): boolean => {
    const [last] = store.runs({ limit: 1 });
    return last !== undefined && last.ending === undefined;
  };
  const clock = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      // Real work of a run under way goes on in a few real milliseconds; the virtual clock passes in between.
      await new Promise((resolve) => setTimeout(resolve, 2));
      nowMs += ms;
      // However slow the machine is: a run that began is not stopped by the end of the span.
      if (nowMs >= endMs && !isRunning()) stop.abort();
    },
  };
  const fetcher = createFetcher({ proxy: 'none', clock });
  const runs: { source: string; at: number; indexing: number }[] = [];
  let indexing = 0;
  try {
    await watch(
      sources,
      {
        store,
        archive,
        fetcher,
        readers: createPageReaders({ threads: 0 }),
        ledger: createLedger(store),
        progress: silentProgress,
        clock,
        signal: stop.signal,
      },
      async ({ source, report }) => {
        indexing += 1;
        runs.push({ source, at: Date.parse(report.started), indexing });
        await new Promise((resolve) => setTimeout(resolve, 5));
        indexing -= 1;
      },
      requests,
    );
  } finally {
    await fetcher.close();
    archive.close();
    store.close();
  }
  return runs;
}
