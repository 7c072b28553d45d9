import pLimit, { type LimitFunction } from 'p-limit';
import type { Clock } from '../../core/clock.ts';
import { backoffMs } from './backoff.ts';
import { windowWaitMs, type NightWindow } from './night-window.ts';

/**
 * The one owner of every wait: who wants to ask a host asks its clock for a turn. A turn begins when the host's queue, its delay
 * after the last answer, its Retry-After, its backoff and its night window all allow it.
 */
export interface HostClocks {
  /**
   * Runs `work` when the host may be asked, and learns from what came of it.
   * @param host name and port, see `hostOf`
   */
  turn<T>(host: string, limits: HostLimits, work: () => Promise<Worked<T>>): Promise<Turn<T>>;
  /** The wait of one URL between two attempts; the host's queue goes on meanwhile. */
  waitBeforeRetry(attempt: number, signal?: AbortSignal): Promise<void>;
  /** The wait after an answer that the host last had, milliseconds. */
  delayMs(host: string): number;
  /** Hosts in memory: those with work, with waits, or seen a short while ago. */
  readonly size: number;
}

export interface HostLimits {
  /** Least wait after an answer, milliseconds, robots' Crawl-delay included. */
  readonly delayMs: number;
  /** A slow server is left alone for this many times what it needed to answer; 0 for no such wait. */
  readonly latencyFactor: number;
  /** Longest wait that slow answers alone can cause, milliseconds. */
  readonly maxDelayMs: number;
  /** Requests under way at once. Counts only where no wait after the answer is wished. */
  readonly concurrency: number;
  /** Longest wait a turn is worth, milliseconds; a longer one is refused at once. Queueing behind others is not counted. */
  readonly patienceMs: number;
  readonly window?: NightWindow;
  readonly timeZone?: string;
  readonly signal?: AbortSignal;
}

/** What came of a request, as far as the host's load is concerned. */
export type HostAnswer =
  | { readonly kind: 'answered'; readonly latencyMs: number }
  /** 500 and its like: perhaps only this page is broken. */
  | { readonly kind: 'failed' }
  /** 429, 502, 503, 504. */
  | { readonly kind: 'overloaded'; readonly status: number; readonly retryAfterMs?: number }
  /** No answer, or half of one. */
  | { readonly kind: 'silent' }
  /** Nothing was sent after all. */
  | { readonly kind: 'not-asked' };

export interface Worked<T> {
  readonly value: T;
  readonly answer: HostAnswer;
}

export type Turn<T> =
  | { readonly kind: 'taken'; readonly value: T }
  /** Not asked: the host would have to be waited for longer than it is worth. */
  | {
      readonly kind: 'refused';
      readonly reason: 'retry-after' | 'silent' | 'window';
      readonly waitMs: number;
      readonly status?: number;
    }
  | { readonly kind: 'aborted' };

/** Failures in a row after which a host counts as down. At 20 % random failures ten in a row come once in ten million requests. */
const downAfter = 10;

/** How long a host that is down is left alone, milliseconds. Shorter would try a dead host many times in one run, longer would lose a run to a short outage. */
const downMs = 15 * 60_000;

/** Longest Retry-After that is believed, milliseconds. A mistyped date must not silence a source for ever; a day later we ask once and are told again. */
const longestRetryAfterMs = 24 * 3_600_000;

/** How long a host is remembered after its last answer, milliseconds. */
const idleMs = 10 * 60_000;

/** Idle hosts are swept out once for so many turns: often enough to bound memory, seldom enough to cost nothing. */
const sweepEvery = 1000;

/** Clocks for all hosts. `random` gives jitter, a number in [0, 1). */
export function createHostClocks(clock: Clock, random: () => number = Math.random): HostClocks {
  const hosts = new Map<string, HostState>();
  let turns = 0;

  function stateOf(host: string, limits: HostLimits): HostState {
    if (++turns % sweepEvery === 0) sweep(hosts, clock.now());
    let state = hosts.get(host);
    if (state === undefined) hosts.set(host, (state = newState(limits)));
    return state;
  }

  async function wait(state: HostState, limits: HostLimits): Promise<Turn<never> | undefined> {
    for (;;) {
      if (limits.signal?.aborted === true) return { kind: 'aborted' };
      const now = clock.now();
      const due = dueOf(state, limits, now);
      if (due.waitMs <= 0) return undefined;
      if (due.waitMs > limits.patienceMs && due.reason !== 'delay') {
        return {
          kind: 'refused',
          reason: due.reason,
          waitMs: due.waitMs,
          ...(state.status === undefined ? {} : { status: state.status }),
        };
      }
      await clock.sleep(due.waitMs, limits.signal);
    }
  }

  return {
    async turn(host, limits, work) {
      const state = stateOf(host, limits);
      // The lowest wish of all that use the host counts.
      const concurrency = concurrencyOf(limits);
      if (state.limit.concurrency > concurrency) state.limit.concurrency = concurrency;
      return state.limit(async () => {
        const refused = await wait(state, limits);
        if (refused !== undefined) return refused;
        const { value, answer } = await work();
        learn(state, answer, clock.now(), random());
        return { kind: 'taken', value };
      });
    },
    waitBeforeRetry: (attempt, signal) => clock.sleep(backoffMs(attempt, random()), signal),
    delayMs: (host) => hosts.get(host)?.usedDelayMs ?? 0,
    get size() {
      return hosts.size;
    },
  };
}

