import { facetColumns } from '../../../indexer/index/document.ts';
import type { FacetIndex } from '../../../indexer/index/segment.ts';
import type { Snapshot } from '../../../indexer/snapshot/snapshot.ts';
import type { Analyzer } from '../../../indexer/analyse/analyzer.ts';
import { missingValue, type FacetName, type FilterNode } from '../query.ts';
import { addToMask, invertMask, newMask, type Mask } from './document-set.ts';

/** The facets of all segments together: one list of values a facet, and each segment's own ordinals in it. Made when a facet is first asked for. */
export class FacetView {
  private readonly snapshot: Snapshot;
  private readonly facets = new Map<FacetName, GlobalFacet>();

  private readonly analyzer: Analyzer;
  private readonly words = new Map<FacetName, readonly string[]>();

  constructor(snapshot: Snapshot, analyzer: Analyzer) {
    this.snapshot = snapshot;
    this.analyzer = analyzer;
  }

  /** The values that a filter of the query language means: those in which its words stand together, or that very value but for case and diacritics. */
  valuesOf(node: FilterNode): readonly string[] {
    if (node.value === missingValue) return [missingValue];
    const { values } = this.facet(node.facet);
    if (node.exact === true) {
      const wanted = this.analyzer.fold(node.value);
      return values.filter((value) => this.analyzer.fold(value) === wanted);
    }
    const wanted = wordsOf(this.analyzer, node.value);
    if (wanted === ' ') return [];
    let words = this.words.get(node.facet);
    if (words === undefined) this.words.set(node.facet, (words = values.map((value) => wordsOf(this.analyzer, value))));
    return values.filter((_, ordinal) => words[ordinal]!.includes(wanted));
  }

  facet(name: FacetName): GlobalFacet {
    let facet = this.facets.get(name);
    if (facet === undefined) this.facets.set(name, (facet = globalFacet(this.snapshot, facetColumns.indexOf(name))));
    return facet;
  }

  /** Documents of a segment with any of the values; `_MISSING` stands for none at all. */
  having(segment: number, name: FacetName, values: readonly string[]): Mask {
    const { size, facets } = this.snapshot.segments[segment]!;
    const index = facets[facetColumns.indexOf(name)]!;
    const mask = newMask(size);
    for (const value of values) {
      if (value === missingValue) {
        const some = newMask(size);
        addToMask(some, index.documents);
        invertMask(some, size).forEach((word, i) => (mask[i]! |= word));
        continue;
      }
      const ordinal = index.values.find(value);
      if (ordinal >= 0)
        addToMask(mask, index.documents.subarray(index.documentStarts[ordinal], index.documentStarts[ordinal + 1]));
    }
    return mask;
  }
}

export interface GlobalFacet {
  /** Sorted by UTF-16 units. */
  readonly values: readonly string[];
  /** By segment, its ordinals to those of `values`. */
  readonly ordinals: readonly Uint32Array[];
  /** By segment, where no document has several values: the ordinal of each document, `values.length` for none. */
  readonly single: readonly (Uint32Array | undefined)[];
}

function globalFacet(snapshot: Snapshot, column: number): GlobalFacet {
  const own = snapshot.segments.map(({ facets }) => {
    const { values } = facets[column]!;
    return Array.from({ length: values.size }, (_, ordinal) => values.at(ordinal));
  });
  const values = [...new Set(own.flat())].sort();
  const ordinalOf = new Map(values.map((value, ordinal) => [value, ordinal]));
  const ordinals = own.map((list) => Uint32Array.from(list, (value) => ordinalOf.get(value)!));
  return {
    values,
    ordinals,
    single: snapshot.segments.map((segment, i) => singleValues(segment.facets[column]!, ordinals[i]!, values.length)),
  };
}

function singleValues({ starts, ordinals }: FacetIndex, global: Uint32Array, none: number): Uint32Array | undefined {
  const single = new Uint32Array(starts.length - 1);
  for (let document = 0; document < single.length; document++) {
    const count = starts[document + 1]! - starts[document]!;
    if (count > 1) return undefined;
    single[document] = count === 0 ? none : global[ordinals[starts[document]!]!]!;
  }
  return single;
}

/** The words of a value, apart by spaces and between spaces, so that words that stand together are a part of the text. A gap in the positions stays a gap. */
function wordsOf(analyzer: Analyzer, text: string): string {
  let words = ' ';
  let next = 0;
  for (const { exact, offset } of analyzer.phraseTerms(text)) {
    for (; next < offset; next++) words += '\u0000 ';
    words += `${exact} `;
    next = offset + 1;
  }
  return words;
}
