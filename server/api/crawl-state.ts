import type { Instant } from '../../core/instant.ts';
import { givenUpByReason, type RunHost, type RunReport } from '../../crawler/store/runs.ts';
import type { Store, StoreStatus } from '../../crawler/store/store.ts';

/** What the store knows of the crawl, for the status answer and the metrics. */
export interface CrawlState extends Pick<
  StoreStatus,
  'announcements' | 'revisions' | 'live' | 'changed' | 'removed' | 'lastSequence' | 'due'
> {
  readonly sources: readonly SourceState[];
  /** The last runs, the newest first. */
  readonly runs: readonly RunState[];
}

export interface SourceState {
  readonly source: string;
  readonly announcements: number;
  readonly lastSuccess?: Instant;
  readonly failingSince?: Instant;
  readonly failingReason?: string;
  readonly robots?: string;
  /** The line of robots.txt that decided, or why it could not be read. */
  readonly robotsReason?: string;
  readonly robotsAt?: Instant;
  /** Milliseconds between requests that robots.txt asks for. */
  readonly crawlDelayMs?: number;
  /** The wait after an answer that was kept last, milliseconds. */
  readonly waitMs?: number;
  readonly userAgent?: string;
  /** Addresses of the frontier by state. */
  readonly urls: Readonly<Record<string, number>>;
  /** How requests ended, over all runs. */
  readonly outcomes: Readonly<Record<string, number>>;
}

export interface RunState extends Pick<
  RunReport,
  | 'started'
  | 'ended'
  | 'ending'
  | 'reason'
  | 'requests'
  | 'outcomes'
  | 'bytes'
  | 'savedBytes'
  | 'new'
  | 'changed'
  | 'unchanged'
  | 'restored'
  | 'missing'
  | 'removed'
  | 'robots'
> {
  readonly source: string;
  /** The slowest on average. */
  readonly slowestHost?: RunHost;
  /** Pages given up, by reason. */
  readonly givenUp: readonly { readonly reason: string; readonly pages: number }[];
}

/** How long a count is good for, milliseconds: counting a large store takes some 100 ms. Longer would show a crawl standing still; shorter lets whoever asks often slow searches. */
const freshMs = 5000;

/** The state of the crawl as the store keeps it, counted anew when the last count has grown old. */
export function storeCrawlState(
  store: Pick<Store, 'status' | 'outcomes'>,
  now: () => number = Date.now,
): () => CrawlState {
  let kept: { readonly at: number; readonly state: CrawlState } | undefined;
  return () => {
    const at = now();
    if (kept === undefined || at - kept.at > freshMs || at < kept.at) kept = { at, state: read(store, at) };
    return kept.state;
  };
}

function read(store: Pick<Store, 'status' | 'outcomes'>, nowMs: number): CrawlState {
  const status = store.status(new Date(nowMs).toISOString() as Instant);
  const { announcements, revisions, live, changed, removed, lastSequence, due } = status;
  const outcomes = store.outcomes();
  return {
    announcements,
    revisions,
    live,
    changed,
    removed,
    lastSequence,
    due,
    sources: status.sources.map((source) => ({
      source: source.source,
      announcements: source.announcements,
      ...(source.lastSuccess === undefined ? {} : { lastSuccess: source.lastSuccess }),
      ...(source.failingSince === undefined ? {} : { failingSince: source.failingSince }),
      ...(source.failingReason === undefined ? {} : { failingReason: source.failingReason }),
      ...mannersOf(source),
      urls: source.urls,
      outcomes: outcomes.get(source.source) ?? {},
    })),
    runs: status.runs.map(runState),
  };
}

function runState(report: RunReport): RunState {
  const { source, started, ended, ending, reason, requests, outcomes, bytes, savedBytes, robots } = report;
  const { new: added, changed, unchanged, restored, missing, removed } = report;
  const [slowestHost] = report.hosts;
  return {
    source,
    started,
    ...(ended === undefined ? {} : { ended }),
    ...(ending === undefined ? {} : { ending }),
    ...(reason === undefined ? {} : { reason }),
    requests,
    outcomes,
    bytes,
    savedBytes,
    new: added,
    changed,
    unchanged,
    restored,
    missing,
    removed,
    robots,
    ...(slowestHost === undefined ? {} : { slowestHost }),
    givenUp: givenUpByReason(report),
  };
}

function mannersOf({ robots, crawlDelayMs, waitMs, userAgent }: StoreStatus['sources'][number]): Partial<SourceState> {
  return {
    ...(robots === undefined ? {} : { robots: robots.verdict, robotsAt: robots.at }),
    ...(robots?.reason === undefined ? {} : { robotsReason: robots.reason }),
    ...(crawlDelayMs === undefined ? {} : { crawlDelayMs }),
    ...(waitMs === undefined ? {} : { waitMs }),
    ...(userAgent === undefined ? {} : { userAgent }),
  };
}
