import type { SegmentView } from './index-view.ts';
import { intersect, union, type DocumentSet } from './document-set.ts';
import { documentsOf, PostingListBuilder, type PostingList } from './posting-list.ts';

/** One place of a phrase: any of these forms, `offset` behind the first place. */
export interface PhrasePlace {
  readonly offset: number;
  readonly forms: readonly PlacedForm[];
}

/** A form of a segment; with a language, only in documents of that language (a stem's form stems so only there). */
export interface PlacedForm {
  readonly ordinal: number;
  readonly language?: number;
}

/**
 * The documents of a segment that have the phrase, with how often in the title and in the body. `slop`: how many foreign words
 * may stand between the phrase's words in all; their order stays. A phrase never runs from the title into the body.
 */
export function phraseList(view: SegmentView, places: readonly PhrasePlace[], slop: number): PostingList | undefined {
  if (places.length === 0 || places.some((place) => place.forms.length === 0)) return undefined;
  const cursors = places.map((place) => place.forms.map((form) => new PositionCursor(view, form)));
  const candidates = candidateDocuments(view, cursors);
  if (candidates.length === 0) return undefined;
  const builder = new PostingListBuilder(candidates.length);
  const offsets = places.map((place) => place.offset - places[0]!.offset);
  if (slop === 0 && cursors.every((alternatives) => alternatives.length === 1)) {
    addExact(
      builder,
      view,
      candidates,
      cursors.map((alternatives) => alternatives[0]!),
      offsets,
    );
    return builder.list();
  }
  const inTitle = places.map(() => new PositionSet());
  const inBody = places.map(() => new PositionSet());
  for (let i = 0; i < candidates.length; i++) {
    const document = candidates[i]!;
    for (let place = 0; place < cursors.length; place++) {
      inTitle[place]!.count = 0;
      inBody[place]!.count = 0;
      for (const cursor of cursors[place]!) cursor.collect(document, inTitle[place]!, inBody[place]!);
      if (cursors[place]!.length > 1) {
        inTitle[place]!.sort();
        inBody[place]!.sort();
      }
    }
    const title = occurrences(inTitle, offsets, slop);
    const body = occurrences(inBody, offsets, slop);
    if (title + body > 0) builder.add(document, title, body);
  }
  return builder.list();
}

/** The usual case, words in their exact forms: their positions are compared where they lie in the index, and none is copied. */
function addExact(
  builder: PostingListBuilder,
  view: SegmentView,
  candidates: DocumentSet,
  cursors: readonly PositionCursor[],
  offsets: readonly number[],
): void {
  const { positions } = view.segment;
  const at = new Uint32Array(cursors.length);
  const ends = new Uint32Array(cursors.length);
  next: for (let i = 0; i < candidates.length; i++) {
    const document = candidates[i]!;
    for (const cursor of cursors) if (!cursor.moveTo(document)) continue next;
    for (let place = 0; place < cursors.length; place++) {
      at[place] = cursors[place]!.start;
      ends[place] = cursors[place]!.middle;
    }
    const title = sideBySide(positions, at, ends, offsets);
    for (let place = 0; place < cursors.length; place++) {
      at[place] = cursors[place]!.middle;
      ends[place] = cursors[place]!.end;
    }
    const body = sideBySide(positions, at, ends, offsets);
    if (title + body > 0) builder.add(document, title, body);
  }
}

/** How often positions of all ranges `[at, ends)` stand at the given offsets from one another. Moves `at`. */
function sideBySide(
  positions: Uint16Array | Uint32Array,
  at: Uint32Array,
  ends: Uint32Array,
  offsets: readonly number[],
): number {
  const last = ends[0]!;
  let count = 0;
  next: for (let i = at[0]!; i < last; i++) {
    const start = positions[i]!;
    for (let place = 1; place < offsets.length; place++) {
      const wanted = start + offsets[place]!;
      const end = ends[place]!;
      let j = at[place]!;
      while (j < end && positions[j]! < wanted) j++;
      at[place] = j;
      if (j === end) return count;
      if (positions[j] !== wanted) continue next;
    }
    count++;
  }
  return count;
}

function candidateDocuments(view: SegmentView, cursors: readonly (readonly PositionCursor[])[]): DocumentSet {
  const sets = cursors.map((alternatives) => {
    const documents = alternatives.map((cursor) => cursor.documents);
    return documents.length === 1 ? documents[0]! : union(documents, view.size);
  });
  sets.sort((a, b) => a.length - b.length);
  return sets.reduce((both, set) => intersect(both, set));
}

/** Where the phrase stands in one document: positions of its first and last word, in each field. */
export interface PhraseSpans {
  readonly title: readonly Span[];
  readonly body: readonly Span[];
}

export interface Span {
  readonly first: number;
  readonly last: number;
}

