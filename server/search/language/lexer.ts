/**
 * The typed text as a list of lexemes. It knows signs, not structure: quotes are closed, smart and full-width signs
 * read as meant, and every such reading is noted for the answer's interpretation.
 */
import { readField, type FieldReading } from './fields.ts';
import { createNoteList, type Note, type NoteList } from './note.ts';
import { closingQuotes, isMinus, isSpace, isWesternQuote, usualForms } from './signs.ts';

export type Lexeme =
  | { readonly kind: 'open' | 'close' | 'or' | 'and' | 'not' | 'equals' }
  | { readonly kind: 'field'; readonly reading: FieldReading; readonly typed: string }
  /** `raw` still has its backslashes. */
  | { readonly kind: 'word'; readonly raw: string }
  | { readonly kind: 'phrase'; readonly text: string; readonly tail: string };

export interface Lexed {
  readonly lexemes: readonly Lexeme[];
  readonly notes: readonly Note[];
}

/** Longest text that is read, UTF-16 units: about 1,500 words. A longer one is cut at a space and the answer says so. */
export const longestQuery = 10_000;

export function lex(typed: string): Lexed {
  const notes = createNoteList();
  const lexemes: Lexeme[] = [];
  const usual = usualForms(cut(typed, notes));
  if (usual.changed) notes.add('full-width-signs');
  const text = usual.text;
  let i = 0;
  let open = 0;
  while (i < text.length) {
    const sign = text[i]!;
    if (isSpace(sign)) i++;
    else if (sign === '(') {
      lexemes.push({ kind: 'open' });
      open++;
      i++;
    } else if (sign === ')') {
      if (open === 0) notes.add('parenthesis-not-opened');
      else lexemes.push({ kind: 'close' });
      open = Math.max(0, open - 1);
      i++;
    } else if (sign === '|') {
      lexemes.push({ kind: 'or' });
      i = skip(text, i, '|');
    } else if (text.startsWith('&&', i)) {
      lexemes.push({ kind: 'and' });
      i = skip(text, i, '&');
    } else if (isMinus(sign) && startsWord(text, i)) i = readMinus(text, i, lexemes, notes);
    else if (sign === '=' || sign === '+') i = readPrefixSign(text, i, lexemes, notes);
    else if (closingQuotes(sign) !== '') i = readPhrase(text, i, lexemes, notes);
    else i = readWord(text, i, lexemes, notes);
  }
  if (open > 0) notes.add('parenthesis-not-closed');
  return { lexemes, notes: notes.all };
}

function cut(typed: string, notes: NoteList): string {
  if (typed.length <= longestQuery) return typed;
  notes.add('query-cut', { typed: String(typed.length), limit: longestQuery });
  const kept = typed.slice(0, longestQuery);
  const space = kept.search(/\s\S*$/);
  return space > 0 ? kept.slice(0, space) : kept;
}

function skip(text: string, start: number, sign: string): number {
  let i = start;
  while (text[i] === sign) i++;
  return i;
}

/** Whether a new word may begin at `i`: after a space, a parenthesis, another sign, or a field's colon. */
function startsWord(text: string, i: number): boolean {
  return (
    i === 0 ||
    isSpace(text[i - 1]!) ||
    '(|:-+=&'.includes(text[i - 1]!) ||
    isMinus(text[i - 1]!) ||
    closingQuotes(text[i - 1]!) !== ''
  );
}

function readMinus(text: string, start: number, lexemes: Lexeme[], notes: NoteList): number {
  let i = start;
  while (i < text.length && isMinus(text[i]!)) i++;
  const next = text[i] ?? '';
  if (next === '' || isSpace(next) || next === ')' || next === '|')
    notes.add('lone-sign', { typed: text.slice(start, i) });
  else {
    if (text.slice(start, i) !== '-') notes.add('minus-read', { typed: text.slice(start, i) });
    lexemes.push({ kind: 'not' });
  }
  return i;
}

/** `=word` asks for the exact form. `+word` of other engines says that a word must match, which all do here. */
function readPrefixSign(text: string, start: number, lexemes: Lexeme[], notes: NoteList): number {
  const sign = text[start]!;
  const end = skip(text, start, sign);
  const next = text[end] ?? '';
  if (next === '' || isSpace(next) || next === ')' || next === '|')
    notes.add('lone-sign', { typed: text.slice(start, end) });
  else if (sign === '=') lexemes.push({ kind: 'equals' });
  else notes.add('plus-not-needed');
  return end;
}

