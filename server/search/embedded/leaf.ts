import type { Alternative, QueryTerm, QueryWord } from '../../../indexer/analyse/analyzer.ts';
import { classOf, isCjk } from '../../../indexer/analyse/characters.ts';
import type { WordReading } from '../engine.ts';
import type { CompiledLeaf } from '../language/compile-query.ts';
import type { Note } from '../language/note.ts';
import type { TextField } from '../query.ts';
import { addToMask, newMask, union, type DocumentSet, type Mask } from './document-set.ts';
import { fuzzyWords } from './fuzzy.ts';
import type { IndexView, SegmentView } from './index-view.ts';
import { phraseList, type PhrasePlace } from './phrase.ts';
import type { PlacedForm } from './position-cursor.ts';
import { combine, documentsOf, PostingListBuilder, sum, type PostingList } from './posting-list.ts';
import type { Ranking } from './ranking.ts';
import { formList, scoredTerm, stemList, type ScoredTerm } from './term-lists.ts';

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

type Via = WordReading['terms'][number]['via'];
type LeafOf<Kind extends CompiledLeaf['kind']> = Extract<CompiledLeaf, { kind: Kind }>;

/** A word that was looked up, as it stands in one query. */
export function typedAt(leaf: Leaf, { start, end }: QueryWord): Leaf {
  return { ...leaf, sought: { ...leaf.sought, typedAt: { start, end } } };
}

/** Looks a word or phrase up. Where it stands in the query is not part of it: `typedAt` says that. */
export function leafOf(context: LeafContext, query: CompiledLeaf): Leaf {
  switch (query.kind) {
    case 'word':
      return wordLeaf(context, query);
    case 'phrase':
      return phraseLeaf(context, query);
    case 'prefix':
      return prefixLeaf(context, query);
    case 'fuzzy':
      return fuzzyLeaf(context, query);
  }
}

function wordLeaf({ view, ranking }: LeafContext, query: LeafOf<'word'>): Leaf {
  const { word, exact, field } = query;
  const perAlternative = word.alternatives.map((alternative) => alternativeLists(view, alternative, exact));
  const lists = view.segments.map((_, i) => perAlternative.flatMap((own) => own.lists[i]!));
  const scored = scoredTerm(view, query.text, 1, lists, field);
  const terms = (): WordReading['terms'] =>
    perAlternative.flatMap((own, i) => {
      const counts =
        perAlternative.length === 1 ? scored.counts : scoredTerm(view, query.text, 1, own.lists, field).counts;
      return counts.any === 0
        ? []
        : [
            {
              term: termText(word.alternatives[i]!, exact),
              via: viaOf(word.alternatives[i]!, exact),
              documents: counts.any,
            },
          ];
    });
  const first = word.alternatives[0]?.terms ?? [];
  const typed =
    exact || first.length !== 1 || isOfCharacters(first[0]!.exact)
      ? undefined
      : bySegment((segment) => view.segments[segment]!.segment.forms.find(first[0]!.exact));
  const leaf = madeLeaf(view, [scored], query, exact ? 'exact' : 'word', terms, {
    phrases: perAlternative.map((own) => own.phrase),
    width: widthOf(first),
    ...(typed === undefined ? {} : { typed }),
  });
  return exact || first.length < 2 || ranking.partWeight === 0
    ? leaf
    : { ...leaf, parts: partsOf(view, first, ranking.partWeight, field) };
}

/** Positions a word takes: a term of a script without spaces stands for as many as it has characters. */
function widthOf(terms: readonly QueryTerm[]): number {
  const last = terms.at(-1);
  return last === undefined ? 1 : last.offset + (isOfCharacters(last.exact) ? Array.from(last.exact).length : 1);
}

function isOfCharacters(term: string): boolean {
  return isCjk(classOf(term.codePointAt(0)!));
}

