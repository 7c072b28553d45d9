import type { QueryWord } from '../../../indexer/analyse/analyzer.ts';
import type { WordReading } from '../engine.ts';
import type { CompiledLeaf } from '../language/compile-query.ts';
import type { Note } from '../language/note.ts';
import type { TextField } from '../query.ts';
import { addToMask, newMask, union, type DocumentSet, type Mask } from './document-set.ts';
import type { IndexView, SegmentView } from './index-view.ts';
import type { PhrasePlace } from './phrase.ts';
import type { PlacedForm } from './position-cursor.ts';
import { documentsOf } from './posting-list.ts';
import type { Ranking } from './ranking.ts';
import type { ScoredTerm } from './term-lists.ts';

/** A word or phrase of the query, looked up in every segment. */
export interface Leaf {
  /** Which documents have it, by segment (dead ones included). */
  readonly documents: readonly DocumentSet[];
  /** The same of one segment as bits. */
  mask(segment: number): Mask;
  /** What it is scored by; more than one where every term counts for itself (beginnings and likenesses). */
  readonly terms: readonly ScoredTerm[];
  readonly sought: Sought;
  /** The parts of a word that stands in texts as several terms (a compound, characters of a script without spaces): what a document has of them counts where any word may match. */
  readonly parts?: () => readonly ScoredTerm[];
  /** Where work was bounded, in words. */
  readonly note?: Note;
  /** How it was understood. Costs a little: asked for once, for the answer. */
  reading(): WordReading;
}

/** What makes a place of a text a hit. */
export interface Sought {
  readonly field?: TextField;
  /** The phrases of which any is a hit; a word is a phrase of one place. */
  readonly phrases: readonly SoughtPhrase[];
  /** The forms of a segment in which any of the phrases begins; none of those that stand for too many to be looked at one by one. */
  readonly forms: (segment: number) => readonly PlacedForm[];
  /** How many positions the word takes. */
  readonly width?: number;
  /** Where it stands in what was typed, UTF-16 units: words of a script without spaces touch. */
  readonly typedAt?: { readonly start: number; readonly end: number };
  /** The form of a segment exactly as typed, when the word is looked for in any form; -1 where the segment has none. */
  readonly typed?: (segment: number) => number;
}

export interface SoughtPhrase {
  readonly slop: number;
  /** Its places in a segment; looked up when first asked for. */
  readonly places: (segment: number) => readonly PhrasePlace[];
}

export interface LeafContext {
  readonly view: IndexView;
  readonly ranking: Ranking;
}

export type Via = WordReading['terms'][number]['via'];

export type LeafOf<Kind extends CompiledLeaf['kind']> = Extract<CompiledLeaf, { kind: Kind }>;

/** A word that was looked up, as it stands in one query. */
export function typedAt(leaf: Leaf, { start, end }: QueryWord): Leaf {
  return { ...leaf, sought: { ...leaf.sought, typedAt: { start, end } } };
}

/** A leaf from what was found for it. */
export function madeLeaf(
  view: IndexView,
  terms: readonly ScoredTerm[],
  query: CompiledLeaf,
  via: WordReading['via'],
  readTerms: () => WordReading['terms'],
  sought: Omit<Sought, 'field' | 'forms'>,
  note?: Note,
): Leaf {
  const documents = view.segments.map((segment, i) => {
    const sets = terms.flatMap((term) => (term.lists[i] === undefined ? [] : [documentsOf(term.lists[i])]));
    return union(sets, segment.size);
  });
  let reading: WordReading | undefined;
  return {
    documents,
    mask: masksOf(view, documents),
    terms,
    sought: {
      ...(query.field === undefined ? {} : { field: query.field }),
      ...sought,
      forms: bySegment((segment) => firstForms(sought.phrases, segment)),
    },
    ...(note === undefined ? {} : { note }),
    reading: () =>
      (reading ??= {
        text: query.text,
        via,
        terms: readTerms(),
        documents: terms.length === 1 ? terms[0]!.counts.any : livingCount(view, documents),
      }),
  };
}

export function sought(
  view: IndexView,
  slop: number,
  find: (segment: SegmentView) => readonly PhrasePlace[],
): SoughtPhrase {
  return { slop, places: bySegment((segment) => find(view.segments[segment]!)) };
}

/** What is worked out for a segment when it is first asked for. */
export function bySegment<T>(find: (segment: number) => T): (segment: number) => T {
  const known: T[] = [];
  return (segment) => (known[segment] ??= find(segment));
}

function firstForms(phrases: readonly SoughtPhrase[], segment: number): readonly PlacedForm[] {
  const forms: PlacedForm[] = [];
  for (const { places } of phrases) {
    const [first] = places(segment);
    if (first === undefined || first.forms.length > mostForms) continue;
    for (const form of first.forms)
      if (!forms.some((known) => known.ordinal === form.ordinal && known.language === form.language)) forms.push(form);
  }
  return forms;
}

/** Forms of a word whose positions are read; a beginning that stands for more is not looked at for nearness. */
const mostForms = 64;

/** The documents of each segment as bits, made when first asked for. */
export function masksOf(view: IndexView, documents: readonly DocumentSet[]): (segment: number) => Mask {
  return bySegment((segment) => {
    const mask = newMask(view.segments[segment]!.size);
    addToMask(mask, documents[segment]!);
    return mask;
  });
}

function livingCount(view: IndexView, documents: readonly DocumentSet[]): number {
  let count = 0;
  view.segments.forEach(({ live }, i) => {
    const set = documents[i]!;
    if (live === undefined) count += set.length;
    else for (const document of set) count += (live[document >>> 5]! >>> (document & 31)) & 1;
  });
  return count;
}
