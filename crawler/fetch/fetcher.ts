import { systemClock, type Clock } from '../../core/clock.ts';
import { instantOf } from '../../core/instant.ts';
import type { Source } from '../../core/source.ts';
import { systemResolve, type Resolve } from './address-guard.ts';
import { createConnections } from './connections.ts';
import { robotsAnswerOf, type Ending } from './ending.ts';
import { exchange, type Exchange, type TimeLimits } from './exchange.ts';
import { createHostClocks, hostOf, type HostLimits } from './host-clock.ts';
import { joinSignals } from './join-signals.ts';
import { hostAnswerOf, interrupted, judge, notAsked, refusal, type Judgement } from './judge.ts';
import { contentLimitBytes, type Purpose } from './media-type.ts';
import type { FetchOutcome, Redirect, Validators } from './outcome.ts';
import { proxySettings, type ProxySettings } from './proxy.ts';
import { redirectTarget, webUrl } from './redirect-target.ts';
import { requestHeaders } from './request-headers.ts';
import { createReporter, type FetchReport } from './report.ts';
import type { Robots } from './robots.ts';
import { createRobotsFiles, type RobotsAnswer, type RobotsState } from './robots-files.ts';
import { contactMissing, isContactNeeded, productToken, readContact } from './user-agent.ts';

/** Asks politely. One fetcher serves all sources of a process, so that its host clocks see every request. */
export interface Fetcher {
  /**
   * One polite request with its redirects and retries; what can be expected to go wrong is an outcome.
   * @throws HeraldError `config` when no contact was given and a host is asked for that is neither this machine nor reached
   * through a proxy on it.
   */
  fetch(request: FetchRequest): Promise<FetchOutcome>;
  /** The robots rules for a URL's host (for its Sitemap lines), asked for or remembered. */
  robots(request: FetchRequest): Promise<RobotsState>;
  report(): FetchReport;
  /** Whether `fetch` would refuse this URL for want of a contact, so that a command can say so before it begins. */
  lacksContact(url: string): boolean;
  /** Ends what is under way (as `failed`) and closes all connections. */
  close(): Promise<void>;
}

export interface FetchRequest {
  readonly url: string;
  readonly purpose: Exclude<Purpose, 'robots'>;
  /** Whose politeness, address rule and language hold for this request. */
  readonly source: AskingSource;
  /** From the last capture, for a conditional GET. */
  readonly validators?: Validators;
  /** Payload length of the last capture, so that the report can tell what a 304 saved. */
  readonly knownBytes?: number;
  /** Asked about the target of each redirect. Default: everything is in scope. */
  readonly inScope?: (url: string) => boolean;
  readonly signal?: AbortSignal;
}

/** What a source says about how it may be asked. */
export type AskingSource = Pick<Source, 'politeness' | 'language' | 'timeZone'> & {
  readonly scope: Pick<Source['scope'], 'allowPrivateAddresses'>;
};

export interface FetcherOptions {
  /** Who runs this crawler: URL of a page or mail address, for the User-Agent. Needed for every host but this machine and what a proxy on it replays. */
  readonly contact?: string | undefined;
  /** `environment` (default): HTTP_PROXY, HTTPS_PROXY, NO_PROXY; `none`: straight to the host. */
  readonly proxy?: 'environment' | 'none' | ProxySettings;
  readonly limits?: Partial<FetchLimits>;
  /** What this fetcher may spend in its life; a run makes its own fetcher. Default: no end. */
  readonly budget?: { readonly requests?: number; readonly bytes?: number };
  /** Default: the system's clock. Waits go by it; limits of network time never do. */
  readonly clock?: Clock;
  /** Numbers in [0, 1) for jitter. */
  readonly random?: () => number;
  /** Default: the system's resolver. */
  readonly resolve?: Resolve;
}

export interface FetchLimits extends TimeLimits {
  readonly connectMs: number;
  /** Most bytes of content, in place of the purpose's own limit. */
  readonly contentBytes: number;
  /** Most bytes of the head of an answer. */
  readonly headerBytes: number;
  readonly redirects: number;
  /** Longest wait for one host that a request is worth; a longer Retry-After gives up at once. */
  readonly patienceMs: number;
}

const defaultLimits: Omit<FetchLimits, 'contentBytes'> = {
  // A server that needs more than 10 s to accept a connection answers nothing in time either.
  connectMs: 10_000,
  // Slow content systems were seen to need 20 s for a cold page; 45 leaves them room.
  headMs: 45_000,
  idleMs: 20_000,
  // A slow loris sends a byte now and then for ever; 3 minutes carry 16 MB at 90 kB/s.
  totalMs: 180_000,
  // Node's own default is 16 KiB, and cookies of some portals exceed it.
  headerBytes: 64 * 1024,
  // Browsers follow 20, RFC 9309 asks for 5 in robots; chains longer than 10 were loops.
  redirects: 10,
  // A run should not sleep through half an hour for one host.
  patienceMs: 5 * 60_000,
};

