import { describe, expect, it } from 'vitest';
import type { SourceId } from '../../../core/announcement.ts';
import type { Instant } from '../../../core/instant.ts';
import type { CrawlState } from '../../../server/api/crawl-state.ts';
import type { PublisherRules } from '../../../server/api/world.ts';
import { languages } from '../../../server/ui/languages.ts';
import { federation } from '../api/announcements.ts';
import { testWorld } from '../api/world.ts';

const publisher = federation[0]!.source ?? 'lake-county';

const rules: PublisherRules = {
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

const crawl: CrawlState = {
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

const etiquetteIn = async (language: string, options: Parameters<typeof testWorld>[1]): Promise<string> => {
  const html = await testWorld(federation, options).text('/sources', { 'Accept-Language': language });
  const own = html.slice(html.indexOf(`id="${publisher}"`));
  const details = /<details class="etiquette">(.*?)<\/details>/s.exec(own.slice(0, own.indexOf('</section>')));
  return (details?.[1] ?? '').replace(/<[^>]+>/g, '\n').replace(/\n+/g, '\n');
};

describe('the page of sources tells how each publisher is asked', () => {
  it('by its source file, its robots.txt and the last crawl', async () => {
    const text = await etiquetteIn('en', { publishers: [rules], crawlState: () => crawl });
    for (const told of [
      'at least 2 seconds',
      '10 times as long as the site takes to answer, up to 30 seconds',
      '2.4 seconds last time',
      'only from 22:00 to 06:00 (America/Denver)',
      '5,000 pages',
      '1 GB',
      '2 hours',
      'every 1 hour',
      'allows it',
      'asks for 2 minutes between requests',
      'we wait up to 1 minute',
      'Herald/1.0 (+crawl@example.org)',
      '24 requests',
      '1.2 MB received',
      '345 kB saved',
      'Sep 14, 2026',
    ])
      expect(text).toContain(told);
  });

  it.each(languages.map((words) => [words.locale, words] as const))('in %s', async (locale, words) => {
    const text = await etiquetteIn(locale, { publishers: [rules], crawlState: () => crawl });
    const { manners } = words.sources;
    for (const term of [manners.title, manners.wait, manners.hours, manners.budget, manners.name, manners.lastAsked])
      expect(text).toContain(term);
  });

  it('says nothing where nothing is known, and what is known where the file is missing', async () => {
    expect(await etiquetteIn('en', {})).toBe('');
    const text = await etiquetteIn('en', { crawlState: () => crawl });
    expect(text).toContain('Herald/1.0');
    expect(text).toContain('not in the source files of this server');
    expect(text).not.toContain('at least');
  });
});
