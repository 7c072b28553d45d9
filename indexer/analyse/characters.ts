import { fold } from './fold.ts';

/**
 * What a code point is to the tokenizer. Classes of a page of 256 code points are found out by Unicode properties when
 * the first of them is met, so that starting costs nothing and a look-up is two array reads.
 */
export const separator = 0;
/** Of a script that puts spaces between words. */
export const letter = 1;
export const digit = 2;
/** Belongs to the character before it: accents, vowel signs, joiners. */
export const mark = 3;
export const han = 4;
export const kana = 5;
export const hangul = 6;
/** Thai, Lao, Khmer, Burmese: no spaces, words found by dictionary. */
export const spaceless = 7;

export type CharacterClass = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

export function classOf(codePoint: number): CharacterClass {
  const page = pages[codePoint >> 8] ?? readPage(codePoint >> 8);
  return page[codePoint & 0xff] as CharacterClass;
}

/** Whether runs of the class are indexed by neighbouring characters. */
export function isCjk(characterClass: CharacterClass): boolean {
  return characterClass === han || characterClass === kana || characterClass === hangul;
}

const pages: (Uint8Array | undefined)[] = new Array<Uint8Array | undefined>(0x1100).fill(undefined);

function readPage(index: number): Uint8Array {
  const page = new Uint8Array(256);
  pages[index] = page;
  if (index >= firstEmptyPage && index !== variationSelectors) return page;
  for (let low = 0; low < 256; low++) page[low] = readClass((index << 8) | low);
  return page;
}

/** Beyond plane 3 there are no letters: unassigned code points, private use, and one page of variation selectors. */
const firstEmptyPage = 0x400;
const variationSelectors = 0xe01;

/** Soft hyphen, zero-width (non-)joiner, word joiner, byte order mark: written inside words, meaning nothing there. */
const invisible = new Set([0xad, 0x200c, 0x200d, 0x2060, 0xfeff]);

/** ー, the half-width ｰ, ﾞ and ﾟ, and the iteration marks of kana: letters of no script in Unicode's eyes, kana in a reader's. */
const kanaSigns = new Set([0x30fc, 0xff70, 0xff9e, 0xff9f, 0x309d, 0x309e, 0x30fd, 0x30fe]);

function readClass(codePoint: number): CharacterClass {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return separator;
  const text = String.fromCodePoint(codePoint);
  if (invisible.has(codePoint) || /\p{M}/u.test(text)) return mark;
  if (kanaSigns.has(codePoint)) return kana;
  if (/[\p{L}\p{Nl}]/u.test(text)) return fold(text) === '' ? mark : scriptClass(text);
  if (/\p{N}/u.test(text)) return digit;
  return /\p{So}/u.test(text) ? squareClass(text) : separator;
}

function scriptClass(text: string): CharacterClass {
  if (/[\p{Script=Han}々〆〇]/u.test(text)) return han;
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return kana;
  if (/\p{Script=Hangul}/u.test(text)) return hangul;
  if (/[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(text)) return spaceless;
  return letter;
}

/** ㈱, ㍻, ㌔: symbols that stand for CJK words; NFKC writes them out. */
function squareClass(text: string): CharacterClass {
  const inside = /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/u.exec(text.normalize('NFKC'));
  return inside === null ? separator : scriptClass(inside[0]);
}
