import type { Announcement, StatedDate } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';

export interface ExtractInput {
  /** Any text; a page, hopefully. */
  readonly html: string;
  /** The identity URL: the announcement's id is made from it, and relative links resolve against it. */
  readonly url: string;
  /** Response headers, names as received. */
  readonly headers: readonly (readonly [string, string])[];
  readonly source: Source;
  /** What the feed or listing said that led here; it fills gaps and is a witness for the date. */
  readonly hints?: ExtractHints;
  /** When the page was fetched: dates after it (a day's grace for time zones) are refused. */
  readonly fetchedAt?: Instant;
}

export interface ExtractHints {
  readonly title?: string;
  readonly published?: Pick<StatedDate, 'value' | 'precision'>;
  /** Where the hints come from; `feed` unless said otherwise. */
  readonly from?: 'feed' | 'listing';
}

export interface Extraction {
  /** Absent when the page holds no announcement: `problems` says why. */
  readonly announcement: Announcement | undefined;
  readonly problems: readonly Problem[];
  readonly links: {
    /** The page's own `link rel=canonical`, absolute. Whether to believe it is discovery's decision. */
    readonly canonical?: string;
  };
}
