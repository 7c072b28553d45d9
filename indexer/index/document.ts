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

/** One revision of an announcement as the index sees it: searched texts, facet values, days, and what is shown. */
export interface IndexDocument {
  readonly title: string;
  readonly body: string;
  readonly language: string;
  readonly current: boolean;
  /** Values of each facet, in the order of `facetColumns`; distinct and not empty. */
  readonly facets: readonly (readonly string[])[];
  /** First and last day number of the published date; absent when none is known. */
  readonly published?: { readonly first: number; readonly last: number; readonly precision: Precision };
  readonly stored: StoredFields;
}

/** A record of the store as a document. */
export function documentOf(record: RevisionRecord): IndexDocument {
  const { announcement } = record;
  const range = announcement.published === undefined ? undefined : dayRange(announcement.published.value);
  const values: Readonly<Record<FacetColumn, readonly (string | undefined)[]>> = {
    agency: [announcement.agency],
    component: announcement.components,
    kind: [announcement.kind],
    topic: announcement.topics,
    language: [announcement.language],
    source: [announcement.source],
    status: [record.status],
  };
  return {
    title: announcement.title,
    body: searchedBody(announcement),
    language: announcement.language,
    current: record.current,
    facets: facetColumns.map((facet) => distinct(values[facet])),
    ...(range === undefined || announcement.published === undefined
      ? {}
      : { published: { ...range, precision: announcement.published.precision } }),
    stored: storedFields(record),
  };
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
