import { Hono } from 'hono';
import { instantOf, type Instant } from '../../core/instant.ts';
import { version } from '../../core/version.ts';
import type { SearchEngine } from '../search/engine.ts';
import type { CrawlState, RunState } from './crawl-state.ts';
import { metricsMediaType, metricsText, type Metric, type RequestMetrics } from './metrics.ts';
import { parameterTable } from './parameter.ts';
import { refuseParameters } from './refuse-parameters.ts';
import type { StatusAnswer } from './schemas.ts';
import type { ServerWorld } from './world.ts';

const noParameters = parameterTable([]);

/** `/api/v1/status` for people with curl and `/metrics` for Prometheus: how fresh, how much, how it goes. */
export function statusRoutes(world: ServerWorld, requests: RequestMetrics, now: () => number = Date.now): Hono {
  const app = new Hono();
  const startedMs = now();
  app.get('/api/v1/status', (c) => {
    const { refusal } = refuseParameters(c, noParameters);
    if (refusal !== undefined) return refusal;
    c.header('Cache-Control', 'no-store');
    return c.json(statusAnswer(world, startedMs, now()));
  });
  app.get('/metrics', (c) => {
    const { refusal } = refuseParameters(c, noParameters);
    if (refusal !== undefined) return refusal;
    const text = requests.text() + metricsText(metricsOf(world, startedMs, now()));
    return c.body(text, 200, { 'Content-Type': metricsMediaType, 'Cache-Control': 'no-store' });
  });
  return app;
}

function statusAnswer(world: ServerWorld, startedMs: number, nowMs: number): StatusAnswer {
  const engine = world.engine();
  const crawl = world.crawlState?.();
  return {
    version,
    started: instantOf(startedMs),
    index: engine === undefined ? null : indexAnswer(world, engine, nowMs),
    store:
      crawl === undefined
        ? null
        : {
            announcements: crawl.announcements,
            live: crawl.live,
            changed: crawl.changed,
            removed: crawl.removed,
            revisions: crawl.revisions,
            last_event: crawl.lastSequence,
          },
    due: crawl?.due ?? null,
    sources: (crawl?.sources ?? []).map((source) => ({
      source: source.source,
      announcements: source.announcements,
      last_success: source.lastSuccess ?? null,
      failing_since: source.failingSince ?? null,
      failing_reason: source.failingReason ?? null,
      robots: source.robots ?? null,
      robots_reason: source.robotsReason ?? null,
      robots_at: source.robotsAt ?? null,
      crawl_delay_ms: source.crawlDelayMs ?? null,
      wait_ms: source.waitMs ?? null,
      user_agent: source.userAgent ?? null,
      urls: { ...source.urls },
      outcomes: { ...source.outcomes },
    })),
    runs: (crawl?.runs ?? []).map(runAnswer),
  };
}

function runAnswer({ savedBytes, slowestHost, givenUp, robots, ...run }: RunState): StatusAnswer['runs'][number] {
  return {
    ...run,
    ended: run.ended ?? null,
    ending: run.ending ?? null,
    reason: run.reason ?? null,
    saved_bytes: savedBytes,
    slowest_host:
      slowestHost === undefined
        ? null
        : { host: slowestHost.host, mean_ms: slowestHost.meanMs, slowest_ms: slowestHost.slowestMs },
    robots: robots.map(({ reason = null, ...answered }) => ({ ...answered, reason })),
    given_up: givenUp.map((each) => ({ ...each })),
  };
}

function indexAnswer(world: ServerWorld, engine: SearchEngine, nowMs: number): StatusAnswer['index'] {
  const madeAt = madeAtOf(engine.indexVersion());
  return {
    version: engine.indexVersion(),
    announcements: engine.documentCount(),
    made_at: madeAt ?? null,
    age_seconds: madeAt === undefined ? null : Math.max(0, (nowMs - Date.parse(madeAt)) / 1000),
    kept_versions: [...(world.earlier?.versions() ?? [])],
  };
}

