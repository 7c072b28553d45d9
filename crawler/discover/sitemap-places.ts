import { absoluteUrl } from './url-identity.ts';

/** The addresses in the `Sitemap:` lines of a robots.txt, in order, each once. The lines belong to no group (RFC 9309, 2.2.4). */
export function sitemapLinesOf(robotsText: string, robotsUrl: string): string[] {
  const found = new Set<string>();
  for (const line of robotsText.split(/\r\n|\r|\n/)) {
    const stated = /^[\s\ufeff]*site-?map\s*:\s*([^\s#]\S*)/i.exec(line)?.[1];
    const url = stated === undefined ? undefined : absoluteUrl(stated, robotsUrl)?.href;
    if (url !== undefined) found.add(url);
  }
  return [...found];
}

/** Where sites put a sitemap that robots.txt does not name, most usual first. */
export function usualSitemapUrls(homepage: string): string[] {
  const names = [
    'sitemap.xml',
    'sitemap_index.xml',
    'sitemap-index.xml',
    'sitemap.xml.gz',
    'news-sitemap.xml',
    'sitemap_news.xml',
    'sitemap.txt',
    'wp-sitemap.xml',
    'sitemap/sitemap.xml',
  ];
  return names.map((name) => new URL(`/${name}`, homepage).href);
}
