import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchIndex } from '../../../indexer/index/batch-index.ts';

const stems = fc.uniqueArray(fc.constantFrom('port', 'part', 'porter', 'pier', 'grain', '', '港'), { maxLength: 6 });
const documents = fc.array(fc.record({ title: stems, body: stems }), { maxLength: 12 });

describe("MiniSearch's index of a batch", () => {
  it('is read as MiniSearch writes it out', () => {
    fc.assert(
      fc.property(documents, (batch) => {
        const next = { title: [] as string[], body: [] as string[] };
        const index = new BatchIndex(next);
        batch.forEach(({ title, body }, id) => {
          next.title.splice(0, Infinity, ...title);
          next.body.splice(0, Infinity, ...body);
          index.add({ id });
        });
        const { index: terms, fieldLength } = index.toJSON();
        const read: [string, Record<string, Record<string, number>>][] = [];
        index.eachTerm((term, title, body) => {
          const fields = [[...title], [...body]].map((list) => Object.fromEntries(list.map((id) => [id, 1])));
          const filled = Object.entries(fields).filter(([, list]) => Object.keys(list).length > 0);
          read.push([term, Object.fromEntries(filled)]);
        });
        expect(read).toEqual(terms);
        const lengths = fieldLength as unknown as Record<string, number[]>;
        batch.forEach((_, id) => expect(index.lengthsOf(id)).toEqual([lengths[id]?.[0] ?? 0, lengths[id]?.[1] ?? 0]));
      }),
    );
  });
});
