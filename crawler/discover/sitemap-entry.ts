import type { Problem } from '../../core/problem.ts';

/** One location of a sitemap or of a sitemap index, as stated. */
export interface SitemapEntry {
  readonly loc: string;
  readonly lastmod?: string;
  /** Of the news extension. */
  readonly newsTitle?: string;
  readonly newsDate?: string;
}

export interface Sitemap {
  /** `index` names further sitemaps; the others name pages. */
  readonly kind: 'index' | 'urls' | 'text' | 'feed' | 'none';
  readonly entries: readonly SitemapEntry[];
}

/** Most locations of one file (sitemaps.org protocol). A file with more is read up to here, and a problem says so. */
export const sitemapEntryLimit = 50_000;

/** The problem of a file that goes on beyond the protocol's limit. */
export function tooMany(url: string): Problem {
  return {
    code: 'too-many-locations',
    message: `more than ${sitemapEntryLimit} locations in one sitemap; the rest was left out`,
    where: url,
  };
}
