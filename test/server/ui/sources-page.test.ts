import { describe, expect, it } from 'vitest';
import { languages } from '../../../server/ui/languages.ts';
import { federation } from '../api/announcements.ts';
import { testWorld } from '../api/world.ts';
import { sampleCrawl, sampleRules } from './etiquette-sample.ts';

const publisher = sampleRules.id;

const etiquetteIn = async (language: string, options: Parameters<typeof testWorld>[1]): Promise<string> => {
  const html = await testWorld(federation, options).text('/sources', { 'Accept-Language': language });
  const own = html.slice(html.indexOf(`id="${publisher}"`));
  const details = /<details class="etiquette">(.*?)<\/details>/s.exec(own.slice(0, own.indexOf('</section>')));
  return (details?.[1] ?? '').replace(/<[^>]+>/g, '\n').replace(/\n+/g, '\n');
};

describe('the page of sources tells how each publisher is asked', () => {
  it('by its source file, its robots.txt and the last crawl', async () => {
    const text = await etiquetteIn('en', { publishers: [sampleRules], crawlState: () => sampleCrawl });
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
    const text = await etiquetteIn(locale, { publishers: [sampleRules], crawlState: () => sampleCrawl });
    const { manners } = words.sources;
    for (const term of [manners.title, manners.wait, manners.hours, manners.budget, manners.name, manners.lastAsked])
      expect(text).toContain(term);
  });

  it('says nothing where nothing is known, and what is known where the file is missing', async () => {
    expect(await etiquetteIn('en', {})).toBe('');
    const text = await etiquetteIn('en', { crawlState: () => sampleCrawl });
    expect(text).toContain('Herald/1.0');
    expect(text).toContain('not in the source files of this server');
    expect(text).not.toContain('at least');
  });
});
