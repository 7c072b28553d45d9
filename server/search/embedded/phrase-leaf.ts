import type { WordReading } from '../engine.ts';
import type { SegmentView } from './index-view.ts';
import { madeLeaf, sought, type Leaf, type LeafContext, type LeafOf } from './leaf.ts';
import { phraseList, type PhrasePlace } from './phrase.ts';
import { placedForm, placesOf } from './phrase-places.ts';
import { listsOf, type PostingList } from './posting-list.ts';
import { formList, scoredTerm } from './term-lists.ts';

/** Exact forms, one behind the other. */
export function phraseLeaf({ view }: LeafContext, query: LeafOf<'phrase'>): Leaf {
  const phrase = sought(view, query.slop, (segment) =>
    placesOf(query.terms, (term) => placedForm(segment, term.exact)),
  );
  const lists = view.segments.map((segment, i) => phraseLists(segment, phrase.places(i), query.slop));
  const scored = scoredTerm(view, query.text, 1, lists, query.field);
  const terms = (): WordReading['terms'] =>
    scored.counts.any === 0
      ? []
      : [{ term: query.terms.map((term) => term.exact).join(' '), via: 'exact', documents: scored.counts.any }];
  return madeLeaf(view, [scored], query, 'phrase', terms, { phrases: [phrase] });
}

/** A phrase of one word is that word's own list. */
function phraseLists(view: SegmentView, places: readonly PhrasePlace[], slop: number): PostingList[] {
  const [only] = places;
  if (places.length === 1 && only !== undefined) return only.forms.map((form) => formList(view, form.ordinal));
  return listsOf(phraseList(view, places, slop));
}
