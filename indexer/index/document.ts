import { searchedBody, type RevisionRecord } from '../../core/announcement.ts';
import { dayRange, type Precision } from '../../core/instant.ts';
import type { StatedDate } from '../../core/announcement.ts';

/** The facets of a document, in the order of the columns of a segment. The names are those of the query language. */
export const facetColumns = ['agency', 'component', 'kind', 'topic', 'language', 'source', 'status'] as const;
export type FacetColumn = (typeof facetColumns)[number];

/** What an index keeps of an announcement to show it: the fields of a hit. */
export interface StoredFields {
  readonly id: string;
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
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly removedAt?: string;
  readonly status: string;
  /** How many revisions the announcement has. */
  readonly versions: number;
}

/** One revision of an announcement as the index sees it: what is shown, of which the title is searched too, and the text. */
export interface IndexDocument {
  readonly body: string;
  readonly current: boolean;
  readonly stored: StoredFields;
}

/** A record of the store as a document. */
export function documentOf(record: RevisionRecord): IndexDocument {
  return { body: searchedBody(record.announcement), current: record.current, stored: storedFields(record) };
}

/** Values of each facet, in the order of `facetColumns`; distinct and not empty. */
export function facetsOf(stored: StoredFields): readonly (readonly string[])[] {
  const values: Readonly<Record<FacetColumn, readonly (string | undefined)[]>> = {
    agency: [stored.agency],
    component: stored.components,
    kind: [stored.kind],
    topic: stored.topics,
    language: [stored.language],
    source: [stored.source],
    status: [stored.status],
  };
  return facetColumns.map((facet) => distinct(values[facet]));
}

/** First and last day number of a published date. */
export interface PublishedDays {
  readonly first: number;
  readonly last: number;
  readonly precision: Precision;
}

/** `undefined` when no date is known. */
export function publishedDays({ published }: StoredFields): PublishedDays | undefined {
  const range = published === undefined ? undefined : dayRange(published.value);
  return published === undefined || range === undefined ? undefined : { ...range, precision: published.precision };
}

function storedFields(record: RevisionRecord): StoredFields {
  const { announcement } = record;
  return {
    id: announcement.id,
    revision: record.revision,
    url: announcement.url,
    title: announcement.title,
    ...(announcement.agency === undefined ? {} : { agency: announcement.agency }),
    components: announcement.components,
    ...(announcement.kind === undefined ? {} : { kind: announcement.kind }),
    topics: announcement.topics,
    ...(announcement.number === undefined ? {} : { number: announcement.number }),
    source: announcement.source,
    language: announcement.language,
    ...(announcement.published === undefined ? {} : { published: announcement.published }),
    firstSeen: record.firstSeen,
    lastSeen: record.lastSeen,
    ...(record.removedAt === undefined ? {} : { removedAt: record.removedAt }),
    status: record.status,
    versions: record.revisions,
  };
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => value !== undefined && value !== ''))];
}
