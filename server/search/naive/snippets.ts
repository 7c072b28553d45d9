import type { Run, Snippet } from '../engine.ts';
import type { CompiledQuery } from '../language/compile-query.ts';
import type { TextField } from '../query.ts';
import type { NaiveDocument } from './document.ts';
import { occurrences } from './matching.ts';
import { wantedLeaves } from './scoring.ts';

/** How much of the body is shown, UTF-16 units: about three lines of a result page. */
const shownLength = 240;

/** The title with its hits, when it has any; the body from shortly before its first hit, or from its beginning. */
export function snippetsOf(query: CompiledQuery, document: NaiveDocument): Snippet[] {
  const titleSpans = spansOf(query, document, 'title');
  const bodySpans = spansOf(query, document, 'body');
  const snippets: Snippet[] = [];
  if (titleSpans.length > 0)
    snippets.push({ field: 'title', runs: runsOf(document.texts.title, titleSpans, 0, document.texts.title.length) });
  const text = document.texts.body;
  if (text === '') return snippets;
  const from = startOfWord(text, Math.max(0, (bodySpans[0]?.start ?? 0) - shownLength / 4));
  const to = endOfWord(text, Math.min(text.length, from + shownLength), bodySpans);
  return [...snippets, { field: 'body', runs: runsOf(text, bodySpans, from, to) }];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A phrase is one span, from its first word to its last. Overlapping spans are one. */
function spansOf(query: CompiledQuery, document: NaiveDocument, field: TextField): Span[] {
  const leaves = wantedLeaves(query).filter((leaf) => leaf.field === undefined || leaf.field === field);
  const found = leaves
    .flatMap((leaf) => occurrences(leaf, document.tokens[field]))
    .map((tokens): Span => ({ start: tokens[0]!.start, end: Math.max(...tokens.map((token) => token.end)) }));
  const merged: Span[] = [];
  for (const span of found.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start < last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}

function runsOf(text: string, spans: readonly Span[], from: number, to: number): Run[] {
  const runs: Run[] = [];
  let at = from;
  for (const { start, end } of spans.filter((span) => span.start >= from && span.end <= to)) {
    if (start > at) runs.push({ text: text.slice(at, start) });
    runs.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < to) runs.push({ text: text.slice(at, to) });
  return runs;
}

function startOfWord(text: string, at: number): number {
  const space = at === 0 ? -1 : text.indexOf(' ', at);
  return space < 0 || space > at + 20 ? at : space + 1;
}

/** A hit is not cut. */
function endOfWord(text: string, at: number, spans: readonly Span[]): number {
  const cut = spans.find((span) => span.start < at && span.end > at);
  if (cut !== undefined) return cut.end;
  const space = text.lastIndexOf(' ', at);
  return at === text.length || space < at - 20 ? at : space;
}
