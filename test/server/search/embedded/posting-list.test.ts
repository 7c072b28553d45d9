import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combine, PostingListBuilder, type PostingList } from '../../../../server/search/embedded/posting-list.ts';

type Entry = readonly [document: number, title: number, body: number];

/** Frequencies around the largest that a byte holds are among them. */
const frequency = fc.oneof(
  { weight: 8, arbitrary: fc.nat(3) },
  { weight: 1, arbitrary: fc.integer({ min: 250, max: 300 }) },
);

const entries = (most: number): fc.Arbitrary<Entry[]> =>
  fc
    .uniqueArray(fc.tuple(fc.nat(400), frequency, frequency), { maxLength: most, selector: ([document]) => document })
    .map((list) => list.sort(([a], [b]) => a - b));

function listOf(list: readonly Entry[]): PostingList {
  const builder = new PostingListBuilder(list.length);
  for (const [document, title, body] of list) builder.add(document, title, body);
  return builder.list();
}

function entriesOf(list: PostingList | undefined): Entry[] {
  if (list === undefined) return [];
  return Array.from({ length: list.to - list.from }, (_, i): Entry => {
    const at = list.from + i;
    return [list.postings.documents[at]!, list.postings.titleFrequency(at), list.postings.bodyFrequency(at)];
  });
}

describe('several posting lists as one', () => {
  it('have each document once, with its frequencies added up, a long list beside short ones as well as equals', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(entries(300), entries(8)), { maxLength: 4 }), (lists) => {
        const sums = new Map<number, [number, number]>();
        for (const [document, title, body] of lists.flat()) {
          const [titles, bodies] = sums.get(document) ?? [0, 0];
          sums.set(document, [titles + title, bodies + body]);
        }
        const wanted = [...sums]
          .map(([document, [title, body]]): Entry => [document, title, body])
          .sort(([a], [b]) => a - b);
        const combined = combine(lists.map(listOf));
        expect(entriesOf(combined)).toEqual(wanted);
        if (combined !== undefined && 'titleCount' in combined)
          expect(combined).toMatchObject({
            titleCount: wanted.filter(([, title]) => title > 0).length,
            bodyCount: wanted.filter(([, , body]) => body > 0).length,
          });
      }),
      { numRuns: 400 },
    );
  });
});
