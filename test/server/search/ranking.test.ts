import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  corpora,
  hasCorpora,
  readCorpora,
  readFloors,
  readJudgements,
  sample,
  scoreJudgements,
} from '../../../bench/judgements.ts';
import { build, requestOf, search, type Built } from '../../../bench/ranking-engine.ts';
import { averagePrecision, ndcg, recall } from '../../../bench/ranking-metrics.ts';
import { miniSearchRanking } from '../../../server/search/embedded/ranking.ts';

const open: Built[] = [];
afterAll(async () => {
  for (const built of open) await built.close();
});

async function orderOf(
  text: string,
  documents: readonly { id: string; title?: string; text: string; lang?: string; date?: string }[],
  match: 'all' | 'any' = 'any',
): Promise<string[]> {
  const built = await build(documents.map((document) => ({ title: '', lang: 'en', ...document })));
  open.push(built);
  const { hits } = await built.engine.search(requestOf({ kind: 'word', text, form: 'any' }, match, 10));
  return hits.map((hit) => hit.id);
}

describe('what moves a result up', () => {
  it('a word of the title counts more than the same word of the body', async () => {
    expect(
      await orderOf('harbour', [
        { id: 'body', title: 'A notice', text: 'On the harbour.' },
        { id: 'title', title: 'Harbour notice', text: 'On the pier.' },
      ]),
    ).toEqual(['title', 'body']);
  });

  it('the word as typed before another form of it', async () => {
    expect(
      await orderOf('licensing', [
        { id: 'form', text: 'licensed pilots of the bay' },
        { id: 'typed', text: 'licensing pilots of the bay' },
      ]),
    ).toEqual(['typed', 'form']);
  });

  it('neighbouring words of the query near one another before the same words far apart', async () => {
    const far = 'The grain was weighed. Nothing else happened on that long and quiet summer day. A tribunal sat.';
    const near = 'The grain tribunal sat. Nothing else happened on that long and quiet summer day. It was weighed.';
    expect(
      await orderOf('grain tribunal', [
        { id: 'far', text: far },
        { id: 'near', text: near },
      ]),
    ).toEqual(['near', 'far']);
  });

  it('the words of the query in one passage before the same words all over the text', async () => {
    const filler = (words: number): string => Array.from({ length: words }, (_, i) => `other${i}`).join(' ');
    expect(
      await orderOf('grain tribunal', [
        { id: 'apart', text: `The grain was weighed. ${filler(60)} A tribunal sat.` },
        { id: 'passage', text: `The grain was weighed. ${filler(12)} A tribunal sat. ${filler(48)}` },
      ]),
    ).toEqual(['passage', 'apart']);
  });

  it('a title that is the query before a longer title that has it', async () => {
    const built = await build([{ id: 'a', title: 'Grain tribunal', text: 'It sat.', lang: 'en' }]);
    open.push(built);
    const { hits } = await built.engine.search({
      ...requestOf({ kind: 'word', text: 'grain tribunal', form: 'any' }, 'all', 10),
      explain: true,
    });
    const second = hits[0]!.explanation!.parts.at(-1)!;
    expect(second.parts.map((part) => part.description)).toContain('much of the query in the title');
    expect(second.parts.reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(second.value, 9);
  });

  it('pieces of a German word speak for compounds with it', async () => {
    const documents = [
      { id: 'other', text: 'Bericht der Strassenverwaltung', lang: 'de' },
      { id: 'compound', text: 'Bericht der Brückenverwaltung', lang: 'de' },
    ];
    expect(await orderOf('Bericht Brücken', documents)).toEqual(['compound', 'other']);
  });

  it('the newer of two that say the same, and no more than that', async () => {
    const text = 'The ferry to the northern islands was inspected.';
    expect(
      await orderOf('ferry inspected', [
        { id: 'older', text, date: '2011-03-01' },
        { id: 'undated', text },
        { id: 'newer', text, date: '2018-03-01' },
      ]),
    ).toEqual(['newer', 'older', 'undated']);
    expect(
      await orderOf('ferry inspected', [
        { id: 'newer', text: `${text} ${'Nothing else happened on that day. '.repeat(3)}`, date: '2018-03-01' },
        { id: 'older', text, date: '2011-03-01' },
      ]),
    ).toEqual(['older', 'newer']);
  });

  it('a part of a compound counts where any word may match', async () => {
    const documents = [
      { id: 'none', text: 'Ferry timetable of the bay' },
      { id: 'part', text: 'Ferry timetable at speed' },
    ];
    expect(await orderOf('ferry high-speed', documents)).toEqual(['part', 'none']);
  });

  it('characters of a script without spaces count in part, too', async () => {
    const documents = [
      { id: 'none', text: '港の告示と料金', lang: 'ja' },
      { id: 'part', text: '港の告示と委員', lang: 'ja' },
    ];
    expect((await orderOf('告示 審査委員会', documents))[0]).toBe('part');
  });
});

describe('signs in a text that is taken as words', () => {
  it('are no operators', async () => {
    const built = await build([{ id: 'a', title: '', text: 'grain and trade', lang: 'en' }]);
    open.push(built);
    expect((await search(built, '-grain "trade (title: OR ~ *', 10)).map(({ id }) => id)).toEqual(['a']);
  });
});

describe('the ranking of MiniSearch', () => {
  it('has none of what Herald adds', () => {
    expect(miniSearchRanking).toMatchObject({ partWeight: 0, rescoring: { documents: 0 } });
  });
});

describe('metrics, worked by hand', () => {
  const grades = new Map([
    ['a', 3],
    ['b', 2],
    ['c', 1],
    ['d', 0],
    ['e', -1],
    ['f', 1],
  ]);
  const ranked = ['d', 'b', 'x', 'a', 'e', 'c'];
  it('agree with trec_eval’s definitions', () => {
    // (2 / log2 3 + 3 / log2 5 + 1 / log2 7) / (3 + 2 / log2 3 + 1 / 2 + 1 / log2 5)
    expect(ndcg(ranked, grades, 10)).toBeCloseTo(2.9100964 / 5.1925361, 6);
    expect(averagePrecision(ranked, grades)).toBeCloseTo((1 / 2 + 2 / 4 + 3 / 6) / 4, 12);
    expect(recall(ranked, grades, 4)).toBe(0.5);
    expect(ndcg([], new Map([['a', 0]]), 10)).toBe(0);
  });
});

describe('data/judgements.tsv', () => {
  it('has at least 60 queries, each with a relevant announcement and a reason', () => {
    const queries = readJudgements();
    expect(queries.length).toBeGreaterThanOrEqual(60);
    expect(queries.filter(({ grades }) => ![...grades.values()].some((grade) => grade >= 2))).toEqual([]);
  });

  describe.skipIf(!hasCorpora(corpora))('over a sample of the recorded corpora (skipped without ../shared)', () => {
    const queries = readJudgements();
    let built: Built;
    beforeAll(async () => {
      const judged = new Set(queries.flatMap(({ grades }) => [...grades.keys()]));
      built = await build(await readCorpora(corpora, judged, sample));
      open.push(built);
    }, 300_000);

    it.each(corpora)('the ranking of %s has not fallen', async (corpus) => {
      const scores = await scoreJudgements(
        built,
        queries.filter((query) => query.corpus === corpus),
      );
      const floor = readFloors().sample[corpus];
      expect(scores.ndcg10).toBeGreaterThanOrEqual(floor.ndcg10);
      expect(scores.judgedOnly).toBeGreaterThanOrEqual(floor.judgedOnly);
    });
  });
});
