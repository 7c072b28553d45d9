import type { SourceId } from '../../../core/announcement.ts';
import type { Instant } from '../../../core/instant.ts';
import type { CrawlState } from '../../../server/api/crawl-state.ts';
import type { PublisherRules } from '../../../server/api/world.ts';

/** The publisher of most announcements of the federation. */
const publisher = 'lake-county';

export const sampleRules: PublisherRules = {
  id: publisher as SourceId,
  timeZone: 'America/Denver',
  politeness: {
    delayMs: 2000,
    latencyFactor: 10,
    maxDelayMs: 30_000,
    maxCrawlDelayMs: 60_000,
    concurrency: 1,
    attempts: 3,
    maxPages: 5000,
    maxBytes: 1e9,
    maxTimeMs: 7_200_000,
    window: { from: '22:00', to: '06:00' },
  },
  schedule: { everyMs: 3_600_000, minRecheckMs: 1, maxRecheckMs: 2 },
};

export const sampleCrawl: CrawlState = {
  announcements: 7,
  revisions: 9,
  live: 5,
  changed: 1,
  removed: 1,
  lastSequence: 12,
  due: 3,
  sources: [
    {
      source: publisher,
      announcements: 7,
      robots: 'allowed',
      robotsAt: '2026-09-14T02:00:00.000Z' as Instant,
      crawlDelayMs: 120_000,
      waitMs: 2400,
      userAgent: 'Herald/1.0 (+crawl@example.org)',
      urls: {},
      outcomes: {},
    },
  ],
  runs: [
    {
      source: publisher,
      started: '2026-09-14T02:00:00.000Z' as Instant,
      ended: '2026-09-14T02:04:11.000Z' as Instant,
      requests: 24,
      outcomes: { fetched: 24 },
      bytes: 1_200_000,
      savedBytes: 345_000,
      new: 1,
      changed: 0,
      unchanged: 23,
      restored: 0,
      missing: 0,
      removed: 0,
      robots: [],
      givenUp: [],
    },
  ],
};
