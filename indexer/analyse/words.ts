import { fold, lowerCase } from './fold.ts';
import { innerGrams, isCompounding } from './inner-grams.ts';
import { stemmerFor, stemsOf, type Script, type Stemmer } from './stemming.ts';

/** One spelling as the analyzer knows it. Kept in a cache, so that a text's words are looked up, not analysed. */
export interface Word {
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
  /** A term that no stemmer touches: numbers, grams, joined forms with digits. */
  term(exact: string): Word;
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

export function createLexicon(language: string): Lexicon {
  const known = new Map<string, Word>();
  const grams = new Map<number, Word>();
  const remember = (key: string, word: Word): Word => {
    if (known.size >= rememberedWords) known.clear();
    known.set(key, word);
    return word;
  };
  const term = (exact: string): Word => {
    const key = `\u0000${exact}`;
    return known.get(key) ?? remember(ownCopy(key), plainTerm(ownCopy(exact)));
  };
  return {
    word: (spelling) => {
      const word = known.get(spelling);
      if (word !== undefined) return word;
      const own = ownCopy(spelling);
      return remember(own, analyseWord(own, language));
    },
    term,
    gram: (first, second) => {
      if (first.length !== 1 || second.length !== 1) return term(first + second);
      const key = first.charCodeAt(0) * 0x10000 + second.charCodeAt(0);
      let gram = grams.get(key);
      if (gram === undefined) {
        if (grams.size >= rememberedWords) grams.clear();
        grams.set(key, (gram = plainTerm(first + second)));
      }
      return gram;
    },
  };
}

const none: readonly string[] = [];

function analyseWord(text: string, language: string): Word {
  const spelling = lowerCase(text).slice(0, longestTerm);
  const exact = fold(spelling);
  const script = scriptOf(exact);
  const inner = isCompounding(language) && script === 'Latin' ? innerGrams(exact) : none;
  return { spelling, exact, script, inner, ...stemsOf(spelling, exact, stemmerOf(exact, script, language)) };
}

function plainTerm(exact: string): Word {
  return { spelling: exact, exact, stem: exact, plain: exact, script: 'other', inner: none };
}

/** The stems of a word in several languages, without repetition. */
export function stemsIn(word: Word, languages: readonly string[]): string[] {
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
