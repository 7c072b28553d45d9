import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { epochMsOf } from '../../../crawler/discover/date-text.ts';
import { readFeed } from '../../../crawler/discover/feed.ts';
import type { FeedEntry } from '../../../crawler/discover/feed-entry.ts';
import type { WrittenDate } from '../../../crawler/discover/written-date.ts';
import { casesOf, suiteFile, suitesAbsent, tellScore } from './suite.ts';

interface ExpectedEntry {
  readonly link?: string;
  readonly published?: string;
  readonly publishedRaw?: string;
  readonly updated?: string;
  readonly updatedRaw?: string;
}

interface FeedCase {
  readonly file: string;
  readonly url?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly entries: readonly ExpectedEntry[];
}

function readCase({ file, url, headers }: FeedCase): readonly FeedEntry[] {
  const named = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const base = new URL(named.get('content-location') ?? '', url ?? 'http://localhost/').href;
  return readFeed(suiteFile(`feeds/${file}`), base, named.get('content-type')).value.entries;
}

function seconds(date: WrittenDate | undefined): number | undefined {
  return date === undefined ? undefined : Math.floor(epochMsOf(date) / 1000);
}

describe.skipIf(suitesAbsent)('feeds against the cases of other projects (skipped where ../shared is absent)', () => {
  const cases = suitesAbsent ? [] : casesOf<FeedCase>('feeds/cases.jsonl');

  it('finds every entry', () => {
    const failed = cases.filter((one) => readCase(one).length !== one.entries.length).map(({ file }) => file);
    tellScore('feeds entry counts', cases.length - failed.length, cases.length);
    expect(failed).toEqual([]);
  });

  it('reads the dates of the entries', () => {
    const failed: string[] = [];
    let total = 0;
    for (const one of cases) {
      const entries = readCase(one);
      one.entries.forEach((expected, index) => {
        for (const field of ['published', 'updated'] as const) {
          const wanted = expected[field] ?? expected[`${field}Raw`];
          if (wanted === undefined) continue;
          total++;
          if (seconds(entries[index]?.[field]) !== Math.floor(Date.parse(wanted) / 1000))
            failed.push(`${one.file} ${field}`);
        }
      });
    }
    tellScore('feeds dates', total - failed.length, total);
    // gofeed takes Atom 0.3's `modified` for the day of publication too; we know only that it was changed then.
    expect(failed).toEqual([
      'files/gofeed/translator/atom/feed_item_updated_-_atom03_feed_entry_modified.xml published',
    ]);
  });

  it('reads the links of the entries', () => {
    const failed: string[] = [];
    let total = 0;
    for (const one of cases) {
      const entries = readCase(one);
      one.entries.forEach((expected, index) => {
        if (expected.link === undefined) return;
        total++;
        const found = entries[index]?.link;
        if (
          found === undefined ||
          new URL(found).href.replace(/\/$/, '') !==
            new URL(expected.link, 'http://example.org/').href.replace(/\/$/, '')
        )
          failed.push(one.file.split('/').at(-1)!);
      });
    }
    tellScore('feeds links', total - failed.length, total);
    expect(failed).toEqual([
      // An xml:base on the item itself does not apply to that item's own attributes in the other parser's reading of CDF.
      'cdf_item_abstract_xml_base.xml',
      // An id that is a relative path: an id is a name, not an address.
      'http_entry_id_base_content_location.xml',
      'http_entry_id_base_docuri.xml',
      // Three links in one item: we take the first, as Atom and browsers do.
      'rdf_item_links.xml',
      'rss_channel_item_links.xml',
    ]);
  });
});

const recordedFeeds = new URL('../../../../shared/pages/feeds/', import.meta.url).pathname;

describe.skipIf(!existsSync(recordedFeeds))('recorded feeds of governments (skipped where ../shared is absent)', () => {
  it('finds every entry of each, with its link', () => {
    const index = JSON.parse(readFileSync(`${recordedFeeds}index.json`, 'utf8')) as { file: string; items: number }[];
    const found = index.map(({ file }) => {
      const { entries } = readFeed(readFileSync(`${recordedFeeds}${file}`), 'https://feeds.example/').value;
      return { file, items: entries.length, linked: entries.filter((entry) => entry.link !== undefined).length };
    });
    const tags = (file: string): number =>
      readFileSync(`${recordedFeeds}${file}`, 'latin1').match(/<\/(?:item|entry)>/g)?.length ?? 0;
    expect(found).toEqual(index.map(({ file }) => ({ file, items: tags(file), linked: tags(file) })));
    // The index of the recordings counts one more in these two than the files hold.
    expect(index.filter(({ file, items }) => tags(file) !== items).map(({ file }) => file)).toEqual([
      'juriscraper__nyed_1.xml',
      'kanpo-rss__feed.xml',
    ]);
  });
});
