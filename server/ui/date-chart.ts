import { dayRange } from '../../core/instant.ts';
import type { SearchParameters } from '../api/search-parameters.ts';
import type { SearchEngine, SearchRequest, SearchResult } from '../search/engine.ts';
import type { DateInterval } from '../search/query.ts';
import type { DatesFacet } from './search-view.ts';

/** So few bars show nothing: the next finer interval is asked for. Three years are 36 months, three months 92 days. */
const fewBars = 3;

/** More bars would be narrower than a finger can tell apart on a desktop; the coarser interval stays. */
const mostBars = 124;

const finer: Readonly<Partial<Record<DateInterval, DateInterval>>> = { year: 'month', month: 'day' };

/**
 * The bars of the histogram: those within the chosen span, by year, month or day. The facet itself is counted without the
 * filter of dates, over all the years there are, which is right for an answer of the API and too much for a drawing.
 */
export async function datesToDraw(
  engine: SearchEngine,
  request: SearchRequest,
  result: SearchResult,
  parameters: SearchParameters,
): Promise<DatesFacet | undefined> {
  let drawn = cropped(result, parameters);
  for (;;) {
    const interval = drawn === undefined || drawn.buckets.length > fewBars ? undefined : finer[drawn.interval];
    if (interval === undefined) return drawn;
    const counted = await engine.search({
      ...request,
      facets: [{ type: 'dates', interval }],
      limit: 1,
      offset: 0,
      snippets: false,
    });
    const next = cropped(counted, parameters);
    if (next === undefined || next.buckets.length > mostBars) return drawn;
    drawn = next;
  }
}

function cropped({ facets }: SearchResult, { publishedFrom, publishedTo }: SearchParameters): DatesFacet | undefined {
  const facet = facets.find((each) => each.type === 'dates');
  if (facet === undefined) return undefined;
  const from = publishedFrom === undefined ? -Infinity : (dayRange(publishedFrom)?.first ?? -Infinity);
  const to = publishedTo === undefined ? Infinity : (dayRange(publishedTo)?.last ?? Infinity);
  const buckets = facet.buckets.filter(({ value }) => {
    const range = dayRange(value);
    return range !== undefined && range.last >= from && range.first <= to;
  });
  const first = buckets.findIndex(({ count }) => count > 0);
  const last = buckets.findLastIndex(({ count }) => count > 0);
  return { ...facet, buckets: first < 0 ? [] : buckets.slice(first, last + 1) };
}
