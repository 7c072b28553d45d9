import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ListingEntry } from '../../../crawler/discover/listing.ts';
import { discoverListing } from '../../../crawler/discover/listing.ts';
import { findSource, loadSources } from '../../../crawler/source/load-sources.ts';

const corpus = new URL('../../../../shared/corpora/justice-2016-2018', import.meta.url).pathname;
const recorded = existsSync(`${corpus}.warc.gz`);

/** HTML by URL of the recorded listing pages, and the URLs of the recorded press releases. */
function recordedSite(): { listings: Map<string, string>; releases: Set<string> } {
  const archive = readFileSync(`${corpus}.warc.gz`);
  const lines = readFileSync(`${corpus}.cdxj`, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const records = lines.map((line) => JSON.parse(line) as { url: string; offset: number; length: number });
  const listings = records.filter(({ url }) => url.includes('/news?'));
  return {
    listings: new Map(
      listings.map(({ url, offset, length }) => [
        url,
        bodyOf(gunzipSync(archive.subarray(offset, offset + length)).toString()),
      ]),
    ),
    releases: new Set(records.filter(({ url }) => url.includes('/opa/pr/')).map(({ url }) => url)),
  };
}

function bodyOf(record: string): string {
  return record.split('\r\n\r\n').slice(2).join('\r\n\r\n');
}

describe('the source file of the US Department of Justice', () => {
  const { value: sources } = loadSources([new URL('../../../data/sources', import.meta.url).pathname]);
  const source = findSource(sources, 'us-justice');
  const configured = source.entryPoints[0] as ListingEntry;
  const bare: ListingEntry = { type: 'listing', url: configured.url, maxPages: configured.maxPages };

  describe.skipIf(!recorded)('over the recorded listing pages (skipped where ../shared is absent)', () => {
    it.each([
      ['with its selectors', configured],
      ['without any selector', bare],
    ])('finds each of the 3,500 press releases once, dated, and nothing else, %s', (_, entry) => {
      const { listings, releases } = recordedSite();
      const answers = brotliDecompressSync(readFileSync(`${corpus}.answers.jsonl.br`))
        .toString()
        .split('\n')
        .filter((line) => line !== '');
      const dates = new Map(
        answers.map((line) => JSON.parse(line) as { url: string; date: string }).map(({ url, date }) => [url, date]),
      );
      const asked: string[] = [];
      const found = new Map<string, string | undefined>();
      let url: string | undefined = entry.url;
      while (url !== undefined && listings.has(url)) {
        asked.push(url);
        const discovery = discoverListing(listings.get(url)!, url, entry, source, asked.length);
        expect(discovery.problems).toEqual([]);
        for (const candidate of discovery.candidates) {
          expect(found.has(candidate.url)).toBe(false);
          found.set(candidate.url, candidate.published?.value);
        }
        url = discovery.nested[0]?.url;
      }
      expect(asked).toHaveLength(70);
      expect(url).toBe('https://www.justice.gov/news?items_per_page=50&f[0]=type:press_release&page=70');
      expect(new Set(found.keys())).toEqual(releases);
      expect([...found].filter(([release, date]) => dates.get(release) !== date)).toEqual([]);
    });
  });
});
