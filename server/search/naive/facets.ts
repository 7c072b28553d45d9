import { dayText } from '../../../core/instant.ts';
import type { FacetRequest, FacetResult, FacetValue, SearchRequest } from '../engine.ts';
import { missingValue, type DateInterval, type FacetName } from '../query.ts';
import type { NaiveDocument } from './document.ts';
import { hasPublished, passesFilters } from './filters.ts';

/** Each facet counted over what the query finds under all filters but its own. `found`: what the query alone finds. */
export function countFacets(request: SearchRequest, found: readonly NaiveDocument[]): FacetResult[] {
  return request.facets.map((facet) =>
    facet.type === 'values' ? countValues(request, facet, found) : countDays(request, facet.interval, found),
  );
}

function countValues(
  request: SearchRequest,
  { facet, size }: Extract<FacetRequest, { type: 'values' }>,
  found: readonly NaiveDocument[],
): FacetResult {
  const counted = found.filter(
    (document) =>
      passesFilters(document, request.filters, facet) &&
      hasPublished(document, request.publishedFrom, request.publishedTo),
  );
  const counts = new Map<string, number>();
  for (const document of counted)
    for (const value of document.facets[facet]) counts.set(value, (counts.get(value) ?? 0) + 1);
  const totalValues = counts.size;
  const selected = selectedValues(request, facet);
  for (const value of selected) if (!counts.has(value)) counts.set(value, 0);
  const ordered = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([value, count]): FacetValue => ({ value, count, selected: selected.has(value) }));
  return {
    type: 'values',
    facet,
    values: ordered.filter((value, i) => i < size || value.selected),
    missing: counted.filter((document) => document.facets[facet].length === 0).length,
    totalValues,
  };
}

function selectedValues(request: SearchRequest, facet: FacetName): ReadonlySet<string> {
  const own = request.filters.filter((filter) => filter.facet === facet && filter.mode === 'include');
  return new Set(own.flatMap((filter) => filter.values).filter((value) => value !== missingValue));
}

function countDays(request: SearchRequest, interval: DateInterval, found: readonly NaiveDocument[]): FacetResult {
  const counted = found.filter((document) => passesFilters(document, request.filters));
  const days = counted.flatMap((document) => document.days?.first ?? []);
  const counts = new Map<string, number>();
  for (const day of days) counts.set(bucketOf(day, interval), (counts.get(bucketOf(day, interval)) ?? 0) + 1);
  return {
    type: 'dates',
    interval,
    buckets: bucketsBetween(days, interval).map((value) => ({ value, count: counts.get(value) ?? 0 })),
    missing: counted.length - days.length,
  };
}

function bucketOf(day: number, interval: DateInterval): string {
  return dayText(day).slice(0, interval === 'year' ? 4 : interval === 'month' ? 7 : 10);
}

/** Every bucket from the first day to the last: found by walking over all days. */
function bucketsBetween(days: readonly number[], interval: DateInterval): string[] {
  const buckets = new Set<string>();
  const last = days.reduce((most, day) => Math.max(most, day), -Infinity);
  for (let day = days.reduce((least, candidate) => Math.min(least, candidate), Infinity); day <= last; day++)
    buckets.add(bucketOf(day, interval));
  return [...buckets];
}
