/**
 * Text to tokens. Plain English words take the short way: one look at each character, one look-up a word. Everything
 * that needs thought (accents, hyphens, numbers, scripts without spaces) leaves it and comes back to it.
 */
import type { Token, TokenKind, TokenSink } from './token.ts';
import {
  classOf,
  digit,
  hangul,
  han,
  isCjk,
  kana,
  letter,
  mark,
  separator,
  spaceless,
  type CharacterClass,
} from './characters.ts';
import { readCompound, type Atom, type Joint } from './compound.ts';
import { fold } from './fold.ts';
import { innerMark } from './inner-grams.ts';
import { segmentWords } from './segmenter.ts';
import { languageKey } from './stemming.ts';
import { emptyHash, hashOn } from './word-table.ts';
import { createLexicon, type Lexicon, type Word } from './words.ts';

/**
 * Receives words with what they came from. `unit` numbers what stands together unbroken: a word, a compound, a run of
 * characters of one script. A word is the token of its exact form and stem; at its place stand further tokens, `extra`:
 * the exact form with the stem `plain` where that is another, and of a `word` each piece of `inner`, its own stem.
 */
export type WordSink = (
  word: Word,
  start: number,
  end: number,
  position: number,
  kind: TokenKind,
  unit: number,
) => void;

export interface Tokenizer {
  tokens(text: string, language: string): Token[];
  each(text: string, language: string, sink: TokenSink): void;
  words(text: string, language: string, sink: WordSink): void;
}

export function createTokenizer(): Tokenizer {
  const lexicons = new Map<string, Lexicon>();
  let words = 0;
  const lexiconOf = (language: string): Lexicon => {
    const key = languageKey(language);
    let lexicon = lexicons.get(key);
    if (lexicon === undefined) lexicons.set(key, (lexicon = createLexicon(key, () => words++)));
    return lexicon;
  };
  const each = (text: string, language: string, sink: TokenSink): void =>
    scan(text, lexiconOf(language), (word, start, end, position, kind) => {
      sink(word.exact, word.stem, start, end, position, kind);
      if (word.plain !== word.stem) sink(word.exact, word.plain, start, end, position, 'extra');
      if (kind === 'word') for (const piece of word.inner) sink(piece, piece, start, end, position, 'extra');
    });
  return {
    each,
    words: (text, language, sink) => scan(text, lexiconOf(language), sink),
    tokens: (text, language) => {
      const tokens: Token[] = [];
      each(text, language, (exact, stem, start, end, position, kind) =>
        tokens.push({ exact, stem, start, end, position, kind }),
      );
      return tokens;
    },
  };
}

/** 0 for what separates words, 1 for letters and digits, 2 for signs that may join (`' - . , &`). */
const ascii = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9]/.test(String.fromCharCode(code)) ? 1 : "'-.,&".includes(String.fromCharCode(code)) ? 2 : 0,
);

function scan(text: string, lexicon: Lexicon, sink: WordSink): void {
  const { length } = text;
  const units = unitsOf(text);
  let position = 0;
  let unit = 0;
  let i = 0;
  while (i < length) {
    const code = units[i]!;
    if (code < 128) {
      if (ascii[code] !== 1) {
        i++;
        continue;
      }
      let hash = hashOn(emptyHash, code);
      let end = i + 1;
      for (; end < length; end++) {
        const next = units[end]!;
        if (next > 127 || ascii[next] !== 1) break;
        hash = hashOn(hash, next);
      }
      if (endsWord(text, end)) {
        sink(lexicon.plain(text, units, i, end, hash), i, end, position++, 'word', unit++);
        i = end;
        continue;
      }
    }
    const run = readRun(text, i, lexicon, sink, position, unit++);
    i = run.next;
    position = run.position;
  }
  if (units.length > spare.length && units.length <= largestSpare) spare = units;
}

/** Longest text whose code units are kept for the next, 2 MB. */
const largestSpare = 1 << 20;
const noUnits = new Uint16Array(0);
let spare = noUnits;

/** The UTF-16 code units of a text, and what was there before behind them: an array is read faster than a string, character by character. */
function unitsOf(text: string): Uint16Array<ArrayBuffer> {
  const units = spare.length >= text.length ? spare : new Uint16Array(text.length * 2);
  // A sink that reads another text meanwhile takes another array.
  spare = noUnits;
  Buffer.from(units.buffer).write(text, 'utf16le');
  return units;
}

