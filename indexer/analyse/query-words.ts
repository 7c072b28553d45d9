/**
 * The query's side of the analyzer: a typed word becomes the alternatives under which documents may hold it. The same
 * tokenizer reads it, so what was typed as it is printed is found.
 */
import type { Alternative, PrefixTerms, QueryTerm, QueryToken, QueryWord } from './token.ts';
import { classOf, hangul, han, kana, spaceless } from './characters.ts';
import { characterRun, type RunCharacter, type Tokenizer } from './tokenizer.ts';
import { segmentWords } from './segmenter.ts';
import { withoutParticle } from './korean.ts';
import { stopWordsFor } from './query-stop-words.ts';
import { expandSynonyms, type SynonymMatcher } from './synonym-matcher.ts';
import { phraseTerms, readUnits, type Unit } from './units.ts';
import { stemsIn, type Word } from './words.ts';

export interface QuerySide {
  readonly tokenizer: Tokenizer;
  readonly synonyms: SynonymMatcher;
}

export function queryTokens(side: QuerySide, text: string, languages: readonly string[]): QueryToken[] {
  const tokens: QueryToken[] = [];
  side.tokenizer.words(text, languages[0] ?? 'und', (word, start, end, position, kind) => {
    const stems = stemsIn(word, languages);
    tokens.push({ exact: word.exact, stem: stems[0]!, stems, start, end, position, kind });
  });
  return tokens;
}

export function queryWords(side: QuerySide, text: string, languages: readonly string[], exact: boolean): QueryWord[] {
  const words = wordsOf(side.tokenizer, text, exact ? undefined : languages);
  if (exact) return words;
  const isStop = stopWordsFor(text, words, languages);
  const marked = words.map((word) => (isStop(word) ? { ...word, stop: true } : word));
  return expandSynonyms(marked, side.synonyms, languages);
}

/** The typed words with their own spellings, before stop words and synonyms. Without languages: exact forms only. */
export function wordsOf(tokenizer: Tokenizer, text: string, languages: readonly string[] | undefined): QueryWord[] {
  return readUnits(tokenizer, text).flatMap((unit) => readUnit(text, unit, languages));
}

export function prefixTerms(side: QuerySide, text: string): PrefixTerms {
  const terms = phraseTerms(side.tokenizer, text);
  const last = terms.at(-1);
  return last === undefined
    ? { before: [], prefix: '', offset: 0 }
    : { before: terms.slice(0, -1), prefix: last.exact, offset: last.offset };
}

function readUnit(text: string, unit: Unit, languages: readonly string[] | undefined): QueryWord[] {
  const kind = classOf(text.codePointAt(unit.start)!);
  if (kind === han || kind === kana) return readCharacters(text, unit, languages);
  if (kind === hangul) return [readKorean(text, unit, languages)];
  if (kind === spaceless)
    return unit.tokens
      .filter((token) => token.kind === 'word')
      .map((token) =>
        wordOf(text, token.start, token.end, [{ terms: [termOf(token.word, 0, languages)], via: 'word' }]),
      );
  return [readCompoundWord(text, unit, languages)];
}

function readCompoundWord(text: string, unit: Unit, languages: readonly string[] | undefined): QueryWord {
  const plain = unit.tokens.filter((token) => token.kind !== 'extra');
  const first = plain[0]?.position ?? 0;
  const apart: Alternative = {
    terms: plain.map((token) => termOf(token.word, token.position - first, languages)),
    via: 'word',
  };
  const whole = unit.tokens.filter(
    (token) => token.kind === 'extra' && token.start === unit.start && token.end === unit.end,
  );
  const joined = whole.map((token): Alternative => ({ terms: [termOf(token.word, 0, languages)], via: 'spelling' }));
  return wordOf(text, unit.start, unit.end, isNumberChain(joined) ? joined : [apart, ...joined]);
}

/** `18-484` means that very number, not an 18 that happens to stand before a 484. */
function isNumberChain(joined: readonly Alternative[]): boolean {
  return joined.length > 0 && joined.every((alternative) => /^\d+(?:-\d+)+$/.test(alternative.terms[0]!.exact));
}

function readCharacters(text: string, unit: Unit, languages: readonly string[] | undefined): QueryWord[] {
  const { characters } = characterRun(text, unit.start, false);
  const pieces = languages === undefined ? [characters] : splitWords(text, characters);
  return pieces.map((piece) =>
    wordOf(text, piece[0]!.start, piece.at(-1)!.end, [
      gramsOf(languages === undefined ? piece : withoutLongVowel(piece)),
    ]),
  );
}

/** By the dictionary; single characters that it could not place (names) stay with the word before or after. */
function splitWords(text: string, characters: readonly RunCharacter[]): (readonly RunCharacter[])[] {
  const { start } = characters[0]!;
  const { end } = characters.at(-1)!;
  const cuts = new Set(
    segmentWords(text.slice(start, end), characters.some(({ folded }) => /[ぁ-ヿ]/.test(folded)) ? 'ja' : 'zh').map(
      (segment) => segment.start + start,
    ),
  );
  const pieces: RunCharacter[][] = [];
  for (const character of characters) {
    if (cuts.has(character.start) || pieces.length === 0) pieces.push([character]);
    else pieces.at(-1)!.push(character);
  }
  return pieces;
}

/** コンピューター finds コンピュータ, too: the long vowel at the end of katakana words is written or not. */
function withoutLongVowel(piece: readonly RunCharacter[]): readonly RunCharacter[] {
  return piece.length > 3 && piece.at(-1)!.folded === 'ー' && piece.every(({ folded }) => /^[ァ-ヿ]/.test(folded))
    ? piece.slice(0, -1)
    : piece;
}

function readKorean(text: string, unit: Unit, languages: readonly string[] | undefined): QueryWord {
  const { characters } = characterRun(text, unit.start, true);
  const whole = characters.map((character) => character.folded).join('');
  const kept = languages === undefined ? characters.length : Array.from(withoutParticle(whole)).length;
  return wordOf(text, unit.start, unit.end, [gramsOf(characters.slice(0, Math.max(kept, 1)))]);
}

/** A substring as a sequence of grams, each one character behind the last. */
function gramsOf(characters: readonly RunCharacter[]): Alternative {
  const single = characters.length === 1;
  const grams = single
    ? [characters[0]!.folded]
    : characters.slice(1).map((character, i) => characters[i]!.folded + character.folded);
  return {
    terms: grams.map((exact, offset) => ({ exact, stems: [exact], offset })),
    via: grams.length > 1 ? 'segment' : 'word',
  };
}

function termOf(word: Word, offset: number, languages: readonly string[] | undefined): QueryTerm {
  return { exact: word.exact, stems: languages === undefined ? [word.exact] : stemsIn(word, languages), offset };
}

function wordOf(text: string, start: number, end: number, alternatives: readonly Alternative[]): QueryWord {
  return { text: text.slice(start, end), start, end, alternatives, stop: false };
}
