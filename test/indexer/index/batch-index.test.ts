import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchIndex } from '../../../indexer/index/batch-index.ts';

const texts = ['', 'port', 'part', 'porter', 'pier', 'grain', '港'];
const stems = fc.uniqueArray(fc.nat({ max: texts.length - 1 }), { maxLength: 6 });
const documents = fc.array(fc.record({ title: stems, body: stems }), { maxLength: 12 });

describe("MiniSearch's index of a batch", () => {
  it('is read as MiniSearch writes it out', () => {
    fc.assert(
      fc.property(documents, (batch) => {
        const index = new BatchIndex(texts);
        batch.forEach((document, id) => index.add({ id, ...document }));
        const { index: terms, fieldLength } = index.toJSON();
        const read: Record<string, Record<string, Record<string, number>>> = {};
        index.eachTerm((stem, title, body) => {
          const fields = [[...title], [...body]].map((list) => Object.fromEntries(list.map((id) => [id, 1])));
          const filled = Object.entries(fields).filter(([, list]) => Object.keys(list).length > 0);
          read[texts[stem]!] = Object.fromEntries(filled);
        });
        expect(read).toEqual(Object.fromEntries(terms));
        const lengths = fieldLength as unknown as Record<string, number[]>;
        batch.forEach((_, id) => expect(index.lengthsOf(id)).toEqual([lengths[id]?.[0] ?? 0, lengths[id]?.[1] ?? 0]));
      }),
    );
  });
});
