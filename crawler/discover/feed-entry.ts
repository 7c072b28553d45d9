import type { WrittenDate } from './written-date.ts';

/** One entry of a feed of any format. Addresses are absolute where the feed lets us know, else as written. */
export interface FeedEntry {
  readonly title?: string;
  readonly link?: string;
  /** The publisher's own address where a feed service has put its redirect in `link` (feedburner:origLink). */
  readonly originalLink?: string;
  readonly id?: string;
  readonly published?: WrittenDate;
  readonly updated?: WrittenDate;
  readonly summary?: string;
  readonly enclosures: readonly { readonly url: string; readonly type?: string; readonly title?: string }[];
}

export interface Feed {
  readonly title?: string;
  /** In the order of the feed. */
  readonly entries: readonly FeedEntry[];
}
