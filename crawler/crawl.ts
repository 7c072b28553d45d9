import pLimit from 'p-limit';
import { instantOf } from '../core/instant.ts';
import type { Problem } from '../core/problem.ts';
import type { Source } from '../core/source.ts';
import { spentBudget } from './budget.ts';
import { lookAt } from './look.ts';
import { beginRun, type CrawlOptions, type CrawlParts, type Run, type RunCounts } from './run.ts';
import type { RobotsVerdict } from './fetch/outcome.ts';
import type { FrontierUrl } from './store/frontier.ts';
import type { RunReport } from './store/runs.ts';
import { doubt, judgeGone } from './vanish.ts';
import { walk } from './walk.ts';

/** What a crawl of one source did. */
export interface CrawlReport {
  readonly source: string;
  readonly report: RunReport;
  readonly counts: Readonly<RunCounts>;
  readonly problems: readonly Problem[];
}

/** Sources crawled side by side. Each asks its own hosts; more would only hold more pages in memory at once. */
const sourcesAtOnce = 16;
/** Pages of one source under way: asked for, being read, or about to be written. The fetcher lets them through one by one; fewer would leave it waiting for the others. */
const pagesAhead = 48;
/** Due pages taken from the store at a time. */
const batchSize = 500;
/** Times that a page is asked for in one run after all of the fetcher's own attempts, later each time. */
const rounds = 4;

/**
 * Crawls the sources: walks from their entry points to candidates, and looks at every page that is due. Ends by itself, when
 * everything due was looked at once, or when the signal aborts: what was stored stays, the next run goes on.
 */
export function crawl(sources: readonly Source[], parts: CrawlParts, options: CrawlOptions): Promise<CrawlReport[]> {
  const limit = pLimit(sourcesAtOnce);
  return Promise.all(sources.map((source) => limit(() => crawlSource(source, parts, options))));
}

async function crawlSource(source: Source, parts: CrawlParts, options: CrawlOptions): Promise<CrawlReport> {
  const run = beginRun(source, parts, options);
  const id = parts.store.beginRun(source.id, run.startedAt);
  parts.progress.event('crawl-started', { source: source.id, entry_points: source.entryPoints.length });
  if (options.full) parts.store.makeDue(source.id, run.dueAt);
  const frontier = new DuePages(run);
  const walking = walk(run, () => frontier.wake()).finally(() => frontier.walked());
  const [walked] = await Promise.all([walking, lookAtDue(run, frontier)]);
  const alarm = judgeGone(run);
  const cut = frontier.cut ?? (walked.complete ? undefined : spentBudget(run));
  const { ending, reason } = endingOf(run, { alarm, cut, walked: walked.complete });
  parts.archive.sync();
  const report = parts.store.endRun(id, instantOf(parts.clock.now()), ending, {
    ...(reason === undefined ? {} : { reason }),
    givenUp: run.givenUp,
  });
  noteManners(run, report);
  parts.progress.event('crawl-ended', { source: source.id, ending, ...run.counts });
  return { source: source.id, report, counts: run.counts, problems: run.problems };
}

/** Reason of a run that ended because its process was told to stop. */
export const stoppedByOperator = 'interrupted by its operator';

/** How the run ended, and why when it did not end well. */
function endingOf(
  run: Run,
  {
    alarm,
    cut,
    walked,
  }: { readonly alarm: string | undefined; readonly cut: string | undefined; readonly walked: boolean },
): { readonly ending: 'complete' | 'stopped' | 'alarm' | 'failed'; readonly reason?: string } {
  if (alarm !== undefined) return { ending: 'alarm', reason: alarm };
  if (run.parts.signal.aborted) return { ending: 'stopped', reason: stoppedByOperator };
  if (cut !== undefined) return { ending: 'stopped', reason: cut };
  if (walked) return { ending: 'complete' };
  return { ending: 'failed', reason: run.problems.at(-1)?.message ?? 'an entry point could not be read' };
}

/** Looks at the due pages, several on their way at once; what fails comes again in the next round. */
async function lookAtDue(run: Run, frontier: DuePages): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    const again: FrontierUrl[] = [];
    const underWay = new Set<Promise<void>>();
    for (let page = await frontier.next(); page !== undefined; page = await frontier.next()) {
      const due = page;
      const looking = lookAt(run, due, round === rounds).then((result) => {
        underWay.delete(looking);
        if (result === 'try-again') again.push(due);
        else frontier.settled();
      });
      underWay.add(looking);
      if (underWay.size >= pagesAhead) await Promise.race(underWay);
    }
    await Promise.all(underWay);
    if (again.length === 0 || run.parts.signal.aborted) return;
    frontier.comeBack(again);
  }
}

