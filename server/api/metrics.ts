import { performance } from 'node:perf_hooks';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';

/** Media type of the Prometheus text format. */
export const metricsMediaType = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Upper bounds of the duration buckets, seconds. A search takes 1 ms, a page 10, an export up to a minute; five a decade around the
 * goal (25 ms) tell whether it is kept, more would only cost lines.
 */
export const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60] as const;

/** One sample line: a value with its labels. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One metric with what it means, as `/metrics` writes it. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: readonly Sample[];
}

/** Requests since the process began, by route, method and status, with how long they took. */
export interface RequestMetrics {
  note(route: string, method: string, status: number, seconds: number): void;
  /** The lines of the two request metrics. */
  text(): string;
}

interface RouteCount {
  readonly statuses: Map<string, number>;
  /** Requests by bucket, not cumulated; the last one is beyond all bounds. */
  readonly buckets: Float64Array;
  seconds: number;
  count: number;
}

export function requestMetrics(): RequestMetrics {
  const routes = new Map<string, RouteCount>();
  return {
    note(route, method, status, seconds) {
      let count = routes.get(route);
      if (count === undefined)
        routes.set(
          route,
          (count = {
            statuses: new Map(),
            buckets: new Float64Array(durationBuckets.length + 1),
            seconds: 0,
            count: 0,
          }),
        );
      const key = `${knownMethod(method)} ${status}`;
      count.statuses.set(key, (count.statuses.get(key) ?? 0) + 1);
      let bucket = 0;
      while (bucket < durationBuckets.length && seconds > durationBuckets[bucket]!) bucket++;
      count.buckets[bucket]!++;
      count.seconds += seconds;
      count.count++;
    },
    text: () => `${requestLines(routes)}${durationLines(routes)}`,
  };
}

/** Counts every request under the pattern of its route, never under its address: addresses are without number. */
export function measured(metrics: RequestMetrics): MiddlewareHandler {
  return async (c, next) => {
    const started = performance.now();
    await next();
    metrics.note(
      // Middlewares are registered for `*`; the last of the others is the route's own.
      matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? 'none',
      c.req.method,
      c.res.status,
      (performance.now() - started) / 1000,
    );
  };
}

/** Metrics in the text format, one after another. */
export function metricsText(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .map(
      ({ name, help, type, samples }) =>
        head(name, help, type) + samples.map(({ labels, value }) => line(name, labels ?? {}, value)).join(''),
    )
    .join('');
}

/** A method that does not exist must not become a label of its own. */
function knownMethod(method: string): string {
  return /^(?:GET|HEAD|POST|OPTIONS)$/.test(method) ? method : 'other';
}

function requestLines(routes: ReadonlyMap<string, RouteCount>): string {
  const name = 'herald_http_requests_total';
  let text = head(name, 'Requests answered, by route, method and status', 'counter');
  for (const [route, { statuses }] of routes)
    for (const [key, value] of statuses) {
      const [method, status] = key.split(' ') as [string, string];
      text += line(name, { route, method, status }, value);
    }
  return text;
}

function durationLines(routes: ReadonlyMap<string, RouteCount>): string {
  const name = 'herald_http_request_duration_seconds';
  let text = head(name, 'Time to the head of the answer, by route', 'histogram');
  for (const [route, { buckets, seconds, count }] of routes) {
    let below = 0;
    durationBuckets.forEach((bound, at) => {
      below += buckets[at]!;
      text += line(`${name}_bucket`, { route, le: String(bound) }, below);
    });
    text += line(`${name}_bucket`, { route, le: '+Inf' }, count);
    text += line(`${name}_sum`, { route }, seconds) + line(`${name}_count`, { route }, count);
  }
  return text;
}

function head(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function line(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
