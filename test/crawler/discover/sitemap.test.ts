import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { discoverSitemap, readSitemap } from '../../../crawler/discover/sitemap.ts';
import { sitemapLinesOf, usualSitemapUrls } from '../../../crawler/discover/sitemap-places.ts';
import { walkSitemaps, type SitemapAnswer } from '../../../crawler/discover/walk-sitemaps.ts';
import { fictionalSource } from './fictional-source.ts';

const source = fictionalSource();
const url = 'https://www.nordmark.example/sitemap.xml';

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function urlset(...paths: string[]): string {
  return `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => `<url><loc>https://www.nordmark.example${path}</loc><lastmod>2031-03-25</lastmod></url>`).join('')}</urlset>`;
}

function index(...urls: string[]): string {
  return `<sitemapindex>${urls.map((loc) => `<sitemap><loc>${loc}</loc></sitemap>`).join('')}</sitemapindex>`;
}

describe('sitemaps', () => {
  it('give announcements with their change and, by the news extension, title and day', () => {
    const xml = `<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url>
      <loc> https://www.nordmark.example/news/1?utm_source=x
      </loc><lastmod>2031-03-26T10:00:00Z</lastmod><image:image><image:loc>https://www.nordmark.example/p.png</image:loc></image:image>
      <n:news><n:publication_date>2031-03-25</n:publication_date><n:title>Fees &amp; fares</n:title></n:news></url></urlset>`;
    expect(discoverSitemap(bytes(xml), url, source).candidates).toEqual([
      {
        url: 'https://www.nordmark.example/news/1',
        foundAs: 'https://www.nordmark.example/news/1?utm_source=x',
        discoveredVia: 'sitemap',
        title: 'Fees & fares',
        published: { value: '2031-03-25', precision: 'day', source: 'feed' },
        updated: { value: '2031-03-26T10:00Z', precision: 'minute', source: 'feed' },
        attachments: [],
      },
    ]);
  });

  it('lead on to others when they are an index', () => {
    const { candidates, nested } = discoverSitemap(
      bytes('<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2031-03-25</lastmod></sitemap></sitemapindex>'),
      url,
      source,
    );
    expect(candidates).toEqual([]);
    expect(nested).toEqual([
      {
        type: 'sitemap',
        url: 'https://www.nordmark.example/a.xml',
        updated: { value: '2031-03-25', precision: 'day', source: 'feed' },
      },
    ]);
  });

  it.each([
    ['gzipped', gzipSync(urlset('/1', '/2'))],
    ['as text', bytes('https://www.nordmark.example/1\r\n\r\nwww.nordmark.example/2\nnonsense\n')],
    [
      'as RSS',
      bytes(
        '<rss><channel><item><link>https://www.nordmark.example/1</link></item><item><link>https://www.nordmark.example/2</link></item></channel></rss>',
      ),
    ],
    ['with a prefix of its own', bytes(urlset('/1', '/2').replace(/<(\/?)(urlset|url|loc|lastmod)/g, '<$1s:$2'))],
    ['without a namespace or root', bytes(urlset('/1', '/2').replace(/<\/?urlset[^>]*>/g, ''))],
    ['decoded already', urlset('/1', '/2')],
  ])('are read %s', (_, content) => {
    expect(readSitemap(content, url).value.entries.map(({ loc }) => loc)).toEqual([
      'https://www.nordmark.example/1',
      'https://www.nordmark.example/2',
    ]);
  });

  it('are read up to their last whole location when truncated, gzipped or not', () => {
    const xml = urlset(...Array.from({ length: 200 }, (_, i) => `/news/${i}`));
    const cut = xml.slice(0, xml.indexOf('/news/150') + 7);
    const { value, problems } = readSitemap(bytes(cut), url);
    expect(value.entries).toHaveLength(150);
    expect(problems).toMatchObject([{ code: 'truncated-sitemap' }]);
    const packed = gzipSync(xml);
    const half = readSitemap(packed.subarray(0, packed.length - 40), url);
    expect(half.value.entries.length).toBeGreaterThan(50);
    expect(half.problems).toMatchObject([{ code: 'truncated-sitemap' }]);
  });

  it('are refused when they are bombs, broken or something else', () => {
    const bomb = gzipSync(Buffer.alloc(110 * 1024 * 1024, 32));
    expect(readSitemap(bomb, url)).toMatchObject({
      value: { entries: [] },
      problems: [{ code: 'too-large' }, { code: 'not-a-sitemap' }],
    });
    expect(readSitemap(new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7]), url).problems[0]).toMatchObject({
      code: 'bad-gzip',
    });
    expect(readSitemap(bytes('<html><body>Not found</body></html>'), url).problems).toMatchObject([
      { code: 'not-a-sitemap' },
    ]);
    expect(readSitemap(bytes(''), url).problems).toMatchObject([{ code: 'not-a-sitemap' }]);
  });

  it('are read up to the limit of the protocol', () => {
    const many = bytes(urlset(...Array.from({ length: 50_010 }, (_, i) => `/${i}`)));
    const { value, problems } = readSitemap(many, url);
    expect(value.entries).toHaveLength(50_000);
    expect(problems).toMatchObject([{ code: 'too-many-locations' }]);
  });

  it('are named by robots.txt and looked for in the usual places', () => {
    const robots =
      '\ufeffUser-agent: *\nDisallow: /\nsitemap: /a.xml # news\r\nSITEMAP:https://cdn.example/b.xml\nSitemap:\nSitemap: /a.xml\n';
    expect(sitemapLinesOf(robots, 'https://www.nordmark.example/robots.txt')).toEqual([
      'https://www.nordmark.example/a.xml',
      'https://cdn.example/b.xml',
    ]);
    expect(usualSitemapUrls('https://www.nordmark.example/en/')).toContain('https://www.nordmark.example/sitemap.xml');
  });
});

