/**
 * What stands together without a space: `Windham-Bannister`, `O'Brien`, `U.S.`, `18-484`, `1,000`, `AT&T`, `justice.gov`.
 * It becomes its words, each with its place, and further spellings under which a reader may look for it.
 */
import { fold } from './fold.ts';
import { readNumber } from './numbers.ts';
import type { Lexicon, Word } from './words.ts';
import { longestTerm } from './words.ts';

/** An unbroken run of letters and digits, with the sign that joins it to the one before (`''` for the first). */
export interface Atom {
  readonly start: number;
  readonly end: number;
  readonly joint: Joint;
}

export type Joint = '' | "'" | '-' | '.' | ',' | '&';

/** A word of the compound; `place` counts words from 0. Extras are other spellings and share a place. */
export interface Piece {
  readonly word: Word;
  readonly start: number;
  readonly end: number;
  readonly place: number;
  readonly extra: boolean;
}

/** The pieces in order of place, a place's extras before its word. */
export function readCompound(text: string, atoms: readonly Atom[], lexicon: Lexicon): Piece[] {
  const groups = splitAt(atoms, '-');
  if (groups.length === 1) return readGroup(text, groups[0]!, 0, lexicon);
  const pieces: Piece[] = [];
  let place = 0;
  for (const group of groups) {
    const read = readGroup(text, group, place, lexicon);
    pieces.push(...read);
    place = read.at(-1)!.place + 1;
  }
  const joined = joinHyphenated(pieces.filter((piece) => !piece.extra).map((piece) => piece.word));
  if (joined.length > longestTerm) return pieces;
  return [
    { word: lexicon.word(joined), start: atoms[0]!.start, end: atoms.at(-1)!.end, place: 0, extra: true },
    ...pieces,
  ];
}

/** `windhambannister`, but `18-484`: digits joined to digits would be another number. */
export function joinHyphenated(words: readonly Word[]): string {
  let joined = '';
  for (const { spelling } of words) joined += /\d$/.test(joined) && /^\d/.test(spelling) ? `-${spelling}` : spelling;
  return joined;
}

function readGroup(text: string, group: readonly Atom[], place: number, lexicon: Lexicon): Piece[] {
  const atoms = withoutPossessive(text, group);
  const { start } = group[0]!;
  const { end } = group.at(-1)!;
  const whole = (word: Word, extra = false): Piece => ({ word, start, end, place, extra });
  const joints = new Set(atoms.slice(1).map((atom) => atom.joint));
  if (atoms.every((atom) => isNumber(text, atom)) && !joints.has('&')) return readNumeric(text, atoms, whole, lexicon);
  if (atoms.length === 1) return [whole(lexicon.word(join(text, atoms)))];
  if (joints.size === 1 && joints.has("'")) return readApostrophe(text, atoms, whole, lexicon);
  if (joints.size === 1 && joints.has('.') && atoms.every((atom) => isSingleLetter(text, atom)))
    return [{ ...whole(lexicon.word(join(text, atoms))), end: afterDot(text, end) }];
  return readParts(text, atoms, place, lexicon);
}

/** The last dot of `U.S.` belongs to it. */
function afterDot(text: string, end: number): number {
  return text[end] === '.' || text[end] === '．' ? end + 1 : end;
}

/** `Governor's` is a form of `Governor`: the ending is covered by the word but no part of it. */
function withoutPossessive(text: string, group: readonly Atom[]): readonly Atom[] {
  const last = group.at(-1)!;
  return group.length > 1 && last.joint === "'" && fold(text.slice(last.start, last.end)) === 's'
    ? group.slice(0, -1)
    : group;
}

