import type { SegmentView } from './index-view.ts';
import type { PhrasePlace } from './phrase.ts';
import type { PlacedForm } from './position-cursor.ts';

/** The places of a phrase, in order, each with the forms of all terms that stand there. */
export function placesOf<T extends { readonly offset: number }>(
  terms: readonly T[],
  forms: (term: T) => readonly PlacedForm[],
): PhrasePlace[] {
  const places = new Map<number, PlacedForm[]>();
  for (const term of terms) places.set(term.offset, [...(places.get(term.offset) ?? []), ...forms(term)]);
  return [...places].sort(([a], [b]) => a - b).map(([offset, own]) => ({ offset, forms: own }));
}

/** The exact form, where the segment has it. */
export function placedForm(view: SegmentView, exact: string): PlacedForm[] {
  const ordinal = view.segment.forms.find(exact);
  return ordinal < 0 ? [] : [{ ordinal }];
}
