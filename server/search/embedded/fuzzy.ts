import { innerMark } from '../../../indexer/analyse/inner-grams.ts';
import type { Segment } from '../../../indexer/index/segment.ts';

/** The words of a segment within an edit distance; pieces of compounds, which the analyzer marks, are no words. */
export function fuzzyWords({ forms, formsShared }: FuzzyForms, wanted: string, limit: number): Likeness[] {
  const pieces = forms.prefixRange(innerMark);
  const matches = fuzzyMatches(forms, formsShared, wanted, limit);
  return pieces.from === pieces.to
    ? matches
    : matches.filter(({ ordinal }) => ordinal < pieces.from || ordinal >= pieces.to);
}

type FuzzyForms = Pick<Segment, 'forms' | 'formsShared'>;

/** A string of the dictionary that is like the wanted one. */
export interface Likeness {
  readonly ordinal: number;
  /** Insertions, deletions and replacements of UTF-16 units between them (Levenshtein, as MiniSearch counts). */
  readonly distance: number;
}

/**
 * All strings of a dictionary within an edit distance, in order. Neighbours in a sorted dictionary share beginnings, so
 * the rows of the distance table for a shared beginning are computed once, and all strings behind a beginning that is
 * already too far away are passed over by their shared lengths alone, a byte a string.
 * @param shared how many bytes each string has in common with the one before, 255 at most
 */
export function fuzzyMatches(
  { bytes, starts, size }: FuzzyForms['forms'],
  shared: Uint8Array,
  wanted: string,
  limit: number,
): Likeness[] {
  const found: Likeness[] = [];
  const table = new DistanceTable(wanted, limit);
  for (let ordinal = 0; ordinal < size;) {
    const start = starts[ordinal]!;
    const tooFarAt = table.follow(bytes, start, starts[ordinal + 1]! - start, shared[ordinal]!);
    if (tooFarAt < 0) {
      const distance = table.distance();
      if (distance <= limit) found.push({ ordinal, distance });
      ordinal++;
      continue;
    }
    ordinal++;
    // A shared length of 255 may stand for more: behind a longer path each string is looked at.
    if (tooFarAt <= 255) while (ordinal < size && shared[ordinal]! >= tooFarAt) ordinal++;
  }
  return found;
}

/**
 * The Levenshtein table between the wanted string and the path to the present one, a row a UTF-16 unit. Only the band of
 * cells that can be within the limit is computed: the others are too far by their place alone.
 */
class DistanceTable {
  private readonly wanted: Uint16Array;
  private readonly limit: number;
  /** Cells of a row: one more than the wanted string has units, and one that is never near. */
  private readonly width: number;
  private readonly cells: Uint8Array;
  /** How many bytes of the path the units up to each row take. */
  private readonly ends: Uint16Array;
  private depth = 0;

  constructor(wanted: string, limit: number) {
    this.wanted = Uint16Array.from({ length: wanted.length }, (_, i) => wanted.charCodeAt(i));
    this.limit = limit;
    this.width = wanted.length + 2;
    // Rows beyond the length and the limit are too far and end the path.
    const rows = wanted.length + limit + 2;
    this.cells = new Uint8Array(rows * this.width).fill(limit + 1);
    this.ends = new Uint16Array(rows);
    for (let j = 0; j < this.width; j++) this.cells[j] = Math.min(j, limit + 1);
  }

  /** Goes on to a string that shares `shared` bytes with the one before. @returns after how many bytes it is too far away, or -1 */
  follow(bytes: Uint8Array, start: number, length: number, shared: number): number {
    const { ends, limit } = this;
    while (this.depth > 0 && ends[this.depth]! > shared) this.depth--;
    let at = ends[this.depth]!;
    while (at < length) {
      const lead = bytes[start + at]!;
      if (lead < 0x80) {
        at += 1;
        if (this.push(lead, at) > limit) return at;
        continue;
      }
      const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      const point = codePoint(bytes, start + at, size);
      at += size;
      if (point < 0x1_0000) {
        if (this.push(point, at) > limit) return at;
        continue;
      }
      if (this.push(0xd800 + ((point - 0x1_0000) >>> 10), at) > limit) return at;
      if (this.push(0xdc00 + ((point - 0x1_0000) & 0x3ff), at) > limit) return at;
    }
    return -1;
  }

  distance(): number {
    return this.cells[this.depth * this.width + this.wanted.length]!;
  }

  /** @returns the smallest number of the new row: no longer string can come nearer */
  private push(unit: number, end: number): number {
    const { wanted, limit, width, cells } = this;
    const above = this.depth * width;
    const depth = ++this.depth;
    const row = above + width;
    const far = limit + 1;
    this.ends[depth] = end;
    const first = Math.max(1, depth - limit);
    const last = Math.min(wanted.length, depth + limit);
    let least = (cells[row + first - 1] = first === 1 ? Math.min(depth, far) : far);
    for (let j = first; j <= last; j++) {
      let value = cells[above + j - 1]! + (wanted[j - 1] === unit ? 0 : 1);
      const changed = Math.min(cells[above + j]!, cells[row + j - 1]!) + 1;
      if (changed < value) value = changed;
      cells[row + j] = value;
      if (value < least) least = value;
    }
    cells[row + last + 1] = far;
    return least;
  }
}

function codePoint(bytes: Uint8Array, at: number, size: number): number {
  let point = bytes[at]! & (0x7f >>> size);
  for (let i = 1; i < size; i++) point = (point << 6) | (bytes[at + i]! & 0x3f);
  return point;
}
