import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { discoverFeed } from '../../../crawler/discover/feed.ts';
import { discoverListing, type ListingEntry } from '../../../crawler/discover/listing.ts';
import { fictionalSource } from './fictional-source.ts';

const pages = new URL('../../../../shared/pages/', import.meta.url).pathname;

/** Any URL belongs: what is found is found by how the pages look, not by a scope. */
const anywhere = fictionalSource('scope: { include: ["^https?://.*$"] }\n');

function textOf(file: string): string {
  const bytes = readFileSync(`${pages}${file}`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** A recorded listing page, the selector that a person would write for its announcements, and the next page it leads to. */
const listings: readonly (readonly [string, string, string, string | undefined])[] = [
  [
    'us-congress-listings/bill_nelson_press-coldfusion.html',
    'http://billnelson.senate.gov/news/media.cfm',
    '#primaryContent ul li a',
    undefined,
  ],
  [
    'us-congress-listings/bill_nelson_press.html',
    'http://www.billnelson.senate.gov/newsroom/press-releases?page=1',
    '.view-content .views-field-title a',
    'http://www.billnelson.senate.gov/newsroom/press-releases?page=2',
  ],
  [
    'us-congress-listings/butterfield_press.html',
    'http://butterfield.house.gov/media-center/press-releases',
    '.view-content .views-field-title a',
    'http://butterfield.house.gov/media-center/press-releases?page=1',
  ],
  ['us-congress-listings/cowan_press.html', 'http://www.cowan.senate.gov/press', 'table.table-striped td a', undefined],
  [
    'us-congress-listings/drupal_press.html',
    'http://walz.house.gov/media-center/press-releases',
    '.view-content .views-field-title a',
    'http://walz.house.gov/media-center/press-releases?page=1',
  ],
  [
    'us-congress-listings/ed_perlmutter_press.html',
    'http://perlmutter.house.gov/index.php/media-center/press-releases-86821',
    'td.list-title a',
    undefined,
  ],
  ['us-congress-listings/house_gop_releases.html', 'http://www.gop.gov/republicans/news', '#membernews a', undefined],
  [
    'us-congress-listings/keating_press.html',
    'http://keating.house.gov/media-center/press-releases',
    'td.list-title a',
    undefined,
  ],
  [
    'us-congress-listings/rand_paul_press.html',
    'http://www.paul.senate.gov/news/press',
    '#press h2.title a',
    'http://www.paul.senate.gov/news/press?PageNum_rs=2&',
  ],
  [
    'us-congress-listings/vitter_press.html',
    'http://www.vitter.senate.gov/newsroom/press',
    'table.table-striped td a',
    'http://www.vitter.senate.gov/newsroom/press?PageNum_rs=2&amp;year=2013',
  ],
  [
    'gov-uk-publications/publication_index.html',
    'https://www.gov.uk/government/publications',
    '.document-row h3 a',
    'https://www.gov.uk/government/publications?page=2',
  ],
  [
    'gov-uk-publications/collection_page.html',
    'https://www.gov.uk/government/collections/individualised-learner-record-ilr',
    '.document-row h3 a',
    undefined,
  ],
  ['japan-kanpo/top_page.html', 'https://kanpou.npb.go.jp/', 'a.articleTop', undefined],
];

describe.skipIf(!existsSync(pages))('recorded listing pages (skipped where ../shared is absent)', () => {
  it.each(listings)(
    'finds every announcement of %s without configuration, dated, and nothing else',
    (file, url, links, next) => {
      const html = textOf(file);
      const bare: ListingEntry = { type: 'listing', url, maxPages: 10 };
      const selected = discoverListing(html, url, { ...bare, links }, anywhere);
      const detected = discoverListing(html, url, bare, anywhere);
      expect(selected.candidates.length).toBeGreaterThanOrEqual(8);
      expect(detected.candidates.map((candidate) => candidate.url).sort()).toEqual(
        selected.candidates.map((candidate) => candidate.url).sort(),
      );
      expect(
        detected.candidates.filter(({ title, published }) => title === undefined || published === undefined),
      ).toEqual([]);
      expect(detected.problems).toEqual([]);
      expect(detected.nested.map((nested) => nested.url)).toEqual(next === undefined ? [] : [next]);
    },
  );

  it('finds the pages of an issue of a gazette', () => {
    const url = 'https://kanpou.npb.go.jp/20260303/20260303h01657/20260303h016570000f.html';
    const html = textOf('japan-kanpo/issue_page_honshi.html');
    const detected = discoverListing(html, url, { type: 'listing', url, maxPages: 1 }, anywhere);
    const selected = discoverListing(
      html,
      url,
      { type: 'listing', url, maxPages: 1, links: '.contentsBox a' },
      anywhere,
    );
    expect(detected.candidates).toHaveLength(10);
    expect(new Set(detected.candidates.map((candidate) => candidate.url))).toEqual(
      new Set(selected.candidates.map((candidate) => candidate.url)),
    );
  });

  it('reads the feeds that stand beside them', () => {
    const found = ['culberson_rss.xml', 'richard_burr.xml', 'ruiz_rss.xml'].map((file) => {
      const bytes = readFileSync(`${pages}us-congress-listings/${file}`);
      const entries = bytes.toString('latin1').match(/<item[\s>]/g)?.length;
      const { candidates, problems } = discoverFeed(bytes, 'http://www.house.gov/rss.xml', anywhere);
      return {
        file,
        all: candidates.length === entries,
        undated: candidates.filter((candidate) => candidate.published === undefined).length,
        problems,
      };
    });
    // One of the three states no dates for its items.
    expect(found).toEqual([
      { file: 'culberson_rss.xml', all: true, undated: 10, problems: [] },
      { file: 'richard_burr.xml', all: true, undated: 0, problems: [] },
      { file: 'ruiz_rss.xml', all: true, undated: 0, problems: [] },
    ]);
  });

  it('follows a feed through a month: what is new is new, what stays has the same identity', () => {
    const versions = ['20250711T1015-bb1379d', '20250714T0741-4e0e52f'].map((name) => {
      const bytes = readFileSync(`${pages}kanpo-history/${name}-feed.xml`);
      return discoverFeed(bytes, 'https://www.kanpo.go.jp/feed.xml', anywhere).candidates;
    });
    const [before, after] = versions.map(
      (candidates) => new Map(candidates.map((candidate) => [candidate.url, candidate])),
    );
    expect(before!.size).toBeGreaterThan(0);
    for (const [url, candidate] of after!)
      expect({ url, published: candidate.published?.precision }).toEqual({ url, published: 'minute' });
    const stayed = [...after!.keys()].filter((url) => before!.has(url));
    for (const url of stayed) expect(after!.get(url)!.title).toBe(before!.get(url)!.title);
  });
});
