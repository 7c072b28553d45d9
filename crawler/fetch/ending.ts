import type { FetchOutcome } from './outcome.ts';
import type { Judgement, Verdict } from './judge.ts';
import { robotsMeaning, type RobotsAnswer } from './robots-files.ts';

/** A FetchOutcome without what all have in common. */
export type Ending = FetchOutcome extends infer Outcome
  ? Outcome extends FetchOutcome
    ? Omit<Outcome, 'url' | 'at' | 'attempts' | 'redirects' | 'robots' | 'tookMs'>
    : never
  : never;

/** What a judgement means for a robots.txt (RFC 9309 §2.3.1); redirects are followed before. */
export function robotsAnswerOf(
  verdict: Exclude<Verdict, { kind: 'redirect' }>,
  { retryAfterMs, notAsked }: Judgement,
): RobotsAnswer {
  if (notAsked === true) return { kind: 'not-asked', verdict };
  if (verdict.kind === 'fetched') return { kind: 'file', content: verdict.capture.content };
  const status = 'status' in verdict ? verdict.status : undefined;
  if (status !== undefined && robotsMeaning(status) === 'unavailable') return { kind: 'unavailable' };
  const reason = 'reason' in verdict ? verdict.reason : verdict.kind;
  return { kind: 'unreachable', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
