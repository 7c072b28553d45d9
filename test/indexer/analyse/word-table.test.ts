import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyHash, hashOn, WordTable } from '../../../indexer/analyse/word-table.ts';

const spellings = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'B', '7'), minLength: 1, maxLength: 9 }), {
  maxLength: 400,
});

const unitsOf = (text: string): Uint16Array => Uint16Array.from(text, (sign) => sign.charCodeAt(0));
const hashOf = (text: string): number => Array.from(text, (sign) => sign.charCodeAt(0)).reduce(hashOn, emptyHash);

describe('a table of words', () => {
  it('knows the same words as a map, wherever in a text they stand', () => {
    fc.assert(
      fc.property(spellings, (words) => {
        const table = new WordTable<number>(1_000_000);
        const map = new Map<string, number>();
        const text = unitsOf(` ${words.join(' ')} `);
        let start = 1;
        words.forEach((word, i) => {
          const found = table.find(text, start, start + word.length, hashOf(word));
          expect(found).toBe(map.get(word));
          if (found === undefined) {
            table.add(word, hashOf(word), i);
            map.set(word, i);
          }
          start += word.length + 1;
        });
      }),
    );
  });

  it('tells words of one hash apart', () => {
    const table = new WordTable<string>(10);
    table.add('one', 7, 'first');
    table.add('two', 7, 'second');
    expect([
      table.find(unitsOf('one'), 0, 3, 7),
      table.find(unitsOf('two'), 0, 3, 7),
      table.find(unitsOf('six'), 0, 3, 7),
    ]).toEqual(['first', 'second', undefined]);
  });

  it('starts anew when it is full', () => {
    const table = new WordTable<number>(2);
    for (const word of ['a', 'b', 'c']) table.add(word, hashOf(word), word.charCodeAt(0));
    expect([table.find(unitsOf('a'), 0, 1, hashOf('a')), table.find(unitsOf('c'), 0, 1, hashOf('c'))]).toEqual([
      undefined,
      99,
    ]);
  });
});
