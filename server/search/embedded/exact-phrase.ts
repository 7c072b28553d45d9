import { intersect, type DocumentSet } from './document-set.ts';
import type { SegmentView } from './index-view.ts';
import { PositionCursor, type PlacedForm } from './position-cursor.ts';
import { PostingListBuilder, type PostingList } from './posting-list.ts';

/**
 * The usual phrase: words in their exact forms, each at its place. Neighbours that the index keeps as a pair are one list, so
 * "of the" is read off and "one of the" needs the places of two pairs. Positions are compared where they lie in the index.
 * `places` have one form each.
 */
export function exactPhraseList(
  view: SegmentView,
  places: readonly { readonly forms: readonly PlacedForm[] }[],
  offsets: readonly number[],
): PostingList | undefined {
  const parts = partsOf(
    view,
    places.map(({ forms }) => forms[0]!),
    offsets,
  );
  if (parts === undefined) return undefined;
  // The rarest leads: its places are few, and the others are only looked into where it stands.
  parts.sort((a, b) => a.to - a.from - (b.to - b.from));
  const [lead] = parts;
  if (parts.length === 1 && lead!.form?.language === undefined)
    return { postings: lead!.places.postings, from: lead!.from, to: lead!.to };
  const cursors = parts.map(({ places: own, from, to, form }) =>
    form === undefined ? new PositionCursor(own, from, to) : PositionCursor.ofForm(view, form),
  );
  const candidates = inAll(cursors.map((cursor) => cursor.documents));
  if (candidates.length === 0) return undefined;
  const builder = new PostingListBuilder(candidates.length);
  const aligner = new Aligner(
    cursors,
    parts.map(({ offset }) => offset),
  );
  next: for (let i = 0; i < candidates.length; i++) {
    const document = candidates[i]!;
    for (const cursor of cursors) if (!cursor.moveTo(document)) continue next;
    const title = aligner.inTitle();
    const body = aligner.inBody();
    if (title + body > 0) builder.add(document, title, body);
  }
  return builder.list();
}

/** Documents of all sets. */
export function inAll(sets: readonly DocumentSet[]): DocumentSet {
  return [...sets].sort((a, b) => a.length - b.length).reduce((both, set) => intersect(both, set));
}

/** A word of a phrase, or a pair of neighbours: its postings, and where it stands in the phrase. */
interface Part {
  readonly places: SegmentView['segment']['formPlaces'];
  readonly from: number;
  readonly to: number;
  readonly offset: number;
  /** Of a word. */
  readonly form?: PlacedForm;
}

/** `undefined`: two of the words never stand side by side. */
function partsOf(view: SegmentView, forms: readonly PlacedForm[], offsets: readonly number[]): Part[] | undefined {
  const { formPlaces, formPostings, pairs } = view.segment;
  const parts: Part[] = [];
  let covered = -1;
  for (let i = 0; i < forms.length; i++) {
    const form = forms[i]!;
    const next = forms[i + 1];
    const pair =
      next === undefined ||
      offsets[i + 1] !== offsets[i]! + 1 ||
      form.language !== undefined ||
      next.language !== undefined
        ? undefined
        : pairs.find(form.ordinal, next.ordinal);
    if (pair !== undefined) {
      if (pair.from === pair.to) return undefined;
      parts.push({ places: pairs.places, ...pair, offset: offsets[i]! });
      covered = i + 1;
    } else if (covered < i) {
      const [from, to] = [formPostings[form.ordinal]!, formPostings[form.ordinal + 1]!];
      parts.push({ places: formPlaces, from, to, offset: offsets[i]!, form });
    }
  }
  return parts;
}

/** Counts where the parts of a phrase stand as they should in the document that their cursors are at. */
class Aligner {
  private readonly cursors: readonly PositionCursor[];
  private readonly offsets: Int32Array;
  private readonly at: Uint32Array;
  private readonly ends: Uint32Array;

  constructor(cursors: readonly PositionCursor[], offsets: readonly number[]) {
    this.cursors = cursors;
    this.offsets = Int32Array.from(offsets);
    this.at = new Uint32Array(cursors.length);
    this.ends = new Uint32Array(cursors.length);
  }

  inTitle(): number {
    for (let part = 0; part < this.cursors.length; part++) {
      const { start, middle } = this.cursors[part]!;
      if (start === middle) return 0;
      this.at[part] = start;
      this.ends[part] = middle;
    }
    return this.count();
  }

  inBody(): number {
    for (let part = 0; part < this.cursors.length; part++) {
      const { middle, end } = this.cursors[part]!;
      if (middle === end) return 0;
      this.at[part] = middle;
      this.ends[part] = end;
    }
    return this.count();
  }

  private count(): number {
    const { cursors, offsets, at, ends } = this;
    const lead = cursors[0]!.positions;
    const last = ends[0]!;
    let count = 0;
    next: for (let i = at[0]!; i < last; i++) {
      const start = lead[i]! - offsets[0]!;
      for (let part = 1; part < offsets.length; part++) {
        const wanted = start + offsets[part]!;
        const { positions } = cursors[part]!;
        const end = ends[part]!;
        const j = seekPosition(positions, wanted, at[part]!, end);
        at[part] = j;
        if (j === end) return count;
        if (positions[j] !== wanted) continue next;
      }
      count++;
    }
    return count;
  }
}

/** The first index in `[from, end)` whose position is not less than the wanted one: galloping, so that a common word is not walked for each rare one. */
function seekPosition(positions: Uint16Array | Uint32Array, wanted: number, from: number, end: number): number {
  let low = from;
  let step = 1;
  while (low + step < end && positions[low + step]! < wanted) {
    low += step;
    step *= 2;
  }
  let high = low + step < end ? low + step + 1 : end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (positions[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
