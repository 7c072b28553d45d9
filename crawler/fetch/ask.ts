import type { Clock } from '../../core/clock.ts';
import type { Connections } from './connections.ts';
import { exchange, type Exchange } from './exchange.ts';
import type { Asking } from './fetch-request.ts';
import { hostOf, type HostClocks } from './host-clock.ts';
import { hostAnswerOf, interrupted, judge, notAsked, refusal, type Judgement } from './judge.ts';
import type { FetchLimits } from './limits.ts';
import { contentLimitBytes, type Purpose } from './media-type.ts';
import type { Reporter } from './report.ts';
import { requestHeaders } from './request-headers.ts';

/** Turns and attempts for one URL, without redirects, until there is a judgement that another attempt would not change. */
export type Ask = (url: URL, purpose: Purpose, asking: Asking) => Promise<Judgement>;

export interface AskOptions {
  readonly hosts: HostClocks;
  readonly connections: Connections;
  readonly reporter: Reporter;
  readonly clock: Clock;
  readonly contact: string | undefined;
  readonly limits: FetchLimits;
  readonly budget: Budget;
}

/** Most that may be spent; no limit where none is given. */
export interface Budget {
  readonly requests?: number;
  readonly bytes?: number;
}

export function createAsk({ hosts, connections, reporter, clock, contact, limits, budget }: AskOptions): Ask {
  const spent = { requests: 0, bytes: 0 };

  return async (url, purpose, asking) => {
    const { request, hostLimits, trail } = asking;
    const host = hostOf(url);
    for (let attempt = 1; ; attempt++) {
      const turn = await hosts.turn<Exchange | string>(host, hostLimits, async () => {
        // Looked at when the turn has come: thousands may queue while there is budget for one more.
        const exhausted = exhaustion(budget, spent);
        if (exhausted !== undefined) return { value: exhausted, answer: { kind: 'not-asked' } };
        spent.requests += 1;
        const value = await send(url, purpose, asking);
        spent.bytes += value.wireBytes;
        return { value, answer: hostAnswerOf(value, clock.now()) };
      });
      if (turn.kind === 'aborted') return interrupted;
      if (turn.kind === 'refused') return refusal(host, turn);
      if (typeof turn.value === 'string') return notAsked({ kind: 'failed', reason: turn.value });
      const { tookMs, wireBytes } = turn.value;
      if (purpose !== 'robots') trail.attempts += 1;
      trail.tookMs = tookMs;
      reporter.request(host, { tookMs, wireBytes, robots: purpose === 'robots', delayMs: hosts.delayMs(host) });
      const judged = judge(url, turn.value, request.validators !== undefined && purpose !== 'robots', clock.now());
      const lastAttempt = attempt >= request.source.politeness.attempts;
      if (!judged.retry || lastAttempt || (judged.retryAfterMs ?? 0) > hostLimits.patienceMs) return judged;
      await hosts.waitBeforeRetry(attempt, hostLimits.signal);
    }
  };

  async function send(url: URL, purpose: Purpose, { request, hostLimits }: Asking): Promise<Exchange> {
    const dispatcher = connections.to(url, request.source.scope.allowPrivateAddresses);
    if (dispatcher instanceof Error) {
      return { kind: 'broken', phase: 'not-sent', reason: dispatcher.message, retry: false, tookMs: 0, wireBytes: 0 };
    }
    const ownLimitBytes = purpose === 'robots' ? undefined : limits.contentBytes;
    return exchange(dispatcher, {
      url,
      purpose,
      headers: requestHeaders({ ...request, language: request.source.language }, purpose, contact),
      limitBytes: ownLimitBytes ?? contentLimitBytes[purpose],
      times: limits,
      clock,
      ...(hostLimits.signal === undefined ? {} : { signal: hostLimits.signal }),
    });
  }
}

function exhaustion(budget: Budget, spent: Required<Budget>): string | undefined {
  const { requests = Infinity, bytes = Infinity } = budget;
  if (spent.requests >= requests) return `the budget of ${requests} requests is spent`;
  return spent.bytes >= bytes ? `the budget of ${bytes} bytes is spent` : undefined;
}
