import { facetColumns } from '../../../indexer/index/document.ts';
import type { FacetFilter, FacetRequest, FacetResult, FacetValue } from '../engine.ts';
import { missingValue } from '../query.ts';
import type { DocumentSet } from './document-set.ts';
import type { FacetView, GlobalFacet } from './facet-view.ts';
import type { SegmentView } from './index-view.ts';

/** Counts the values of one facet over all matches, segment by segment. */
export class FacetCounter {
  private readonly facet: GlobalFacet;
  private readonly column: number;
  private readonly counts: Uint32Array;
  private missing = 0;

  constructor(facets: FacetView, request: FacetRequest & { readonly type: 'values' }) {
    this.facet = facets.facet(request.facet);
    this.column = facetColumns.indexOf(request.facet);
    // One place more, behind the values: documents without any, where a segment has at most one value a document.
    this.counts = new Uint32Array(this.facet.values.length + 1);
  }

  add(view: SegmentView, segment: number, documents: DocumentSet): void {
    const { starts, ordinals } = view.segment.facets[this.column]!;
    const global = this.facet.ordinals[segment]!;
    const { counts } = this;
    if (documents.length === view.size) {
      this.addAll(view, global);
      return;
    }
    const single = this.facet.single[segment];
    if (single !== undefined) {
      for (let i = 0; i < documents.length; i++) counts[single[documents[i]!]!]!++;
      return;
    }
    let missing = 0;
    for (let i = 0; i < documents.length; i++) {
      const document = documents[i]!;
      const end = starts[document + 1]!;
      let at = starts[document]!;
      if (at === end) missing++;
      for (; at < end; at++) counts[global[ordinals[at]!]!]!++;
    }
    this.missing += missing;
  }

  result(request: FacetRequest & { readonly type: 'values' }, filters: readonly FacetFilter[]): FacetResult {
    const selected = new Set(
      filters
        .filter((filter) => filter.facet === request.facet && filter.mode === 'include')
        .flatMap((filter) => filter.values),
    );
    const found: FacetValue[] = [];
    const counted = new Set<string>();
    this.counts.forEach((count, ordinal) => {
      const value = this.facet.values[ordinal];
      if (count === 0 || value === undefined) return;
      counted.add(value);
      found.push({ value, count, selected: selected.has(value) });
    });
    found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    const shown = found.filter((value, rank) => rank < request.size || value.selected);
    for (const value of [...selected].sort())
      if (value !== missingValue && !counted.has(value)) shown.push({ value, count: 0, selected: true });
    return {
      type: 'values',
      facet: request.facet,
      values: shown,
      missing: this.missing + this.counts.at(-1)!,
      totalValues: found.length,
    };
  }

  /** Every document matches: the lengths of the values' lists are the counts. */
  private addAll(view: SegmentView, global: Uint32Array): void {
    const { documentStarts, starts } = view.segment.facets[this.column]!;
    for (let ordinal = 0; ordinal < global.length; ordinal++)
      this.counts[global[ordinal]!]! += documentStarts[ordinal + 1]! - documentStarts[ordinal]!;
    for (let document = 0; document < view.size; document++)
      if (starts[document] === starts[document + 1]) this.missing++;
  }
}
