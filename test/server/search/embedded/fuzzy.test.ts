import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dictionary, packStrings, sharedBeginnings, sortedAsBytes } from '../../../../indexer/index/dictionary.ts';
import { fuzzyMatches } from '../../../../server/search/embedded/fuzzy.ts';

/** Few letters of one to four bytes, so that strings meet often. */
const strings = fc
  .array(fc.constantFrom('a', 'b', 'é', '県', '😀'), { minLength: 1, maxLength: 7 })
  .map((letters) => letters.join(''));

function dictionaryOf(texts: readonly string[]): { dictionary: Dictionary; shared: Uint8Array } {
  const { bytes, starts } = packStrings(sortedAsBytes([...new Set(texts)]));
  return { dictionary: new Dictionary(bytes, starts), shared: sharedBeginnings(bytes, starts) };
}

/** The textbook table, in UTF-16 units. */
function levenshtein(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}

describe('words within an edit distance', () => {
  it('are those that the distance of every single word tells', () => {
    fc.assert(
      fc.property(fc.array(strings, { maxLength: 40 }), strings, fc.constantFrom(0, 1, 2), (texts, wanted, limit) => {
        const { dictionary, shared } = dictionaryOf(texts);
        const found = fuzzyMatches(dictionary, shared, wanted, limit).map(({ ordinal, distance }) => [
          dictionary.at(ordinal),
          distance,
        ]);
        const expected = Array.from({ length: dictionary.size }, (_, ordinal) => dictionary.at(ordinal))
          .map((text): [string, number] => [text, levenshtein(text, wanted)])
          .filter(([, distance]) => distance <= limit);
        expect(found).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('are found behind beginnings longer than a byte can count', () => {
    const long = 'x'.repeat(300);
    const { dictionary, shared } = dictionaryOf([`${long}a`, `${long}b`, `${long}bcd`, 'xyz']);
    const found = fuzzyMatches(dictionary, shared, `${long}b`, 1).map(({ ordinal }) => dictionary.at(ordinal));
    expect(found).toEqual([`${long}a`, `${long}b`]);
  });
});
