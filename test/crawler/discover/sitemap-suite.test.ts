import { describe, expect, it } from 'vitest';
import { epochMsOf, readDate } from '../../../crawler/discover/date-text.ts';
import { readSitemap } from '../../../crawler/discover/sitemap.ts';
import { absoluteUrl } from '../../../crawler/discover/url-identity.ts';
import { walkSitemaps, type SitemapAnswer } from '../../../crawler/discover/walk-sitemaps.ts';
import { usualSitemapUrls, sitemapLinesOf } from '../../../crawler/discover/sitemap-places.ts';
import { fictionalSource } from './fictional-source.ts';
import { casesOf, suiteFile, suitesAbsent, tellScore } from './suite.ts';

interface ExpectedLocation {
  readonly loc: string;
  readonly lastmod: string | null;
}

interface DocumentCase {
  readonly suite: string;
  readonly name: string;
  readonly url: string | null;
  readonly contentType: string | null;
  readonly file: string;
  readonly flags: { readonly strict?: boolean };
  readonly expected: { readonly error?: string; readonly index?: boolean; readonly urls?: readonly ExpectedLocation[] };
}

interface SiteCase {
  readonly name: string;
  readonly home: string;
  readonly site: Readonly<
    Record<
      string,
      { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly file: string }
    >
  >;
  readonly expectedSitemaps: readonly { readonly url: string; readonly type: string }[];
  readonly expectedPages:
    readonly { readonly url: string; readonly lastmod: string | null; readonly newsTitle: string | null }[] | null;
  readonly expectedPageCount: number;
}

/**
 * `strict` keeps only locations below the sitemap's own folder (sitemaps.org). Which URLs belong to us is decided by the scope of a
 * source, so the rule is applied here and not in the reader.
 */
function keptByLocation(loc: string, sitemap: string): boolean {
  return loc.startsWith(new URL('.', sitemap).href);
}

function failureOf(one: DocumentCase): string | undefined {
  const url = one.url ?? 'http://test_ultimate-sitemap-parser.com/sitemap.xml';
  const { value } = readSitemap(suiteFile(`sitemaps/${one.file}`), url, one.contentType ?? undefined);
  if (one.expected.error !== undefined) return value.kind === 'none' ? undefined : 'read what is no sitemap';
  const isIndex = value.kind === 'index';
  if (isIndex !== one.expected.index) return 'index or not';
  // That suite counts only pages, of which an index has none.
  if (isIndex && one.suite !== 'crawler-commons') return undefined;
  const found = value.entries.filter(
    ({ loc }) => isIndex || one.flags.strict !== true || keptByLocation(absoluteUrl(loc)!.href, url),
  );
  const expected = one.expected.urls ?? [];
  if (found.length !== expected.length) return `${found.length} locations instead of ${expected.length}`;
  for (const [index, { loc, lastmod }] of expected.entries()) {
    if (plain(found[index]!.loc) !== plain(loc)) return `${found[index]!.loc} instead of ${loc}`;
    if (lastmod !== null && epochMsOf(readDate(found[index]!.lastmod ?? '')!) !== Date.parse(lastmod))
      return `${found[index]!.lastmod ?? 'no lastmod'} instead of ${lastmod}`;
  }
  return undefined;
}

function plain(loc: string): string {
  const url = absoluteUrl(loc)!;
  url.hash = '';
  url.searchParams.sort();
  return url.href;
}

describe.skipIf(suitesAbsent)(
  'sitemaps against the cases of other projects (skipped where ../shared is absent)',
  () => {
    it('reads the documents', () => {
      const cases = casesOf<DocumentCase>('sitemaps/documents.jsonl');
      const failed = cases
        .map((one) => ({ name: one.name, file: one.file, failure: failureOf(one) }))
        .filter(({ failure }) => failure !== undefined);
      tellScore('sitemaps documents', cases.length - failed.length, cases.length);
      expect(failed).toEqual([]);
    });

    it('walks the sites', async () => {
      const cases = casesOf<SiteCase>('sitemaps/sites.jsonl');
      const failed: unknown[] = [];
      for (const one of cases) {
        const walked = await walkSite(one);
        const expected = {
          sitemaps: one.expectedSitemaps
            .filter(({ type }) => type !== 'IndexRobotsTxtSitemap')
            .map(
              ({ url, type }) =>
                `${type === 'IndexXMLSitemap' ? 'index' : type === 'InvalidSitemap' ? 'invalid' : 'pages'} ${url}`,
            ),
          count: one.expectedPageCount,
          // That suite counts a page once for each sitemap that names it.
          pages: [...new Set((one.expectedPages ?? []).map((page) => page.url))].sort(),
        };
        const found = {
          sitemaps: walked.sitemaps,
          count: walked.count,
          pages: one.expectedPages === null ? [] : walked.pages,
        };
        if (JSON.stringify(found) !== JSON.stringify(expected)) failed.push({ name: one.name, found, expected });
      }
      tellScore('sitemaps sites', cases.length - failed.length, cases.length);
      expect(failed).toEqual([]);
    });
  },
);

/** A site as its recorded answers make it, walked from robots.txt and the usual places. */
async function walkSite({ home, site }: SiteCase): Promise<{ sitemaps: string[]; pages: string[]; count: number }> {
  const source = fictionalSource(`scope: { include: ["^http://test_ultimate-sitemap-parser\\\\.com/.*$"] }\n`);
  const answerOf = (url: string): { url: string; content: Uint8Array; contentType: string | undefined } | undefined => {
    const answer = site[url];
    if (answer === undefined || answer.status >= 400) return undefined;
    const location = answer.headers['Location'];
    if (location !== undefined) return answerOf(new URL(location, url).href);
    return { url, content: suiteFile(`sitemaps/${answer.file}`), contentType: answer.headers['Content-Type'] };
  };
  const get = (url: string): Promise<SitemapAnswer> => {
    const answer = answerOf(url);
    return Promise.resolve(
      answer === undefined
        ? { kind: 'none', reason: 'not found' }
        : {
            kind: 'page',
            page: {
              url: answer.url,
              content: answer.content,
              ...(answer.contentType === undefined ? {} : { contentType: answer.contentType }),
            },
          },
    );
  };
  const robots = answerOf(new URL('/robots.txt', home).href);
  const named = robots === undefined ? [] : sitemapLinesOf(new TextDecoder().decode(robots.content), robots.url);
  const walk = await walkSitemaps(named, get, source);
  const known = new Set(walk.visited.map(({ url }) => url));
  const usual = await walkSitemaps(
    usualSitemapUrls(home).filter(
      (url) => !known.has(url) && site[url] !== undefined && !known.has(answerOf(url)?.url ?? ''),
    ),
    get,
    source,
  );
  const pages = new Set([...walk.candidates, ...usual.candidates].map(({ foundAs }) => foundAs));
  const visited = [...walk.visited, ...usual.visited];
  return {
    sitemaps: visited.map(({ url, kind }) => `${kind} ${url}`),
    pages: [...pages].sort(),
    count: visited.reduce((sum, { candidates }) => sum + candidates, 0),
  };
}