/** RFC 9309 §2.3.1.2: at least five redirects of robots.txt, across hosts too. */
const robotsRedirects = 5;

/** @throws HeraldError `config` when the contact or a proxy of the environment cannot be used. */
export function createFetcher(options: FetcherOptions = {}): Fetcher {
  const contact = readContact(options.contact);
  const clock = options.clock ?? systemClock;
  const limits = { ...defaultLimits, ...options.limits };
  const connections = createConnections({
    proxy:
      options.proxy === 'none' ? {} : typeof options.proxy === 'object' ? options.proxy : proxySettings(process.env),
    resolve: options.resolve ?? systemResolve,
    connectMs: limits.connectMs,
    headerBytes: limits.headerBytes,
  });
  const hosts = createHostClocks(clock, options.random);
  // What one source may see of private hosts is nothing another may.
  const robotsFiles = { guarded: createRobotsFiles(clock, productToken), open: createRobotsFiles(clock, productToken) };
  const reporter = createReporter();
  const closing = new AbortController();
  const spent = { requests: 0, bytes: 0 };

  /** Turns and attempts of one URL, without redirects. */
  async function ask(url: URL, purpose: Purpose, asking: Asking): Promise<Judgement> {
    const { request, hostLimits, trail } = asking;
    const host = hostOf(url);
    for (let attempt = 1; ; attempt++) {
      const turn = await hosts.turn<Exchange | string>(host, hostLimits, async () => {
        const exhausted = overBudget();
        if (exhausted !== undefined) return { value: exhausted, answer: { kind: 'not-asked' } };
        spent.requests += 1;
        const value = await send(url, purpose, asking);
        spent.bytes += value.wireBytes;
        return { value, answer: hostAnswerOf(value, clock.now()) };
      });
      if (turn.kind === 'aborted') return interrupted;
      if (turn.kind === 'refused') return refusal(host, turn);
      if (typeof turn.value === 'string') return notAsked({ kind: 'failed', reason: turn.value });
      trail.attempts += purpose === 'robots' ? 0 : 1;
      trail.tookMs = turn.value.tookMs;
      reporter.request(host, turn.value.tookMs, turn.value.wireBytes, purpose === 'robots');
      reporter.delay(host, hosts.delayMs(host));
      const judged = judge(url, turn.value, request.validators !== undefined && purpose !== 'robots', clock.now());
      if (
        !judged.retry ||
        attempt >= request.source.politeness.attempts ||
        (judged.retryAfterMs ?? 0) > hostLimits.patienceMs
      )
        return judged;
      await hosts.waitBeforeRetry(attempt, hostLimits.signal);
    }
  }

  function send(url: URL, purpose: Purpose, { request, hostLimits }: Asking): Promise<Exchange> {
    const dispatcher = connections.to(url, request.source.scope.allowPrivateAddresses);
    if (dispatcher instanceof Error) {
      return Promise.resolve({
        kind: 'broken',
        phase: 'before-answer',
        reason: dispatcher.message,
        retry: false,
        tookMs: 0,
        wireBytes: 0,
      });
    }
    return exchange(dispatcher, {
      url,
      purpose,
      headers: requestHeaders({ ...request, language: request.source.language }, purpose, contact),
      limitBytes:
        purpose === 'robots' ? contentLimitBytes.robots : (options.limits?.contentBytes ?? contentLimitBytes[purpose]),
      times: limits,
      clock,
      ...(hostLimits.signal === undefined ? {} : { signal: hostLimits.signal }),
    });
  }

  async function askRobots(robotsUrl: URL, asking: Asking): Promise<RobotsAnswer> {
    let url = robotsUrl;
    for (let hop = 0; hop <= robotsRedirects; hop++) {
      const judged = await ask(url, 'robots', asking);
      const { verdict } = judged;
      if (verdict.kind === 'redirect') {
        const target = redirectTarget(url, verdict.location);
        if (target === undefined) return { kind: 'unreachable', reason: `redirect to "${verdict.location}"` };
        if (contactLacks(target))
          return { kind: 'unreachable', reason: `redirect to ${target.host}, which needs a contact` };
        url = target;
        continue;
      }
      return robotsAnswerOf(verdict, judged);
    }
    return { kind: 'unavailable' };
  }

  async function rules(url: URL, asking: Asking): Promise<RobotsState> {
    const files = asking.request.source.scope.allowPrivateAddresses ? robotsFiles.open : robotsFiles.guarded;
    return files.rulesFor(url, (robotsUrl) => askRobots(robotsUrl, asking));
  }

  /** Whether asking this URL needs a contact and there is none. */
  function contactLacks(url: URL): boolean {
    return contact === undefined && isContactNeeded(url, connections.proxyOf(url));
  }

  function overBudget(): string | undefined {
    const { requests = Infinity, bytes = Infinity } = options.budget ?? {};
    if (spent.requests >= requests) return `the budget of ${requests} requests is spent`;
    return spent.bytes >= bytes ? `the budget of ${bytes} bytes is spent` : undefined;
  }

  async function follow(start: URL, asking: Asking): Promise<Ending> {
    const { request, trail } = asking;
    const seen = new Set<string>();
    for (let url = start; ;) {
      seen.add(url.href);
      const state = await rules(url, asking);
      if (state.kind === 'not-asked') return state.verdict;
      if (state.kind === 'unreachable') {
        reporter.robots(hostOf(url), `unreachable: ${state.reason}`);
        return { kind: 'unreachable', reason: `robots.txt of ${url.host} is unreachable: ${state.reason}` };
      }
      const permission = state.robots.verdict(url.href);
      reporter.robots(hostOf(url), permission.allowed ? 'allowed' : `disallowed: ${permission.rule}`);
      if (!permission.allowed) return { kind: 'disallowed', rule: permission.rule };
      const { verdict } = await ask(url, request.purpose, withCrawlDelay(asking, state.robots));
      if (verdict.kind !== 'redirect') return verdict;
      const { status, location } = verdict;
      const target = redirectTarget(url, location);
      if (target === undefined)
        return { kind: 'failed', status, reason: `redirect to "${location}", which is no web address` };
      trail.redirects.push({ from: url.href, to: target.href, status });
      if (request.inScope?.(target.href) === false) return { kind: 'redirected-out-of-scope', target: target.href };
      if (seen.has(target.href))
        return { kind: 'failed', status, reason: `redirects in a circle, back to ${target.href}` };
      if (trail.redirects.length > limits.redirects)
        return { kind: 'failed', status, reason: `more than ${limits.redirects} redirects` };
      if (contactLacks(target)) {
        return {
          kind: 'failed',
          status,
          reason: `redirect to ${target.host}, which may not be asked without a contact in the User-Agent`,
        };
      }
      url = target;
    }
  }

  function begin(request: FetchRequest): Asking & { readonly end: () => void } {
    const joined = joinSignals(closing.signal, request.signal);
    const { politeness, timeZone } = request.source;
    const hostLimits: HostLimits = {
      delayMs: politeness.delayMs,
      latencyFactor: politeness.latencyFactor,
      maxDelayMs: politeness.maxDelayMs,
      concurrency: politeness.concurrency,
      patienceMs: limits.patienceMs,
      signal: joined.signal,
      ...(politeness.window === undefined ? {} : { window: politeness.window }),
      ...(timeZone === undefined ? {} : { timeZone }),
    };
    return { request, hostLimits, trail: { attempts: 0, tookMs: 0, redirects: [] }, end: joined.end };
  }

  return {
    async fetch(request) {
      const url = webUrl(request.url);
      if (url !== undefined && contactLacks(url)) throw contactMissing(url.hostname);
      const asking = begin(request);
      try {
        const ending: Ending =
          url === undefined ? { kind: 'failed', reason: 'not an http: or https: URL' } : await follow(url, asking);
        const { attempts, tookMs, redirects } = asking.trail;
        const outcome: FetchOutcome = {
          url: request.url,
          at: instantOf(clock.now()),
          attempts,
          tookMs: Math.round(tookMs),
          redirects,
          ...ending,
        };
        if (url !== undefined) reporter.outcome(hostOf(url), outcome, request.knownBytes ?? 0);
        return outcome;
      } finally {
        asking.end();
      }
    },
    async robots(request) {
      const url = webUrl(request.url);
      if (url === undefined) return { kind: 'unreachable', reason: 'not an http: or https: URL', retryAfterMs: 0 };
      if (contactLacks(url)) throw contactMissing(url.hostname);
      const asking = begin(request);
      try {
        return await rules(url, asking);
      } finally {
        asking.end();
      }
    },
    report: () => reporter.report(),
    lacksContact(url) {
      const asked = webUrl(url);
      return asked !== undefined && contactLacks(asked);
    },
    async close() {
      closing.abort();
      await connections.close();
    },
  };
}

/** What one fetch carries through its hops and attempts. */
interface Asking {
  readonly request: FetchRequest;
  readonly hostLimits: HostLimits;
  readonly trail: { attempts: number; tookMs: number; readonly redirects: Redirect[] };
}

function withCrawlDelay(asking: Asking, { crawlDelayMs = 0 }: Robots): Asking {
  const { delayMs, maxCrawlDelayMs } = asking.request.source.politeness;
  const askedMs = Math.min(crawlDelayMs, maxCrawlDelayMs);
  return askedMs <= delayMs ? asking : { ...asking, hostLimits: { ...asking.hostLimits, delayMs: askedMs } };
}
