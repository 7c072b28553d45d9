import { GrowingUint16, GrowingUint32 } from './growing.ts';
import { PlacedPostings } from './placed-postings.ts';
import { PostingsDraft, positionBlock } from './postings.ts';
import type { SegmentDraft } from './segment-draft.ts';

/**
 * Neighbours among the most frequent forms of a segment ("of the", "united states"), with their postings and positions: a phrase of
 * common words is then read off, where walking all places of its words would take a hundred times as long. All pairs of these
 * forms are kept, so that a pair that is not there stands nowhere.
 */
export interface FrequentPairs {
  /** The forms whose pairs are kept, ascending. */
  readonly forms: Uint32Array;
  /** First and second form of each pair, sorted by the first, then the second. */
  readonly pairs: Uint32Array;
  /** Start of each pair's postings, and the end of the last. */
  readonly starts: Uint32Array;
  readonly postings: PostingsDraft;
  readonly positions: Uint32Array;
  readonly blocks: Uint32Array;
}

/**
 * Most forms whose pairs are kept. On 229 MB of press releases 64 add a tenth to the segment files, 128 a sixth; the 65th form has
 * about 60,000 places, which a phrase looks up in two milliseconds.
 */
export const pairedForms = 64;

/** A form with fewer places in a segment is looked up at all of them in half a millisecond: its pairs would only take room, and time to find. */
export const leastOccurrences = 16_384;

export function frequentPairs(draft: SegmentDraft): FrequentPairs {
  const placed = new PlacedPostings(draft.postings.view(), draft.positions.array(), draft.positionBlocks.array());
  const starts = draft.formPostings.array();
  const collector = new PairCollector(placed, starts, mostFrequentForms(placed, starts));
  for (let document = 0; document < draft.documents.length; document++) collector.read(document);
  return collector.pairs();
}

function mostFrequentForms(placed: PlacedPostings, starts: Uint32Array): Uint32Array {
  const frequent: { form: number; occurrences: number }[] = [];
  for (let form = 0; form + 1 < starts.length; form++) {
    const [from, to] = [starts[form]!, starts[form + 1]!];
    if (to - from < leastOccurrences / mostRepeated) continue;
    const occurrences = placed.start(to - 1) + frequencyAt(placed, to - 1) - placed.start(from);
    if (occurrences >= leastOccurrences) frequent.push({ form, occurrences });
  }
  frequent.sort((a, b) => b.occurrences - a.occurrences || a.form - b.form);
  return Uint32Array.from(frequent.slice(0, pairedForms), ({ form }) => form).sort();
}

/** A form that stands more often than this in the documents that have it, on average, is not looked at: it would be in few documents, and those are walked fast enough. */
const mostRepeated = 256;

function frequencyAt({ postings }: PlacedPostings, posting: number): number {
  return postings.titleFrequency(posting) + postings.bodyFrequency(posting);
}

/** One pair of forms while documents are read in ascending order. */
class PairPostings {
  readonly documents = new GrowingUint16(8);
  /** How often in the title of each document, and in its body. */
  readonly title = new GrowingUint32(8);
  readonly body = new GrowingUint32(8);
  readonly positions = new GrowingUint32(8);
  private last = -1;

  add(document: number, inTitle: boolean, position: number): void {
    if (document !== this.last) {
      this.last = document;
      this.documents.push(document);
      this.title.push(0);
      this.body.push(0);
    }
    (inTitle ? this.title : this.body).increment(this.documents.length - 1);
    this.positions.push(position);
  }
}

class PairCollector {
  private readonly placed: PlacedPostings;
  private readonly forms: Uint32Array;
  /** By rank of the first form times the number of forms, plus the rank of the second. */
  private readonly found: (PairPostings | undefined)[];
  /** Where each form's list goes on and where it ends, and where its positions go on. */
  private readonly posting: Uint32Array;
  private readonly end: Uint32Array;
  private readonly position: Uint32Array;
  /** The forms of the present document. */
  private readonly present: Uint32Array;
  /** The places of one field of it: which form stands where, those of one position chained. */
  private ranks: Uint32Array = new Uint32Array(4096);
  private places: Uint32Array = new Uint32Array(4096);
  private chain: Uint32Array = new Uint32Array(4096);
  /** By position, its last place plus 1; 0 for none. */
  private heads: Uint32Array = new Uint32Array(4096);

