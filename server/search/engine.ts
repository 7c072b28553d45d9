import type { AnnouncementId, AnnouncementStatus, StatedDate } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { Note } from './language/note.ts';
import type { DateInterval, FacetName, QueryNode } from './query.ts';

/** One filter of one facet: the values are alternatives. Filters of different facets all hold. */
export interface FacetFilter {
  readonly facet: FacetName;
  /** `missingValue` stands for documents without a value. */
  readonly values: readonly string[];
  /** `reject`: documents with any of the values are left out. */
  readonly mode: 'include' | 'reject';
}

export type FacetRequest =
  | { readonly type: 'values'; readonly facet: FacetName; readonly size: number }
  | { readonly type: 'dates'; readonly interval: DateInterval };

export type Sort = 'relevance' | '-published' | 'published';

/** A question as an engine answers it. All day numbers as in core/instant.ts, inclusive. */
export interface SearchRequest {
  readonly query: QueryNode;
  /** Whether all words of an `and` must match, or any. When `all` matches nothing the engine answers `any` and says so. */
  readonly match: 'all' | 'any';
  /** No stemming, no synonyms. */
  readonly exact: boolean;
  readonly filters: readonly FacetFilter[];
  /** Only these announcements (feeds and alerts ask which of the newly changed ones match); absent: all. Unknown ids match nothing. */
  readonly ids?: readonly AnnouncementId[];
  readonly publishedFrom?: number;
  readonly publishedTo?: number;
  /** `current`: newest revisions only; `all`: every revision is a document of its own. */
  readonly versions: 'current' | 'all';
  readonly facets: readonly FacetRequest[];
  readonly sort: Sort;
  readonly limit: number;
  readonly offset: number;
  /** Continue after this sort key (of the last hit of the page before); then `offset` is 0. */
  readonly after?: SortKey;
  readonly snippets: boolean;
  readonly explain: boolean;
}

/** What orders hits: the score or the day, then the id. */
export interface SortKey {
  readonly value: number;
  readonly id: string;
}

export interface SearchResult {
  readonly total: number;
  readonly totalRelation: 'eq' | 'gte';
  readonly indexVersion: string;
  /** Inside the engine, milliseconds. */
  readonly tookMs: number;
  readonly hits: readonly Hit[];
  readonly facets: readonly FacetResult[];
  readonly reading: Reading;
}

/** How the engine understood the query: the receipt. */
export interface Reading {
  /** `any` when nothing matched all words and the answer is that of any word. */
  readonly matched: 'all' | 'any';
  /** Per typed word or phrase, the terms it became, each with how it came about and how many documents have it. */
  readonly words: readonly WordReading[];
  /** Another spelling from the corpus's own dictionary, for the whole query. */
  readonly didYouMean?: string;
  /** Bounded work or ignored parts. */
  readonly notes: readonly Note[];
}

export interface WordReading {
  readonly text: string;
  readonly via: 'word' | 'exact' | 'phrase' | 'prefix' | 'fuzzy';
  readonly terms: readonly {
    readonly term: string;
    readonly via: 'exact' | 'stem' | 'synonym' | 'prefix' | 'fuzzy' | 'segment';
    readonly documents: number;
  }[];
  /** How many documents have the word in any of its forms. */
  readonly documents: number;
}

export interface Run {
  readonly text: string;
  readonly hit?: true;
}

export interface Snippet {
  readonly field: 'title' | 'body';
  readonly runs: readonly Run[];
}

export interface Hit {
  readonly id: AnnouncementId;
  readonly revision: number;
  readonly url: string;
  readonly title: string;
  readonly agency?: string;
  readonly components: readonly string[];
  readonly kind?: string;
  readonly topics: readonly string[];
  readonly number?: string;
  readonly source: string;
  readonly language: string;
  readonly published?: StatedDate;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly removedAt?: Instant;
  readonly status: AnnouncementStatus;
  readonly versions: number;
  readonly score: number;
  readonly snippets: readonly Snippet[];
  readonly sortKey: SortKey;
  readonly explanation?: Explanation;
}

/** The account of a score: a number that is the sum or product of its parts. */
export interface Explanation {
  readonly value: number;
  readonly description: string;
  readonly parts: readonly Explanation[];
}

export type FacetResult =
  | {
      readonly type: 'values';
      readonly facet: FacetName;
      /** By count, then value; a filtered value is always present, even at 0 and beyond `size`. */
      readonly values: readonly FacetValue[];
      /** Matches without any value. */
      readonly missing: number;
      /** How many different values the matches have. */
      readonly totalValues: number;
    }
  | {
      readonly type: 'dates';
      readonly interval: DateInterval;
      /** In order of time, without gaps between the first and the last. `value` is `2014`, `2014-03` or `2014-03-25`. */
      readonly buckets: readonly { readonly value: string; readonly count: number }[];
      readonly missing: number;
    };

export interface FacetValue {
  readonly value: string;
  readonly count: number;
  readonly selected: boolean;
}

export interface Suggestion {
  readonly text: string;
  readonly type: 'title' | 'agency' | 'topic' | 'phrase';
  readonly count: number;
  /** The announcement, when the suggestion is its title. */
  readonly id?: AnnouncementId;
}

/** What the server knows of a source through the snapshot. */
export interface SourceCoverage {
  readonly source: string;
  readonly name: string;
  readonly documents: number;
  /** First and last published day, `YYYY-MM-DD`. */
  readonly from?: string;
  readonly to?: string;
  readonly lastSuccess?: Instant;
  readonly failingSince?: Instant;
  readonly robots?: string;
}

/**
 * The one door to an index. `embedded` (the compiled segments) and a naive scan implement it and run the same contract
 * suite (test/contracts/); a cluster can be a third. One call sees one snapshot from beginning to end.
 */
export interface SearchEngine {
  readonly name: string;
  search(request: SearchRequest): Promise<SearchResult>;
  /** Titles, agencies, topics and frequent phrases that begin with what was typed. */
  suggest(text: string, limit: number): Promise<readonly Suggestion[]>;
  /** Announcements like this one, best first; empty for an unknown id. */
  moreLikeThis(id: AnnouncementId, limit: number): Promise<readonly Hit[]>;
  /** The stored fields of one document (its newest revision). */
  get(id: AnnouncementId): Promise<Hit | undefined>;
  coverage(): Promise<readonly SourceCoverage[]>;
  /** The snapshot being served. */
  indexVersion(): string;
  /** Current announcements in the snapshot. */
  documentCount(): number;
  close(): Promise<void>;
}
