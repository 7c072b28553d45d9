import type { SegmentView } from './index-view.ts';
import { union } from './document-set.ts';
import { exactPhraseList, inAll } from './exact-phrase.ts';
import { FormPositions, positionSets, type PositionSets } from './form-positions.ts';
import { formsPhraseList } from './phrase-of-forms.ts';
import type { PlacedForm, PositionSet } from './position-cursor.ts';
import { PostingListBuilder, type PostingList } from './posting-list.ts';

/** One place of a phrase: any of these forms, `offset` behind the first place. */
export interface PhrasePlace {
  readonly offset: number;
  readonly forms: readonly PlacedForm[];
}

/**
 * The documents of a segment that have the phrase, with how often in the title and in the body. `slop`: how many foreign words
 * may stand between the phrase's words in all; their order stays. A phrase never runs from the title into the body.
 */
export function phraseList(view: SegmentView, places: readonly PhrasePlace[], slop: number): PostingList | undefined {
  if (places.length === 0 || places.some((place) => place.forms.length === 0)) return undefined;
  const offsets = places.map((place) => place.offset - places[0]!.offset);
  if (slop === 0)
    return places.every((place) => place.forms.length === 1)
      ? exactPhraseList(view, places, offsets)
      : formsPhraseList(view, places, offsets);
  const read = places.map(({ forms }) => new FormPositions(view, forms));
  const candidates = inAll(read.map(({ documents }) => union(documents, view.size)));
  if (candidates.length === 0) return undefined;
  const builder = new PostingListBuilder(candidates.length);
  const inTitle = read.map(({ title }) => title);
  const inBody = read.map(({ body }) => body);
  for (let i = 0; i < candidates.length; i++) {
    const document = candidates[i]!;
    for (const place of read) place.read(document);
    const title = looseOccurrences(inTitle, offsets, slop);
    const body = looseOccurrences(inBody, offsets, slop);
    if (title + body > 0) builder.add(document, title, body);
  }
  return builder.list();
}

/** Where a word or phrase of the query stands: positions of its first and last word, and which of the query's words it is. */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly word: number;
}

/** Adds the places of one document where the phrase stands (a single word is a phrase of one place), by field, in order. */
export function addPhraseSpans(
  view: SegmentView,
  places: readonly PhrasePlace[],
  slop: number,
  document: number,
  word: number,
  spans: { readonly title: Span[]; readonly body: Span[] },
): void {
  if (places.length === 0) return;
  const sets = places.map(({ forms }, i) => {
    const set = new FormPositions(view, forms.length > spanForms ? forms.slice(0, spanForms) : forms, spanSetsOf(i));
    set.read(document);
    return set;
  });
  const offsets = places.map((place) => place.offset - places[0]!.offset);
  addSpans(spans.title, word, sets.map(({ title }) => title), offsets, slop); // prettier-ignore
  addSpans(spans.body, word, sets.map(({ body }) => body), offsets, slop); // prettier-ignore
}

const spanSets: PositionSets[] = [];

/** A search does all its work in one go, so the sets of one document serve the next. */
function spanSetsOf(place: number): PositionSets {
  return (spanSets[place] ??= positionSets());
}

/** Forms of one place that are looked up in a document to mark them: `a*` stands for thousands, and each costs a search. */
const spanForms = 512;

function addSpans(
  spans: Span[],
  word: number,
  places: readonly PositionSet[],
  offsets: readonly number[],
  slop: number,
): void {
  const { positions, count } = places[0]!;
  next: for (let i = 0; i < count; i++) {
    const start = positions[i]!;
    let before = start;
    for (let place = 1; place < places.length; place++) {
      const least = before + (offsets[place]! - offsets[place - 1]!);
      const found = places[place]!.values().find((position) => position >= least);
      if (found === undefined) continue next;
      before = found;
    }
    if (before - start - offsets[offsets.length - 1]! <= slop) spans.push({ first: start, last: before, word });
  }
}

/** How often the places stand behind one another, for each occurrence of the first at most once. Each word as soon as possible after the one before; the words between, beyond those of the phrase itself, are at most `slop`. */
function looseOccurrences(places: readonly PositionSet[], offsets: readonly number[], slop: number): number {
  const first = places[0]!;
  let count = 0;
  next: for (let i = 0; i < first.count; i++) {
    const start = first.positions[i]!;
    let before = start;
    for (let place = 1; place < places.length; place++) {
      const least = before + (offsets[place]! - offsets[place - 1]!);
      const { positions, count: length } = places[place]!;
      let j = 0;
      while (j < length && positions[j]! < least) j++;
      if (j === length) continue next;
      before = positions[j]!;
    }
    if (before - start - offsets.at(-1)! <= slop) count++;
  }
  return count;
}
