import { innerMark, isCompounding, soughtGrams } from './inner-grams.ts';
import type { QueryWord, SupportingTerm, TokenKind } from './token.ts';
import type { Tokenizer } from './tokenizer.ts';
import { readUnits } from './units.ts';

/**
 * What pieces count beside a word's 1, chosen over public collections together with the rest of the ranking
 * (docs/relevance.md has each one's effect): pairs of characters, single Han characters, and triples in Thai, Lao, Khmer
 * and Burmese. More: chance meetings outweigh words.
 */
const pairWeight = 0.2;
const characterWeight = 0.1;
const tripleWeight = 0.3;

/**
 * Pairs of characters forgive where the dictionary divides the query otherwise than the text. They count little, so that
 * whole words decide, and those of stop words count nothing.
 */
export function supportingTerms(
  tokenizer: Tokenizer,
  text: string,
  words: readonly QueryWord[],
  languages: readonly string[],
): SupportingTerm[] {
  const terms = new Map<string, number>();
  if (languages.some(isCompounding)) addInnerGrams(words, terms);
  if (inSpaces.test(text)) return list(terms);
  const ignored = new Set(
    words
      .filter((word) => word.stop)
      .flatMap((word) => word.alternatives.flatMap((alternative) => alternative.terms.map((term) => term.exact))),
  );
  for (const unit of readUnits(tokenizer, text)) {
    const inPairs = unit.tokens.some((token) => token.kind === 'gram');
    for (const { word, kind } of unit.tokens) {
      const weight = weightOf(word.exact, kind, inPairs);
      if (weight > 0 && !ignored.has(word.exact)) terms.set(word.exact, weight);
    }
  }
  return list(terms);
}

/** Scripts below Thai's block write spaces between words: no look at the text, which most queries are. */
const inSpaces = /^[\0-\u0dff]*$/;

function list(terms: ReadonlyMap<string, number>): SupportingTerm[] {
  return [...terms].map(([exact, weight]) => ({ exact, weight }));
}

function weightOf(exact: string, kind: TokenKind, inPairs: boolean): number {
  if (exact.startsWith(innerMark)) return tripleWeight;
  if (!inPairs) return 0;
  return kind === 'gram' ? pairWeight : /\p{Script=Han}/u.test(exact) ? characterWeight : 0;
}

/** Of a word's pieces together, beside the word's 1. */
const innerWeight = 0.3;

/** Parts of compounds; the pieces of a word share its weight. */
function addInnerGrams(words: readonly QueryWord[], terms: Map<string, number>): void {
  for (const { alternatives, stop } of words) {
    const [term, ...more] = alternatives[0]?.terms ?? [];
    const pieces = stop || term === undefined || more.length > 0 ? [] : soughtGrams(term.exact);
    for (const piece of pieces) terms.set(piece, innerWeight / pieces.length);
  }
}
