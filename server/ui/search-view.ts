import type { Label } from '../api/labels.ts';
import type { PreparedSearch } from '../api/prepared-search.ts';
import { changed, searchQueryString, type SearchChange } from '../api/search-link.ts';
import type { SearchParameters } from '../api/search-parameters.ts';
import type { FacetResult, SearchResult, SourceCoverage } from '../search/engine.ts';
import type { PageFrame } from './frame.ts';
import { dayRange } from '../../core/instant.ts';
import { dateIntervals, facetNames, type DateInterval } from '../search/query.ts';
import type { QueryPair } from '../api/query-string.ts';

/** Everything the search page shows. */
export interface SearchView {
  readonly frame: PageFrame;
  readonly search: PreparedSearch;
  readonly result: SearchResult;
  /** The bars of the histogram. */
  readonly dates: DatesFacet | undefined;
  readonly label: Label;
  readonly coverage: readonly SourceCoverage[];
}

export type ValuesFacet = Extract<FacetResult, { type: 'values' }>;
export type DatesFacet = Extract<FacetResult, { type: 'dates' }>;

/** The address of a changed search on the page. */
export function pageLink(parameters: SearchParameters, change: SearchChange): string {
  const next = changed(parameters, change);
  const query = searchQueryString(next, 'selection');
  const page = next.page > 1 ? `page=${next.page}` : '';
  const limit = next.limit === pageResults ? '' : `limit=${next.limit}`;
  const parts = [query, page, limit].filter((part) => part !== '');
  return parts.length === 0 ? '/search' : `/search?${parts.join('&')}`;
}

/** Facet values shown in the sidebar before "show all". */
const shownFacetValues = 8;

/** Facet values shown after it. */
export const allFacetValues = 200;

/** Results on a page of the search page: fits a screen or two and keeps the page below 60 KB with everything. */
const pageResults = 10;

/** Spans up to this many days are drawn by day, up to the second by month, longer ones by year: 20 to 60 bars can be read. */
const mostDaysByDay = 62;
const mostDaysByMonth = 366 * 4;

/**
 * The pairs of a form as the API's parameters: a form sends its empty fields too, and the page asks for its own facets.
 * `emptied` says that something empty was left out, so that the address can be made clean.
 */
export function pagePairs(pairs: readonly QueryPair[]): {
  readonly pairs: readonly QueryPair[];
  readonly emptied: boolean;
  readonly interval: DateInterval;
} {
  const given = pairs.filter((pair) => pair.value !== '');
  const value = (name: string): string | undefined => given.find((pair) => pair.name === name)?.value;
  const interval = intervalFor(value('published_from'), value('published_to'));
  const facets = ['agency', 'kind', 'topic', 'language', 'source', 'status'];
  if (given.some((pair) => pair.name === 'filter_component' || pair.name === 'facet_component'))
    facets.push('component');
  const sizes = facets.flatMap((facet) =>
    value(`facet_${facet}`) === undefined ? [{ name: `facet_${facet}`, value: String(shownFacetValues) }] : [],
  );
  const limit = value('limit') === undefined ? [{ name: 'limit', value: String(pageResults) }] : [];
  const wanted = [{ name: 'facets', value: [...facets, `published:${interval}`].join(',') }];
  return { pairs: [...given, ...wanted, ...sizes, ...limit], emptied: given.length < pairs.length, interval };
}

/** What the page adds by itself: left out of its own links. */
export const addedByPage: ReadonlySet<string> = new Set([
  'facets',
  'limit',
  ...facetNames.map((facet) => `facet_${facet}`),
]);

function intervalFor(from: string | undefined, to: string | undefined): DateInterval {
  const [first, last] = [
    from === undefined ? undefined : dayRange(from)?.first,
    to === undefined ? undefined : dayRange(to)?.last,
  ];
  if (first === undefined || last === undefined) return dateIntervals[0];
  const days = last - first + 1;
  if (days <= mostDaysByDay) return 'day';
  return days <= mostDaysByMonth ? 'month' : 'year';
}