/** Whether a plain word is over: behind it stands neither more of it (`caf` of `café`) nor a joint with a letter or digit after it. */
function endsWord(text: string, end: number): boolean {
  if (end >= text.length) return true;
  const code = text.charCodeAt(end);
  if (code < 128) {
    if (ascii[code] === 0) return true;
  } else {
    if (isWordClass(classOf(text.codePointAt(end)!))) return false;
    if (!joints.has(text[end]!)) return true;
  }
  if (end + 1 >= text.length) return true;
  const after = classOf(text.codePointAt(end + 1)!);
  return after !== letter && after !== digit;
}

function isWordClass(kind: CharacterClass): boolean {
  return kind === letter || kind === digit || kind === mark;
}

interface Run {
  readonly next: number;
  readonly position: number;
}

function readRun(text: string, start: number, lexicon: Lexicon, sink: WordSink, position: number, unit: number): Run {
  const codePoint = text.codePointAt(start)!;
  const kind = classOf(codePoint);
  if (codePoint === sectionSign) return readSection(start, lexicon, sink, position, unit);
  if (kind === separator || kind === mark) return { next: start + width(codePoint), position };
  if (isCjk(kind)) return readCharacters(text, start, kind, lexicon, sink, position, unit);
  if (kind === spaceless) return readSpaceless(text, start, lexicon, sink, position, unit);
  return readWords(text, start, lexicon, sink, position, unit);
}

const sectionSign = 0xa7;

/** §§ is one sign. */
function readSection(start: number, lexicon: Lexicon, sink: WordSink, position: number, unit: number): Run {
  sink(lexicon.section(), start, start + 1, position, 'word', unit);
  return { next: start + 1, position: position + 1 };
}

function readWords(text: string, start: number, lexicon: Lexicon, sink: WordSink, position: number, unit: number): Run {
  const atoms = readAtoms(text, start);
  const end = atoms.at(-1)!.end;
  let place = 0;
  for (const piece of readCompound(text, atoms, lexicon)) {
    if (piece.word.exact === '') continue;
    place = piece.place;
    sink(piece.word, piece.start, piece.end, position + place, piece.extra ? 'extra' : 'word', unit);
  }
  return { next: end, position: position + place + 1 };
}

/** Most parts of one compound; longer chains go on as another. Real names have five; without a limit a chain of 100 KB would be joined to one spelling. */
const mostAtoms = 12;

function readAtoms(text: string, start: number): Atom[] {
  const atoms: Atom[] = [{ start, end: atomEnd(text, start), joint: '' }];
  while (atoms.length < mostAtoms) {
    const last = atoms.at(-1)!;
    const at = signAt(text, last);
    const joint = jointAt(text, last, at);
    if (joint === '') break;
    atoms.push({ start: at + 1, end: atomEnd(text, at + 1), joint });
  }
  return atoms;
}