  constructor(placed: PlacedPostings, starts: Uint32Array, forms: Uint32Array) {
    this.placed = placed;
    this.forms = forms;
    this.found = new Array<PairPostings | undefined>(forms.length ** 2).fill(undefined);
    this.posting = forms.map((form) => starts[form]!);
    this.end = forms.map((form) => starts[form + 1]!);
    this.position = this.posting.map((posting) => placed.start(posting));
    this.present = new Uint32Array(forms.length);
  }

  /** Documents must come in ascending order, all of them. */
  read(document: number): void {
    const { documents } = this.placed.postings;
    const { posting, end, position, present } = this;
    let count = 0;
    for (let rank = 0; rank < posting.length; rank++)
      if (posting[rank]! < end[rank]! && documents[posting[rank]!] === document) present[count++] = rank;
    const ranks = present.subarray(0, count);
    this.readField(document, ranks, true);
    this.readField(document, ranks, false);
    for (const rank of ranks) position[rank]! += frequencyAt(this.placed, posting[rank]!++);
  }

  private readField(document: number, present: Uint32Array, inTitle: boolean): void {
    const count = this.placeForms(present, inTitle);
    const { ranks, places, chain, heads, found } = this;
    for (let i = 0; i < count; i++) {
      const position = places[i]!;
      const first = ranks[i]! * this.forms.length;
      for (let next = heads[position + 1]!; next !== 0; next = chain[next - 1]!)
        (found[first + ranks[next - 1]!] ??= new PairPostings()).add(document, inTitle, position);
    }
    for (let i = 0; i < count; i++) heads[places[i]!] = 0;
  }

  /** Notes where the forms stand in the field. @returns how many places there are */
  private placeForms(present: Uint32Array, inTitle: boolean): number {
    const { postings, positions } = this.placed;
    let count = 0;
    for (let i = 0; i < present.length; i++) {
      const rank = present[i]!;
      const posting = this.posting[rank]!;
      const title = postings.titleFrequency(posting);
      const start = this.position[rank]! + (inTitle ? 0 : title);
      const end = start + (inTitle ? title : postings.bodyFrequency(posting));
      if (start === end) continue;
      // Positions ascend: the last is the largest.
      this.makeRoom(count + end - start, positions[end - 1]!);
      const { ranks, places, chain, heads } = this;
      for (let at = start; at < end; at++) {
        const position = positions[at]!;
        ranks[count] = rank;
        places[count] = position;
        chain[count] = heads[position]!;
        heads[position] = ++count;
      }
    }
    return count;
  }

  private makeRoom(count: number, position: number): void {
    if (position + 1 >= this.heads.length) this.heads = enlarged(this.heads, position + 2);
    if (count <= this.places.length) return;
    this.ranks = enlarged(this.ranks, count);
    this.places = enlarged(this.places, count);
    this.chain = enlarged(this.chain, count);
  }

  pairs(): FrequentPairs {
    const pairs: number[] = [];
    const starts = new GrowingUint32();
    const postings = new PostingsDraft();
    const positions = new GrowingUint32();
    const blocks = new GrowingUint32();
    this.found.forEach((pair, key) => {
      if (pair === undefined) return;
      pairs.push(this.forms[Math.floor(key / this.forms.length)]!, this.forms[key % this.forms.length]!);
      starts.push(postings.length);
      const [title, body] = [pair.title.array(), pair.body.array()];
      let position = positions.length;
      pair.documents.array().forEach((document, i) => {
        if (postings.length % positionBlock === 0) blocks.push(position);
        postings.add(document, title[i]!, body[i]!);
        position += title[i]! + body[i]!;
      });
      positions.pushAll(pair.positions.array());
    });
    starts.push(postings.length);
    return {
      forms: this.forms,
      pairs: Uint32Array.from(pairs),
      starts: starts.array(),
      postings,
      positions: positions.array(),
      blocks: blocks.array(),
    };
  }
}

function enlarged(array: Uint32Array, least: number): Uint32Array {
  const larger = new Uint32Array(Math.max(least, array.length * 2));
  larger.set(array);
  return larger;
}