/** The name that politeness goes by: the machine, whatever the scheme; a port of its own is another server. */
export function hostOf(url: URL): string {
  return url.port === '' ? url.hostname : `${url.hostname}:${url.port}`;
}

interface HostState {
  readonly limit: LimitFunction;
  /** Epoch milliseconds of the last answer, or of giving up on one. */
  lastAnswerAt: number;
  /** Not before this epoch millisecond, by Retry-After or backoff. */
  closedUntil: number;
  closedBy: 'retry-after' | 'silent';
  /** The status that closed it. */
  status: number | undefined;
  failuresInRow: number;
  /** Moving mean of the time an answer took, milliseconds. */
  latencyMs: number;
  usedDelayMs: number;
}

/** A wait after an answer leaves room for one request at a time. */
function concurrencyOf({ delayMs, latencyFactor, concurrency }: HostLimits): number {
  return delayMs > 0 || latencyFactor > 0 ? 1 : Math.max(1, concurrency);
}

function newState(limits: HostLimits): HostState {
  const concurrency = concurrencyOf(limits);
  return {
    limit: pLimit(concurrency),
    lastAnswerAt: -Infinity,
    closedUntil: -Infinity,
    closedBy: 'silent',
    status: undefined,
    failuresInRow: 0,
    latencyMs: 0,
    usedDelayMs: 0,
  };
}

interface Due {
  readonly waitMs: number;
  readonly reason: 'delay' | 'retry-after' | 'silent' | 'window';
}

function dueOf(state: HostState, limits: HostLimits, now: number): Due {
  const windowMs = windowWaitMs(limits.window, limits.timeZone, now);
  if (windowMs > 0) return { waitMs: windowMs, reason: 'window' };
  const closedMs = state.closedUntil - now;
  if (closedMs > 0) return { waitMs: closedMs, reason: state.closedBy };
  // A system clock that was set back must not make us wait for the difference.
  state.lastAnswerAt = Math.min(state.lastAnswerAt, now);
  state.usedDelayMs = adaptedDelayMs(state, limits);
  return { waitMs: state.lastAnswerAt + state.usedDelayMs - now, reason: 'delay' };
}

/** A server that needs longer to answer is left alone for longer. */
function adaptedDelayMs({ latencyMs }: HostState, { delayMs, latencyFactor, maxDelayMs }: HostLimits): number {
  return Math.max(delayMs, Math.min(maxDelayMs, latencyFactor * latencyMs));
}

function learn(state: HostState, answer: HostAnswer, now: number, random: number): void {
  if (answer.kind === 'not-asked') return;
  state.lastAnswerAt = now;
  if (answer.kind === 'answered') {
    state.failuresInRow = 0;
    // A quarter of the newest: one slow page does not brake a crawl, four do.
    state.latencyMs += (answer.latencyMs - state.latencyMs) / 4;
    return;
  }
  if (answer.kind === 'overloaded' && answer.retryAfterMs !== undefined) {
    close(state, now + Math.min(answer.retryAfterMs, longestRetryAfterMs), 'retry-after', answer.status);
  }
  state.failuresInRow += 1;
  if (answer.kind !== 'failed' && state.failuresInRow >= downAfter) {
    close(state, now + downMs, 'silent', answer.kind === 'overloaded' ? answer.status : undefined);
  } else if (state.failuresInRow > 1) {
    // The first failure may be the page's own: its retry waits, the host's other pages do not.
    close(state, now + backoffMs(state.failuresInRow - 1, random), 'silent', undefined);
  }
}

function close(state: HostState, until: number, by: 'retry-after' | 'silent', status: number | undefined): void {
  if (until <= state.closedUntil) return;
  state.closedUntil = until;
  state.closedBy = by;
  state.status = status;
}

function sweep(hosts: Map<string, HostState>, now: number): void {
  for (const [host, { limit, closedUntil, lastAnswerAt, usedDelayMs }] of hosts) {
    const idle = limit.activeCount + limit.pendingCount === 0;
    // What is forgotten may be asked at once, so no wait of the host may be left.
    if (idle && closedUntil + idleMs < now && lastAnswerAt + Math.max(idleMs, usedDelayMs) < now) hosts.delete(host);
  }
}
