import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyText, type Announcement } from '../../core/announcement.ts';
import { openSearch, type Search } from '../../cli/open-search.ts';
import { dataFolder } from '../../core/data-folder.ts';
import { openStore } from '../../crawler/store/store.ts';

/**
 * The main job on a real recorded site: 70 listing pages and 3,500 press releases of the US Department of Justice, crawled by the built
 * command at their real addresses through a replaying proxy that fails now and then, compared with what a reader finds on them.
 */
const shared = resolve('../shared');
const recording = join(shared, 'corpora', 'justice-2016-2018.cdxj');
const main = resolve('dist/cli/main.js');

interface Answer {
  readonly url: string;
  readonly title: string;
  readonly date: string;
  readonly agency: string;
  readonly components: readonly string[];
  readonly topics: readonly string[];
  readonly number?: string;
  readonly body: string;
}

describe.skipIf(!existsSync(recording))('the recorded justice.gov site (skipped where ../shared is not there)', () => {
  let data: string;
  let proxy: { readonly process: ChildProcess; readonly environment: NodeJS.ProcessEnv };
  let answers: readonly Answer[];
  let search: Search;
  let stored: ReadonlyMap<string, Announcement>;

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'herald-justice-'));
    answers = readAnswers();
    proxy = await replay('0.002');
    const crawled = await herald(['crawl', '--source', 'us-justice', '--delay', '0s', '--quiet'], proxy.environment);
    expect(crawled.err).toBe('');
    expect(crawled.out).toMatch(/^us-justice: 3,500 new, 0 changed, 0 removed/);
    expect(crawled.code).toBe(0);
    stored = readStored(data);
    await herald(['index', '--quiet']);
    search = openSearch({ data: dataFolder(data), environment: {}, tell: () => undefined });
  }, 240_000);

  afterAll(async () => {
    await search.close();
    proxy.process.kill();
    rmSync(data, { recursive: true, force: true });
  });

  it('gives exactly its 3,500 announcements, none twice, though the proxy fails now and then', () => {
    expect(stored.size).toBe(3500);
    expect(answers.filter(({ url }) => !stored.has(url))).toEqual([]);
  });

  it('titles, dates, agencies, components, topics, numbers and texts are what a reader finds', () => {
    const share = (right: (answer: Answer, found: Announcement) => boolean): number =>
      answers.filter((answer) => right(answer, stored.get(answer.url)!)).length / answers.length;
    expect(share((answer, found) => folded(answer.title) === folded(found.title))).toBeGreaterThanOrEqual(0.999);
    expect(share((answer, found) => answer.date === found.published?.value)).toBeGreaterThanOrEqual(0.999);
    expect(share((answer, found) => answer.agency === found.agency)).toBeGreaterThanOrEqual(0.995);
    expect(
      share((answer, found) => JSON.stringify(answer.components) === JSON.stringify(found.components)),
    ).toBeGreaterThanOrEqual(0.995);
    expect(
      share((answer, found) => JSON.stringify(answer.topics) === JSON.stringify(found.topics)),
    ).toBeGreaterThanOrEqual(0.995);
    expect(share((answer, found) => answer.number === found.number)).toBeGreaterThanOrEqual(0.99);
    const f1 =
      answers.reduce((sum, answer) => sum + tokenF1(answer.body, bodyText(stored.get(answer.url)!.body)), 0) /
      answers.length;
    expect(f1).toBeGreaterThanOrEqual(0.99);
  });

  it('a second crawl asks conditionally, stores nothing new and says so', async () => {
    const again = await herald(
      ['crawl', '--source', 'us-justice', '--delay', '0s', '--json', '--quiet'],
      proxy.environment,
    );
    expect(again.code).toBe(0);
    const { sources } = JSON.parse(again.out) as { sources: { counts: Record<string, number> }[] };
    expect(sources[0]?.counts).toMatchObject({ new: 0, changed: 0, removed: 0, notModified: 3500 });
  }, 120_000);

  // Words that a regular expression can find as well as we can: no hyphens, no apostrophes, whole words only.
  const queries = [
    'civil rights',
    'fraud',
    'tax',
    'antitrust',
    'immigration',
    'opioid',
    'Microsoft',
    'cartel',
    'bribery',
    'settlement agreement',
    'grand jury',
    'health care',
    'housing discrimination',
    'child exploitation',
    'Puerto Rico',
    'clean water',
    'bank',
    'Sessions',
    'terrorism',
    'whistleblower',
  ];

  it.each(queries)('search and facets agree with a scan of the answers: %s', async (query) => {
    const parameters = new URLSearchParams({
      q: query,
      exact: '1',
      facets: 'agency,component,topic,published:year',
      limit: '1',
    });
    const answer = (await (await search.request(`/api/v1/search?${parameters.toString()}`)).json()) as {
      total: number;
      facets: Record<string, { values: { value: string; count: number }[]; missing: number; total_values?: number }>;
    };
    const matches = answers.filter(({ title, body }) =>
      query
        .split(' ')
        .every((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'iu').test(`${title}\n${body}`)),
    );
    expect(answer.total).toBe(matches.length);
    expectCounts(
      answer.facets['agency']!,
      matches.map(({ agency }) => [agency]),
    );
    expectCounts(
      answer.facets['component']!,
      matches.map(({ components }) => [...new Set(components)]),
    );
    expectCounts(
      answer.facets['topic']!,
      matches.map(({ topics }) => [...new Set(topics)]),
    );
    expectCounts(
      answer.facets['published:year']!,
      matches.map(({ date }) => [date.slice(0, 4)]),
    );
  });

  it('the archive alone gives the same totals, without a network', async () => {
    const before = await herald(['search', 'civil', 'rights', '--json']);
    for (const name of readdirSync(data)) if (name !== 'archive') rmSync(join(data, name), { recursive: true });
    const files = readdirSync(join(data, 'archive')).filter((name) => name.endsWith('.warc.gz'));
    const imported = await herald(['import', ...files.map((name) => join(data, 'archive', name)), '--quiet']);
    expect(imported.code).toBe(0);
    await herald(['index', '--quiet']);
    const after = await herald(['search', 'civil', 'rights', '--json']);
    const total = (out: string): number => (JSON.parse(out) as { total: number }).total;
    expect(total(after.out)).toBe(total(before.out));
    expect(readStored(data).size).toBe(3500);
  }, 240_000);

  function herald(
    words: readonly string[],
    environment: NodeJS.ProcessEnv = {},
  ): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [main, ...words, '--data', data], {
        env: { ...process.env, ...environment, HERALD_SOURCES: resolve('data/sources') },
      });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      child.once('close', (code) => done({ code, out, err }));
    });
  }
});

