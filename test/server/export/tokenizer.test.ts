import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { portableIndex, type PortableDocument } from '../../../indexer/index/portable-index.ts';
import { portableOptions } from '../../../server/export/assets.ts';
import MiniSearch, { type Options } from 'minisearch';

const options = portableOptions() as Options;
const terms = (text: string): readonly string[] => [...options.tokenize!(text)];
const asked = (text: string): readonly string[] => [...options.searchOptions!.tokenize!(text)];

/** As an export reads it, in one batch. */
async function* oneBatch(documents: readonly PortableDocument[]): AsyncGenerator<readonly PortableDocument[]> {
  yield await Promise.resolve(documents);
}

describe('the tokenizer of the portable index', () => {
  it.each([
    ['Café-Müller, 3rd PLACE', ['cafe', 'muller', '3rd', 'place']],
    ['Straße ﬁnd', ['strasse', 'find']],
    ['覚書を締結', ['覚書', '書を', 'を締', '締結', '結']],
    ['ｶﾅ 東', ['カナ', 'ナ', '東']],
    ['2014年3月', ['2014', '年', '3', '月']],
    ['Сергей', ['сергеи']],
    ['', []],
  ])('reads %j', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  it('asks for the pairs of a run, and for a single character as it is', () => {
    expect(asked('覚書を')).toEqual(['覚書', '書を']);
    expect(asked('東 water')).toEqual(['東', 'water']);
  });

  it('finds every word and every stretch of what was indexed, in any script', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'grapheme' }),
            fc.constantFrom('知事の覚書', 'Ångström', 'ประกาศ', '한국어로', 'e\u0301t'),
          ),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        fc.nat(),
        async (texts, pick) => {
          const documents = texts.map((body, id) => ({ id, title: '', body, number: '' }));
          const json = await portableIndex(oneBatch(documents), portableOptions());
          const index = MiniSearch.loadJSON(json, options);
          const { id, body } = documents[pick % documents.length]!;
          const words = body.normalize('NFKC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
          const word = words[pick % Math.max(1, words.length)];
          if (word === undefined || terms(word).length === 0) return;
          expect(index.search(word).map((hit) => hit.id as number)).toContain(id);
          const characters = Array.from(word.normalize('NFC'));
          if (/^\p{Script=Han}+$/u.test(word)) {
            const from = pick % characters.length;
            expect(index.search(characters.slice(from).join('')).map((hit) => hit.id as number)).toContain(id);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
