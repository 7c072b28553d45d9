import { createHostClocks, type HostAnswer, type HostLimits } from '../crawler/fetch/host-clock.ts';
import { createVirtualClock } from './virtual-clock.ts';

/**
 * A year of schedules over thousands of hosts on a virtual clock, through the very host clocks that crawl: is any host asked faster
 * than its limit, does every source keep its interval, does memory stay bounded?
 */
export interface SimulationOptions {
  readonly hosts: number;
  readonly days: number;
  readonly seed?: number;
}

export interface SimulationResult {
  readonly requests: number;
  readonly runs: number;
  /** Requests that came sooner after the answer before than the host's limit allows. Must be 0. */
  readonly tooSoon: number;
  /** Requests sent before a Retry-After was over. Must be 0. */
  readonly beforeRetryAfter: number;
  /** Most requests under way at one host. Must be 1. */
  readonly mostAtOnce: number;
  /** Largest distance of a source's mean interval from its own, as a share. */
  readonly worstInterval: number;
  /** Most hosts remembered at once. */
  readonly mostHosts: number;
  /** Largest heap, megabytes. */
  readonly heapMb: number;
  readonly tookMs: number;
}

const dayMs = 24 * 3_600_000;

export async function simulate({ hosts, days, seed = 1 }: SimulationOptions): Promise<SimulationResult> {
  const started = performance.now();
  const startMs = Date.UTC(2026, 0, 1);
  const endMs = startMs + days * dayMs;
  const clock = createVirtualClock(startMs);
  const clocks = createHostClocks(clock, numbers(seed));
  const count = {
    requests: 0,
    runs: 0,
    tooSoon: 0,
    beforeRetryAfter: 0,
    mostAtOnce: 0,
    worstInterval: 0,
    mostHosts: 0,
    heap: 0,
  };

  /** One source: a run now and then, of some requests, some of which fail. */
  async function source(index: number): Promise<void> {
    const random = numbers(seed + index * 7919);
    const site = makeSite(index, random);
    // Sources do not all begin in the same minute.
    await clock.sleep(random() * site.everyMs);
    const firstMs = clock.now();
    let dueMs = firstMs;
    let runs = 0;
    while (clock.now() < endMs) {
      await Promise.all(Array.from({ length: site.requestsPerRun }, () => request(site, random)));
      runs += 1;
      // Each due time is an interval after the one before, with jitter that does not add up.
      dueMs += site.everyMs;
      await clock.sleep(dueMs + (random() - 0.5) * 0.1 * site.everyMs - clock.now());
    }
    count.runs += runs;
    const mean = (clock.now() - firstMs) / runs;
    if (runs > 1) count.worstInterval = Math.max(count.worstInterval, Math.abs(mean - site.everyMs) / site.everyMs);
  }

  async function request(site: Site, random: () => number): Promise<void> {
    await clocks.turn(site.host, site.limits, async () => {
      const now = clock.now();
      count.requests += 1;
      count.mostAtOnce = Math.max(count.mostAtOnce, ++site.underWay);
      if (now - site.answeredAt < site.limits.delayMs) count.tooSoon += 1;
      if (now < site.closedUntil) count.beforeRetryAfter += 1;
      const latencyMs = 20 + random() * 2000;
      await clock.sleep(latencyMs);
      site.underWay -= 1;
      site.answeredAt = clock.now();
      const answer = answerOf(random, latencyMs);
      if (answer.kind === 'overloaded') site.closedUntil = clock.now() + (answer.retryAfterMs ?? 0);
      if (count.requests % 10_000 === 0) measure();
      return { value: undefined, answer };
    });
  }

  function measure(): void {
    count.mostHosts = Math.max(count.mostHosts, clocks.size);
    count.heap = Math.max(count.heap, process.memoryUsage().heapUsed);
  }

  for (let index = 0; index < hosts; index++) void source(index);
  await clock.run();
  measure();
  const { heap, ...counts } = count;
  return { ...counts, heapMb: Math.round(heap / 1024 / 1024), tookMs: Math.round(performance.now() - started) };
}

interface Site {
  readonly host: string;
  readonly everyMs: number;
  readonly requestsPerRun: number;
  readonly limits: HostLimits;
  underWay: number;
  answeredAt: number;
  closedUntil: number;
}

function makeSite(index: number, random: () => number): Site {
  const delayMs = [1000, 2000, 5000, 10_000][Math.floor(random() * 4)]!;
  const hours = [12, 24, 24, 48, 168][Math.floor(random() * 5)]!;
  return {
    host: `h${index}.example`,
    everyMs: hours * 3_600_000,
    requestsPerRun: 1 + Math.floor(random() * 4),
    limits: { delayMs, latencyFactor: 5, maxDelayMs: 30_000, concurrency: 4, patienceMs: 300_000 },
    underWay: 0,
    answeredAt: -Infinity,
    closedUntil: -Infinity,
  };
}

/** Nine in ten answer; the rest fail as servers do. */
function answerOf(random: () => number, latencyMs: number): HostAnswer {
  const dice = random();
  if (dice < 0.9) return { kind: 'answered', latencyMs };
  if (dice < 0.94) return { kind: 'failed' };
  if (dice < 0.97) return { kind: 'silent' };
  return { kind: 'overloaded', status: 503, retryAfterMs: 1000 + random() * 900_000 };
}

/** mulberry32: the same numbers for the same seed, so that a finding can be seen again. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
