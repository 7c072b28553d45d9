import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillStore, queryText } from './contestants/herald.ts';
import { loadPeer } from './contestants/peer.ts';
import { hasCorpus, readCorpus, seededNumbers, type CorpusDocument } from './corpus.ts';
import { figure, megabytes, table } from './figures.ts';
import type { BenchOptions } from './options.ts';
import { drawQuestions, type Question } from './questions.ts';
import { cpuOf, memoryOf, runHerald, spawnHerald } from './run-herald.ts';

interface LoadResult {
  readonly requests: { readonly average: number; readonly total: number };
  readonly latency: { readonly p50: number; readonly p97_5: number; readonly p99: number };
  readonly non2xx: number;
  readonly errors: number;
  readonly throughput: { readonly average: number };
}
/** A connection of the load generator. */
interface LoadClient {
  setRequests(requests: readonly { readonly path: string }[]): void;
}
type LoadGenerator = (options: object) => Promise<LoadResult>;

/** Seconds of each measurement, after a warm-up. */
const seconds = 10;
const warmUpSeconds = 5;
const connections = 10;

/** Whole results as CSV that are read beside the searches, in one of the measurements. */
const exports = 50;

/**
 * `herald serve` under load, the load generator on the same cores: three facets (agency, kind, year) and snippets of ten results. Once
 * with every question another, so that each is worked out; once with a hundred, as people repeat them; once beside exports.
 */
export async function benchHttp({ corpus, documents, data, say }: BenchOptions): Promise<string> {
  if (!hasCorpus(corpus)) return `The ${corpus} corpus is not beside the project (../shared/corpora): not measured.`;
  const { default: autocannon } = await loadPeer<{ default: LoadGenerator }>('autocannon');
  const own = mkdtempSync(join(tmpdir(), 'herald-bench-'));
  try {
    const texts = await readCorpus(corpus, documents);
    const root = data ?? own;
    if (data === undefined) await makeIndex(texts, root, say);
    const different = shuffled(drawQuestions(texts, 12_000).filter(isTyped)).map(pathOf);
    const server = await serve(root);
    try {
      const load = (paths: readonly string[], duration: number): Promise<LoadResult> =>
        autocannon({ url: server.url, connections, duration, setupClient: dealt(paths) });
      await load(different.slice(-4000), warmUpSeconds);
      const rows: string[][] = [];
      for (const [name, paths] of [
        ['every question another', different.slice(0, 22_000)],
        ['a hundred questions over and over', different.slice(0, 100)],
        [`every question another, beside ${exports} exports`, different.slice(22_000, -4000)],
      ] as const) {
        const stop = name.includes('exports') ? exportAll(server.url) : () => undefined;
        const before = cpuOf(server.pid);
        const result = await load(paths, seconds);
        stop();
        const cpuMs = (cpuOf(server.pid) ?? NaN) - (before ?? NaN);
        rows.push([
          name,
          figure(result.requests.average),
          figure(result.latency.p50),
          figure(result.latency.p97_5),
          figure(result.latency.p99),
          figure(cpuMs / result.requests.total),
          String(result.non2xx + result.errors),
          figure(megabytes(memoryOf(server.pid, 'VmRSS') ?? NaN)),
        ]);
        say(`  ${rows.at(-1)!.join(' | ')}`);
      }
      return `${figure(texts.length)} documents of the ${corpus} corpus; ${connections} connections, ${seconds} s each; one to three words or a phrase, facets agency, kind and year, snippets.\n\n${table(['', 'requests/s', 'p50, ms', 'p97.5, ms', 'p99, ms', "server's processor time a request, ms", 'failed', "server's memory, MB"], rows)}`;
    } finally {
      await server.close();
    }
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/**
 * Deals the questions out to the connections. Given to all, the load generator would have every connection ask every one of them, at about
 * the same time, and nine of ten answers would come from the server's memory.
 */
function dealt(paths: readonly string[]): (client: LoadClient) => void {
  let next = 0;
  return (client) => {
    const own = next++ % connections;
    client.setRequests(paths.filter((_path, i) => i % connections === own).map((path) => ({ path })));
  };
}

/** Reads exports of everything until it is stopped. */
function exportAll(url: string): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const read = async (): Promise<void> => {
    while (!signal.aborted) {
      const response = await fetch(`${url}/api/v1/search.csv`, { signal });
      await response.body!.pipeTo(new WritableStream());
    }
  };
  for (let i = 0; i < exports; i++) void read().catch(() => undefined);
  return () => stop.abort();
}

export async function makeIndex(
  texts: readonly CorpusDocument[],
  root: string,
  say: BenchOptions['say'],
): Promise<void> {
  fillStore(texts, root);
  const indexed = await runHerald(['index', '--quiet', '--data', root]);
  if (indexed.code !== 0) throw new Error(indexed.err);
  say(`  indexed ${figure(texts.length)} documents in ${figure(indexed.tookMs / 1000)} s`);
}

/** Kinds mixed, the same way in every run: a measurement that ends early has seen all of them. */
function shuffled(questions: readonly Question[]): Question[] {
  const random = seededNumbers(7);
  return questions
    .map((question) => ({ question, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ question }) => question);
}

/** What people type most: a few words, or a phrase. */
function isTyped({ kind }: Question): boolean {
  return kind === '1 word' || kind === '2 words' || kind === '3 words' || kind === 'phrase';
}

function pathOf(question: Question): string {
  return `/api/v1/search?q=${encodeURIComponent(queryText(question))}&facets=agency,kind,published:year&limit=10`;
}

/** `herald serve` of a data folder on a free port. */
export async function serve(root: string): Promise<{ url: string; pid: number; close(): Promise<void> }> {
  const child = spawnHerald(['serve', '--port', '0', '--json', '--quiet', '--data', root]);
  child.stderr!.pipe(process.stderr);
  const { url } = await new Promise<{ url: string }>((resolve, reject) => {
    child.stdout!.once('data', (line) => resolve(JSON.parse(String(line)) as { url: string }));
    child.once('exit', () => reject(new Error('herald serve did not start')));
  });
  return {
    url,
    pid: child.pid!,
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}