/** The pages to look at in this run, as discovery brings them, each once a round and no more than the budget. */
class DuePages {
  /** Which budget ended the run before the frontier was empty. */
  cut: string | undefined;
  readonly #run: Run;
  readonly #taken = new Set<string>();
  readonly #budget: number;
  #ready: FrontierUrl[] = [];
  #walking = true;
  /** Pages taken whose look is not yet in the store. */
  #unsettled = 0;
  #waiting: (() => void) | undefined;

  constructor(run: Run) {
    this.#run = run;
    this.#budget = Math.min(run.options.maxPages ?? Infinity, run.source.politeness.maxPages);
  }

  /** The next page; waits while discovery may still bring one. */
  async next(): Promise<FrontierUrl | undefined> {
    for (;;) {
      if (this.#run.parts.signal.aborted || doubt(this.#run) !== undefined) return undefined;
      const spent = spentBudget(this.#run);
      if (spent !== undefined) {
        this.cut = spent;
        return undefined;
      }
      const page = this.#ready.shift() ?? this.#refill();
      if (page !== undefined) return page;
      if (!this.#walking || this.cut !== undefined) return undefined;
      await new Promise<void>((resolve) => (this.#waiting = resolve));
    }
  }

  #refill(): FrontierUrl | undefined {
    const { source, parts, dueAt, counts } = this.#run;
    // Those taken and not yet noted are still due in the store: as many more are asked for.
    const due = parts.store
      .dueUrls(source.id, dueAt, this.#wanted() + this.#unsettled, ['page'])
      .filter(({ url }) => !this.#taken.has(url));
    const room = this.#budget - counts.pages;
    if (due.length > room) this.cut = `the budget of ${this.#budget} pages was spent`;
    this.#ready = this.#inOrder(due).slice(0, Math.max(0, room));
    counts.pages += this.#ready.length;
    this.#unsettled += this.#ready.length;
    for (const { url } of this.#ready) this.#taken.add(url);
    return this.#ready.shift();
  }

  /** The first time so many that the run can begin behind what all the killed ones before it had under way. */
  #wanted(): number {
    const behindKilled = (this.#run.killedBefore + 1) * (pagesAhead + 1);
    return this.#taken.size === 0 ? Math.max(batchSize, behindKilled) : batchSize;
  }

  /**
   * After a killed run the pages that it had under way come last: they may be asked for once more and no oftener, however often the
   * process is killed, and one that killed it cannot do so at every start before anything else is had.
   */
  #inOrder(due: readonly FrontierUrl[]): readonly FrontierUrl[] {
    if (this.#taken.size > 0 || due.length === 0) return due;
    const from = (this.#run.killedBefore * (pagesAhead + 1)) % due.length;
    return [...due.slice(from), ...due.slice(0, from)];
  }

  settled(): void {
    this.#unsettled -= 1;
  }

  comeBack(pages: readonly FrontierUrl[]): void {
    this.#ready = [...pages, ...this.#ready];
  }

  wake(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }

  walked(): void {
    this.#walking = false;
    this.wake();
  }
}

/** Later ones are the stricter: of two that equally many URLs met, the stricter is told. */
const strictness: readonly RobotsVerdict[] = ['allowed', 'disallowed', 'unreachable'];

/**
 * How the source was asked, for the coverage page: the robots verdict that most URLs of the run met (one forbidden link among thousands is told
 * by the run's own account), with its most frequent reason, and the wait on the host that was asked for most of them.
 */
function noteManners({ parts, source }: Run, { robots }: RunReport): void {
  const [most] = robots;
  if (most === undefined) return;
  const urlsWith = (verdict: RobotsVerdict): number =>
    robots.reduce((sum, answered) => (answered.verdict === verdict ? sum + answered.urls : sum), 0);
  const verdict = strictness.reduce((found, other) => (urlsWith(other) >= urlsWith(found) ? other : found));
  const { reason } = robots.find((answered) => answered.verdict === verdict)!;
  const asked = parts.fetcher.report().hosts.find(({ host }) => host === most.host);
  parts.store.recordManners(source.id, instantOf(parts.clock.now()), {
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(asked?.crawlDelayMs === undefined ? {} : { crawlDelayMs: asked.crawlDelayMs }),
    ...(asked === undefined ? {} : { waitMs: Math.round(asked.delayMs) }),
    userAgent: parts.fetcher.userAgent,
  });
}