function readNumeric(
  text: string,
  atoms: readonly Atom[],
  whole: (word: Word, extra?: boolean) => Piece,
  lexicon: Lexicon,
): Piece[] {
  const marked = atoms.map((atom) => atom.joint + fold(text.slice(atom.start, atom.end))).join('');
  if (/^\d+(?:,\d{1,2}){2,}$/.test(marked)) {
    const { place } = whole(lexicon.term(''));
    return atoms.map(({ start, end }, i) => ({
      word: lexicon.term(fold(text.slice(start, end))),
      start,
      end,
      place: place + i,
      extra: false,
    }));
  }
  const { value, other } = readNumber(marked);
  const number = whole(lexicon.term(value.slice(0, longestTerm)));
  return other === undefined ? [number] : [whole(lexicon.term(other), true), number];
}

/** `l'`, `d'`, `dell'`: articles and prepositions that Romance languages write onto the next word. */
const elided = new Set(
  'l d qu j n s c m t jusqu lorsqu puisqu quoiqu un dell nell all sull dall coll gl quest quell'.split(' '),
);

function readApostrophe(
  text: string,
  atoms: readonly Atom[],
  whole: (word: Word, extra?: boolean) => Piece,
  lexicon: Lexicon,
): Piece[] {
  const first = fold(text.slice(atoms[0]!.start, atoms[0]!.end));
  const rest = lexicon.word(join(text, atoms.slice(1)));
  const joined = lexicon.word(join(text, atoms));
  if (elided.has(first) && rest.exact.length > 1) return [whole(joined, true), whole(rest)];
  return first.length === 1 && rest.exact.length > 2 ? [whole(rest, true), whole(joined)] : [whole(joined)];
}

/** Longest dotted or ampersand name that is also searched as one word: `ph.d`, `at&t`; longer ones are web names and lost spaces after full stops. */
const longestJoinedName = 5;

function readParts(text: string, atoms: readonly Atom[], place: number, lexicon: Lexicon): Piece[] {
  const names = splitNames(text, atoms);
  // A number with an ending, `1.5'er`, stands between two readings: apart at the apostrophe.
  const parts = names.length > 1 ? names : splitAt(atoms, "'");
  const pieces: Piece[] = [];
  let next = place;
  for (const part of parts) {
    const read = readGroup(text, part, next, lexicon);
    pieces.push(...read);
    next = read.at(-1)!.place + 1;
  }
  const joined = join(text, atoms);
  const short = parts.length > 1 && joined.length <= longestJoinedName && !/\p{N}/u.test(joined);
  return short
    ? [{ word: lexicon.word(joined), start: atoms[0]!.start, end: atoms.at(-1)!.end, place, extra: true }, ...pieces]
    : pieces;
}

/** Apart at dots and ampersands, but numbers (`11.10` in `11.10.a`) and names with apostrophes stay whole. */
function splitNames(text: string, atoms: readonly Atom[]): Atom[][] {
  const parts: Atom[][] = [];
  for (const atom of atoms) {
    const part = parts.at(-1);
    const numbers = part !== undefined && atom.joint !== '&' && isNumber(text, part.at(-1)!) && isNumber(text, atom);
    if (part !== undefined && (atom.joint === "'" || numbers)) part.push(atom);
    else parts.push([{ ...atom, joint: '' }]);
  }
  return parts;
}

function splitAt(atoms: readonly Atom[], joint: Joint): Atom[][] {
  const groups: Atom[][] = [];
  for (const atom of atoms) {
    if (atom.joint === joint || groups.length === 0) groups.push([{ ...atom, joint: '' }]);
    else groups.at(-1)!.push(atom);
  }
  return groups;
}

function join(text: string, atoms: readonly Atom[]): string {
  return atoms.map((atom) => text.slice(atom.start, atom.end)).join('');
}

function isNumber(text: string, atom: Atom): boolean {
  return /^\d+$/.test(fold(text.slice(atom.start, atom.end)));
}

function isSingleLetter(text: string, atom: Atom): boolean {
  return /^\p{L}\p{M}*$/u.test(text.slice(atom.start, atom.end));
}
