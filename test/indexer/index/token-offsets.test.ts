import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTokenOffsets, tokenColumns, TokenOffsets } from '../../../indexer/index/token-offsets.ts';

interface Offset {
  readonly position: number;
  readonly start: number;
  readonly length: number;
}

function written(
  text: string,
  tokens: readonly (readonly [position: number, start: number, end: number])[],
): Uint8Array {
  const offsets = new TokenOffsets();
  offsets.begin(text);
  for (const [position, start, end] of tokens) offsets.add(position, start, end);
  return offsets.bytes.array();
}

/** The same columns for all texts, as a search does. */
const columns = tokenColumns();

function read(bytes: Uint8Array, untilPosition = Infinity): Offset[] {
  readTokenOffsets(bytes, untilPosition, columns);
  return Array.from({ length: columns.size }, (_, i) => ({
    position: columns.positions[i]!,
    start: columns.starts[i]!,
    length: columns.ends[i]! - columns.starts[i]!,
  }));
}

/** Tokens as steps from the one before, so that they never go back. */
const steps = fc.array(
  fc.record({
    positions: fc.oneof({ weight: 6, arbitrary: fc.constant(1) }, fc.nat({ max: 300 })),
    units: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 12 }) }, fc.nat({ max: 200 })),
    length: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.nat({ max: 200 })),
  }),
  { maxLength: 40 },
);
const signs = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '–', '神'), minLength: 1, maxLength: 30 });

describe('offsets of tokens', () => {
  it('come back as they were written, counted in bytes', () => {
    fc.assert(
      fc.property(steps, signs, (tokens, sign) => {
        // Longer than all steps together: no token ends behind the text.
        const text = sign.repeat(8_400);
        let [position, start] = [-1, 0];
        const given: [number, number, number][] = [];
        for (const token of tokens) {
          position += token.positions;
          start += token.units;
          given.push([position, start, start + token.length]);
        }
        let last = -1;
        const kept = given.filter(([at]) => at > last && ((last = at), true));
        expect(read(written(text, given))).toEqual(
          kept.map(([at, from, to]) => ({
            position: at,
            start: Buffer.byteLength(text.slice(0, from)),
            length: Buffer.byteLength(text.slice(from, to)),
          })),
        );
      }),
    );
  });

  it('take a byte for a word behind a space or a comma and a space', () => {
    expect(written('one, two three', [[0, 0, 3], [1, 5, 8], [2, 9, 14]])).toHaveLength(3); // prettier-ignore
  });

  it('take a byte for a pair of characters like the one before', () => {
    const text = '神奈川県横浜市';
    const pairs = Array.from({ length: 6 }, (_, i) => [i, i, i + 2] as const);
    expect(written(text, pairs).length).toBeLessThan(12);
    expect(read(written(text, pairs))[5]).toEqual({ position: 5, start: 15, length: 6 });
  });

  it('stop being read when asked', () => {
    expect(read(written('a b c', [[0, 0, 1], [1, 2, 3], [2, 4, 5]]), 1)).toHaveLength(2); // prettier-ignore
  });
});
