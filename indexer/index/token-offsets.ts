import { GrowingBytes } from './growing.ts';

/**
 * Where the tokens of a text stand: for each token that begins a new position, in order of position,
 *
 *     0xxxxxxx   at the next position, one byte (bit 6: two) behind the end of the one before, its length in bits 0 to 5
 *     10000001   the three numbers as they were of the one before
 *     10000000   and three LEB128 numbers: how many positions after the one before, how many bytes its beginning lies
 *                after the beginning of the one before, its length in bytes
 *
 * Before the first there is one at position -1 that begins at byte 0 and ends one byte before it. So nearly all words
 * take one byte, and so do pairs of Han characters. Offsets count bytes of the UTF-8 text, so that a snippet is cut
 * without decoding the whole body.
 */
export class TokenOffsets {
  readonly bytes = new GrowingBytes();
  private text = '';
  /** Where the conversion from UTF-16 units to bytes has arrived. */
  private unit = 0;
  private byte = 0;
  /** The first unit beyond ASCII at `unit` or behind it, where it is known: up to there units are bytes. */
  private wide = 0;
  private lastPosition = -1;
  private lastStart = 0;
  private lastEnd = -1;
  /** The three numbers of the token before. */
  private steps = 0;
  private distance = 0;
  private length = 0;

  /** Begins a new text. */
  begin(text: string): void {
    this.bytes.length = 0;
    this.text = text;
    this.unit = 0;
    this.byte = 0;
    this.wide = wideFrom(text, 0);
    this.lastPosition = -1;
    this.lastStart = 0;
    this.lastEnd = -1;
    this.steps = 0;
    this.distance = 0;
    this.length = 0;
  }

  /** A token in the order of positions; only the first of each position is kept. Tokens may begin before the one before ends, never before it begins. */
  add(position: number, start: number, end: number): void {
    if (position <= this.lastPosition || start < this.unit) return;
    this.byte += this.bytesOf(this.unit, start);
    this.unit = start;
    if (start > this.wide) this.wide = wideFrom(this.text, start);
    this.put(position, this.byte, this.bytesOf(start, end));
  }

  private bytesOf(start: number, end: number): number {
    return end <= this.wide ? end - start : utf8Length(this.text, start, end);
  }

  private put(position: number, start: number, length: number): void {
    const { bytes } = this;
    const steps = position - this.lastPosition;
    const distance = start - this.lastStart;
    const gap = start - this.lastEnd;
    if (steps === 1 && (gap === 1 || gap === 2) && length < farther) bytes.push(gap === 1 ? length : length | farther);
    else if (steps === this.steps && distance === this.distance && length === this.length) bytes.push(again);
    else {
      bytes.push(anew);
      leb(bytes, steps);
      leb(bytes, distance);
      leb(bytes, length);
    }
    this.steps = steps;
    this.distance = distance;
    this.length = length;
    this.lastPosition = position;
    this.lastStart = start;
    this.lastEnd = start + length;
  }
}

/** First bytes of tokens. */
const farther = 0x40;
const anew = 0x80;
const again = 0x81;

/** Where the tokens of one text stand, in columns; only the first `size` of each count. */
export interface TokenColumns {
  size: number;
  positions: Int32Array;
  /** Bytes of the UTF-8 text; ends are behind the last byte. */
  starts: Int32Array;
  ends: Int32Array;
}

/** Columns to read into, again and again: a reader allocates nothing for a text that is no longer than the longest before. */
export function tokenColumns(): TokenColumns {
  return { size: 0, positions: new Int32Array(0), starts: new Int32Array(0), ends: new Int32Array(0) };
}

/** Reads the offsets of a text's tokens into the columns, up to the first one at `untilPosition` or behind it. */
export function readTokenOffsets(offsets: Uint8Array, untilPosition: number, columns: TokenColumns): void {
  makeRoom(columns, offsets.length);
  const { positions, starts, ends } = columns;
  let size = 0;
  let position = -1;
  let start = 0;
  let length = -1;
  let steps = 0;
  let distance = 0;
  let at = 0;
  const next = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = offsets[at++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  };
  while (at < offsets.length && position < untilPosition) {
    const first = offsets[at++]!;
    if (first < anew) {
      steps = 1;
      distance = length + (first < farther ? 1 : 2);
      length = first & (farther - 1);
    } else if (first === anew) {
      steps = next();
      distance = next();
      length = next();
    }
    position += steps;
    start += distance;
    positions[size] = position;
    starts[size] = start;
    ends[size] = start + length;
    size++;
  }
  columns.size = size;
}

/** A token takes at least a byte of the offsets. */
function makeRoom(columns: TokenColumns, tokens: number): void {
  if (columns.positions.length >= tokens) return;
  columns.positions = new Int32Array(tokens);
  columns.starts = new Int32Array(tokens);
  columns.ends = new Int32Array(tokens);
}

function leb(bytes: GrowingBytes, value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** The first unit beyond ASCII from a place on; the length of the text when there is none. */
function wideFrom(text: string, start: number): number {
  let i = start;
  while (i < text.length && text.charCodeAt(i) < 0x80) i++;
  return i;
}

/** Bytes of `text.slice(start, end)` in UTF-8, a lone surrogate counted as the replacement character it is written as. */
function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      // The pair takes 4 bytes; an end between its halves counts the whole pair here and nothing later.
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}
