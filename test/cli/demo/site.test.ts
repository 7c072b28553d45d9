import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load } from 'cheerio';
import { parseFeed } from 'feedsmith';
import { announcementPath, eraDate } from '../../../cli/demo/addresses.ts';
import { announcementsOf, readFederation, type DemoAnnouncement } from '../../../cli/demo/federation.ts';
import { startDemoSite, type DemoSite } from '../../../cli/demo/site.ts';

const first = readFederation(1);
let site: DemoSite;
let later: DemoSite;

beforeAll(async () => {
  site = await startDemoSite({ port: 0, edition: 1 });
  later = await startDemoSite({ port: 0, edition: 2 });
});
afterAll(async () => {
  await site.close();
  await later.close();
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${site.url}${path}`, { headers, redirect: 'manual' });
const shiftJis = async (response: Response): Promise<string> =>
  new TextDecoder('shift_jis', { fatal: true }).decode(await response.arrayBuffer());
const textOf = async (announcement: DemoAnnouncement, from = site): Promise<string> => {
  const response = await fetch(`${from.url}${announcementPath(announcement)}`);
  expect(response.status, announcement.key).toBe(200);
  return announcement.publisher === 'mio' ? shiftJis(response) : response.text();
};

describe('pages', () => {
  it.each(first.announcements.map((announcement) => [announcement.key, announcement] as const))(
    '%s is served with its title',
    async (_, announcement) => {
      const page = load(await textOf(announcement));
      expect(page('h1').text()).toBe(announcement.title);
    },
  );

  it('lead nowhere dead: every link, style sheet and attachment of every page answers 200', async () => {
    const seen = new Set<string>();
    const waiting = ['/', '/interior/', '/chancellery/', '/mio/'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const response = await get(path);
      expect(response.status, path).toBe(200);
      if (!(response.headers.get('content-type') ?? '').startsWith('text/html')) {
        await response.arrayBuffer();
        continue;
      }
      const page = load(
        new TextDecoder(path.startsWith('/mio/') ? 'shift_jis' : 'utf-8', { fatal: true }).decode(
          await response.arrayBuffer(),
        ),
      );
      for (const link of page('a[href], link[href]').toArray()) {
        const target = new URL(page(link).attr('href')!, `${site.url}${path}`);
        if (target.origin === site.url) waiting.push(target.pathname + target.search);
      }
    }
    for (const announcement of first.announcements)
      expect(seen.has(announcementPath(announcement)), announcement.key).toBe(true);
  });

  it('answer attachments as PDF', async () => {
    const response = await get('/interior/files/memorandum-sea-fog-warnings-1.pdf');
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
    expect(text.startsWith('%PDF-1.4')).toBe(true);
    const start = Number(/startxref\n(\d+)\n/.exec(text)![1]);
    expect(text.slice(start, start + 4)).toBe('xref');
  });

  it('that do not exist answer 404, what was withdrawn 410, other methods 405, a folder without slash 301', async () => {
    expect((await get('/interior/news/2024/no-such-thing')).status).toBe(404);
    expect((await fetch(`${later.url}/interior/news/2026/ombrey-night-ferry-to-end`)).status).toBe(410);
    expect((await fetch(`${site.url}/interior/`, { method: 'POST' })).status).toBe(405);
    const redirect = await get('/interior');
    expect([redirect.status, redirect.headers.get('location')]).toEqual([301, '/interior/']);
  });
});

describe('listings', () => {
  it('page through all announcements of the Department, newest first, and end', async () => {
    const found: string[] = [];
    let next: string | undefined = '/interior/news/';
    let pages = 0;
    while (next !== undefined) {
      pages += 1;
      const page = load(await (await get(next)).text());
      found.push(
        ...page('.row h2 a')
          .toArray()
          .map((link) => page(link).attr('href')!),
      );
      const href: string | undefined = page('a[rel=next]').attr('href');
      next = href;
    }
    expect(pages).toBe(3);
    expect(found).toEqual([
      '/interior/news/advance/harbour-dredging-plan',
      ...announcementsOf(first, 'interior').map(announcementPath),
    ]);
  });
});

describe('robots.txt', () => {
  it('forbids print versions and the embargoed page, which the listing links, and names the sitemap', async () => {
    const robots = await (await get('/robots.txt')).text();
    expect(robots).toContain('Disallow: /interior/print/');
    expect(robots).toContain('Disallow: /interior/news/advance/');
    expect(robots).toContain('Crawl-delay: 0');
    expect(robots).toContain(`Sitemap: ${site.url}/chancellery/sitemap.xml`);
    expect(await (await get('/interior/news/')).text()).toContain('href="/interior/news/advance/');
  });
});

describe('feeds and sitemap', () => {
  it('the Atom feed has the newest twelve announcements of the Chancellery', async () => {
    const response = await get('/chancellery/feed.xml');
    const { format, feed } = parseFeed(await response.text());
    if (format !== 'atom') throw new Error(`expected atom, got ${format}`);
    const newest = announcementsOf(first, 'chancellery').slice(0, 12);
    expect(feed.entries?.map((entry) => entry.title?.value)).toEqual(newest.map(({ title }) => title));
    expect(feed.entries?.map((entry) => entry.links?.[0]?.href)).toEqual(
      newest.map((announcement) => site.url + announcementPath(announcement)),
    );
  });

  it('the sitemap has all of them', async () => {
    const xml = load(await (await get('/chancellery/sitemap.xml')).text(), { xml: true });
    const addresses = xml('url loc')
      .toArray()
      .map((loc) => xml(loc).text());
    for (const announcement of announcementsOf(first, 'chancellery'))
      expect(addresses).toContain(site.url + announcementPath(announcement));
    expect(addresses).toHaveLength(20 + 4);
  });

  it('the RSS feed of Mio is Shift_JIS and says so, with all announcements', async () => {
    const { format, feed } = parseFeed(await shiftJis(await get('/mio/rss/shinchaku.rdf')));
    if (format !== 'rdf') throw new Error(`expected rdf, got ${format}`);
    expect(feed.items?.map((item) => item.title)).toEqual(announcementsOf(first, 'mio').map(({ title }) => title));
  });
});

describe('Shift_JIS pages', () => {
  it('round-trip: every paragraph comes back, the era date with it, and the header names no charset', async () => {
    for (const announcement of announcementsOf(first, 'mio')) {
      const response = await get(announcementPath(announcement));
      expect(response.headers.get('content-type')).toBe('text/html');
      const page = load(await shiftJis(response));
      expect(page('.keisaibi').text()).toBe(`掲載日：${eraDate(announcement.date)}`);
      const text = page('.naiyo').text().replace(/\s/g, '');
      const written = announcement.body.replace(/^(?:## |- |> )/gm, '').replace(/[\s|]/g, '');
      expect(text).toBe(written);
    }
  });

  it('date in eras: the last days of Heisei, the first year of Reiwa, and later', () => {
    expect(['2019-03-20', '2019-04-30', '2019-05-01', '2019-12-31', '2024-05-07'].map(eraDate)).toEqual([
      '平成31年3月20日',
      '平成31年4月30日',
      '令和元年5月1日',
      '令和元年12月31日',
      '令和6年5月7日',
    ]);
  });
});

describe('conditional requests', () => {
  const path = '/chancellery/trade/total-price-rule';

  it('answer 304 without a body to the ETag and to the date of the last answer', async () => {
    const headers = (await get(path)).headers;
    const byTag = await get(path, { 'If-None-Match': headers.get('etag')! });
    const byDate = await get(path, { 'If-Modified-Since': headers.get('last-modified')! });
    expect([byTag.status, await byTag.text()]).toEqual([304, '']);
    expect([byDate.status, await byDate.text()]).toEqual([304, '']);
  });

  it('answer 200 to another ETag, even when the date would match', async () => {
    const headers = (await get(path)).headers;
    const answer = await get(path, { 'If-None-Match': '"other"', 'If-Modified-Since': headers.get('last-modified')! });
    expect(answer.status).toBe(200);
  });

  it('HEAD has the headers of GET and no body', async () => {
    const head = await fetch(site.url + path, { method: 'HEAD' });
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1000);
    expect(await head.text()).toBe('');
  });
});

describe('the second edition', () => {
  it('differs in exactly two announcement pages', async () => {
    const different: string[] = [];
    for (const announcement of first.announcements) {
      const before = await textOf(announcement);
      const response = await fetch(later.url + announcementPath(announcement));
      const bytes = await response.arrayBuffer();
      const after = new TextDecoder(announcement.publisher === 'mio' ? 'shift_jis' : 'utf-8').decode(bytes);
      if (after.replaceAll(later.url, site.url) !== before) different.push(`${announcement.key} ${response.status}`);
    }
    expect(different.sort()).toEqual(['interior/linnet-bridge-reopens 200', 'interior/ombrey-night-ferry-to-end 410']);
  });

  it('marks the edit on its page and in Last-Modified', async () => {
    const response = await fetch(`${later.url}/interior/news/2023/linnet-bridge-reopens`);
    expect(response.headers.get('last-modified')).toBe('Fri, 20 Nov 2026 12:00:00 GMT');
    const text = await response.text();
    expect(text).toContain('20 November 2026');
    expect(text).toContain('43.9 million florins');
  });

  it('no longer lists what was withdrawn', async () => {
    for (let page = 0; page < 3; page++) {
      expect(await (await fetch(`${later.url}/interior/news/?page=${page}`)).text()).not.toContain(
        'ombrey-night-ferry-to-end',
      );
    }
  });
});

describe('starting', () => {
  it('counts what was asked for', async () => {
    await get('/interior/about/');
    expect(site.served.get('/interior/about/')).toBeGreaterThanOrEqual(1);
    expect(site.served.get('/interior/never-asked/')).toBeUndefined();
  });

  it('rejects with the reason when the port is taken', async () => {
    await expect(startDemoSite({ port: site.port, edition: 1 })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
