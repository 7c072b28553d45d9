import { fold, lowerCase } from './fold.ts';
import { innerGrams, isCompounding } from './inner-grams.ts';
import { stemmerFor, stemsOf, type Script, type Stemmer } from './stemming.ts';
import { WordTable } from './word-table.ts';

/** One spelling as the analyzer knows it. Kept in a cache, so that a text's words are looked up, not analysed. */
export interface Word {
  /** Its own, counted from 0 over all words of the tokenizer: what others know of a word is kept in arrays. A word that was forgotten and met again has another. */
  readonly number: number;
  /** NFKC and lower case, accents kept: what a stemmer reads. */
  readonly spelling: string;
  readonly exact: string;
  readonly stem: string;
  /** Stem of the folded form; another than `stem` where the accents made a difference. */
  readonly plain: string;
  readonly script: Script;
  /** Pieces of a possible compound, as exact forms; only in languages that write them. */
  readonly inner: readonly string[];
}

/** The words of a language, each analysed once. */
export interface Lexicon {
  word(spelling: string): Word;
  /** A run of ASCII letters and digits in a text, by its hash (word-table.ts): no string is made for one that is known. */
  plain(text: string, units: Uint16Array, start: number, end: number, hash: number): Word;
  /** A term that no stemmer touches: numbers, grams, joined forms with digits. */
  term(exact: string): Word;
  /** What `§` reads as: `section`, found as typed too. */
  section(): Word;
  /** Two folded characters that stand together. */
  gram(first: string, second: string): Word;
}

/**
 * Most spellings remembered per language; then it starts anew. 229 MB of English have about 400,000 spellings;
 * an entry takes about 200 bytes. Smaller: rare words are stemmed again (3 µs each); larger: more memory.
 */
const rememberedWords = 250_000;

/** Longest term in UTF-16 units; what is longer is cut, in text and query alike. Longer "words" are encoded data, and each would be a term of its own. */
export const longestTerm = 96;

/** @param nextNumber numbers the words */
export function createLexicon(language: string, nextNumber: () => number): Lexicon {
  const known = new Map<string, Word>();
  const plain = new WordTable<Word>(rememberedWords);
  const grams = new Map<number, Word>();
  let section: Word | undefined;
  const remember = (key: string, word: Word): Word => {
    if (known.size >= rememberedWords) known.clear();
    known.set(key, word);
    return word;
  };
  const term = (exact: string): Word => {
    const key = `\u0000${exact}`;
    return known.get(key) ?? remember(ownCopy(key), plainTerm(ownCopy(exact), nextNumber()));
  };
  const word = (spelling: string): Word => {
    const found = known.get(spelling);
    if (found !== undefined) return found;
    const own = ownCopy(spelling);
    return remember(own, analyseWord(own, language, nextNumber()));
  };
  return {
    word,
    term,
    section: () => {
      if (section === undefined) {
        const read = word('section');
        section = { ...read, number: nextNumber(), exact: '§', spelling: '§', plain: read.stem, inner: none };
      }
      return section;
    },
    plain: (text, units, start, end, hash) => {
      const found = plain.find(units, start, end, hash);
      if (found !== undefined) return found;
      const spelling = text.slice(start, end);
      const read = /^\d+$/.test(spelling) ? term(spelling.slice(0, longestTerm)) : word(spelling);
      plain.add(spelling, hash, read);
      return read;
    },
    gram: (first, second) => {
      if (first.length !== 1 || second.length !== 1) return term(first + second);
      const key = first.charCodeAt(0) * 0x10000 + second.charCodeAt(0);
      let gram = grams.get(key);
      if (gram === undefined) {
        if (grams.size >= rememberedWords) grams.clear();
        grams.set(key, (gram = plainTerm(first + second, nextNumber())));
      }
      return gram;
    },
  };
}

const none: readonly string[] = [];

function analyseWord(text: string, language: string, number: number): Word {
  const spelling = lowerCase(text).slice(0, longestTerm);
  const exact = fold(spelling);
  const script = scriptOf(exact);
  const inner = isCompounding(language) && script === 'Latin' ? innerGrams(exact) : none;
  return { number, spelling, exact, script, inner, ...stemsOf(spelling, exact, stemmerOf(exact, script, language)) };
}

function plainTerm(exact: string, number: number): Word {
  return { number, spelling: exact, exact, stem: exact, plain: exact, script: 'other', inner: none };
}

/** The stems of a word in several languages, without repetition. Remembered as long as the word is: readers type the same words again and again, and each language's stemmer takes 3 µs. */
export function stemsIn(word: Word, languages: readonly string[]): readonly string[] {
  let known = stemsKnown.get(languages);
  if (known === undefined) stemsKnown.set(languages, (known = new WeakMap<Word, readonly string[]>()));
  let stems = known.get(word);
  if (stems === undefined) known.set(word, (stems = computeStems(word, languages)));
  return stems;
}

/** By the very list of languages, which an open index keeps as long as it lives. */
const stemsKnown = new WeakMap<readonly string[], WeakMap<Word, readonly string[]>>();

function computeStems(word: Word, languages: readonly string[]): readonly string[] {
  const stems = new Set<string>();
  const asked = new Set<Stemmer>();
  for (const language of languages.length === 0 ? ['und'] : languages) {
    const stemmer = stemmerOf(word.exact, word.script, language);
    if (asked.has(stemmer)) continue;
    asked.add(stemmer);
    const { stem, plain } = stemsOf(word.spelling, word.exact, stemmer);
    stems.add(stem).add(plain);
  }
  return [...stems];
}

/** Words with digits are names (`h1n1`, `12th`): never stemmed. */
function stemmerOf(exact: string, script: Script, language: string): Stemmer {
  return stemmerFor(language, /[0-9]/.test(exact) ? 'other' : script);
}

const scripts: readonly (readonly [Script, RegExp])[] = [
  ['Latin', /^\p{Script=Latin}/u],
  ['Cyrillic', /^\p{Script=Cyrillic}/u],
  ['Greek', /^\p{Script=Greek}/u],
  ['Arabic', /^\p{Script=Arabic}/u],
  ['Armenian', /^\p{Script=Armenian}/u],
  ['Devanagari', /^\p{Script=Devanagari}/u],
  ['Tamil', /^\p{Script=Tamil}/u],
];

function scriptOf(text: string): Script {
  return scripts.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}

/** A slice of a text keeps the whole text in memory; what is remembered must not. */
function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
