/** First wait after a failure, milliseconds. A guess of 2026: shorter would hammer a restarting server, longer would stall a crawl at one lost packet. */
const firstWaitMs = 500;

/** Longest wait that grows by itself, milliseconds. Beyond it the host clock gives up for this run instead of sleeping on. */
const longestWaitMs = 60_000;

/**
 * Exponential backoff with jitter: between a half and the whole of `500 ms x 2^(failures - 1)`, at most a minute.
 * @param failures failures so far, from 1
 * @param random a number in [0, 1), so that crawlers which failed together do not come back together
 */
export function backoffMs(failures: number, random: number): number {
  const whole = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(whole * (0.5 + random / 2));
}
