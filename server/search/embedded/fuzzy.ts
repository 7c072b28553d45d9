import { innerMark } from '../../../indexer/analyse/inner-grams.ts';
import type { Dictionary } from '../../../indexer/index/dictionary.ts';

/** The words of a dictionary within an edit distance; pieces of compounds, which the analyzer marks, are no words. */
export function fuzzyWords(dictionary: Dictionary, wanted: string, limit: number): Likeness[] {
  const pieces = dictionary.prefixRange(innerMark);
  const matches = fuzzyMatches(dictionary, wanted, limit);
  return pieces.from === pieces.to
    ? matches
    : matches.filter(({ ordinal }) => ordinal < pieces.from || ordinal >= pieces.to);
}

/** A string of the dictionary that is like the wanted one. */
export interface Likeness {
  readonly ordinal: number;
  /** Insertions, deletions and replacements of UTF-16 units between them (Levenshtein, as MiniSearch counts). */
  readonly distance: number;
}

/**
 * All strings of a dictionary within an edit distance, in order. Neighbours in a sorted dictionary share beginnings, so
 * the rows of the distance table for a shared beginning are computed once, and all strings behind a beginning that is
 * already too far away are jumped over.
 */
export function fuzzyMatches(dictionary: Dictionary, wanted: string, limit: number): Likeness[] {
  const found: Likeness[] = [];
  const table = new DistanceTable(wanted);
  const { bytes, starts } = dictionary;
  let previousStart = 0;
  let previousLength = 0;
  let ordinal = 0;
  while (ordinal < dictionary.size) {
    const start = starts[ordinal]!;
    const length = starts[ordinal + 1]! - start;
    let shared = 0;
    while (shared < length && shared < previousLength && bytes[start + shared] === bytes[previousStart + shared])
      shared++;
    const tooFarAt = table.follow(bytes, start, length, shared, limit);
    previousStart = start;
    previousLength = length;
    if (tooFarAt >= 0) {
      previousLength = tooFarAt;
      ordinal = dictionary.afterPrefix(bytes.subarray(start, start + tooFarAt), tooFarAt, ordinal + 1);
      continue;
    }
    const distance = table.distance();
    if (distance <= limit) found.push({ ordinal, distance });
    ordinal++;
  }
  return found;
}

/** The Levenshtein table between the wanted string and the path to the present one, a row a UTF-16 unit. */
class DistanceTable {
  private readonly wanted: string;
  private readonly rows: Uint16Array[] = [];
  /** How many bytes of the path the units up to each row take. */
  private readonly ends: number[] = [0];
  private depth = 0;

  constructor(wanted: string) {
    this.wanted = wanted;
    this.rows.push(Uint16Array.from({ length: wanted.length + 1 }, (_, i) => i));
  }

  /** Goes on to a string that shares `shared` bytes with the one before. @returns after how many bytes it is too far away, or -1 */
  follow(bytes: Uint8Array, start: number, length: number, shared: number, limit: number): number {
    while (this.depth > 0 && this.ends[this.depth]! > shared) this.depth--;
    let at = this.ends[this.depth]!;
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
      this.push(0xd800 + ((point - 0x1_0000) >>> 10), at);
      if (this.push(0xdc00 + ((point - 0x1_0000) & 0x3ff), at) > limit) return at;
    }
    return -1;
  }

  distance(): number {
    return this.rows[this.depth]![this.wanted.length]!;
  }

  /** @returns the smallest number of the new row: no longer string can come nearer */
  private push(unit: number, end: number): number {
    const above = this.rows[this.depth]!;
    this.depth++;
    const row = (this.rows[this.depth] ??= new Uint16Array(this.wanted.length + 1));
    this.ends[this.depth] = end;
    let least = (row[0] = above[0]! + 1);
    for (let j = 1; j <= this.wanted.length; j++) {
      const replaced = above[j - 1]! + (this.wanted.charCodeAt(j - 1) === unit ? 0 : 1);
      const changed = Math.min(above[j]!, row[j - 1]!) + 1;
      const value = replaced < changed ? replaced : changed;
      row[j] = value;
      if (value < least) least = value;
    }
    return least;
  }
}

function codePoint(bytes: Uint8Array, at: number, size: number): number {
  let point = bytes[at]! & (0x7f >>> size);
  for (let i = 1; i < size; i++) point = (point << 6) | (bytes[at + i]! & 0x3f);
  return point;
}
