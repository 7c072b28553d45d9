import type { Source } from '../../core/source.ts';
import type { HostLimits } from './host-clock.ts';
import type { Purpose } from './media-type.ts';
import type { Redirect, RobotsAnswered, Validators } from './outcome.ts';
import type { Robots } from './robots.ts';

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

/** A request under way: what it carries through its hops and attempts. */
export interface Asking {
  readonly request: FetchRequest;
  readonly hostLimits: HostLimits;
  readonly trail: {
    attempts: number;
    tookMs: number;
    readonly redirects: Redirect[];
    readonly robots: RobotsAnswered[];
  };
}

export function beginAsking(request: FetchRequest, patienceMs: number, signal: AbortSignal): Asking {
  const { politeness, timeZone } = request.source;
  const { delayMs, latencyFactor, maxDelayMs, concurrency, window } = politeness;
  const optional = { ...(window === undefined ? {} : { window }), ...(timeZone === undefined ? {} : { timeZone }) };
  const hostLimits: HostLimits = { delayMs, latencyFactor, maxDelayMs, concurrency, patienceMs, signal, ...optional };
  return { request, hostLimits, trail: { attempts: 0, tookMs: 0, redirects: [], robots: [] } };
}

/** The same with another signal: what several requests wait for must not end with one of them. */
export function withSignal(asking: Asking, signal: AbortSignal): Asking {
  return { ...asking, hostLimits: { ...asking.hostLimits, signal } };
}

/** The same with robots' Crawl-delay, as far as the source's cap goes. */
export function withCrawlDelay(asking: Asking, { crawlDelayMs = 0 }: Robots): Asking {
  const { delayMs, maxCrawlDelayMs } = asking.request.source.politeness;
  const askedMs = Math.min(crawlDelayMs, maxCrawlDelayMs);
  return askedMs <= delayMs ? asking : { ...asking, hostLimits: { ...asking.hostLimits, delayMs: askedMs } };
}
