import { GrowingBytes, GrowingUint16, GrowingUint32 } from './growing.ts';

/** The largest frequency that a byte holds itself; 255 says "look into the overflow table". */
export const largestByteFrequency = 254;
export const overflowMark = 255;

/** Postings of one positions block: the start of the positions is stored once for as many postings. 16: at most 16 additions to find a start, 1/4 byte a posting. */
export const positionBlock = 16;

/** Posting lists while a segment is put together: documents with their frequencies in title and body, one list after the other. */
export class PostingsDraft {
  readonly documents = new GrowingUint16();
  readonly titleFrequencies = new GrowingBytes();
  readonly bodyFrequencies = new GrowingBytes();
  /** Pairs: posting, frequency in the title / in the body. */
  readonly titleOverflow = new GrowingUint32();
  readonly bodyOverflow = new GrowingUint32();

  get length(): number {
    return this.documents.length;
  }

  add(document: number, title: number, body: number): void {
    if (title > largestByteFrequency) this.overflow(this.titleOverflow, title);
    if (body > largestByteFrequency) this.overflow(this.bodyOverflow, body);
    this.documents.push(document);
    this.titleFrequencies.push(Math.min(title, overflowMark));
    this.bodyFrequencies.push(Math.min(body, overflowMark));
  }

  /** What was added so far as postings to be read. */
  view(): Postings {
    return new Postings(
      this.documents.array(),
      this.titleFrequencies.array(),
      this.bodyFrequencies.array(),
      this.titleOverflow.array(),
      this.bodyOverflow.array(),
    );
  }

  titleFrequency(posting: number): number {
    const byte = this.titleFrequencies.at(posting);
    return byte === overflowMark ? overflowing(this.titleOverflow.array(), posting) : byte;
  }

  bodyFrequency(posting: number): number {
    const byte = this.bodyFrequencies.at(posting);
    return byte === overflowMark ? overflowing(this.bodyOverflow.array(), posting) : byte;
  }

  /** Adds postings `[from, to)` of another draft. */
  addAll(other: PostingsDraft, from: number, to: number): void {
    for (let posting = from; posting < to; posting++)
      this.add(other.documents.at(posting), other.titleFrequency(posting), other.bodyFrequency(posting));
  }

  /** Makes room for as many more. */
  reserve(more: number): void {
    for (const column of [this.documents, this.titleFrequencies, this.bodyFrequencies]) column.reserve(more);
  }

  private overflow(table: GrowingUint32, frequency: number): void {
    table.push(this.documents.length);
    table.push(frequency);
  }
}

/** Posting lists of an open segment. All lists lie in the same arrays; a term knows its range. */
export class Postings {
  readonly documents: Uint16Array;
  readonly titleBytes: Uint8Array;
  readonly bodyBytes: Uint8Array;
  private readonly titleOverflow: Uint32Array;
  private readonly bodyOverflow: Uint32Array;

  constructor(
    documents: Uint16Array,
    titleBytes: Uint8Array,
    bodyBytes: Uint8Array,
    titleOverflow: Uint32Array,
    bodyOverflow: Uint32Array,
  ) {
    this.documents = documents;
    this.titleBytes = titleBytes;
    this.bodyBytes = bodyBytes;
    this.titleOverflow = titleOverflow;
    this.bodyOverflow = bodyOverflow;
  }

  titleFrequency(posting: number): number {
    const byte = this.titleBytes[posting]!;
    return byte === overflowMark ? overflowing(this.titleOverflow, posting) : byte;
  }

  bodyFrequency(posting: number): number {
    const byte = this.bodyBytes[posting]!;
    return byte === overflowMark ? overflowing(this.bodyOverflow, posting) : byte;
  }

  /** Whether a frequency in `[from, to)` is too large for its byte. */
  overflowsIn(from: number, to: number): boolean {
    return hasWithin(this.titleOverflow, from, to) || hasWithin(this.bodyOverflow, from, to);
  }

  /** The first posting in `[from, to)` whose document is not less than the wanted one. Near ones are found fastest (galloping). */
  seek(document: number, from: number, to: number): number {
    const { documents } = this;
    let step = 1;
    let low = from;
    while (low + step < to && documents[low + step]! < document) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step + 1, to);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (documents[middle]! < document) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function overflowing(table: Uint32Array, posting: number): number {
  return table[entryAt(table, posting) * 2 + 1]!;
}

function hasWithin(table: Uint32Array, from: number, to: number): boolean {
  const entry = entryAt(table, from);
  return entry * 2 < table.length && table[entry * 2]! < to;
}

/** The first entry of an overflow table whose posting is not less. */
function entryAt(table: Uint32Array, posting: number): number {
  let low = 0;
  let high = table.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (table[middle * 2]! < posting) low = middle + 1;
    else high = middle;
  }
  return low;
}
