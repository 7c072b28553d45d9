import type { Attachment, StatedDate } from '../../core/announcement.ts';
import type { Problem } from '../../core/problem.ts';

/** What one feed, sitemap or listing page tells: which announcements there are and where to look further. */
export interface Discovery {
  /** In the order of the page, each identity once. */
  readonly candidates: readonly Candidate[];
  /** Further sitemaps, or the next page of a listing. */
  readonly nested: readonly NestedPage[];
  /** Links that were read but do not belong to the source. */
  readonly outOfScope: number;
  readonly problems: readonly Problem[];
}

/** A URL worth fetching, with how it was discovered and what the place of discovery says about it. */
export interface Candidate {
  /** The identity URL. */
  readonly url: string;
  /** The URL as it was written there, made absolute. */
  readonly foundAs: string;
  readonly discoveredVia: 'feed' | 'sitemap' | 'listing';
  readonly title?: string;
  readonly published?: StatedDate;
  readonly updated?: StatedDate;
  /** Documents that the feed or the listing row gives for this announcement. */
  readonly attachments: readonly Attachment[];
}

/** A page that leads to more candidates. `url` is absolute and as written: it is what must be asked for. */
export interface NestedPage {
  readonly type: 'sitemap' | 'listing';
  readonly url: string;
  /** When a sitemap index says that the sitemap was changed. */
  readonly updated?: StatedDate;
}

/** A page as the composer fetched it. */
export interface DiscoveryPage {
  /** The URL that answered, after redirects. */
  readonly url: string;
  /** After Content-Encoding was undone. */
  readonly content: Uint8Array;
  /** Of the response, where it had one. */
  readonly contentType?: string;
}
