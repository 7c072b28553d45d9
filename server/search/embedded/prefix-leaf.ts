import { largest, listsFor } from './expansions.ts';
import type { IndexView, SegmentView } from './index-view.ts';
import { madeLeaf, sought, type Leaf, type LeafContext, type LeafOf, type SoughtPhrase } from './leaf.ts';
import { phraseList } from './phrase.ts';
import { placedForm, placesOf } from './phrase-places.ts';
import type { PlacedForm } from './position-cursor.ts';
import { listsOf, sum, type PostingList } from './posting-list.ts';
import type { Ranking } from './ranking.ts';
import { formList, scoredTerm } from './term-lists.ts';

/** All words that begin so. */
export function prefixLeaf(context: LeafContext, query: LeafOf<'prefix'>): Leaf {
  const { view, ranking } = context;
  const { before, prefix } = query.prefix;
  const ranges = view.segments.map(({ segment }) => segment.forms.prefixRange(prefix));
  if (before.length > 0) return phrasePrefixLeaf(context, query, ranges);
  const expansions = expansionsOf(view, ranges);
  const terms =
    expansions === undefined
      ? [
          scoredTerm(
            view,
            `${prefix}*`,
            ranking.prefixWeight,
            view.segments.map((segment, i) => listsOf(rangeList(segment, ranges[i]!))),
            query.field,
          ),
        ]
      : [...expansions].map(([term, lists]) =>
          scoredTerm(view, term, prefixWeight(term, prefix, ranking), lists, query.field),
        );
  const phrase: SoughtPhrase = { slop: 0, places: (segment) => [{ offset: 0, forms: ordinals(ranges[segment]!) }] };
  const note =
    expansions === undefined
      ? ({ code: 'beginning-too-common', typed: `${prefix}*`, limit: expansionLimit } as const)
      : undefined;
  return madeLeaf(view, terms, query, 'prefix', () => largest(terms, 'prefix'), { phrases: [phrase] }, note);
}

/**
 * Most terms that a beginning or a likeness is scored by one by one. Beyond it all documents still match, but the terms
 * are scored as one: so the work for `a*` is one walk over its postings. MiniSearch scores each; nobody can tell the 257th apart.
 */
export const expansionLimit = 256;

function expansionsOf(
  view: IndexView,
  ranges: readonly { readonly from: number; readonly to: number }[],
): Map<string, PostingList[][]> | undefined {
  const terms = new Map<string, PostingList[][]>();
  for (let i = 0; i < ranges.length; i++) {
    const { from, to } = ranges[i]!;
    if (to - from > expansionLimit) return undefined;
    for (let ordinal = from; ordinal < to; ordinal++)
      listsFor(terms, view, view.segments[i]!.segment.forms.at(ordinal))[i]!.push(formList(view.segments[i]!, ordinal));
  }
  return terms.size > expansionLimit ? undefined : terms;
}

/** MiniSearch's: falls slowly with the length that was not typed. */
function prefixWeight(term: string, prefix: string, ranking: Ranking): number {
  const distance = term.length - prefix.length;
  return distance === 0 ? 1 : (ranking.prefixWeight * term.length) / (term.length + 0.3 * distance);
}

/** All postings of neighbouring forms as one list: their postings lie side by side in the index. */
function rangeList(view: SegmentView, range: { readonly from: number; readonly to: number }): PostingList | undefined {
  const { segment } = view;
  if (range.from === range.to) return undefined;
  const [from, to] = [segment.formPostings[range.from]!, segment.formPostings[range.to]!];
  return sum([{ postings: segment.postings, from, to }]);
}

interface OrdinalRange {
  readonly from: number;
  readonly to: number;
}

/** `"foreign min"*`: words before, one behind the other, and the beginning of the last. */
function phrasePrefixLeaf({ view }: LeafContext, query: LeafOf<'prefix'>, ranges: readonly OrdinalRange[]): Leaf {
  const { before, offset } = query.prefix;
  const bounded = ranges.some((range) => range.to - range.from > phraseExpansionLimit);
  const phrase = sought(view, 0, (segment) => {
    const { from, to } = ranges[view.segments.indexOf(segment)]!;
    const last = { offset, forms: ordinals({ from, to: Math.min(to, from + phraseExpansionLimit) }) };
    return [...placesOf(before, (term) => placedForm(segment, term.exact)), last];
  });
  const lists = view.segments.map((segment, i) => listsOf(phraseList(segment, phrase.places(i), 0)));
  const scored = scoredTerm(view, query.text, 1, lists, query.field);
  const note = bounded
    ? ({ code: 'beginning-cut', typed: `${query.text}*`, limit: phraseExpansionLimit } as const)
    : undefined;
  return madeLeaf(view, [scored], query, 'prefix', () => largest([scored], 'prefix'), { phrases: [phrase] }, note);
}

/** Most forms tried as the last word of a phrase that ends with a beginning: each has a cursor of its own. */
const phraseExpansionLimit = 4_096;

function ordinals(range: { readonly from: number; readonly to: number }): PlacedForm[] {
  return Array.from({ length: range.to - range.from }, (_, i) => ({ ordinal: range.from + i }));
}
