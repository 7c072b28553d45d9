import { describe, expect, it } from 'vitest';
import type { CrawlState } from '../../../server/api/crawl-state.ts';
import type { Told } from '../api/announcements.ts';
import { testWorld } from '../api/world.ts';
import { sampleCrawl, sampleRules } from './etiquette-sample.ts';

const attack = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'&]]>--></title></script>';

/** An announcement that is HTML in every field. */
const hostile: Told = {
  id: 'hostile"><b>',
  title: `Water ${attack}`,
  body: [
    `Water ${attack}`,
    { kind: 'heading', text: attack },
    { kind: 'item', text: attack },
    { kind: 'table', text: `${attack} | b\n${attack} | c` },
    { kind: 'quote', text: attack },
  ],
  published: '2024-01-01',
  agency: attack,
  components: [attack, 'Other'],
  kind: attack,
  topics: [attack],
  number: attack,
  url: 'javascript:alert(1)',
  attachments: [{ url: 'javascript:alert(2)', title: attack, type: 'text/html' }],
  people: [{ name: attack, office: attack }],
  quotes: [{ text: attack, speaker: attack, office: attack }],
  language: 'en',
  before: [{ seen: '2024-01-01', title: `Old ${attack}`, body: [`Old water ${attack}`] }],
};
const crawl: CrawlState = {
  ...sampleCrawl,
  sources: sampleCrawl.sources.map((source) => ({ ...source, robotsReason: `Disallow: ${attack}`, userAgent: attack })),
};
const world = testWorld([hostile, { id: 'b', title: 'Water two', published: '2024-02-01' }], {
  publishers: [sampleRules],
  crawlState: () => crawl,
});
const id = encodeURIComponent(hostile.id);

const pages = [
  '/',
  '/search?q=water',
  `/search?q=${encodeURIComponent(attack)}`,
  `/search?filter_agency=${encodeURIComponent(attack)}&filter_kind=x`,
  `/search?limit=0&${encodeURIComponent('<b>')}=${encodeURIComponent(attack)}`,
  `/search?published_from=${encodeURIComponent(attack)}`,
  `/announcements/${id}`,
  `/announcements/${id}/revisions/1`,
  `/announcements/${id}/revisions/2?diff=1`,
  '/sources',
  `/nowhere/${encodeURIComponent(attack)}`,
  '/docs',
];

describe('HTML in every field of an announcement, or in the address', () => {
  for (const path of pages) {
    it(`is text at ${path.slice(0, 70)}`, async () => {
      const response = await world.get(path);
      const page = await response.text();
      expect(response.status).toBeLessThan(500);
      expect(page).not.toContain('<script>alert');
      expect(page).not.toContain('<img src=x');
      expect(page).not.toMatch(/href="javascript:/i);
      // Scripts of the page are exactly our own file and the data block.
      for (const tag of page.match(/<script[^>]*>/g) ?? [])
        expect(tag).toMatch(
          /^<script (?:src="\/assets\/herald\.[0-9a-f]{10}\.js" defer=""|type="application\/ld\+json")>$/,
        );
    });
  }

  it('cannot end the data block', async () => {
    const page = await world.text(`/announcements/${id}`);
    const block = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)![1]!;
    expect((JSON.parse(block) as { headline: string }).headline).toBe(hostile.title);
  });

  it('is escaped twice in Atom, and only our own elements stand in the HTML of entries', async () => {
    const feed = await world.text('/api/v1/search.atom?q=water');
    expect(feed).not.toContain('<script');
    const json = (await world.json('/api/v1/search.feed.json?q=water')) as { items: { content_html: string }[] };
    for (const { content_html } of json.items)
      for (const tag of content_html.match(/<\/?[a-z][^>]*>/gi) ?? [])
        expect(tag).toMatch(/^<\/?(?:p|h3|blockquote|pre|ins|del)>$/);
  });

  it('is plain text in the API’s snippets', async () => {
    const { results } = (await world.json('/api/v1/search?q=water')) as { results: { title: string }[] };
    expect(results.map((result) => result.title)).toContain(hostile.title);
  });
});

describe('every page', () => {
  for (const path of ['/', '/search?q=water', `/announcements/${id}`, '/help']) {
    it(`${path.slice(0, 40)} carries a policy that runs and loads nothing foreign`, async () => {
      const { headers } = await world.get(path);
      const policy = headers.get('Content-Security-Policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    });
  }

  it('has no inline style, script or handler', async () => {
    for (const path of pages) expect(await world.text(path)).not.toMatch(/<[^>]+\s(?:style|on\w+)="|<style/);
  });

  it('goes back only to this server after a choice of language', async () => {
    const location = async (back: string): Promise<string | null> =>
      (await world.get(`/language?to=fr&return=${encodeURIComponent(back)}`)).headers.get('Location');
    expect(await location('/search?q=a%2Fb')).toBe('/search?q=a%2Fb');
    for (const foreign of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/a\r\nSet-Cookie: x=1',
    ])
      expect(await location(foreign)).toBe('/');
  });
});
