import type { Clock } from '../core/clock.ts';
import { instantOf, type Instant } from '../core/instant.ts';
import type { Problem } from '../core/problem.ts';
import type { Progress } from '../core/progress.ts';
import type { Source } from '../core/source.ts';
import type { ArchiveWriter } from './archive/writer.ts';
import type { Fetcher } from './fetch/fetcher.ts';
import type { FetchOutcome } from './fetch/outcome.ts';
import type { Ledger } from './ledger.ts';
import type { PageReaders } from './page-readers.ts';
import type { Store } from './store/store.ts';

/** What every run of a process shares. */
export interface CrawlParts {
  readonly store: Store;
  readonly archive: ArchiveWriter;
  readonly fetcher: Fetcher;
  readonly readers: PageReaders;
  /** What captures bring to the store goes through it, in the order of the archive. */
  readonly ledger: Ledger;
  readonly progress: Progress;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface CrawlOptions {
  /** Most announcement pages asked for per source in this run; the source's own `maxPages` holds as well. */
  readonly maxPages?: number;
  /** Walk every listing to its end and look at every known page again. */
  readonly full: boolean;
}

/** One run of one source: what its parts (`walk.ts`, `look.ts`) work with. */
export interface Run {
  readonly source: Source;
  readonly parts: CrawlParts;
  readonly options: CrawlOptions;
  readonly startedAt: Instant;
  /**
   * What is due at this instant is looked at, and candidates of this run are due then, so that what was looked at in the run is not
   * due again. The start of the run; one that goes on where killed ones stopped has the start of the first of them, so
   * that what those looked at is not due again either.
   */
  readonly dueAt: Instant;
  /** Killed runs that it goes on after. */
  readonly killedBefore: number;
  readonly counts: RunCounts;
  /** What was given up and why, and what was wrong in feeds and listings; at most `mostProblems`. */
  readonly problems: Problem[];
  /** Pages that answered 404 or 410 in this run. What that means is decided when the run is over (`vanish.ts`). */
  readonly gone: GonePage[];
  /** Announcements that were there when the run began. */
  readonly present: number;
  /** Pages given up after all tries, for the run's report. */
  readonly givenUp: { readonly url: string; readonly reason: string }[];
}

export interface GonePage {
  readonly url: string;
  readonly at: Instant;
  readonly title: string | undefined;
}

/** Beyond what the store counts itself. */
export interface RunCounts {
  /** Announcement pages asked for. */
  pages: number;
  /** Payload received, bytes. */
  bytes: number;
  /** Listings, feeds and sitemaps read. */
  listings: number;
  /** Candidates seen for the first time. */
  added: number;
  new: number;
  changed: number;
  removed: number;
  restored: number;
  notModified: number;
  /** Pages with an announcement that answered 404 or 410. */
  vanished: number;
  /** Pages without an announcement. */
  empty: number;
  givenUp: number;
}

/** Told one by one up to here; a source whose every page fails does not fill the memory. */
const mostProblems = 1_000;

export function beginRun(source: Source, parts: CrawlParts, options: CrawlOptions): Run {
  const counts = {
    pages: 0,
    bytes: 0,
    listings: 0,
    added: 0,
    new: 0,
    changed: 0,
    removed: 0,
    restored: 0,
    notModified: 0,
    vanished: 0,
    empty: 0,
    givenUp: 0,
  };
  const startedAt = instantOf(parts.clock.now());
  return {
    source,
    parts,
    options,
    startedAt,
    ...goingOn(parts.store, source, startedAt),
    counts,
    problems: [],
    givenUp: [],
    gone: [],
    present: parts.store.vanishing(source.id).present,
  };
}

/** A run that was killed longer ago is not gone on with: most of what it looked at would be due again. */
const goOnWithinMs = 24 * 3_600_000;
/** Killed runs in a row that are gone on with: a process that dies at every start need not be followed further back. */
const mostKilled = 100;

/** The killed runs that this one goes on after: how many, and since when. */
function goingOn(store: Store, source: Source, startedAt: Instant): Pick<Run, 'dueAt' | 'killedBefore'> {
  let dueAt = startedAt;
  let killedBefore = 0;
  for (const { started, ending } of store.runs({ source: source.id, limit: mostKilled })) {
    const wasKilled = ending === undefined || ending === 'interrupted';
    if (!wasKilled || Date.parse(startedAt) - Date.parse(started) > goOnWithinMs) break;
    dueAt = started;
    killedBefore += 1;
  }
  return { dueAt, killedBefore };
}

export function noteProblems(run: Run, problems: readonly Problem[]): void {
  for (const problem of problems) {
    if (run.problems.length < mostProblems) run.problems.push(problem);
    run.parts.progress.event('problem', { source: run.source.id, ...problem });
  }
}

export function tellProgress(run: Run, current: string): void {
  const { counts, source, parts } = run;
  parts.progress.update({
    task: `crawl ${source.id}`,
    done: counts.pages + counts.listings,
    unit: 'pages',
    current,
    counts: {
      new: counts.new,
      changed: counts.changed,
      removed: counts.removed,
      unchanged: counts.notModified,
      failed: counts.givenUp,
    },
  });
}

/** An outcome that is no success, in words. */
export function reasonOf(outcome: FetchOutcome): string {
  switch (outcome.kind) {
    case 'fetched':
    case 'not-modified':
      return outcome.kind;
    case 'redirected-out-of-scope':
      return `redirected out of scope to ${outcome.target}`;
    case 'gone':
      return `answered ${outcome.status}`;
    case 'disallowed':
      return `robots.txt forbids it: ${outcome.rule}`;
    case 'too-large':
      return `larger than ${outcome.limitBytes} bytes`;
    case 'unsupported-type':
      return `of type ${outcome.contentType}`;
    case 'blocked':
      return `blocked with ${outcome.status}: ${outcome.reason}`;
    case 'unreachable':
    case 'failed':
      return outcome.reason;
  }
}
