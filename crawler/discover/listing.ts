import { load, type CheerioAPI } from 'cheerio/slim';
import type { Problem } from '../../core/problem.ts';
import type { EntryPoint, Source } from '../../core/source.ts';
import type { Discovery } from './discovery.ts';
import { announcementLinks } from './announcement-links.ts';
import { gather } from './gather.ts';
import { linksBySelector } from './listing-rows.ts';
import { nextPage } from './next-page.ts';
import { absoluteUrl } from './url-identity.ts';

export type ListingEntry = Extract<EntryPoint, { type: 'listing' }>;

/**
 * Reads one page of a listing: the announcements it links to (by the entry's selector, or found by how announcement links look) and
 * the next page. Whether to go on is the composer's decision: it knows what was seen before.
 *
 * @param url the URL that answered. @param pageNumber 1 for the entry's own URL, then counting.
 */
export function discoverListing(
  html: string,
  url: string,
  entry: ListingEntry,
  source: Source,
  pageNumber = 1,
): Discovery {
  const page = load(html);
  const base = baseUrl(page, url);
  const problems: Problem[] = [];
  const links =
    entry.links === undefined
      ? announcementLinks(page, base, source)
      : linksBySelector(page, entry.links, url, source, problems);
  const next = nextPage(
    page,
    { url, base, pageNumber, ...(entry.next === undefined ? {} : { rule: entry.next }) },
    problems,
  );
  const nested = next === undefined ? [] : [{ type: 'listing' as const, url: next }];
  const discovery = gather(links, { source, url, base, via: 'listing' }, nested, problems);
  return discovery.candidates.length > 0
    ? discovery
    : { ...discovery, problems: [...discovery.problems, nothingFound(links.length, url, entry, discovery)] };
}

function nothingFound(linkCount: number, url: string, entry: ListingEntry, discovery: Discovery): Problem {
  const where = { where: url };
  if (linkCount === 0) {
    const message =
      entry.links === undefined
        ? 'no links to announcements were found'
        : `the selector \`${entry.links}\` finds no links`;
    return {
      code: 'no-links',
      message,
      hint: 'the page is empty, or made by a script, or its structure changed',
      ...where,
    };
  }
  const message = `${linkCount} links, none in the scope of the source (${discovery.outOfScope} outside)`;
  return { code: 'nothing-in-scope', message, hint: 'compare `scope.include` with the links of the page', ...where };
}

/** The first `<base href>` decides what relative links are relative to (HTML standard, 2.4.3); `<noscript>` may hold none. */
export function baseUrl(page: CheerioAPI, url: string): string {
  const href = page('base[href]').not('noscript base').first().attr('href');
  return (href === undefined ? undefined : absoluteUrl(href, url)?.href) ?? url;
}
