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
        const written = new Map(terms.map(([term, fields]) => [term, documentsIn(fields)]));
        expect(index.stemCount).toBe(written.size);
        texts.forEach((text, stem) => {
          const read: number[] = [];
          index.eachDocument(stem, (document) => read.push(document));
          expect(read).toEqual(written.get(text) ?? []);
        });
        const lengths = fieldLength as unknown as Record<string, number[]>;
        batch.forEach((_, id) => expect(index.lengthsOf(id)).toEqual([lengths[id]?.[0] ?? 0, lengths[id]?.[1] ?? 0]));
      }),
    );
  });
});

/** The documents of a term as MiniSearch writes it, whatever the field. */
function documentsIn(fields: Record<string, Record<string, number>>): number[] {
  return [...new Set(Object.values(fields).flatMap((list) => Object.keys(list).map(Number)))].sort((a, b) => a - b);
}
