import type { FetchOutcome, OutcomeKind, RobotsAnswered } from './outcome.ts';

/** What a fetcher did so far, for a person who pays for the bandwidth or has to explain the load. */
export interface FetchReport {
  readonly requests: number;
  readonly robotsRequests: number;
  /** Payload bytes received. */
  readonly bytes: number;
  /** Bytes not carried because the answer was 304, as far as the length of the known capture was told. */
  readonly savedBytes: number;
  readonly outcomes: Readonly<Partial<Record<OutcomeKind, number>>>;
  /** The slowest host by mean time of an answer. */
  readonly slowest?: { readonly host: string; readonly meanMs: number };
  readonly hosts: readonly HostReport[];
}

export interface HostReport {
  readonly host: string;
  readonly requests: number;
  readonly robotsRequests: number;
  readonly bytes: number;
  readonly savedBytes: number;
  readonly outcomes: Readonly<Partial<Record<OutcomeKind, number>>>;
  /** Mean time of an answer, milliseconds. */
  readonly meanMs: number;
  /** The last robots verdict in words: `allowed`, `disallowed: Disallow: /x`, `unreachable: 503`. */
  readonly robots: string;
  /** The Crawl-delay that robots.txt asks for, milliseconds, before any cap. */
  readonly crawlDelayMs?: number;
  /** The wait after an answer that was kept last, milliseconds. */
  readonly delayMs: number;
}

export interface Reporter {
  request(host: string, cost: { tookMs: number; wireBytes: number; robots: boolean; delayMs: number }): void;
  robots(answered: RobotsAnswered, crawlDelayMs?: number): void;
  outcome(host: string, outcome: FetchOutcome, knownBytes: number): void;
  report(): FetchReport;
}

export function createReporter(): Reporter {
  const hosts = new Map<string, Counts>();
  const of = (host: string): Counts => {
    let counts = hosts.get(host);
    if (counts === undefined) hosts.set(host, (counts = newCounts()));
    return counts;
  };
  return {
    request(host, { tookMs, wireBytes, robots, delayMs }) {
      const counts = of(host);
      if (robots) counts.robotsRequests += 1;
      else counts.requests += 1;
      counts.bytes += wireBytes;
      counts.tookMs += tookMs;
      counts.delayMs = delayMs;
    },
    robots({ host, verdict, reason }, crawlDelayMs) {
      const counts = of(host);
      counts.robots = reason === undefined ? verdict : `${verdict}: ${reason}`;
      counts.crawlDelayMs = crawlDelayMs;
    },
    outcome(host, { kind }, knownBytes) {
      const counts = of(host);
      counts.outcomes[kind] = (counts.outcomes[kind] ?? 0) + 1;
      if (kind === 'not-modified') counts.savedBytes += knownBytes;
    },
    report: () => summed([...hosts].map(([host, counts]) => hostReport(host, counts))),
  };
}

interface Counts {
  requests: number;
  robotsRequests: number;
  bytes: number;
  savedBytes: number;
  tookMs: number;
  outcomes: Partial<Record<OutcomeKind, number>>;
  robots: string;
  crawlDelayMs: number | undefined;
  delayMs: number;
}

function newCounts(): Counts {
  return {
    requests: 0,
    robotsRequests: 0,
    bytes: 0,
    savedBytes: 0,
    tookMs: 0,
    outcomes: {},
    robots: 'not asked',
    crawlDelayMs: undefined,
    delayMs: 0,
  };
}

function hostReport(host: string, { tookMs, crawlDelayMs, ...counts }: Counts): HostReport {
  const all = counts.requests + counts.robotsRequests;
  return {
    host,
    ...counts,
    ...(crawlDelayMs === undefined ? {} : { crawlDelayMs }),
    outcomes: { ...counts.outcomes },
    meanMs: all === 0 ? 0 : Math.round(tookMs / all),
  };
}

function summed(hosts: readonly HostReport[]): FetchReport {
  const sum = (pick: (host: HostReport) => number): number => hosts.reduce((total, host) => total + pick(host), 0);
  const outcomes: Partial<Record<OutcomeKind, number>> = {};
  for (const host of hosts) {
    for (const [kind, count] of Object.entries(host.outcomes) as [OutcomeKind, number][])
      outcomes[kind] = (outcomes[kind] ?? 0) + count;
  }
  const slowest = hosts.reduce<HostReport | undefined>(
    (slow, host) => (slow === undefined || host.meanMs > slow.meanMs ? host : slow),
    undefined,
  );
  return {
    requests: sum((host) => host.requests),
    robotsRequests: sum((host) => host.robotsRequests),
    bytes: sum((host) => host.bytes),
    savedBytes: sum((host) => host.savedBytes),
    outcomes,
    ...(slowest === undefined ? {} : { slowest: { host: slowest.host, meanMs: slowest.meanMs } }),
    hosts,
  };
}