describe('a walk over sitemaps', () => {
  const site = (
    pages: Readonly<Record<string, string | { to: string }>>,
  ): { get: (asked: string) => Promise<SitemapAnswer>; asked: string[] } => {
    const asked: string[] = [];
    const answer = (at: string): SitemapAnswer => {
      const page = pages[at];
      if (page === undefined) return { kind: 'none', reason: '404' };
      return typeof page === 'string' ? { kind: 'page', page: { url: at, content: bytes(page) } } : answer(page.to);
    };
    return { asked, get: (at) => Promise.resolve((asked.push(at), answer(at))) };
  };
  const at = (name: string): string => `https://www.nordmark.example/${name}.xml`;

  it('reads each once, and each announcement once', async () => {
    const { get, asked } = site({
      [at('root')]: index(at('a'), at('b'), at('a')),
      [at('a')]: urlset('/1', '/2'),
      [at('b')]: urlset('/2', '/3'),
    });
    const walk = await walkSitemaps([at('root')], get, source);
    expect(walk.candidates.map((candidate) => new URL(candidate.url).pathname)).toEqual(['/1', '/2', '/3']);
    expect(asked).toEqual([at('root'), at('a'), at('b')]);
    expect(walk.complete).toBe(true);
  });

  it('ends where sitemaps go in circles, by name or by redirect', async () => {
    const { get, asked } = site({
      [at('root')]: index(at('a'), at('back')),
      [at('a')]: index(at('root')),
      [at('back')]: { to: at('root') },
    });
    const walk = await walkSitemaps([at('root')], get, source);
    expect(asked).toHaveLength(3);
    expect(walk.problems.map((problem) => problem.code)).toEqual(['sitemap-loop', 'sitemap-loop']);
  });

  it('ends where sitemaps nest without end', async () => {
    const get = (asked: string): Promise<SitemapAnswer> =>
      Promise.resolve({ kind: 'page', page: { url: asked, content: bytes(index(`${asked}1`, `${asked}2`)) } });
    const deep = await walkSitemaps([at('root')], get, source, { maxSitemaps: 1000, maxDepth: 3, maxCandidates: 1000 });
    expect(deep.visited).toHaveLength(15);
    expect(deep.complete).toBe(false);
    const wide = await walkSitemaps([at('root')], get, source, { maxSitemaps: 10, maxDepth: 50, maxCandidates: 1000 });
    expect(wide.visited).toHaveLength(10);
    expect(wide.problems.at(-1)).toMatchObject({ code: 'walk-limit' });
  });

  it('says that it is not complete when a sitemap is missing or cut off', async () => {
    const { get } = site({ [at('root')]: index(at('a'), at('gone')), [at('a')]: urlset('/1', '/2').slice(0, 150) });
    const walk = await walkSitemaps([at('root')], get, source);
    expect(walk.complete).toBe(false);
    expect(walk.problems.map((problem) => problem.code).sort()).toEqual(['no-sitemap', 'truncated-sitemap']);
    expect(walk.visited.map(({ kind }) => kind)).toEqual(['index', 'pages', 'invalid']);
  });
});
