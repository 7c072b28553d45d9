import { isAscii } from 'node:buffer';
import type { StoredRecord } from '../../../indexer/index/stored-fields.ts';
import { readTokenOffsets, tokenColumns, type TokenColumns } from '../../../indexer/index/token-offsets.ts';
import type { Run, Snippet } from '../engine.ts';
import type { SegmentView } from './index-view.ts';
import type { Leaf } from './leaf.ts';
import { addPhraseSpans, type Span } from './phrase.ts';

/** Bytes of text in a snippet: about three lines of a result page. In scripts of three bytes a letter that is a third as many letters, which say as much. */
export const snippetBytes = 280;

/** Bytes shown before the first word found, so that it does not stand without its sentence. */
const leadBytes = 60;

/** Most snippets of a body. */
const bodySnippets = 2;

/**
 * The title with its hits, when it has any, and the passages of the body where the query's words are densest; the body's
 * beginning when it has none. The places come from the index, so they are exactly what matched; no text is analysed again.
 */
export function snippetsOf(
  view: SegmentView,
  segment: number,
  document: number,
  leaves: readonly Leaf[],
  record: StoredRecord,
): Snippet[] {
  const spans = spansOf(view, segment, document, leaves);
  const snippets: Snippet[] = [];
  if (spans.title.length > 0) {
    const title = Buffer.from(record.fields.title);
    const tokens = tokensOf(record.titleOffsets, Infinity);
    snippets.push({ field: 'title', runs: runsOf(title, 0, title.length, joined(byteRanges(spans.title, tokens))) });
  }
  snippets.push(...bodyPassages(record, spans.body));
  return snippets;
}

function spansOf(
  view: SegmentView,
  segment: number,
  document: number,
  leaves: readonly Leaf[],
): { title: Span[]; body: Span[] } {
  const title: Span[] = [];
  const body: Span[] = [];
  leaves.forEach(({ sought }, word) => {
    const wanted = { title: sought.field === 'body' ? [] : title, body: sought.field === 'title' ? [] : body };
    for (const phrase of sought.phrases)
      addPhraseSpans(view, phrase.places(segment), phrase.slop, document, word, wanted);
  });
  return { title: title.sort(inOrder), body: body.sort(inOrder) };
}

/** Where the tokens of the text in hand stand: one text after the other is read into the same columns. */
const columns = tokenColumns();

function tokensOf(offsets: Uint8Array, untilPosition: number): TokenColumns {
  readTokenOffsets(offsets, untilPosition, columns);
  return columns;
}

function inOrder(a: Span, b: Span): number {
  return a.first - b.first || b.last - a.last;
}

interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

interface ByteRange extends ByteSpan {
  readonly word: number;
}

/** Ascending, as the spans are. */
function byteRanges(spans: readonly Span[], tokens: TokenColumns): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (const { first, last, word } of spans) {
    const from = indexOfPosition(tokens, first);
    const to = indexOfPosition(tokens, last);
    if (from !== undefined && to !== undefined)
      ranges.push({ start: tokens.starts[from]!, end: tokens.ends[to]!, word });
  }
  return ranges;
}

function indexOfPosition(tokens: TokenColumns, position: number): number | undefined {
  const at = indexAtOrAfter(tokens.positions, tokens.size, position);
  return at < tokens.size && tokens.positions[at] === position ? at : undefined;
}

function bodyPassages(record: StoredRecord, spans: readonly Span[]): Snippet[] {
  if (record.body.length === 0) return [];
  const considered = spans.slice(0, consideredSpans);
  // Tokens beyond the passage around the last span are not needed.
  const tokens = tokensOf(record.bodyOffsets, (considered.at(-1)?.last ?? 0) + snippetBytes);
  const ranges = byteRanges(considered, tokens);
  if (ranges.length === 0) return [{ field: 'body', runs: passage(record.body, tokens, 0, []) }];
  const snippets: Snippet[] = [];
  const seen = new Set<number>();
  const hits = joined(ranges);
  let left = ranges;
  for (let i = 0; i < bodySnippets && left.length > 0; i++) {
    const best = densest(left, seen);
    if (best.fresh === 0) break;
    for (const word of best.words) seen.add(word);
    snippets.push({ field: 'body', runs: passage(record.body, tokens, best.start, hits) });
    left = left.filter((range) => range.end <= best.start - snippetBytes || range.start >= best.start + snippetBytes);
  }
  return snippets;
}

