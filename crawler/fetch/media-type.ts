/** What a URL is asked for; it decides which media types and how many bytes are taken. */
export type Purpose = 'page' | 'listing' | 'feed' | 'sitemap' | 'robots';

const acceptPage = 'text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.5';

/** The Accept header of a purpose. The tail takes anything: refusing is our decision, not the server's. */
export const acceptOf: Readonly<Record<Purpose, string>> = {
  page: acceptPage,
  listing: acceptPage,
  feed: 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5',
  sitemap: 'application/xml, text/xml, text/plain;q=0.9, application/gzip;q=0.9, */*;q=0.5',
  robots: 'text/plain, */*;q=0.5',
};

/** Most bytes of content, after decompression. Pages: the largest recorded government page had 2 MB; sitemaps: 50 MiB by sitemaps.org. */
export const contentLimitBytes: Readonly<Record<Purpose, number>> = {
  page: 16 * 1024 * 1024,
  listing: 16 * 1024 * 1024,
  feed: 32 * 1024 * 1024,
  sitemap: 64 * 1024 * 1024,
  robots: 512 * 1024,
};

/** `text/html` of `Text/HTML; charset=utf-8`; empty when there is none. */
function mediaTypeOf(contentType: string | undefined): string {
  return contentType?.split(/[;,]/)[0]?.trim().toLowerCase() ?? '';
}

/** Whether content of this type is worth reading for this purpose. No type, or one that says nothing, is read and judged by its bytes. */
export function isAcceptedType(contentType: string | undefined, purpose: Purpose): boolean {
  const type = mediaTypeOf(contentType);
  return purpose === 'robots' || unspecific.has(type) || !type.includes('/') || accepted[purpose].test(type);
}

const unspecific: ReadonlySet<string> = new Set([
  '',
  'application/octet-stream',
  'binary/octet-stream',
  'application/x-unknown-content-type',
  'unknown/unknown',
]);

const pageTypes =
  /^(?:text\/(?:html|plain|xml|x-server-parsed-html|markdown)|application\/(?:xhtml\+xml|xml|vnd\.wap\.xhtml\+xml))$/;

const accepted: Readonly<Record<Exclude<Purpose, 'robots'>, RegExp>> = {
  page: pageTypes,
  listing: pageTypes,
  // Feeds are declared as nearly anything that is text.
  feed: /^text\/|[+/](?:xml|json)$|^application\/(?:rss|atom|rdf|x-rss|x-atom|javascript|x-javascript)|^application\/(?:x-)?gzip$/,
  sitemap: /^text\/|[+/]xml$|^application\/(?:rss|atom)|^application\/(?:x-)?gzip$|^application\/x-tar$/,
};
