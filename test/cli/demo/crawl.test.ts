import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDemo, type Demo } from '../../../cli/demo/demo.ts';
import { readFederation } from '../../../cli/demo/federation.ts';
import { systemClock } from '../../../core/clock.ts';
import { openDataFolder } from '../../../core/data-folder.ts';
import { silentProgress } from '../../../core/progress.ts';
import { openArchiveWriter } from '../../../crawler/archive/writer.ts';
import { crawl, type CrawlReport } from '../../../crawler/crawl.ts';
import { createFetcher } from '../../../crawler/fetch/fetcher.ts';
import { loadSources } from '../../../crawler/source/load-sources.ts';
import { createLedger } from '../../../crawler/ledger.ts';
import { createPageReaders } from '../../../crawler/page-readers.ts';
import { openStore, type Store } from '../../../crawler/store/store.ts';

/** Three starts of the demo in a row, each crawled by the real crawler over real HTTP into one data folder. */
const root = mkdtempSync(join(tmpdir(), 'herald-demo-'));
const starts: Start[] = [];

interface Start {
  readonly edition: 1 | 2;
  readonly reports: readonly CrawlReport[];
  readonly served: ReadonlyMap<string, number>;
  readonly statuses: ReadonlyMap<string, string>;
  /** Body of the newest revision, by title. */
  readonly texts: ReadonlyMap<string, string>;
}

beforeAll(async () => {
  for (let number = 1; number <= 3; number++) starts.push(await startOnce());
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function startOnce(): Promise<Start> {
  const demo = await openDemo(root);
  const folder = openDataFolder(demo.dataRoot);
  const store = openStore(folder.store);
  const archive = await openArchiveWriter(folder.archive, {});
  const fetcher = createFetcher({ proxy: 'none' });
  try {
    const { value: sources, problems } = loadSources([demo.sourcesFolder]);
    expect(problems).toEqual([]);
    const parts = {
      store,
      archive,
      fetcher,
      readers: createPageReaders({ threads: 0 }),
      ledger: createLedger(store),
      progress: silentProgress,
      clock: systemClock,
      signal: new AbortController().signal,
    };
    const reports = await crawl(sources, parts, { full: true });
    demo.finished();
    return { edition: demo.edition, reports, served: new Map(demo.site.served), ...announcementsIn(store) };
  } finally {
    await closeAll(demo, fetcher, archive, store);
  }
}

async function closeAll(demo: Demo, ...parts: { close(): unknown }[]): Promise<void> {
  for (const part of parts) await part.close();
  await demo.site.close();
}

function announcementsIn(store: Store): Pick<Start, 'statuses' | 'texts'> {
  const newest = [...store.records()].filter(({ current }) => current);
  return {
    statuses: new Map(newest.map(({ announcement, status }) => [announcement.title, status])),
    texts: new Map(
      newest.map(({ announcement }) => [announcement.title, announcement.body.map(({ text }) => text).join('\n')]),
    ),
  };
}

const sum = (start: Start, count: 'new' | 'changed' | 'removed'): number =>
  start.reports.reduce((total, { counts }) => total + counts[count], 0);

describe('the first start', () => {
  it('stores exactly the 60 announcements, all live', () => {
    const [first] = starts;
    expect([...first!.statuses.keys()].toSorted()).toEqual(
      readFederation(1)
        .announcements.map(({ title }) => title)
        .toSorted(),
    );
    expect(new Set(first!.statuses.values())).toEqual(new Set(['live']));
    expect(sum(first!, 'new')).toBe(60);
  });

  it('asks politely: robots.txt once, no page twice, nothing that it forbids', () => {
    const { served } = starts[0]!;
    expect(served.get('/robots.txt')).toBe(1);
    expect([...served].filter(([, times]) => times > 1)).toEqual([]);
    expect([...served.keys()].filter((path) => /\/print\/|\/advance\/|\/topics\/|\.pdf$/.test(path))).toEqual([]);
  });
});

describe('the second start', () => {
  const withdrawn = 'Ombrey Night Ferry to End on 30 September';
  const edited = 'Linnet Bridge Reopens Four Months Early';

  it('finds one announcement edited and one withdrawn, and nothing else', () => {
    const second = starts[1]!;
    expect(second.edition).toBe(2);
    expect([sum(second, 'new'), sum(second, 'changed'), sum(second, 'removed')]).toEqual([0, 1, 1]);
    expect([...second.statuses].filter(([, status]) => status !== 'live').toSorted()).toEqual([
      [edited, 'changed'],
      [withdrawn, 'removed'],
    ]);
  });

  it('keeps the text of both', () => {
    const second = starts[1]!;
    expect(second.texts.get(edited)).toContain('43.9 million florins');
    expect(second.texts.get(withdrawn)).toContain('The crossing at 11.40 p.m.');
  });
});

describe('the third start', () => {
  it('finds nothing new', () => {
    const third = starts[2]!;
    expect([sum(third, 'new'), sum(third, 'changed'), sum(third, 'removed')]).toEqual([0, 0, 0]);
    expect(third.statuses).toEqual(starts[1]!.statuses);
  });
});