/** Places of the query's words in one text that are weighed against one another; a longer text with more has its best passage among them or nearly so. */
const consideredSpans = 2_000;

interface Window {
  readonly start: number;
  readonly words: ReadonlySet<number>;
  /** How many words it shows that no snippet has shown. */
  readonly fresh: number;
}

/** The window with the most words not shown yet, then the most hits, then the earliest. */
function densest(ranges: readonly ByteRange[], seen: ReadonlySet<number>): Window {
  let best: Window = { start: 0, words: new Set(), fresh: 0 };
  let bestHits = 0;
  for (let i = 0; i < ranges.length; i++) {
    const words = new Set<number>();
    let fresh = 0;
    let hits = 0;
    for (let j = i; j < ranges.length && ranges[j]!.end - ranges[i]!.start <= snippetBytes - leadBytes; j++) {
      const { word } = ranges[j]!;
      hits++;
      if (!words.has(word) && !seen.has(word)) fresh++;
      words.add(word);
    }
    if (hits === 0) {
      // A single span longer than a snippet is shown from its beginning.
      hits = 1;
      words.add(ranges[i]!.word);
      fresh = seen.has(ranges[i]!.word) ? 0 : 1;
    }
    if (fresh > best.fresh || (fresh === best.fresh && hits > bestHits)) {
      best = { start: ranges[i]!.start, words, fresh };
      bestHits = hits;
    }
  }
  return best;
}

/** The text around a place, beginning and ending between words. */
function passage(body: Buffer, tokens: TokenColumns, at: number, hits: readonly ByteSpan[]): Run[] {
  const { starts, ends, size } = tokens;
  let from = at;
  if (at <= leadBytes) from = 0;
  else {
    let i = indexAtOrAfter(starts, size, at - leadBytes);
    if (i < size && starts[i]! > at) i--;
    from = i < size ? (starts[i] ?? at) : at;
  }
  let to = Math.min(body.length, from + snippetBytes);
  if (to < body.length) {
    const i = indexAtOrAfter(ends, size, to + 1) - 1;
    if (i >= 0 && ends[i]! > from) to = ends[i]!;
    else to = characterEnd(body, to);
  }
  const runs = runsOf(body, from, to, hits);
  if (from > 0) runs.unshift({ text: '… ' });
  if (to < body.length) runs.push({ text: ' …' });
  return runs;
}

/** The first of `size` ascending numbers that is not less than the wanted one; `size` when all are. */
function indexAtOrAfter(offsets: Int32Array, size: number, wanted: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (offsets[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The end of the UTF-8 character that a byte offset may lie within. */
function characterEnd(text: Buffer, offset: number): number {
  let end = offset;
  while (end < text.length && (text[end]! & 0xc0) === 0x80) end++;
  return end;
}

/** A part of a text as runs. */
function runsOf(text: Buffer, from: number, to: number, hits: readonly ByteSpan[]): Run[] {
  const runs: Run[] = [];
  const piece = pieces(text, from, to);
  let at = from;
  for (const hit of hits) {
    if (hit.start >= to) break;
    const start = Math.max(hit.start, at);
    const end = Math.min(hit.end, to);
    if (start >= end) continue;
    if (start > at) runs.push({ text: piece(at, start) });
    runs.push({ text: piece(start, end), hit: true });
    at = end;
  }
  if (to > at) runs.push({ text: piece(at, to) });
  return runs;
}

/** Ascending ranges as hits: those that overlap or touch are one. */
function joined(ranges: readonly ByteSpan[]): ByteSpan[] {
  const hits: { start: number; end: number }[] = [];
  for (const { start, end } of ranges) {
    const last = hits.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else hits.push({ start, end });
  }
  return hits;
}

/** A function to pieces of the part between two bytes. A part of ASCII alone, as most are, is decoded once and cut. */
function pieces(text: Buffer, from: number, to: number): (start: number, end: number) => string {
  if (!isAscii(text.subarray(from, to))) return (start, end) => spaced(text.toString('utf8', start, end));
  const whole = text.toString('latin1', from, to);
  return (start, end) => spaced(whole.slice(start - from, end - from));
}

/** White space of any kind and length as one space. */
function spaced(text: string): string {
  return text.replace(/[^\S ]\s*| \s+/g, ' ');
}
