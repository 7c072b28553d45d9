import { systemClock, type Clock } from '../../core/clock.ts';
import { instantOf } from '../../core/instant.ts';
import { systemResolve, type Resolve } from './address-guard.ts';
import { createAsk, type Budget } from './ask.ts';
import { createConnections } from './connections.ts';
import type { Ending } from './ending.ts';
import { beginAsking, type Asking, type FetchRequest } from './fetch-request.ts';
import { createFollow } from './follow.ts';
import { createHostClocks, hostOf } from './host-clock.ts';
import { joinSignals } from './join-signals.ts';
import { defaultLimits, type FetchLimits } from './limits.ts';
import type { FetchOutcome } from './outcome.ts';
import { proxySettings, type ProxySettings } from './proxy.ts';
import { webUrl } from './redirect-target.ts';
import { createReporter, type FetchReport } from './report.ts';
import { createRobotsFiles, type RobotsState } from './robots-files.ts';
import { contactMissing, isContactNeeded, productToken, readContact, userAgent } from './user-agent.ts';

export type { AskingSource, FetchRequest } from './fetch-request.ts';
export type { FetchLimits } from './limits.ts';

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
  /** The User-Agent that every request carries. */
  readonly userAgent: string;
  /** Whether `fetch` would refuse this URL for want of a contact, so that a command can say so before it begins. */
  lacksContact(url: string): boolean;
  /** Ends what is under way (as `failed`) and closes all connections. */
  close(): Promise<void>;
}

export interface FetcherOptions {
  /** Who runs this crawler: URL of a page or mail address, for the User-Agent. Needed for every host but this machine and what a proxy on it replays. */
  readonly contact?: string | undefined;
  /** `environment` (default): HTTP_PROXY, HTTPS_PROXY, NO_PROXY; `none`: straight to the host. */
  readonly proxy?: 'environment' | 'none' | ProxySettings;
  readonly limits?: Partial<FetchLimits>;
  /** What this fetcher may spend in its life, robots.txt included; what comes after it ends as `failed`. Default: no end. */
  readonly budget?: Budget;
  /** Default: the system's clock. Waits go by it; limits of network time never do. */
  readonly clock?: Clock;
  /** Numbers in [0, 1) for jitter. */
  readonly random?: () => number;
  /** Default: the system's resolver. */
  readonly resolve?: Resolve;
}

/** @throws HeraldError `config` when the contact or a proxy of the environment cannot be used. */
export function createFetcher(options: FetcherOptions = {}): Fetcher {
  const contact = readContact(options.contact);
  const clock = options.clock ?? systemClock;
  const limits = { ...defaultLimits, ...options.limits };
  const reporter = createReporter();
  const closing = new AbortController();
  const connections = createConnections({
    ...limits,
    proxy: proxyOf(options.proxy),
    resolve: options.resolve ?? systemResolve,
  });
  const hosts = createHostClocks(clock, options.random);
  const ask = createAsk({ hosts, connections, reporter, clock, contact, limits, budget: options.budget ?? {} });
  const robotsFiles = { guarded: createRobotsFiles(clock, productToken), open: createRobotsFiles(clock, productToken) };
  const lacksContact = (url: URL): boolean => contact === undefined && isContactNeeded(url, connections.proxyOf(url));
  const { follow, rules } = createFollow({
    ask,
    robotsFiles,
    reporter,
    lacksContact,
    mostRedirects: limits.redirects,
    closing: closing.signal,
  });

  async function during<T>(request: FetchRequest, work: (asking: Asking) => Promise<T>): Promise<T> {
    const joined = joinSignals(closing.signal, request.signal);
    try {
      return await work(beginAsking(request, limits.patienceMs, joined.signal));
    } finally {
      joined.end();
    }
  }

  return {
    fetch(request) {
      return during(request, async (asking) => {
        const url = webUrl(request.url);
        if (url !== undefined && lacksContact(url)) throw contactMissing(url.hostname);
        const ending: Ending = url === undefined ? noWebAddress : await follow(url, asking);
        const { attempts, tookMs, redirects, robots } = asking.trail;
        const at = instantOf(clock.now());
        const outcome: FetchOutcome = {
          url: request.url,
          at,
          attempts,
          tookMs: Math.round(tookMs),
          redirects,
          robots,
          ...ending,
        };
        if (url !== undefined) reporter.outcome(hostOf(url), outcome, request.knownBytes ?? 0);
        return outcome;
      });
    },
    robots(request) {
      return during(request, (asking) => {
        const url = webUrl(request.url);
        if (url === undefined) return Promise.resolve({ kind: 'not-asked', verdict: noWebAddress });
        if (lacksContact(url)) throw contactMissing(url.hostname);
        return rules(url, asking);
      });
    },
    report: () => reporter.report(),
    userAgent: userAgent(contact),
    lacksContact(url) {
      const asked = webUrl(url);
      return asked !== undefined && lacksContact(asked);
    },
    async close() {
      closing.abort();
      await connections.close();
    },
  };
}

const noWebAddress = { kind: 'failed', reason: 'not an http: or https: URL' } as const;

function proxyOf(option: FetcherOptions['proxy']): ProxySettings {
  if (option === undefined || option === 'environment') return proxySettings(process.env);
  return option === 'none' ? {} : option;
}
