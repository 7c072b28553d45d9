import type { Alternative, QueryTerm } from '../../../indexer/analyse/analyzer.ts';
import { classOf, isCjk } from '../../../indexer/analyse/characters.ts';
import type { WordReading } from '../engine.ts';
import type { TextField } from '../query.ts';
import type { IndexView, SegmentView } from './index-view.ts';
import {
  bySegment,
  madeLeaf,
  sought,
  type Leaf,
  type LeafContext,
  type LeafOf,
  type SoughtPhrase,
  type Via,
} from './leaf.ts';
import { phraseList } from './phrase.ts';
import { placedForm, placesOf } from './phrase-places.ts';
import type { PlacedForm } from './position-cursor.ts';
import { combine, listsOf, PostingListBuilder, type PostingList } from './posting-list.ts';
import { formList, scoredTerm, stemList, type ScoredTerm } from './term-lists.ts';

/** A word in any of its alternatives: its stems, other spellings, synonyms. */
export function wordLeaf({ view, ranking }: LeafContext, query: LeafOf<'word'>): Leaf {
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

interface AlternativeLists {
  /** By segment. */
  readonly lists: readonly (readonly PostingList[])[];
  readonly phrase: SoughtPhrase;
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

function viaOf(alternative: Alternative, exact: boolean): Via {
  if (exact) return 'exact';
  if (alternative.via === 'synonym' || alternative.via === 'segment') return alternative.via;
  return 'stem';
}

function termText(alternative: Alternative, exact: boolean): string {
  return alternative.terms.map((term) => (exact ? term.exact : (term.stems[0] ?? term.exact))).join(' ');
}
