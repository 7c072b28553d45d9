import type { Politeness, RemovalRule, Schedule } from '../../core/source.ts';

/**
 * What a source file may leave unsaid. Guesses of 2026-11-23 where nothing else is said; a file overrides each.
 */

/**
 * Politeness: the wait after an answer is the longer of `delayMs` and `latencyFactor` times the host's latency. `delayMs`
 * 500 ms: never more than two requests a second, whatever the host can do; smaller only speeds up the first crawl of an
 * archive. `latencyFactor` 10: Heritrix waits five times as long as an answer took; ten leaves the host nine tenths of
 * its time. `maxDelayMs` 10 s bounds that: larger, and one hiccup of the host stalls a run. `maxCrawlDelayMs` 30 s:
 * robots.txt files with a Crawl-delay of minutes mean search engines with hundreds of machines; larger, and a source of
 * 5,000 pages takes more than two days. `concurrency` 1: one queue a host. `attempts` 4: three repetitions outlast a
 * restart of the server; more only delays the news of a failure. `maxPages` 10,000 bounds a run that fell into a trap, as do
 * `maxBytes` 5 GB (ten thousand pages of half a megabyte) and `maxTimeMs` a day (ten thousand pages at eight seconds each).
 */
export const defaultPoliteness: Politeness = {
  delayMs: 500,
  latencyFactor: 10,
  maxDelayMs: 10_000,
  maxCrawlDelayMs: 30_000,
  concurrency: 1,
  attempts: 4,
  maxPages: 10_000,
  maxBytes: 5e9,
  maxTimeMs: 86_400_000,
};

/**
 * Schedule. Entry points every hour: a journalist wants the announcement of the morning before noon. One page again
 * after a day at the earliest (corrections come within days) and after 90 days at the latest, so that each
 * announcement is seen at least four times a year.
 */
export const defaultSchedule: Schedule = {
  everyMs: 3_600_000,
  minRecheckMs: 86_400_000,
  maxRecheckMs: 90 * 86_400_000,
};

/**
 * Removal. Two answers of 404 or 410, six hours apart: a deployment that loses its pages is over by then. A fifth of a source
 * vanishing in one run is a change of the site, not a fifth of its announcements withdrawn.
 */
export const defaultRemoval: RemovalRule = { confirmations: 2, afterMs: 6 * 3_600_000, alarmShare: 0.2 };

/**
 * Pages of one listing asked for in one run. 500 pages of 20 rows are 10,000 announcements; smaller cuts off old archives, larger
 * lets a pager that never ends cost more requests.
 */
export const defaultMaxListingPages = 500;
