import { Cron } from 'croner';
import type { Source } from '../core/source.ts';

/**
 * Share of the interval by which a run may come early or late, drawn anew each time. Without it all sources of a file server
 * started at once would ask at the same second for ever; 5 % keeps every interval within a tenth.
 */
const jitterShare = 0.05;

/** Most jitter of a cron line, milliseconds: whoever writes a minute means about that minute. */
const mostCronJitterMs = 60_000;

/** A source that never ran begins within this time of the start, milliseconds: at once for a person, not all in one second. */
const firstRunSpreadMs = 5_000;

/**
 * When a source is to be crawled next, epoch milliseconds. A time that passed while nobody watched is made up for at once.
 * @param lastStartedMs start of its last run. @param random a number in [0, 1).
 */
export function nextRunMs(
  source: Pick<Source, 'schedule' | 'timeZone'>,
  lastStartedMs: number | undefined,
  nowMs: number,
  random: () => number = Math.random,
): number {
  if (lastStartedMs === undefined) return nowMs + random() * firstRunSpreadMs;
  const { cron, everyMs } = source.schedule;
  if (cron === undefined) return Math.max(nowMs, lastStartedMs + everyMs * (1 + jitterShare * (2 * random() - 1)));
  const next = new Cron(cron, { timezone: source.timeZone ?? 'UTC' }).nextRun(new Date(lastStartedMs));
  // A line that never fires again (29 February of a past year) is as good as never.
  if (next === null) return Number.MAX_SAFE_INTEGER;
  return Math.max(nowMs, next.getTime()) + random() * mostCronJitterMs;
}