/** Behind the last dot of `U.S.` in `U.S.-Japan` and `U.S.'s`; otherwise behind the atom. */
function signAt(text: string, atom: Atom): number {
  const dotted = atom.joint === '.' && text[atom.end] === '.' && /['’-]/.test(text[atom.end + 1] ?? '');
  return dotted ? atom.end + 1 : atom.end;
}

function atomEnd(text: string, start: number): number {
  let i = start;
  while (i < text.length) {
    const codePoint = text.codePointAt(i)!;
    const kind = classOf(codePoint);
    if (!isWordClass(kind)) break;
    i += width(codePoint);
  }
  return i;
}

const joints: ReadonlyMap<string, Joint> = new Map<string, Joint>([
  ...["'", '’', '‘', 'ʼ', '＇', '`', '´', '‛', '′'].map((sign) => [sign, "'"] as const),
  ...['-', '‐', '‑', '－', '﹣'].map((sign) => [sign, '-'] as const),
  ...['.', '．'].map((sign) => [sign, '.'] as const),
  ...[',', '，', '٬', '٫', '\u00a0', '\u2009', '\u202f'].map((sign) => [sign, ','] as const),
  ...['&', '＆'].map((sign) => [sign, '&'] as const),
  ...['–', '−', '‒'].map((sign) => [sign, '-'] as const),
]);

/** What joins an atom to the next one: the sign must stand between what it joins in that way. */
function jointAt(text: string, atom: Atom, at: number): Joint {
  const sign = text[at] ?? '';
  const joint = joints.get(sign);
  if (joint === undefined || at + 1 >= text.length) return '';
  const before = classOf(lastCodePoint(text, atom));
  const after = classOf(text.codePointAt(at + 1)!);
  if (after !== letter && after !== digit) return '';
  const digits = before === digit && after === digit;
  if ('–−‒'.includes(sign)) return digits ? '-' : '';
  if (joint === ',')
    return digits && (sign !== '\u00a0' && sign !== '\u2009' && sign !== '\u202f' ? true : groupsThousands(text, atom))
      ? ','
      : '';
  if (joint === '&') return before !== digit && after === letter ? '&' : '';
  if (joint === "'") return digits ? (groupsThousands(text, atom) ? ',' : '') : after === letter ? "'" : '';
  return joint;
}

/** Narrow spaces and apostrophes group digits by three, and only so. */
function groupsThousands(text: string, atom: Atom): boolean {
  const next = atom.end + 1;
  return atom.end - atom.start <= 3 && atomEnd(text, next) === next + 3;
}

function lastCodePoint(text: string, atom: Atom): number {
  let i = atom.end;
  while (i > atom.start) {
    i--;
    if (i > atom.start && (text.charCodeAt(i) & 0xfc00) === 0xdc00) i--;
    const codePoint = text.codePointAt(i)!;
    if (classOf(codePoint) !== mark) return codePoint;
  }
  return text.codePointAt(atom.start)!;
}

/** Han and kana run together; Hangul runs alone. Each character counts a position, so that substrings are phrases of grams. */
function readCharacters(
  text: string,
  start: number,
  kind: CharacterClass,
  lexicon: Lexicon,
  sink: WordSink,
  position: number,
  unit: number,
): Run {
  const { characters, end } = characterRun(text, start, kind === hangul);
  const last = characters.length - 1;
  for (let k = 0; k < last; k++) {
    const here = characters[k]!;
    const next = characters[k + 1]!;
    sink(lexicon.gram(here.folded, next.folded), here.start, next.end, position + k, 'gram', unit);
    if (here.single) sink(lexicon.term(here.folded), here.start, here.end, position + k, 'extra', unit);
  }
  const final = characters[last]!;
  if (last === 0 || final.single)
    sink(lexicon.term(final.folded), final.start, final.end, position + last, last === 0 ? 'gram' : 'extra', unit);
  return { next: end, position: position + last + 1 };
}

/** A character with the marks written onto it. */
export interface RunCharacter {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
  /** Searched alone, too: a Han character may be a word of its own, a kana character what the dictionary leaves over. */
  readonly single: boolean;
}

export function characterRun(
  text: string,
  start: number,
  korean: boolean,
): { readonly characters: readonly RunCharacter[]; readonly end: number } {
  const characters: RunCharacter[] = [];
  let i = start;
  while (i < text.length) {
    const codePoint = text.codePointAt(i)!;
    const kind = classOf(codePoint);
    if (korean ? kind !== hangul : kind !== han && kind !== kana) break;
    const from = i;
    i = characterEnd(text, i + width(codePoint));
    const folded = i - from === 1 ? foldOne(text.charCodeAt(from)) : foldCharacters(text.slice(from, i));
    characters.push({ folded, start: from, end: i, single: kind === han || kind === kana });
  }
  return { characters, end: i };
}

/** Folded characters by code unit: the same few thousand make up all texts. */
const foldedUnits: (string | undefined)[] = new Array<string | undefined>(0x10000).fill(undefined);

function foldOne(unit: number): string {
  return (foldedUnits[unit] ??= foldCharacters(String.fromCharCode(unit)));
}

/** ㈱ is written out as (株): the parentheses are none of the text's. */
function foldCharacters(text: string): string {
  return fold(text).replace(/[()]/g, '');
}

/** Combining marks and half-width voice marks belong to the character before. */
function characterEnd(text: string, start: number): number {
  let i = start;
  while (i < text.length) {
    const codePoint = text.codePointAt(i)!;
    if (codePoint !== 0xff9e && codePoint !== 0xff9f && classOf(codePoint) !== mark) break;
    i += width(codePoint);
  }
  return i;
}

/**
 * Beside the dictionary's words, three neighbouring characters each: they only support the order of hits, where the
 * dictionary divides a query otherwise than a text. The mark keeps them apart from words of three characters.
 */
const tripleLength = 3;

function readSpaceless(
  text: string,
  start: number,
  lexicon: Lexicon,
  sink: WordSink,
  position: number,
  unit: number,
): Run {
  let end = start;
  while (end < text.length) {
    const codePoint = text.codePointAt(end)!;
    const kind = classOf(codePoint);
    if (kind !== spaceless && kind !== mark) break;
    end += width(codePoint);
  }
  let next = position;
  for (const segment of segmentWords(text.slice(start, end), 'th')) {
    const from = start + segment.start;
    const to = from + segment.text.length;
    sink(lexicon.word(segment.text), from, to, next, 'word', unit);
    for (let i = from; i < to && i + tripleLength <= end; i++) {
      sink(lexicon.term(innerMark + fold(text.slice(i, i + tripleLength))), i, i + tripleLength, next, 'extra', unit);
    }
    next++;
  }
  return { next: end, position: next };
}

function width(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}
