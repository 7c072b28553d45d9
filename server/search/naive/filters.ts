import type { Analyzer } from '../../../indexer/analyse/analyzer.ts';
import type { FacetFilter } from '../engine.ts';
import { missingValue, type FacetName, type FilterNode } from '../query.ts';
import type { NaiveDocument } from './document.ts';

/** Whether all filters hold; with `except`, all but those of that facet. */
export function passesFilters(document: NaiveDocument, filters: readonly FacetFilter[], except?: FacetName): boolean {
  return filters.every((filter) => {
    if (filter.facet === except) return true;
    const has = filter.values.some((value) => hasValue(document, filter.facet, value));
    return filter.mode === 'include' ? has : !has;
  });
}

function hasValue(document: NaiveDocument, facet: FacetName, value: string): boolean {
  return value === missingValue ? document.facets[facet].length === 0 : document.facets[facet].includes(value);
}

/** Whether the stated date, however precise, overlaps the days asked for. */
export function hasPublished(document: NaiveDocument, from: number | undefined, to: number | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return (
    document.days !== undefined && document.days.last >= (from ?? -Infinity) && document.days.first <= (to ?? Infinity)
  );
}

/** `agency:justice`: the words of the value stand together in one of the document's values. */
export function hasFacetWords(document: NaiveDocument, node: FilterNode, analyzer: Analyzer): boolean {
  const values = document.facets[node.facet];
  if (node.value === missingValue) return values.length === 0;
  if (node.exact === true) return values.some((value) => analyzer.fold(value) === analyzer.fold(node.value));
  const wanted = analyzer.phraseTerms(node.value);
  return wanted.length > 0 && values.some((value) => standsIn(wanted, analyzer.phraseTerms(value)));
}

interface Placed {
  readonly exact: string;
  readonly offset: number;
}

function standsIn(wanted: readonly Placed[], present: readonly Placed[]): boolean {
  const has = new Set(present.map(({ exact, offset }) => `${offset} ${exact}`));
  return present.some((start) => wanted.every(({ exact, offset }) => has.has(`${start.offset + offset} ${exact}`)));
}
