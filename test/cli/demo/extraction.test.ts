import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announcementPath } from '../../../cli/demo/addresses.ts';
import {
  announcementsOf,
  readFederation,
  type DemoAnnouncement,
  type Publisher,
} from '../../../cli/demo/federation.ts';
import { startDemoSite, type DemoSite } from '../../../cli/demo/site.ts';
import { demoSources } from '../../../cli/demo/sources.ts';
import type { Announcement } from '../../../core/announcement.ts';
import { instantOf } from '../../../core/instant.ts';
import type { Source } from '../../../core/source.ts';
import { decodeHtml } from '../../../crawler/decode/html.ts';
import { discoverFeed } from '../../../crawler/discover/feed.ts';
import { discoverListing } from '../../../crawler/discover/listing.ts';
import { discoverSitemap } from '../../../crawler/discover/sitemap.ts';
import { extract } from '../../../crawler/extract/extract.ts';
import { readSource } from '../../../crawler/source/read-source.ts';

/** The demo's pages through the real stages: what its files say is what a reader of Herald gets. */
const federation = readFederation(1);
let site: DemoSite;
const sources = new Map<Publisher, Source>();

beforeAll(async () => {
  site = await startDemoSite({ port: 0, edition: 1 });
  const publishers = {
    'halcyra-interior': 'interior',
    'halcyra-chancellery': 'chancellery',
    'mio-prefecture': 'mio',
  } as const;
  for (const { file, text } of demoSources(site.url)) {
    const { value, problems } = readSource(text, file);
    expect(problems).toEqual([]);
    sources.set(publishers[value!.id as keyof typeof publishers], value!);
  }
});
afterAll(() => site.close());

describe('discovery', () => {
  it('finds every announcement of the Department in three listing pages, and the page under embargo', async () => {
    const source = sources.get('interior')!;
    const entry = source.entryPoints[0]!;
    if (entry.type !== 'listing') throw new Error(`expected a listing, got a ${entry.type}`);
    const found: string[] = [];
    let next: string | undefined = entry.url;
    for (let number = 1; next !== undefined; number++) {
      const html = await (await fetch(next)).text();
      const discovery = discoverListing(html, next, entry, source, number);
      expect(discovery.problems).toEqual([]);
      found.push(...discovery.candidates.map(({ url }) => url));
      next = discovery.nested[0]?.url;
    }
    const expected = announcementsOf(federation, 'interior').map(
      (announcement) => site.url + announcementPath(announcement),
    );
    expect(found.toSorted()).toEqual(
      [`${site.url}/interior/news/advance/harbour-dredging-plan`, ...expected].toSorted(),
    );
  });

  it('finds the newest of the Chancellery in its feed and all of them in its sitemap, and no section page', async () => {
    const source = sources.get('chancellery')!;
    const [feed, sitemap] = source.entryPoints.map(({ url }) => url);
    const expected = announcementsOf(federation, 'chancellery').map(
      (announcement) => site.url + announcementPath(announcement),
    );
    const fromFeed = discoverFeed(await bytesOf(feed!), feed!, source);
    expect(fromFeed.problems).toEqual([]);
    expect(fromFeed.candidates.map(({ url }) => url).toSorted()).toEqual(expected.slice(0, 12).toSorted());
    const fromSitemap = discoverSitemap(await bytesOf(sitemap!), sitemap!, source);
    expect(fromSitemap.problems).toEqual([]);
    expect(fromSitemap.candidates.map(({ url }) => url).toSorted()).toEqual(expected.toSorted());
  });

  it('finds all of Mio, with title and day, in its Shift_JIS feed', async () => {
    const source = sources.get('mio')!;
    const { url } = source.entryPoints[0]!;
    const { candidates, problems } = discoverFeed(await bytesOf(url), url, source);
    expect(problems).toEqual([]);
    expect(candidates.map((candidate) => [candidate.title, candidate.published?.value.slice(0, 10)])).toEqual(
      announcementsOf(federation, 'mio').map(({ title, date }) => [title, date]),
    );
  });
});

describe('extraction', () => {
  it.each(federation.announcements.map((announcement) => [announcement.key, announcement] as const))(
    'reads %s as its file states it',
    async (_, stated) => {
      const { announcement, problems } = await extracted(stated);
      expect(problems).toEqual([]);
      expect(readable(announcement!)).toEqual({
        title: stated.title,
        published: stated.time === undefined ? stated.date : `${stated.date}T${stated.time}`,
        agency: stated.agency,
        kind: kinds[stated.kind],
        topics: stated.topics,
        number: stated.number,
        language: stated.publisher === 'mio' ? 'ja' : 'en',
        attachments: stated.attachments.length,
        body: squeezed(stated.body.replace(/^(?:## |- |> )/gm, '')),
      });
    },
  );
});

async function bytesOf(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

/** What each kind is called in the product; the Japanese words beside the English ones. */
const kinds: Readonly<Record<string, string>> = {
  'Press Release': 'press-release',
  Notice: 'notice',
  Tender: 'tender',
  Advisory: 'advisory',
  Order: 'order',
  'Executive Order': 'executive-order',
  Proclamation: 'proclamation',
  Report: 'report',
  Appointment: 'appointment',
  Speech: 'speech',
  Statement: 'statement',
  Transcript: 'transcript',
  Interview: 'interview',
  Rule: 'rule',
  報道発表: 'press-release',
  お知らせ: 'notice',
  告示: 'notice',
  入札公告: 'tender',
  注意喚起: 'advisory',
  報告書: 'report',
  人事: 'appointment',
  談話: 'statement',
  会見録: 'transcript',
};

async function extracted(stated: DemoAnnouncement): Promise<ReturnType<typeof extract>> {
  const url = site.url + announcementPath(stated);
  const response = await fetch(url);
  const decoded = decodeHtml(
    new Uint8Array(await response.arrayBuffer()),
    response.headers.get('content-type') ?? undefined,
  );
  expect(decoded.problems).toEqual([]);
  return extract({
    html: decoded.text,
    url,
    headers: [...response.headers],
    source: sources.get(stated.publisher)!,
    fetchedAt: instantOf(Date.parse('2026-11-23T12:00:00Z')),
  });
}

function readable(announcement: Announcement): object {
  const { title, published, agency, kind, topics, number, language, attachments, body } = announcement;
  return {
    title,
    published: published?.value.slice(0, 16),
    agency,
    kind,
    topics,
    number,
    language: language.slice(0, 2),
    attachments: attachments.length,
    body: squeezed(body.map(({ text }) => text).join('')),
  };
}

/** Letters and digits in order: white space and the bars of tables are a matter of layout. */
const squeezed = (text: string): string => text.normalize('NFKC').replace(/[\s|]+/g, '');
