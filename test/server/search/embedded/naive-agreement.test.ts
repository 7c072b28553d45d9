import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { RevisionRecord } from '../../../../core/announcement.ts';
import { openDataFolder } from '../../../../core/data-folder.ts';
import { createAnalyzer } from '../../../../indexer/analyse/analyzer.ts';
import { buildIndex, sourceOfRecords } from '../../../../indexer/build.ts';
import type { SearchEngine, SearchRequest } from '../../../../server/search/engine.ts';
import { openEmbeddedEngine } from '../../../../server/search/embedded/embedded-engine.ts';
import { createNaiveEngine } from '../../../../server/search/naive/naive-engine.ts';
import type { QueryNode } from '../../../../server/search/query.ts';
import { recordOf } from '../../../indexer/records.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const analyzer = createAnalyzer();
const words = [
  'minister',
  'ministers',
  'grant',
  'grants',
  'treaty',
  'treaties',
  'the',
  'of',
  'e-mail',
  'email',
  'U.S.',
  'port',
  'ports',
  '神奈川県',
  '条約',
  'Zürich',
];
const agencies = ['Ministry of Ports', 'Office of Grants', 'Department of Justice'];

const word = fc.constantFrom(...words);
const text = (max: number) => fc.array(word, { minLength: 0, maxLength: max }).map((list) => list.join(' '));
const dates = fc.constantFrom(undefined, '2014', '2014-03', '2014-03-25', '2015-01-02', '2013-12-31');

const documents = fc
  .array(
    fc.record({
      title: text(4),
      body: text(12),
      agency: fc.constantFrom(undefined, ...agencies),
      topics: fc.subarray(['ports', 'law', 'money']),
      published: dates,
      language: fc.constantFrom('en', 'en', 'de', 'ja'),
      revisions: fc.constantFrom(1, 1, 2),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((rows) =>
    rows.flatMap((row, i): RevisionRecord[] =>
      Array.from({ length: row.revisions }, (_, r) =>
        recordOf({
          ...row,
          id: `d${i}`,
          body: r === 0 ? row.body : `${row.body} grant`,
          revision: r + 1,
          revisions: row.revisions,
        }),
      ),
    ),
  );

const leaf: fc.Arbitrary<QueryNode> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('word' as const),
      text: word,
      form: fc.constantFrom('any' as const, 'exact' as const, 'fuzzy' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('word' as const),
      text: word,
      form: fc.constant('any' as const),
      field: fc.constantFrom('title' as const, 'body' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('word' as const),
      text: fc.constantFrom('m', 'gran', 'por', 'tr', 'the mi'),
      form: fc.constant('prefix' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('phrase' as const), text: text(3), slop: fc.constantFrom(0, 0, 2) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('filter' as const),
      facet: fc.constant('agency' as const),
      value: fc.constantFrom('of', 'ministry', 'office of', '_MISSING'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'published' as const, from: 16_130, to: 16_160 }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'all' as const }) },
);
const query: fc.Arbitrary<QueryNode> = fc.letrec<{ node: QueryNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, weight: 1, arbitrary: leaf } as { weight: number; arbitrary: fc.Arbitrary<QueryNode> },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        children: fc.array(fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: tie('node') }), {
          minLength: 1,
          maxLength: 4,
        }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('and' as const),
        children: fc.tuple(leaf, fc.record({ kind: fc.constant('not' as const), child: leaf })),
      }),
    },
  ),
})).node;

const requests: fc.Arbitrary<SearchRequest> = fc.record(
  {
    query,
    match: fc.constantFrom('all' as const, 'any' as const),
    exact: fc.constantFrom(false, false, true),
    filters: fc.array(
      fc.record({
        facet: fc.constantFrom('agency' as const, 'topic' as const),
        values: fc.subarray(['Ministry of Ports', 'law', 'money', '_MISSING'], { minLength: 1 }),
        mode: fc.constantFrom('include' as const, 'reject' as const),
      }),
      { maxLength: 2 },
    ),
    publishedFrom: fc.constantFrom(16_100, 16_154),
    versions: fc.constantFrom('current' as const, 'all' as const),
    facets: fc.constant([
      { type: 'values' as const, facet: 'agency' as const, size: 2 },
      { type: 'values' as const, facet: 'topic' as const, size: 10 },
      { type: 'dates' as const, interval: 'month' as const },
    ]),
    sort: fc.constantFrom('-published' as const, 'published' as const),
    limit: fc.constantFrom(3, 100),
    offset: fc.constantFrom(0, 1),
    snippets: fc.constant(false),
    explain: fc.constant(false),
  },
  {
    requiredKeys: [
      'query',
      'match',
      'exact',
      'filters',
      'versions',
      'facets',
      'sort',
      'limit',
      'offset',
      'snippets',
      'explain',
    ],
  },
);

async function embedded(records: readonly RevisionRecord[], pieces: number): Promise<SearchEngine> {
  const root = mkdtempSync(join(tmpdir(), 'herald-embedded-'));
  folders.push(root);
  const dataFolder = openDataFolder(root);
  for (let i = 1; i <= pieces; i++) {
    const known = records.slice(0, Math.ceil((records.length * i) / pieces));
    await buildIndex({ dataFolder, source: sourceOfRecords(known), analyzer });
  }
  return openEmbeddedEngine(dataFolder, { analyzer });
}

describe('the embedded engine agrees with the scanning one', () => {
  it('on totals, order by date, facets and the reading of any request, over any corpus', async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(requests, { minLength: 12, maxLength: 12 }),
        fc.constantFrom(1, 2),
        async (records, asked, pieces) => {
          const served = await embedded(records, pieces);
          const naive = createNaiveEngine(records, { analyzer });
          for (const request of asked) {
            const [got, wanted] = [await served.search(request), await naive.search(request)];
            expect({
              total: got.total,
              ids: got.hits.map((hit) => [hit.id, hit.revision, hit.sortKey]),
              facets: got.facets,
              matched: got.reading.matched,
            }).toEqual({
              total: wanted.total,
              ids: wanted.hits.map((hit) => [hit.id, hit.revision, hit.sortKey]),
              facets: wanted.facets,
              matched: wanted.reading.matched,
            });
          }
          await served.close();
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 15) },
    );
  });
});