/** Every value that is shown has the count of the scan, and none that the scan has is missing. */
function expectCounts(
  facet: { values: { value: string; count: number }[]; missing: number; total_values?: number },
  valuesOfEach: readonly (readonly string[])[],
): void {
  const counts = new Map<string, number>();
  for (const values of valuesOfEach) for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const { value, count } of facet.values) expect([value, count]).toEqual([value, counts.get(value) ?? 0]);
  if (facet.total_values !== undefined) expect(facet.total_values).toBe(counts.size);
  expect(facet.missing).toBe(valuesOfEach.filter((values) => values.length === 0).length);
}

async function replay(fail: string): Promise<{ process: ChildProcess; environment: NodeJS.ProcessEnv }> {
  const child = spawn(process.execPath, [join(shared, 'tools', 'replay.mjs'), recording, '--fail', fail], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((done) =>
    child.stdout.once('data', (chunk: Buffer) => done(chunk.toString())),
  );
  const { proxy, ca } = JSON.parse(line.split('\n')[0]!) as { proxy: string; ca: string };
  return {
    process: child,
    environment: {
      HTTP_PROXY: proxy,
      HTTPS_PROXY: proxy,
      NO_PROXY: '',
      NODE_EXTRA_CA_CERTS: ca,
      HERALD_CONTACT: 'tests@herald.example',
    },
  };
}

function readAnswers(): Answer[] {
  return brotliDecompressSync(readFileSync(join(shared, 'corpora', 'justice-2016-2018.answers.jsonl.br')))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
}

function readStored(data: string): Map<string, Announcement> {
  const store = openStore(join(data, 'store.db'), { readOnly: true });
  try {
    return new Map([...store.records()].map(({ announcement }) => [announcement.url, announcement]));
  } finally {
    store.close();
  }
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Harmonic mean of precision and recall over the bags of words. */
function tokenF1(expected: string, found: string): number {
  const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const left = new Map<string, number>();
  const [wanted, got] = [words(expected), words(found)];
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let both = 0;
  for (const word of got) {
    const many = left.get(word) ?? 0;
    if (many > 0) both += 1;
    left.set(word, many - 1);
  }
  return wanted.length + got.length === 0 ? 1 : (2 * both) / (wanted.length + got.length);
}
