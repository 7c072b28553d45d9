import { hash } from 'node:crypto';
import { facetNames, type DateInterval, type FacetName } from '../search/query.ts';
import { defaultBuckets } from './date-buckets.ts';
import type { FacetFilter } from '../search/engine.ts';
import { writeCursor, type Cursor } from './cursor.ts';
import { defaultLimit, type SearchParameters } from './search-parameters.ts';
import { writeQueryString } from './query-string.ts';

/** What may change from one search to a linked one. `undefined` removes. */
export interface SearchChange {
  readonly q?: string;
  readonly filters?: readonly FacetFilter[];
  readonly publishedFrom?: string | undefined;
  readonly publishedTo?: string | undefined;
  readonly page?: number;
  readonly cursor?: Cursor | undefined;
  readonly sort?: SearchParameters['sort'];
  readonly exact?: boolean;
  readonly match?: 'all' | 'any';
  readonly versions?: 'current' | 'all';
  /** Given: the index of now instead of an earlier one. */
  readonly asOf?: undefined;
}

/** Which parameters a link carries: what is looked for, or also how the answer is shown; or only what a feed of it takes. */
export type LinkScope = 'selection' | 'answer' | 'feed';

/**
 * The one canonical query string of a search: fixed order, defaults left away, filter values sorted. Equal searches
 * have equal texts, so it also keys caches and cursors.
 */
export function searchQueryString(parameters: SearchParameters, scope: LinkScope = 'answer'): string {
  const pairs: [string, string][] = [];
  if (parameters.q !== '') pairs.push(['q', parameters.q]);
  if (parameters.match !== 'all') pairs.push(['match', parameters.match]);
  for (const filter of inOrder(parameters.filters))
    for (const value of [...filter.values].sort()) pairs.push([filterName(filter), value]);
  if (parameters.publishedFrom !== undefined) pairs.push(['published_from', parameters.publishedFrom]);
  if (parameters.publishedTo !== undefined) pairs.push(['published_to', parameters.publishedTo]);
  if (parameters.exact) pairs.push(['exact', '1']);
  if (scope === 'feed') return writeQueryString(pairs);
  if (parameters.versions !== 'current') pairs.push(['versions', parameters.versions]);
  if (parameters.sort !== undefined) pairs.push(['sort', parameters.sort]);
  if (parameters.asOf !== undefined) pairs.push(['as_of', parameters.asOf]);
  if (scope === 'answer') pairs.push(...answerPairs(parameters));
  return writeQueryString(pairs);
}

/** The parameters with something changed; a change of what is looked for goes back to the first page. */
export function changed(parameters: SearchParameters, change: SearchChange): SearchParameters {
  const { q, filters, match, exact, versions, facets, dateSizes, limit, explain, asOf } = parameters;
  const from = 'publishedFrom' in change ? change.publishedFrom : parameters.publishedFrom;
  const to = 'publishedTo' in change ? change.publishedTo : parameters.publishedTo;
  const sort = 'sort' in change ? change.sort : parameters.sort;
  return {
    q: change.q ?? q,
    filters: change.filters ?? filters,
    match: change.match ?? match,
    exact: change.exact ?? exact,
    versions: change.versions ?? versions,
    page: change.page ?? 1,
    facets,
    ...(dateSizes === undefined ? {} : { dateSizes }),
    limit,
    explain,
    ...(from === undefined ? {} : { publishedFrom: from }),
    ...(to === undefined ? {} : { publishedTo: to }),
    ...(sort === undefined ? {} : { sort }),
    ...(change.cursor === undefined ? {} : { cursor: change.cursor }),
    ...(asOf === undefined || 'asOf' in change ? {} : { asOf }),
  };
}

/** The filters with one value of one facet added where it is absent, removed where it is present. */
export function toggled(
  filters: readonly FacetFilter[],
  facet: FacetName,
  value: string,
  mode: FacetFilter['mode'] = 'include',
): FacetFilter[] {
  const own = filters.find((filter) => filter.facet === facet && filter.mode === mode);
  const values =
    own?.values.includes(value) === true
      ? own.values.filter((each) => each !== value)
      : [...(own?.values ?? []), value];
  const others = filters.filter((filter) => filter !== own);
  return values.length === 0 ? others : [...others, { facet, values, mode }];
}

/** Short digest of what is looked for and in which order: what a cursor may continue. */
export function searchFingerprint(parameters: SearchParameters): string {
  return hash('sha256', searchQueryString(parameters, 'selection'), 'base64url').slice(0, 8);
}

/** `filter_agency`, `reject_agency`: the parameter that a filter is written as. */
export function filterName(filter: Pick<FacetFilter, 'facet' | 'mode'>): string {
  return `${filter.mode === 'include' ? 'filter' : 'reject'}_${filter.facet}`;
}

function inOrder(filters: readonly FacetFilter[]): readonly FacetFilter[] {
  const rank = (filter: FacetFilter): number =>
    facetNames.indexOf(filter.facet) * 2 + (filter.mode === 'include' ? 0 : 1);
  return filters.length < 2 ? filters : [...filters].sort((a, b) => rank(a) - rank(b));
}

function answerPairs(parameters: SearchParameters): [string, string][] {
  const pairs: [string, string][] = [];
  if (parameters.facets.length > 0) {
    pairs.push([
      'facets',
      parameters.facets
        .map((facet) => (facet.type === 'values' ? facet.facet : `published:${facet.interval}`))
        .join(','),
    ]);
    for (const facet of parameters.facets)
      if (facet.type === 'values' && facet.size !== 10) pairs.push([`facet_${facet.facet}`, String(facet.size)]);
    for (const [interval, size] of Object.entries(parameters.dateSizes ?? {}))
      if (size !== defaultBuckets[interval as DateInterval]) pairs.push([`facet_published:${interval}`, String(size)]);
  }
  if (parameters.limit !== defaultLimit) pairs.push(['limit', String(parameters.limit)]);
  if (parameters.page > 1) pairs.push(['page', String(parameters.page)]);
  if (parameters.cursor !== undefined) pairs.push(['cursor', writeCursor(parameters.cursor)]);
  if (parameters.explain) pairs.push(['explain', '1']);
  return pairs;
}
