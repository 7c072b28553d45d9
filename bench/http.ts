import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillStore, queryText } from './contestants/herald.ts';
import { loadPeer } from './contestants/peer.ts';
import { hasCorpus, readCorpus, type CorpusDocument } from './corpus.ts';
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
type LoadGenerator = (options: object) => Promise<LoadResult>;

/** Seconds of each measurement, after a warm-up. */
const seconds = 10;
const warmUpSeconds = 5;
const connections = 10;

/**
 * `herald serve` under load, the load generator on the same cores: three facets (agency, kind, year) and snippets of ten results. Once
 * with more different questions than its cache of answers holds, so that each is worked out; once with a hundred, as people repeat them.
 */
export async function benchHttp({ corpus, documents, data, say }: BenchOptions): Promise<string> {
  if (!hasCorpus(corpus)) return `The ${corpus} corpus is not beside the project (../shared/corpora): not measured.`;
  const { default: autocannon } = await loadPeer<{ default: LoadGenerator }>('autocannon');
  const own = mkdtempSync(join(tmpdir(), 'herald-bench-'));
  try {
    const texts = await readCorpus(corpus, documents);
    const root = data ?? own;
    if (data === undefined) await makeIndex(texts, root, say);
    const different = drawQuestions(texts, 4000).filter(isTyped).map(pathOf);
    const server = await serve(root);
    try {
      await autocannon({
        url: server.url,
        connections,
        duration: warmUpSeconds,
        requests: different.slice(-4000).map((path) => ({ path })),
      });
      const rows: string[][] = [];
      for (const [name, paths] of [
        ['every question another', different],
        ['a hundred questions over and over', different.slice(0, 100)],
      ] as const) {
        const before = cpuOf(server.pid);
        const result = await autocannon({
          url: server.url,
          connections,
          duration: seconds,
          requests: paths.map((path) => ({ path })),
        });
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
