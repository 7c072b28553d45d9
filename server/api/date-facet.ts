import { dayRange } from '../../core/instant.ts';
import type { FacetResult } from '../search/engine.ts';
import { defaultBuckets } from './date-buckets.ts';
import { places } from './places.ts';
import { writeQueryString } from './query-string.ts';
import type { DateFacetAnswer, FacetValueAnswer } from './schemas.ts';
import { changed, searchQueryString } from './search-link.ts';
import type { SearchParameters } from './search-parameters.ts';

type Dates = Extract<FacetResult, { type: 'dates' }>;
type Buckets = Dates['buckets'];

/** The matches over time as the API answers them: what is listed, each with the link that chooses it, and how much is left out. */
export function dateFacet(facet: Dates, parameters: SearchParameters, base: string): DateFacetAnswer {
  const shared = searchQueryString(changed(parameters, { publishedFrom: undefined, publishedTo: undefined }));
  const span = selectedSpan(parameters);
  const size = parameters.dateSizes?.[facet.interval] ?? defaultBuckets[facet.interval];
  const listed = listedBuckets(facet.buckets, span, size);
  const values = listed.map(({ value, count }): FacetValueAnswer => {
    const selected = span !== undefined && isWithin(value, span);
    const query =
      parameters.publishedFrom === value && parameters.publishedTo === value
        ? ''
        : writeQueryString([
            ['published_from', value],
            ['published_to', value],
          ]);
    return {
      value,
      label: value,
      count,
      selected,
      url: places.searchApi(base, [shared, query].filter((part) => part !== '').join('&')),
    };
  });
  const sum = (buckets: Buckets): number => buckets.reduce((total, { count }) => total + count, 0);
  return {
    values,
    interval: facet.interval,
    missing: facet.missing,
    total_values: facet.buckets.length,
    truncated: listed.length < facet.buckets.length,
    left_out: sum(facet.buckets) - sum(listed),
    scope: 'exclude_own',
  };
}

/** All of them where there is room; else the latest, of the chosen span where one is chosen. */
function listedBuckets(buckets: Buckets, span: Span | undefined, size: number): Buckets {
  if (buckets.length <= size) return buckets;
  const last = span === undefined ? -1 : buckets.findLastIndex(({ value }) => touches(value, span));
  const end = last < 0 ? buckets.length : last + 1;
  return buckets.slice(Math.max(0, end - size), end);
}

/** Day numbers. */
interface Span {
  readonly from: number;
  readonly to: number;
}

function selectedSpan(parameters: SearchParameters): Span | undefined {
  const { publishedFrom, publishedTo } = parameters;
  if (publishedFrom === undefined && publishedTo === undefined) return undefined;
  return {
    from: publishedFrom === undefined ? -Infinity : (dayRange(publishedFrom)?.first ?? -Infinity),
    to: publishedTo === undefined ? Infinity : (dayRange(publishedTo)?.last ?? Infinity),
  };
}

function isWithin(value: string, span: Span): boolean {
  const range = dayRange(value);
  return range !== undefined && range.first >= span.from && range.last <= span.to;
}

function touches(value: string, span: Span): boolean {
  const range = dayRange(value);
  return range !== undefined && range.last >= span.from && range.first <= span.to;
}
