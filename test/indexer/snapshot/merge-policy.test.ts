import { describe, expect, it } from 'vitest';
import { segmentCapacity } from '../../../indexer/index/segment-draft.ts';
import { chooseFullMerge, chooseMerges, smallSegment } from '../../../indexer/snapshot/merge-policy.ts';

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
    const tier = [30_000, 18_000, 17_536, 60_000].map((documents, i) => segment(`s${i}`, documents));
    expect(chooseMerges(tier)).toEqual([['s0', 's1', 's2']]);
    expect(30_000 + 18_000 + 17_536).toBe(segmentCapacity);
  });

  it('joins the small segments of a full build and leaves the large ones as the threads made them', () => {
    expect(
      chooseFullMerge([
        segment('a', smallSegment),
        segment('b', smallSegment + 1),
        segment('c', 30_000),
        segment('d', 7, 3),
      ]),
    ).toEqual([['a', 'd']]);
    expect(chooseFullMerge([segment('a', 30_000), segment('b', 30_000)])).toEqual([]);
  });
});
