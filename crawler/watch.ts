import type { Source } from '../core/source.ts';
import { crawl, stoppedByOperator, type CrawlReport } from './crawl.ts';
import type { CrawlParts } from './run.ts';
import { RunRequests } from './run-requests.ts';
import { nextRunMs } from './schedule.ts';

/** Sources crawled side by side by a watch. */
const sourcesAtOnce = 16;

/** Longest sleep between two looks at the schedule, milliseconds: a clock that was set anew is noticed within it. */
const longestSleepMs = 60_000;

/**
 * Crawls each source on its schedule until the signal aborts: never two runs of one source, and `afterRun` (indexing) after each,
 * one at a time. A run that fails is told and comes again at its next time; nothing but the signal ends the watch. What is
 * requested comes at once.
 */
export async function watch(
  sources: readonly Source[],
  parts: CrawlParts,
  afterRun: (report: CrawlReport) => Promise<void>,
  requests = new RunRequests(),
): Promise<void> {
  const { clock, signal, store, progress } = parts;
  const due = new Map(sources.map((source) => [source.id, nextRunMs(source, lastStartOf(parts, source), clock.now())]));
  const running = new Map<string, Promise<void>>();
  let indexing = Promise.resolve();

  const run = async (source: Source): Promise<void> => {
    const waiting = requests.take(source.id);
    const failed = (event: string, error: unknown): void => {
      progress.event(event, { source: source.id, error: String(error) });
      for (const { reject } of waiting) reject(error);
    };
    try {
      const [report] = await crawl([source], parts, { full: false });
      indexing = indexing
        .then(() => afterRun(report!))
        .then(
          () => waiting.forEach(({ resolve }) => resolve(report!)),
          (error: unknown) => failed('index-failed', error),
        );
      await indexing;
    } catch (error) {
      failed('crawl-failed', error);
    } finally {
      running.delete(source.id);
      const next = nextRunMs(source, lastStartOf(parts, source) ?? clock.now(), clock.now());
      due.set(source.id, next);
      progress.event('scheduled', { source: source.id, at: new Date(Math.min(next, 8.64e15)).toISOString() });
    }
  };

  progress.event('watch-started', {
    sources: sources.length,
    first: new Date(Math.min(...due.values(), 8.64e15)).toISOString(),
    stored: store.counts().announcements,
  });
  while (!signal.aborted) {
    const now = clock.now();
    for (const source of sources) {
      if (running.size >= sourcesAtOnce) break;
      if (!running.has(source.id) && (due.get(source.id)! <= now || requests.has(source.id)))
        running.set(source.id, run(source));
    }
    const waiting = sources.filter(({ id }) => !running.has(id)).map(({ id }) => due.get(id)!);
    // Those that could not begin yet, because as many run as may, are looked at when one ends.
    const requested = requests.next();
    const sleepMs = Math.max(50, Math.min(longestSleepMs, ...waiting.map((at) => at - now)));
    await Promise.race([clock.sleep(sleepMs, signal), requested, ...running.values()]);
  }
  requests.end(new Error('the server is stopping'));
  await Promise.all(running.values());
  await indexing;
}

/**
 * Start of the source's last run, from the store: a restart goes on where the last process stopped. A run that was killed, or stopped with
 * its process, was none: what it left undone does not wait for another interval.
 */
function lastStartOf({ store }: CrawlParts, source: Source): number | undefined {
  const [last] = store.runs({ source: source.id, limit: 1 });
  if (last === undefined || last.ending === undefined || last.ending === 'interrupted') return undefined;
  return last.reason === stoppedByOperator ? undefined : Date.parse(last.started);
}