/** Snapshots are named by the instant they were made: `20260914T021000123Z-9f3c`. */
export function madeAtOf(indexVersion: string): Instant | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-/.exec(indexVersion);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, millisecond] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z` as Instant;
}

function metricsOf(world: ServerWorld, startedMs: number, nowMs: number): Metric[] {
  const engine = world.engine();
  const crawl = world.crawlState?.();
  return [
    ...(engine === undefined ? [] : indexMetrics(engine, nowMs)),
    ...(crawl === undefined ? [] : crawlMetrics(crawl)),
    ...processMetrics(startedMs),
  ];
}

function indexMetrics(engine: SearchEngine, nowMs: number): Metric[] {
  const madeAt = madeAtOf(engine.indexVersion());
  return [
    gauge('herald_index_info', 'The snapshot being served', [{ labels: { version: engine.indexVersion() }, value: 1 }]),
    gauge('herald_index_announcements', 'Announcements in the snapshot', [{ value: engine.documentCount() }]),
    gauge(
      'herald_index_age_seconds',
      'Time since the snapshot was made',
      madeAt === undefined ? [] : [{ value: Math.max(0, (nowMs - Date.parse(madeAt)) / 1000) }],
    ),
  ];
}

function crawlMetrics(crawl: CrawlState): Metric[] {
  const perSource = <T>(of: (source: CrawlState['sources'][number]) => T | undefined, value: (found: T) => number) =>
    crawl.sources.flatMap((source) => {
      const found = of(source);
      return found === undefined ? [] : [{ labels: { source: source.source }, value: value(found) }];
    });
  const seconds = (at: Instant): number => Date.parse(at) / 1000;
  const itself = (value: number): number => value;
  return [
    gauge(
      'herald_store_announcements',
      'Announcements in the store by state',
      (['live', 'changed', 'removed'] as const).map((status) => ({ labels: { status }, value: crawl[status] })),
    ),
    gauge('herald_store_revisions', 'Texts in the store, older ones included', [{ value: crawl.revisions }]),
    gauge(
      'herald_source_announcements',
      'Announcements in the store by source',
      perSource((source) => source.announcements, itself),
    ),
    gauge(
      'herald_source_last_success_timestamp_seconds',
      'When the source last answered',
      perSource((source) => source.lastSuccess, seconds),
    ),
    gauge(
      'herald_source_failing_since_timestamp_seconds',
      'Since when nothing could be got; absent for a source that answers',
      perSource((source) => source.failingSince, seconds),
    ),
    {
      name: 'herald_fetches_total',
      help: 'How requests of the crawl ended, over all runs',
      type: 'counter',
      samples: crawl.sources.flatMap(({ source, outcomes }) =>
        Object.entries(outcomes).map(([outcome, value]) => ({ labels: { source, outcome }, value })),
      ),
    },
    gauge('herald_queue_due', 'Pages waiting to be looked at', [{ value: crawl.due }]),
    gauge(
      'herald_queue_urls',
      'Addresses of the frontier by state',
      crawl.sources.flatMap(({ source, urls }) =>
        Object.entries(urls).map(([state, value]) => ({ labels: { source, state }, value })),
      ),
    ),
  ];
}

/** Under the names that Prometheus' own libraries use. */
function processMetrics(startedMs: number): Metric[] {
  const { user, system } = process.cpuUsage();
  return [
    gauge('herald_build_info', 'The version of Herald', [{ labels: { version }, value: 1 }]),
    gauge('process_start_time_seconds', 'When the process began to serve', [{ value: startedMs / 1000 }]),
    gauge('process_resident_memory_bytes', 'Resident memory', [{ value: process.memoryUsage.rss() }]),
    {
      name: 'process_cpu_seconds_total',
      help: 'Processor time',
      type: 'counter',
      samples: [{ value: (user + system) / 1e6 }],
    },
  ];
}

function gauge(name: string, help: string, samples: Metric['samples']): Metric {
  return { name, help, type: 'gauge', samples };
}