/** The places of one document where the phrase stands (a single word is a phrase of one place). */
export function phraseSpans(
  view: SegmentView,
  places: readonly PhrasePlace[],
  slop: number,
  document: number,
): PhraseSpans {
  if (places.length === 0) return { title: [], body: [] };
  const inTitle = places.map(() => new PositionSet());
  const inBody = places.map(() => new PositionSet());
  places.forEach((place, i) => {
    for (const form of place.forms.slice(0, spanForms))
      new PositionCursor(view, form).collect(document, inTitle[i]!, inBody[i]!);
    inTitle[i]!.sort();
    inBody[i]!.sort();
  });
  const offsets = places.map((place) => place.offset - places[0]!.offset);
  return { title: spansIn(inTitle, offsets, slop), body: spansIn(inBody, offsets, slop) };
}

/** Forms of one place that are looked up in a document to mark them: `a*` stands for thousands, and each costs a search. */
const spanForms = 512;

function spansIn(places: readonly PositionSet[], offsets: readonly number[], slop: number): Span[] {
  const spans: Span[] = [];
  next: for (const start of places[0]!.values()) {
    let before = start;
    for (let place = 1; place < places.length; place++) {
      const least = before + (offsets[place]! - offsets[place - 1]!);
      const found = places[place]!.values().find((position) => position >= least);
      if (found === undefined) continue next;
      before = found;
    }
    if (before - start - offsets.at(-1)! <= slop) spans.push({ first: start, last: before });
  }
  return spans;
}

/** How often the places stand behind one another: for each occurrence of the first place at most once. */
function occurrences(places: readonly PositionSet[], offsets: readonly number[], slop: number): number {
  if (places.some((place) => place.count === 0)) return 0;
  return slop === 0 ? exactOccurrences(places, offsets) : looseOccurrences(places, offsets, slop);
}

function exactOccurrences(places: readonly PositionSet[], offsets: readonly number[]): number {
  const first = places[0]!;
  let count = 0;
  const at = places.map(() => 0);
  next: for (let i = 0; i < first.count; i++) {
    const start = first.positions[i]!;
    for (let place = 1; place < places.length; place++) {
      const { positions, count: length } = places[place]!;
      const wanted = start + offsets[place]!;
      let j = at[place]!;
      while (j < length && positions[j]! < wanted) j++;
      at[place] = j;
      if (j === length) return count;
      if (positions[j] !== wanted) continue next;
    }
    count++;
  }
  return count;
}

/** Each word as soon as possible after the one before; the words between, beyond those of the phrase itself, are at most `slop`. */
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

/** Positions of one place in one field of one document; reused from document to document. */
export class PositionSet {
  positions = new Uint32Array(64);
  count = 0;

  push(position: number): void {
    if (this.count === this.positions.length) {
      const larger = new Uint32Array(this.count * 2);
      larger.set(this.positions);
      this.positions = larger;
    }
    this.positions[this.count++] = position;
  }

  values(): Uint32Array {
    return this.positions.subarray(0, this.count);
  }

  sort(): void {
    if (this.count > 1) this.positions.subarray(0, this.count).sort();
  }
}

/** Walks the postings of a form, keeping where their positions start: going forward it only adds the frequencies it passes, or jumps to a block. */
export class PositionCursor {
  readonly documents: DocumentSet;
  /** Where the positions of the present posting start, where those of the body begin behind the title's, and where they end. */
  start: number;
  middle = 0;
  end = 0;
  private readonly view: SegmentView;
  private readonly language: number | undefined;
  private readonly to: number;
  private posting: number;

  constructor(view: SegmentView, form: PlacedForm) {
    const { segment } = view;
    this.view = view;
    this.language = form.language;
    this.posting = segment.formPostings[form.ordinal]!;
    this.to = segment.formPostings[form.ordinal + 1]!;
    this.start = segment.positionsStart(this.posting);
    this.documents = documentsOf({ postings: segment.postings, from: this.posting, to: this.to });
  }

  /** Goes on to a document; they must come in ascending order. @returns whether the form is in it */
  moveTo(document: number): boolean {
    const { segment } = this.view;
    const { postings } = segment;
    if (this.language !== undefined && segment.languages[document] !== this.language) return false;
    const posting = postings.seek(document, this.posting, this.to);
    this.advance(posting);
    if (posting === this.to || postings.documents[posting] !== document) return false;
    this.middle = this.start + postings.titleFrequency(posting);
    this.end = this.middle + postings.bodyFrequency(posting);
    return true;
  }

  collect(document: number, title: PositionSet, body: PositionSet): void {
    if (!this.moveTo(document)) return;
    const { positions } = this.view.segment;
    for (let i = this.start; i < this.middle; i++) title.push(positions[i]!);
    for (let i = this.middle; i < this.end; i++) body.push(positions[i]!);
  }

  private advance(posting: number): void {
    if (posting === this.posting) return;
    const { segment } = this.view;
    if (posting === this.to) this.posting = posting;
    else if (posting - this.posting > stepLimit) {
      this.start = segment.positionsStart(posting);
      this.posting = posting;
    } else {
      const { postings } = segment;
      for (; this.posting < posting; this.posting++)
        this.start += postings.titleFrequency(this.posting) + postings.bodyFrequency(this.posting);
    }
  }
}

/** Farther than this, starting from the block's stored position is cheaper on average than adding all frequencies between: half a block. */
const stepLimit = 32;
