import type { StatedDate } from '../../core/announcement.ts';
import type { Problem, WithProblems } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import { readDate, stated } from './date-text.ts';
import type { Discovery, NestedPage } from './discovery.ts';
import { readFeed } from './feed.ts';
import { gather, type FoundLink } from './gather.ts';
import { gunzipped, isGzip } from './gunzip.ts';
import { sitemapEntryLimit, tooMany, type Sitemap, type SitemapEntry } from './sitemap-entry.ts';
import { readSitemapXml } from './sitemap-xml.ts';
import { absoluteUrl } from './url-identity.ts';
import { xmlChunks } from './xml-text.ts';

/**
 * Reads a sitemap or sitemap index in any of its forms: XML in any namespace or none, a text file with a URL a line, RSS or Atom;
 * gzipped or not, whatever its name and type say. Truncated ones are read up to their last whole location.
 */
export function readSitemap(content: Uint8Array | string, url: string, contentType?: string): WithProblems<Sitemap> {
  if (typeof content === 'string' || !isGzip(content)) return readPlain(content, url, contentType);
  const { value, problems } = gunzipped(content, url);
  const { value: sitemap, problems: more } = readPlain(value, url, undefined);
  return { value: sitemap, problems: [...problems, ...more] };
}

function readPlain(content: Uint8Array | string, url: string, contentType: string | undefined): WithProblems<Sitemap> {
  const head = xmlChunks(content.slice(0, 4096), contentType).next().value ?? '';
  if (/<(?:\w+:)?(?:urlset|sitemapindex)[\s>]/i.test(head)) return readSitemapXml(xmlChunks(content, contentType), url);
  if (/<(?:rss|feed|rdf:rdf|channel)[\s>]/i.test(head)) return readFeedSitemap(content, url, contentType);
  if (/<(?:\w+:)?(?:url|sitemap)[\s>]/i.test(head)) return readSitemapXml(xmlChunks(content, contentType), url);
  if (/^\s*</.test(head))
    return none(
      url,
      /<html[\s>]/i.test(head) ? 'a web page where a sitemap was expected' : 'XML that is neither sitemap nor feed',
    );
  return readTextSitemap(content, url, contentType);
}

function readFeedSitemap(
  content: Uint8Array | string,
  url: string,
  contentType: string | undefined,
): WithProblems<Sitemap> {
  const { value: feed, problems } = readFeed(content, url, contentType);
  const entries = feed.entries.flatMap(({ link, title, published, updated }): SitemapEntry[] => {
    if (link === undefined) return [];
    const lastmod = updated ?? published;
    return [
      {
        loc: link,
        ...(lastmod === undefined ? {} : { lastmod: stated(lastmod).value }),
        ...(title === undefined ? {} : { newsTitle: title }),
        ...(published === undefined ? {} : { newsDate: stated(published).value }),
      },
    ];
  });
  return { value: { kind: 'feed', entries }, problems };
}

/** A URL a line; a line that only lacks its scheme (`www.example.gov/news`) is taken with the sitemap's. */
function readTextSitemap(
  content: Uint8Array | string,
  url: string,
  contentType: string | undefined,
): WithProblems<Sitemap> {
  const entries: SitemapEntry[] = [];
  const problems: Problem[] = [];
  let rest = '';
  for (const chunk of [...xmlChunks(content, contentType), '\n']) {
    const lines = (rest + chunk).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const loc = /^\s*www\.\S+\s*$/.test(line) ? `${new URL(url).protocol}//${line.trim()}` : line.trim();
      if (/^https?:\/\/\S+$/i.test(loc) && URL.canParse(loc)) entries.push({ loc });
    }
  }
  if (entries.length === 0) return none(url, 'neither XML nor a list of URLs');
  if (entries.length > sitemapEntryLimit) problems.push(tooMany(url));
  return { value: { kind: 'text', entries: entries.slice(0, sitemapEntryLimit) }, problems };
}

function none(url: string, message: string): WithProblems<Sitemap> {
  return { value: { kind: 'none', entries: [] }, problems: [{ code: 'not-a-sitemap', message, where: url }] };
}

/** The announcements that a sitemap names, or the sitemaps that an index does. */
export function discoverSitemap(
  content: Uint8Array | string,
  url: string,
  source: Source,
  contentType?: string,
): Discovery {
  const { value: sitemap, problems } = readSitemap(content, url, contentType);
  if (sitemap.kind === 'index')
    return { candidates: [], nested: nestedSitemaps(sitemap, url), outOfScope: 0, problems };
  const discovery = gather(sitemap.entries.map(found), { source, url, via: 'sitemap' }, [], problems);
  if (discovery.candidates.length > 0 || sitemap.entries.length === 0) return discovery;
  const message = `${sitemap.entries.length} locations, none in the scope of the source`;
  return {
    ...discovery,
    problems: [
      ...discovery.problems,
      {
        code: 'nothing-in-scope',
        message,
        hint: 'compare `scope.include` with the locations of the sitemap',
        where: url,
      },
    ],
  };
}

function found(entry: SitemapEntry): FoundLink {
  const published = dateOf(entry.newsDate);
  const updated = dateOf(entry.lastmod);
  return {
    href: entry.loc,
    ...(entry.newsTitle === undefined ? {} : { title: entry.newsTitle }),
    ...(published === undefined ? {} : { published }),
    ...(updated === undefined ? {} : { updated }),
  };
}

function nestedSitemaps(sitemap: Sitemap, url: string): NestedPage[] {
  return sitemap.entries.flatMap((entry): NestedPage[] => {
    const absolute = absoluteUrl(entry.loc, url)?.href;
    const updated = dateOf(entry.lastmod);
    return absolute === undefined
      ? []
      : [{ type: 'sitemap', url: absolute, ...(updated === undefined ? {} : { updated }) }];
  });
}

function dateOf(text: string | undefined): StatedDate | undefined {
  const date = text === undefined ? undefined : readDate(text);
  return date === undefined ? undefined : { ...stated(date), source: 'feed' };
}
