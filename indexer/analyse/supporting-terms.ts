import { innerMark, isCompounding, soughtGrams } from './inner-grams.ts';
import type { QueryWord, SupportingTerm, TokenKind } from './token.ts';
import type { Tokenizer } from './tokenizer.ts';
import { readUnits } from './units.ts';

/**
 * The weight of a pair of characters beside a word's 1. Measured on public Chinese and Korean collections (nDCG@10): words alone
 * .964, .950, .941; with pairs at 0.3 .966, .963, .951; at 0.5 .968, .964, .954; at 1 .965, .965, .951.
 */
const pairWeight = 0.5;

/** Single Han characters: .9665 against .9640 on one Chinese collection, .9674 against .9682 on the other; they help short words. */
const characterWeight = 0.2;

/** Thai, Lao, Khmer, Burmese. On a public Thai collection: words alone .968, with triples at 0.1 .972, 0.2 .973, 0.3 .975. */
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
  const ignored = new Set(
    words
      .filter((word) => word.stop)
      .flatMap((word) => word.alternatives.flatMap((alternative) => alternative.terms.map((term) => term.exact))),
  );
  const terms = new Map<string, number>();
  for (const unit of readUnits(tokenizer, text)) {
    const inPairs = unit.tokens.some((token) => token.kind === 'gram');
    for (const { word, kind } of unit.tokens) {
      const weight = weightOf(word.exact, kind, inPairs);
      if (weight > 0 && !ignored.has(word.exact)) terms.set(word.exact, weight);
    }
  }
  if (languages.some(isCompounding)) addInnerGrams(words, terms);
  return [...terms].map(([exact, weight]) => ({ exact, weight }));
}

function weightOf(exact: string, kind: TokenKind, inPairs: boolean): number {
  if (exact.startsWith(innerMark)) return tripleWeight;
  if (!inPairs) return 0;
  return kind === 'gram' ? pairWeight : /\p{Script=Han}/u.test(exact) ? characterWeight : 0;
}

/** Of a word's pieces together, beside the word's 1. On a public German collection: without .9425, 0.2 .9488, 0.4 .9535. */
const innerWeight = 0.4;

/** Parts of compounds; the pieces of a word share its weight. */
function addInnerGrams(words: readonly QueryWord[], terms: Map<string, number>): void {
  for (const { alternatives, stop } of words) {
    const [term, ...more] = alternatives[0]?.terms ?? [];
    const pieces = stop || term === undefined || more.length > 0 ? [] : soughtGrams(term.exact);
    for (const piece of pieces) terms.set(piece, innerWeight / pieces.length);
  }
}
