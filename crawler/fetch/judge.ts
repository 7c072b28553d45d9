import { instantOf } from '../../core/instant.ts';
import { challengeOf } from './challenge.ts';
import { headerOf, type Answer, type Exchange } from './exchange.ts';
import type { HostAnswer, Turn } from './host-clock.ts';
import { retryAfterMs } from './http-date.ts';
import type { Capture } from './outcome.ts';

/** What an exchange means, and whether another attempt may mean better. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly retry: boolean;
  /** Nothing was sent: it says nothing about the host. */
  readonly notAsked?: true;
  /** What Retry-After asked for, milliseconds. */
  readonly retryAfterMs?: number;
}

export type Verdict =
  | { readonly kind: 'fetched'; readonly capture: Capture }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }
  | { readonly kind: 'not-modified' }
  | { readonly kind: 'gone'; readonly status: number; readonly capture: Capture }
  | { readonly kind: 'blocked'; readonly status: number; readonly reason: string; readonly retryAfterMs?: number }
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  | { readonly kind: 'unsupported-type'; readonly contentType: string }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'failed'; readonly status?: number; readonly reason: string };

/**
 * @param url what was asked
 * @param conditional whether validators were sent, so that 304 is an answer
 */
export function judge(url: URL, exchanged: Exchange, conditional: boolean, nowMs: number): Judgement {
  switch (exchanged.kind) {
    case 'answer':
      return judgeAnswer(url, exchanged, conditional, nowMs);
    case 'too-large':
      return final({ kind: 'too-large', limitBytes: exchanged.limitBytes });
    case 'unsupported-type':
      return final({ kind: 'unsupported-type', contentType: exchanged.contentType });
    case 'broken': {
      const kind = exchanged.phase === 'in-answer' ? 'failed' : 'unreachable';
      return { verdict: { kind, reason: exchanged.reason }, retry: exchanged.retry };
    }
    case 'aborted':
      return interrupted;
  }
}

export function final(verdict: Verdict): Judgement {
  return { verdict, retry: false };
}

/** Not asked at all: budget, hours, the caller's wish. */
export function notAsked(verdict: Verdict): Judgement {
  return { verdict, retry: false, notAsked: true };
}

export const interrupted: Judgement = notAsked({ kind: 'failed', reason: 'interrupted' });

/** A turn that the host clock refused, as an ending. */
export function refusal(host: string, turn: Extract<Turn<unknown>, { kind: 'refused' }>): Judgement {
  const minutes = Math.max(1, Math.round(turn.waitMs / 60_000));
  switch (turn.reason) {
    case 'retry-after': {
      const reason = `${host} asked to be left alone for another ${minutes} min`;
      return notAsked({ kind: 'blocked', status: turn.status ?? 429, reason, retryAfterMs: turn.waitMs });
    }
    case 'silent':
      return notAsked({
        kind: 'unreachable',
        reason: `${host} failed too often in a row; it is left alone for another ${minutes} min`,
      });
    case 'window':
      return notAsked({
        kind: 'failed',
        reason: `outside the hours in which ${host} may be asked; they begin in ${minutes} min`,
      });
  }
}

/** What an exchange says about the host's load. */
export function hostAnswerOf(exchanged: Exchange, nowMs: number): HostAnswer {
  if (exchanged.kind === 'aborted') return { kind: 'not-asked' };
  if (exchanged.kind === 'broken') return { kind: exchanged.phase === 'not-sent' ? 'not-asked' : 'silent' };
  if (exchanged.kind === 'answer' && exchanged.status >= 429) {
    const { status, headers } = exchanged;
    const waitMs = retryAfterMs(headerOf(headers, 'retry-after'), nowMs);
    if (overload.has(status))
      return { kind: 'overloaded', status, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) };
    if (status >= 500) return { kind: 'failed' };
  }
  return { kind: 'answered', latencyMs: exchanged.tookMs };
}

const overload: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Beside 5xx: 408 Request Timeout, 425 Too Early. */
const retriedStatuses: ReadonlySet<number> = new Set([408, 425]);

function judgeAnswer(url: URL, answer: Answer, conditional: boolean, nowMs: number): Judgement {
  const { status, statusText, headers } = answer;
  const named = statusText === '' ? String(status) : `${status} ${statusText}`;
  const waitMs = retryAfterMs(headerOf(headers, 'retry-after'), nowMs);
  const later = waitMs === undefined ? {} : { retryAfterMs: waitMs };
  const failed = (reason: string): Judgement => final({ kind: 'failed', status, reason });
  const wall = challengeOf(answer);
  if (wall !== undefined) return final({ kind: 'blocked', status, reason: wall, ...later });
  if (status === 304)
    return conditional ? final({ kind: 'not-modified' }) : failed('304 although nothing was known of the page');
  if (status === 204 || status === 205 || status === 206) return failed(`${named}: no whole page`);
  if (status >= 200 && status < 300) return final({ kind: 'fetched', capture: captureOf(url, answer) });
  if (status >= 300 && status < 400) {
    const location = headerOf(headers, 'location');
    return location === undefined ? failed(`${named} without Location`) : final({ kind: 'redirect', status, location });
  }
  if (status === 404 || status === 410) return final({ kind: 'gone', status, capture: captureOf(url, answer) });
  if (status === 429) return { verdict: { kind: 'blocked', status, reason: named, ...later }, retry: true, ...later };
  if (status === 401 || status === 403 || status === 451)
    return final({ kind: 'blocked', status, reason: named, ...later });
  return {
    verdict: { kind: 'failed', status, reason: named },
    retry: status >= 500 || retriedStatuses.has(status),
    ...later,
  };
}

function captureOf(url: URL, { atMs, status, statusText, headers, payload, content, cut }: Answer): Capture {
  const capture = { url: url.href, fetchedAt: instantOf(atMs), status, statusText, headers, payload, content };
  return cut ? { ...capture, truncated: 'length' } : capture;
}
