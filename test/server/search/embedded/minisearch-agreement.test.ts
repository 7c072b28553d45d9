import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import MiniSearch, { type Query } from 'minisearch';
import { afterAll, describe, expect, it } from 'vitest';
import type { RevisionRecord } from '../../../../core/announcement.ts';
import { openDataFolder, type DataFolder } from '../../../../core/data-folder.ts';
import { createAnalyzer, type Analyzer } from '../../../../indexer/analyse/analyzer.ts';
import { buildIndex, type IndexSource } from '../../../../indexer/build.ts';
import { fuzzyDistance } from '../../../../server/search/embedded/fuzzy-leaf.ts';
import { openEmbeddedEngine } from '../../../../server/search/embedded/embedded-engine.ts';
import { miniSearchRanking, type Ranking } from '../../../../server/search/embedded/ranking.ts';
import type { SearchRequest } from '../../../../server/search/engine.ts';
import type { QueryNode } from '../../../../server/search/query.ts';
import { recordOf } from '../../../indexer/records.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Words that are their own stems and no stop words, so that beginnings and likenesses mean the same to both sides. */
const words = ['port', 'part', 'pier', 'pin', 'point', 'grain', 'grail', 'gran', 'trust', 'tribun', 'zinc', 'zink'];
const analyzer: Analyzer = createAnalyzer();

/** A node of a query in both languages. Each of MiniSearch's options applies to its own node. */
type Node =
  | { readonly kind: 'word' | 'prefix' | 'fuzzy'; readonly text: string; readonly field?: 'title' | 'body' }
  | { readonly kind: 'and' | 'or'; readonly children: readonly Node[] }
  | { readonly kind: 'but'; readonly child: Node; readonly not: Node };

const leaf: fc.Arbitrary<Node> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('word' as const), text: fc.constantFrom(...words) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('word' as const),
      text: fc.constantFrom(...words),
      field: fc.constantFrom('title' as const, 'body' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('prefix' as const), text: fc.constantFrom('p', 'po', 'gra', 'z', 'tr') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('fuzzy' as const),
      text: fc.constantFrom('prot', 'grai', 'zonk', 'tribunall', 'port'),
    }),
  },
);
const { node: nodes } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      children: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('but' as const), child: tie('node'), not: leaf }),
  ),
}));

function ours(node: Node): QueryNode {
  switch (node.kind) {
    case 'word':
      return { kind: 'word', text: node.text, form: 'any', ...(node.field === undefined ? {} : { field: node.field }) };
    case 'prefix':
    case 'fuzzy':
      return { kind: 'word', text: node.text, form: node.kind };
    case 'and':
    case 'or':
      return { kind: node.kind, children: node.children.map(ours) };
    case 'but':
      return { kind: 'and', children: [ours(node.child), { kind: 'not', child: ours(node.not) }] };
  }
}

function theirs(node: Node): Query {
  switch (node.kind) {
    case 'word':
      return {
        queries: [node.text],
        prefix: false,
        fuzzy: false,
        ...(node.field === undefined ? {} : { fields: [node.field] }),
      };
    case 'prefix':
      return { queries: [node.text], prefix: true, fuzzy: false, tokenize: (typed) => [typed] };
    case 'fuzzy':
      return { queries: [node.text], prefix: false, fuzzy: fuzzyDistance(node.text), tokenize: (typed) => [typed] };
    case 'and':
    case 'or':
      return { combineWith: node.kind.toUpperCase() as 'AND' | 'OR', queries: node.children.map(theirs) };
    case 'but':
      return { combineWith: 'AND_NOT', queries: [theirs(node.child), theirs(node.not)] };
  }
}

interface Text {
  readonly title: string;
  readonly body: string;
}

const text = (max: number) => fc.array(fc.constantFrom(...words), { maxLength: max }).map((list) => list.join(' '));
const texts: fc.Arbitrary<Text> = fc.record({ title: text(4), body: text(14) });
/** What happens to the corpus, step by step: each step is an update of the index. */
const histories = fc.array(
  fc.array(fc.record({ id: fc.nat({ max: 11 }), text: fc.option(texts, { nil: undefined, freq: 4 }) }), {
    minLength: 1,
    maxLength: 8,
  }),
  { minLength: 1, maxLength: 6 },
);
const parameters = fc.record({
  k: fc.double({ min: 0.1, max: 3, noNaN: true }),
  b: fc.double({ min: 0, max: 1, noNaN: true }),
  d: fc.double({ min: 0, max: 1, noNaN: true }),
});
const boosts = fc.constantFrom(1, 2, 0.5);

