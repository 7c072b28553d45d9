import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../core/data-folder.ts';
import { figure, median, megabytes, table } from './figures.ts';
import type { BenchOptions } from './options.ts';
import { hasRecording, recordedPages, replay, type Replay } from './replay.ts';
import { measured, runHerald, type Ran } from './run-herald.ts';

/** Pages asked for: the press releases, the 70 listings, and the page after the last, which was not recorded. */
const pagesAsked = recordedPages + 71;

interface Crawled {
  readonly pages: number;
  readonly tookMs: number;
  readonly cpuMs: number | undefined;
  readonly peakBytes: number | undefined;
}

/** The recorded justice.gov site without delay: Herald through archive, extraction and store, Crawlee extracting the same fields and keeping nothing; then the rebuild from the archive. */
export async function benchCrawl({ rounds, say }: BenchOptions): Promise<string> {
  if (!hasRecording()) return 'The recorded site is not beside the project (../shared/corpora): not measured.';
  const herald: Crawled[] = [];
  const crawlee: Crawled[] = [];
  const rebuilds: Crawled[] = [];
  let absent: string | undefined;
  for (let round = 0; round < rounds; round++) {
    const turns = [
      () => crawlHerald(say).then(({ crawled, rebuilt }) => (herald.push(crawled), rebuilds.push(rebuilt))),
      () => crawlCrawlee(say).then((result) => (typeof result === 'string' ? (absent = result) : crawlee.push(result))),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  const rate = (list: readonly Crawled[]): number => median(list.map(({ pages, tookMs }) => (pages * 1000) / tookMs));
  const row = (name: string, list: readonly Crawled[]): string[] => [
    name,
    figure(rate(list)),
    figure(median(list.map(({ pages, cpuMs }) => (cpuMs ?? NaN) / pages))),
    figure(median(list.map(({ peakBytes }) => megabytes(peakBytes ?? NaN)))),
  ];
  const rows = [
    row('Herald: crawl, archive, extract, store', herald),
    row('Herald: rebuild of the store from the archive', rebuilds),
  ];
  if (crawlee.length > 0) rows.splice(1, 0, row('Crawlee CheerioCrawler: the same fields, kept in memory', crawlee));
  const ratio =
    absent === undefined
      ? `Herald crawls ${figure(rate(herald) / rate(crawlee))} x as fast as Crawlee, medians, ${rounds} turns each.`
      : `Crawlee takes no part: ${absent}.`;
  return `${table(['', 'pages/s', 'processor time a page, ms', 'peak memory, MB'], rows)}\n\n${ratio}`;
}

async function crawlHerald(say: BenchOptions['say']): Promise<{ crawled: Crawled; rebuilt: Crawled }> {
  const root = mkdtempSync(join(tmpdir(), 'herald-bench-'));
  const site = await replay();
  try {
    const ran = await runHerald(
      ['crawl', '--source', 'us-justice', '--delay', '0s', '--json', '--quiet', '--data', root],
      site.environment,
    );
    const crawled = crawledBy(ran, pagesAsked);
    say(
      `  herald: ${figure((crawled.pages * 1000) / crawled.tookMs)} pages/s, ${figure((crawled.cpuMs ?? NaN) / crawled.pages)} ms processor time a page`,
    );
    return { crawled, rebuilt: await rebuild(root, say) };
  } finally {
    await site.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function rebuild(root: string, say: BenchOptions['say']): Promise<Crawled> {
  const folder = dataFolder(root);
  for (const name of readdirSync(root)) if (name.startsWith('store.db')) rmSync(join(root, name));
  const files = readdirSync(folder.archive).filter((name) => name.endsWith('.warc.gz'));
  const ran = await runHerald([
    'import',
    '--json',
    '--quiet',
    '--data',
    root,
    ...files.map((name) => join(folder.archive, name)),
  ]);
  const rebuilt = crawledBy(ran, recordedPages);
  say(`  rebuild: ${figure((rebuilt.pages * 1000) / rebuilt.tookMs)} pages/s`);
  return rebuilt;
}

/** The time is the command's own, without starting Node. @throws Error when not every page came through */
function crawledBy({ code, out, err, cpuMs, peakBytes }: Ran, pages: number): Crawled {
  if (code !== 0) throw new Error(`the command ended with ${code ?? 'a signal'}: ${err}${out.slice(0, 500)}`);
  const answer = JSON.parse(out) as {
    took_ms: number;
    sources?: readonly { counts: { new: number } }[];
    files?: readonly { new: number }[];
  };
  const found = answer.sources?.[0]?.counts.new ?? answer.files?.reduce((sum, file) => sum + file.new, 0);
  if (found !== recordedPages) throw new Error(`${found ?? 0} announcements instead of ${recordedPages}`);
  return { pages, tookMs: answer.took_ms, cpuMs, peakBytes };
}

async function crawlCrawlee(say: BenchOptions['say']): Promise<Crawled | string> {
  const site: Replay = await replay();
  try {
    const child = fork(join(import.meta.dirname, 'crawlee-crawl.ts'), [site.proxy], {
      execArgv: ['--import', 'tsx'],
      silent: true,
      env: { ...process.env, ...site.environment, CRAWLEE_LOG_LEVEL: 'ERROR', CRAWLEE_PERSIST_STORAGE: 'false' },
    });
    const { code, out, err, cpuMs, peakBytes } = await measured(child);
    const line = out.trim().split('\n').at(-1) ?? '';
    if (code !== 0 || !line.startsWith('{'))
      return err.includes('not installed')
        ? 'not installed: npm install --prefix bench'
        : `it ended with ${code ?? 'a signal'}: ${err.slice(0, 300)}${out.slice(0, 300)}`;
    const { pages, tookMs, found } = JSON.parse(line) as { pages: number; tookMs: number; found: number };
    say(`  crawlee: ${figure((pages * 1000) / tookMs)} pages/s, ${found} announcements`);
    if (found !== recordedPages) return `it found ${found} of ${recordedPages} announcements`;
    return { pages, tookMs, cpuMs, peakBytes };
  } finally {
    await site.close();
  }
}
