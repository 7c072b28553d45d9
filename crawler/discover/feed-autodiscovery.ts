import { load } from 'cheerio/slim';
import { oneLine } from './dom.ts';
import { absoluteUrl } from './url-identity.ts';

export interface FeedLink {
  readonly url: string;
  readonly title: string;
}

/** The feeds that a web page names in its head (`<link rel="alternate">` with a feed's type), then those it links to by name. */
export function feedLinksOf(html: string, url: string): FeedLink[] {
  const page = load(html);
  const base = absoluteUrl(page('base[href]').first().attr('href') ?? '', url)?.href ?? url;
  const inHead = page('link[rel~="alternate"][href], link[rel~="feed"][href]')
    .toArray()
    .filter((link) => /(?:rss|atom|rdf)\+xml|feed\+json|text\/xml|application\/xml/i.test(link.attribs['type'] ?? ''))
    .map((link) => ({ href: link.attribs['href']!, title: link.attribs['title'] ?? '' }));
  const inText = page('a[href]')
    .toArray()
    .filter((link) =>
      /(?:\.(?:rss|atom|rdf)|\/(?:rss|feed|atom)(?:\.xml|\/)?|[?&](?:format|type|feed)=(?:rss|atom)\w*|rss\.xml|feed\.(?:xml|json))$/i.test(
        link.attribs['href']!,
      ),
    )
    // A feed's address within a query is what a subscription form is given.
    .filter((link) => !/[?&][^=]+=https?(?:%3A|:)/i.test(link.attribs['href']!))
    .map((link) => ({ href: link.attribs['href']!, title: page(link).text() }));
  const found = new Map<string, FeedLink>();
  for (const { href, title } of [...inHead, ...inText]) {
    const feed = absoluteUrl(href, base)?.href;
    if (feed !== undefined && !found.has(feed)) found.set(feed, { url: feed, title: oneLine(title) });
  }
  return [...found.values()];
}