/** Indexes a history of texts step by step, so that segments, tombstones and merges come about. A text of `undefined` empties the announcement. */
async function indexed(
  history: readonly (readonly { id: number; text?: Text | undefined }[])[],
): Promise<{ folder: DataFolder; live: Map<string, Text> }> {
  const root = mkdtempSync(join(tmpdir(), 'herald-oracle-'));
  folders.push(root);
  const folder = openDataFolder(root);
  const live = new Map<string, Text>();
  for (const [step, changes] of history.entries()) {
    const touched = new Set<string>();
    for (const { id, text: now } of changes) {
      live.set(`d${id}`, now ?? { title: '', body: '' });
      touched.add(`d${id}`);
    }
    const source: IndexSource = {
      lastSequence: () => step + 1,
      records: () => recordsOf(live, live.keys()),
      changesSince: () => recordsOf(live, touched),
      coverage: () => [],
    };
    await buildIndex({ dataFolder: folder, source, analyzer });
  }
  return { folder, live };
}

function recordsOf(live: ReadonlyMap<string, Text>, ids: Iterable<string>): RevisionRecord[] {
  return [...ids].map((id) => recordOf({ id, ...live.get(id)! }));
}

function oracle(live: ReadonlyMap<string, Text>): MiniSearch<Text & { id: string }> {
  const mini = new MiniSearch<Text & { id: string }>({
    fields: ['title', 'body'],
    tokenize: (value) => analyzer.tokens(value, 'en').map((token) => token.stem),
    processTerm: (term) => term,
  });
  mini.addAll([...live].map(([id, now]) => ({ id, ...now })));
  return mini;
}

const request = (query: QueryNode, filtered: readonly string[] | undefined): SearchRequest => ({
  query,
  match: 'all',
  exact: false,
  filters: [],
  ...(filtered === undefined ? {} : { ids: filtered as NonNullable<SearchRequest['ids']> }),
  versions: 'current',
  facets: [],
  sort: 'relevance',
  limit: 100,
  offset: 0,
  snippets: false,
  explain: true,
});

describe('the core of the scoring is MiniSearch', () => {
  it('is tried with words that mean the same to both', () => {
    for (const word of words) expect(analyzer.tokens(word, 'en').map((token) => token.stem)).toEqual([word]);
  });

  it('same matches, same scores to a billionth, over any corpus, history of updates and merges, query, parameters, boosts and filter', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(nodes, { minLength: 8, maxLength: 8 }),
        parameters,
        boosts,
        fc.option(fc.nat({ max: 11 })),
        async (history, asked, bm25, titleBoost, left) => {
          const { folder, live } = await indexed(history);
          const mini = oracle(live);
          const ranking: Ranking = { ...miniSearchRanking, bm25, titleBoost };
          const engine = openEmbeddedEngine(folder, { analyzer, ranking });
          const filter = left === null ? undefined : [...live.keys()].filter((id) => id !== `d${left}`);
          for (const node of asked) {
            const found = await engine.search(request(ours(node), filter));
            if (found.reading.matched === 'any') continue;
            const wanted = mini.search(theirs(node), {
              bm25,
              boost: { title: titleBoost },
              ...(filter === undefined ? {} : { filter: (hit) => filter.includes(hit.id as string) }),
            });
            // MiniSearch multiplies by the number of query words it found; set apart, as the ranking leaves it out.
            const scores = new Map(
              wanted.map((hit) => [hit.id as string, hit.score / Math.max(1, hit.queryTerms.length)]),
            );
            expect(found.hits.map((hit) => hit.id).sort()).toEqual([...scores.keys()].sort());
            for (const hit of found.hits) {
              expect(Math.abs(hit.score - scores.get(hit.id)!)).toBeLessThanOrEqual(
                1e-9 * Math.max(1e-9, Math.abs(hit.score)),
              );
              expect(Math.abs(hit.score - hit.explanation!.value)).toBeLessThanOrEqual(
                1e-9 * Math.max(1e-9, Math.abs(hit.score)),
              );
            }
          }
          await engine.close();
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 15) },
    );
  });
});
