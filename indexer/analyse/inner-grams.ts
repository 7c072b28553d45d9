import { languageKey } from './stemming.ts';

/** Languages that write compounds as one word: `Brückenbauamt` should be near to a search for `Brücken`. */
const compounding: ReadonlySet<string> = new Set(['de', 'nl', 'sv', 'da', 'no', 'nb', 'nn', 'fi', 'hu']);

/** Shortest word, in letters, that may be a compound. */
const shortestCompound = 7;

/** Letters of a piece: shorter ones meet by chance, longer ones miss short parts. */
const gramLength = 5;

/** Keeps pieces apart from words and from one another's dictionaries. */
export const innerMark = '\u2051';

export function isCompounding(language: string): boolean {
  return compounding.has(languageKey(language));
}

/** Every five neighbouring letters of a folded word of a text; none of short words. */
export function innerGrams(exact: string, least = shortestCompound): string[] {
  if (exact.length < least || /[^\p{L}]/u.test(exact)) return [];
  return Array.from({ length: exact.length - gramLength + 1 }, (_, i) => innerMark + exact.slice(i, i + gramLength));
}

/** The same of a word of a query, which may be one part of a compound. */
export function soughtGrams(exact: string): string[] {
  return innerGrams(exact, gramLength);
}