function readPhrase(text: string, start: number, lexemes: Lexeme[], notes: NoteList): number {
  const sign = text[start]!;
  if (closesNothing(text, start, lexemes)) return phraseFromBefore(start, lexemes, notes);
  if (sign !== '"' && isWesternQuote(sign)) notes.add('quotes-read');
  const closing = closingQuotes(sign);
  let end = start + 1;
  while (end < text.length && !closing.includes(text[end]!)) end += text[end] === '\\' ? 2 : 1;
  const inside = text.slice(start + 1, Math.min(end, text.length));
  if (end >= text.length) notes.add('quote-not-closed');
  const tail = /^~\d*/.exec(text.slice(end + 1, end + 12))?.[0] ?? '';
  lexemes.push({ kind: 'phrase', text: unescape(inside), tail });
  return Math.min(text.length, end + 1 + tail.length);
}

/** The only quote of the query stands where one closes, behind words: its opening was forgotten. Not after a digit (`12" pipe`). */
function closesNothing(text: string, at: number, lexemes: readonly Lexeme[]): boolean {
  const next = text[at + 1] ?? '';
  const before = text[at - 1] ?? '';
  if (lexemes.length === 0 || isSpace(before) || (next !== '' && !isSpace(next))) return false;
  return lexemes.at(-1)!.kind === 'word' && Array.from(text).filter((sign) => closingQuotes(sign) !== '').length === 1;
}

function phraseFromBefore(at: number, lexemes: Lexeme[], notes: NoteList): number {
  const words: string[] = [];
  const last = lexemes.at(-1)!;
  if (last.kind === 'word' && /\d$/.test(last.raw)) {
    notes.add('quote-alone');
    return at + 1;
  }
  for (let lexeme = lexemes.at(-1); lexeme?.kind === 'word'; lexeme = lexemes.at(-1)) {
    words.unshift(unescape(lexeme.raw));
    lexemes.pop();
  }
  notes.add('quote-not-opened');
  lexemes.push({ kind: 'phrase', text: words.join(' '), tail: '' });
  return at + 1;
}

function readWord(text: string, start: number, lexemes: Lexeme[], notes: NoteList): number {
  const field = fieldAt(text, start, notes);
  if (field !== undefined) {
    lexemes.push(field.lexeme);
    return field.end;
  }
  const end = wordEnd(text, start);
  const raw = text.slice(start, end);
  lexemes.push(operatorOf(raw) ?? { kind: 'word', raw });
  return end;
}

function operatorOf(raw: string): Lexeme | undefined {
  const name = raw.length > 3 ? raw : raw.normalize('NFKC');
  return name === 'OR'
    ? { kind: 'or' }
    : name === 'AND'
      ? { kind: 'and' }
      : name === 'NOT'
        ? { kind: 'not' }
        : undefined;
}

/** Longest field name with room for a slip. */
const longestFieldName = 14;

function fieldAt(
  text: string,
  start: number,
  notes: NoteList,
): { readonly lexeme: Lexeme; readonly end: number } | undefined {
  const match = /^(\p{L}{2,}):(?!\/)/u.exec(text.slice(start, start + longestFieldName));
  const typed = match?.[1];
  const reading = typed === undefined ? undefined : readField(typed);
  if (typed === undefined || reading === undefined) return undefined;
  const end = start + typed.length + 1;
  const next = text[end] ?? '';
  if (reading.guessed && (next === '' || isSpace(next))) return undefined;
  if (reading.guessed) notes.add('field-read', { typed, read: reading.name });
  return { lexeme: { kind: 'field', reading, typed }, end };
}

/** A word ends at a space, a quote, a bar or a parenthesis; but `11.10(a)(2)` is one word. */
function wordEnd(text: string, start: number): number {
  let i = start;
  while (i < text.length) {
    const sign = text[i]!;
    if (sign === '\\') i += 2;
    else if (
      isSpace(sign) ||
      sign === '|' ||
      text.startsWith('&&', i) ||
      sign === ')' ||
      closingQuotes(sign) !== '' ||
      sign === '」' ||
      sign === '』'
    )
      break;
    else if (sign === '(') {
      const inside = i > start ? /^\([^\s()"“”|]*\)/.exec(text.slice(i, i + 40)) : null;
      if (inside === null) break;
      i += inside[0].length;
    } else i++;
  }
  return Math.min(Math.max(i, start + 1), text.length);
}

/** A backslash takes the special meaning from the sign behind it. */
export function unescape(raw: string): string {
  return raw.replace(/\\([\s\S])/g, '$1');
}
