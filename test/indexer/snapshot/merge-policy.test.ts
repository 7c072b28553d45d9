import { describe, expect, it } from 'vitest';
import { segmentCapacity } from '../../../indexer/index/segment-draft.ts';
import { chooseFullMerge, chooseMerges } from '../../../indexer/snapshot/merge-policy.ts';

const segment = (name: string, documents: number, dead = 0): { name: string; documents: number; dead: number } => ({
  name,
  documents,
  dead,
});

describe('merging', () => {
  it('joins four segments of about one size and leaves the large one alone', () => {
    expect(
      chooseMerges([segment('large', 60_000), segment('a', 5), segment('b', 6), segment('c', 5), segment('d', 7)]),
    ).toEqual([['a', 'b', 'c', 'd']]);
  });

  it('waits while there are fewer', () => {
    expect(chooseMerges([segment('a', 5), segment('b', 6), segment('c', 5)])).toEqual([]);
  });

  it('rewrites a segment of which more than a quarter is dead', () => {
    expect(chooseMerges([segment('a', 1000, 251), segment('b', 100, 20)])).toEqual([['a']]);
  });

  it('never makes a segment larger than 16 bits can number', () => {
    const groups = chooseFullMerge([
      segment('a', 40_000),
      segment('b', 20_000),
      segment('c', 5_536),
      segment('d', 1),
      segment('e', 7, 3),
    ]);
    expect(groups).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
    expect(40_000 + 20_000 + 5_536).toBe(segmentCapacity);
  });
});