function partsOf(
  view: IndexView,
  terms: readonly QueryTerm[],
  weight: number,
  field: TextField | undefined,
): () => readonly ScoredTerm[] {
  let parts: readonly ScoredTerm[] | undefined;
  return () =>
    (parts ??= terms.map((term) =>
      scoredTerm(
        view,
        term.exact,
        weight,
        view.segments.map((segment) => soleTermLists(segment, term, false)),
        field,
      ),
    ));
}

/** Exact forms, one behind the other. */
function phraseLeaf({ view }: LeafContext, query: LeafOf<'phrase'>): Leaf {
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

interface AlternativeLists {
  /** By segment. */
  readonly lists: readonly (readonly PostingList[])[];
  readonly phrase: SoughtPhrase;
}

function sought(view: IndexView, slop: number, find: (segment: SegmentView) => readonly PhrasePlace[]): SoughtPhrase {
  return { slop, places: bySegment((segment) => find(view.segments[segment]!)) };
}

/** What is worked out for a segment when it is first asked for. */
function bySegment<T>(find: (segment: number) => T): (segment: number) => T {
  const known: T[] = [];
  return (segment) => (known[segment] ??= find(segment));
}

function alternativeLists(view: IndexView, alternative: Alternative, exact: boolean): AlternativeLists {
  const phrase = sought(view, 0, (segment) => placesOf(alternative.terms, (term) => placedForms(segment, term, exact)));
  const sole = alternative.terms.length === 1 ? alternative.terms[0]! : undefined;
  const lists = view.segments.map((segment, i) =>
    sole === undefined ? listsOf(phraseList(segment, phrase.places(i), 0)) : soleTermLists(segment, sole, exact),
  );
  return { lists, phrase };
}

/** The lists of one term: of its stems, and of its exact form where some of its documents are in none of them. */
function soleTermLists(view: SegmentView, term: QueryTerm, exact: boolean): PostingList[] {
  const { segment } = view;
  const form = segment.forms.find(term.exact);
  if (exact) return form < 0 ? [] : [formList(view, form)];
  const stems = term.stems.map((stem) => segment.stems.find(stem)).filter((ordinal) => ordinal >= 0);
  const lists: PostingList[] = stems.map((ordinal) => stemList(view, ordinal));
  if (form < 0 || stemsCover(view, form, stems)) return lists;
  // Adding up would count tokens twice whose stem is among the stems: only the documents beyond them are added.
  const covered = combine(lists);
  return covered === undefined ? [formList(view, form)] : [...lists, beyond(formList(view, form), covered)];
}

function stemsCover(view: SegmentView, form: number, stems: readonly number[]): boolean {
  const { formStems, formStemStarts } = view.segment;
  for (let i = formStemStarts[form]!; i < formStemStarts[form + 1]!; i += 2)
    if (!stems.includes(formStems[i]!)) return false;
  return true;
}

function beyond(list: PostingList, covered: PostingList): PostingList {
  const builder = new PostingListBuilder(list.to - list.from);
  const { postings } = list;
  let at = covered.from;
  for (let i = list.from; i < list.to; i++) {
    const document = postings.documents[i]!;
    at = covered.postings.seek(document, at, covered.to);
    if (at === covered.to || covered.postings.documents[at] !== document)
      builder.add(document, postings.titleFrequency(i), postings.bodyFrequency(i));
  }
  return builder.list();
}

function prefixLeaf(context: LeafContext, query: LeafOf<'prefix'>): Leaf {
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

function listsFor(terms: Map<string, PostingList[][]>, view: IndexView, term: string): PostingList[][] {
  let lists = terms.get(term);
  if (lists === undefined) terms.set(term, (lists = view.segments.map(() => [])));
  return lists;
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

function fuzzyLeaf({ view, ranking }: LeafContext, query: LeafOf<'fuzzy'>): Leaf {
  const { term: typed } = query;
  const expansions = new Map<string, PostingList[][]>();
  const distances = new Map<string, number>();
  const places = view.segments.map((own, i): readonly PhrasePlace[] => {
    const matches = fuzzyWords(own.segment, typed, fuzzyDistance(typed));
    for (const { ordinal, distance } of matches) {
      const term = own.segment.forms.at(ordinal);
      distances.set(term, distance);
      listsFor(expansions, view, term)[i]!.push(formList(own, ordinal));
    }
    return [{ offset: 0, forms: matches }];
  });
  const terms = [...expansions].map(([term, lists]) =>
    scoredTerm(view, term, fuzzyWeight(term, distances.get(term)!, ranking), lists, query.field),
  );
  return madeLeaf(view, terms, query, 'fuzzy', () => largest(terms, 'fuzzy'), {
    phrases: [{ slop: 0, places: (segment) => places[segment]! }],
  });
}

/** How many letters may differ: none below 3 letters, one to 5, two above; as Elasticsearch's AUTO. MiniSearch's 0.2 of the length allows as many up to 12 letters. */
export function fuzzyDistance(text: string): number {
  return text.length < 3 ? 0 : text.length <= 5 ? 1 : text.length <= longestFuzzy ? 2 : 0;
}

/** Longer words are looked up as they are: no dictionary word is as long, and the table would grow. */
const longestFuzzy = 64;

/** MiniSearch's: falls with the distance. */
function fuzzyWeight(term: string, distance: number, ranking: Ranking): number {
  return distance === 0 ? 1 : (ranking.fuzzyWeight * term.length) / (term.length + distance);
}

function madeLeaf(
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

function placesOf<T extends { readonly offset: number }>(
  terms: readonly T[],
  forms: (term: T) => readonly PlacedForm[],
): PhrasePlace[] {
  const places = new Map<number, PlacedForm[]>();
  for (const term of terms) places.set(term.offset, [...(places.get(term.offset) ?? []), ...forms(term)]);
  return [...places].sort(([a], [b]) => a - b).map(([offset, own]) => ({ offset, forms: own }));
}

function placedForm(view: SegmentView, exact: string): PlacedForm[] {
  const ordinal = view.segment.forms.find(exact);
  return ordinal < 0 ? [] : [{ ordinal }];
}

/** The forms under which a term may stand: its exact form anywhere, and each form of its stems in the languages where it has that stem. */
function placedForms(view: SegmentView, term: QueryTerm, exact: boolean): PlacedForm[] {
  const { segment } = view;
  const own = placedForm(view, term.exact);
  if (exact) return own;
  const forms = own.slice();
  for (const stem of term.stems) {
    const ordinal = segment.stems.find(stem);
    if (ordinal < 0) continue;
    for (let i = segment.stemFormStarts[ordinal]!; i < segment.stemFormStarts[ordinal + 1]!; i += 2) {
      const form = segment.stemForms[i]!;
      if (form !== own[0]?.ordinal)
        forms.push(
          segment.facts.languages.length === 1
            ? { ordinal: form }
            : { ordinal: form, language: segment.stemForms[i + 1]! },
        );
    }
  }
  return forms;
}

function listsOf(list: PostingList | undefined): PostingList[] {
  return list === undefined ? [] : [list];
}

function ordinals(range: { readonly from: number; readonly to: number }): PlacedForm[] {
  return Array.from({ length: range.to - range.from }, (_, i) => ({ ordinal: range.from + i }));
}

function viaOf(alternative: Alternative, exact: boolean): Via {
  if (exact) return 'exact';
  if (alternative.via === 'synonym' || alternative.via === 'segment') return alternative.via;
  return 'stem';
}

function termText(alternative: Alternative, exact: boolean): string {
  return alternative.terms.map((term) => (exact ? term.exact : (term.stems[0] ?? term.exact))).join(' ');
}

/** The terms with the most documents, for the reading. */
function largest(terms: readonly ScoredTerm[], via: Via): WordReading['terms'] {
  return terms
    .filter((term) => term.counts.any > 0)
    .sort((a, b) => b.counts.any - a.counts.any || (a.term < b.term ? -1 : 1))
    .slice(0, readingTerms)
    .map((term) => ({ term: term.term, via, documents: term.counts.any }));
}

/** Terms told of a beginning or likeness: enough to see what was meant. */
const readingTerms = 20;
