/**
 * `npm run score -- ranking [COLLECTION …] [--limit N] [--json] [--set NAME=NUMBER …]`: how well the shipped ranking orders
 * the public retrieval collections of ../shared, beside what others reach there; and how much each number of it that is
 * set otherwise (`--set bm25.k=1.2`, `--set rescoring.passage=0`) moves that.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  collectionsFile,
  others,
  readCollection,
  spread,
  unpackCollections,
  type Collection,
} from './ranking-collections.ts';
import { build, search, type Built } from './ranking-engine.ts';
import { shippedRanking, type Ranking } from '../server/search/embedded/ranking.ts';
import { rankingScores, type RankingScores } from './ranking-metrics.ts';

/** How deep a ranking is looked at, as trec_eval does by default: the mean average precision is over these. */
const depth = 1000;

export interface CollectionScore extends RankingScores {
  readonly name: string;
  readonly documents: number;
  readonly queries: number;
  readonly msPerQuery: number;
}

/** @returns the exit code: 0 done, 1 below the better of Lucene and FTS5 somewhere, 2 wrong usage */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(others, name));
  if (unknown.length > 0) {
    console.error(`no such collection: ${unknown.join(', ')}; there are ${Object.keys(others).join(', ')}`);
    return 2;
  }
  const limit = values.limit === undefined ? Infinity : Number(values.limit);
  if (!(limit > 0)) {
    console.error(`--limit ${values.limit}: a number of queries above 0 is wanted`);
    return 2;
  }
  const changes = values.set.map((text) => ({ text, ranking: rankingWith(text) }));
  const wrong = changes.filter(({ ranking }) => ranking === undefined);
  if (wrong.length > 0) {
    console.error(
      `no such number of the ranking: ${wrong.map(({ text }) => text).join(', ')} (server/search/embedded/ranking.ts)`,
    );
    return 2;
  }
  if (!existsSync(collectionsFile)) {
    console.error(`the collections are not there: ${collectionsFile}`);
    return 2;
  }
  const folder = unpackCollections();
  const names = positionals.length > 0 ? positionals : Object.keys(others);
  const scores: CollectionScore[] = [];
  const moved = changes.map((): number[] => []);
  for (const name of names) {
    const collection = readCollection(folder, name);
    const built = await build(collection.documents);
    const queries = Math.min(limit, others[name]!.queries);
    const score = await scoreCollection(collection, built, queries);
    scores.push(score);
    console.log(values.json ? JSON.stringify(score) : line(score));
    for (const [i, { text, ranking }] of changes.entries()) {
      const engine = built.reopen(ranking!);
      const { ndcg10 } = await scoreCollection(collection, { ...built, engine }, queries);
      await engine.close();
      moved[i]!.push(ndcg10 - score.ndcg10);
      console.log(
        values.json ? JSON.stringify({ name, set: text, ndcg10 }) : `  ${text}: ${signed(ndcg10 - score.ndcg10)}`,
      );
    }
    await built.close();
  }
  if (!values.json) {
    console.log(summary(scores));
    changes.forEach(({ text }, i) => {
      console.log(`${text}: ${signed(moved[i]!.reduce((sum, by) => sum + by, 0) / names.length)} on average`);
    });
  }
  return scores.some((score) => score.ndcg10 < best(score.name)) ? 1 : 0;
}

/** The shipped ranking with one number set otherwise; `undefined` when it has no such number. */
function rankingWith(text: string): Ranking | undefined {
  const [, path, value] = /^([\w.]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  const ranking = structuredClone(shippedRanking);
  const names = path?.split('.') ?? [];
  const last = names.pop() ?? '';
  const owner = names.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name] ?? {}, ranking) as Record<
    string,
    unknown
  >;
  if (typeof owner[last] !== 'number') return undefined;
  owner[last] = Number(value);
  return ranking;
}

async function scoreCollection(collection: Collection, built: Built, limit: number): Promise<CollectionScore> {
  const queries = spread(collection.queries, limit);
  const sums = { ndcg10: 0, averagePrecision: 0, recall100: 0 };
  let searching = 0;
  for (const { text, grades } of queries) {
    const started = performance.now();
    const hits = await search(built, text, depth);
    searching += performance.now() - started;
    const scores = rankingScores(
      hits.map((hit) => hit.id),
      grades,
    );
    sums.ndcg10 += scores.ndcg10;
    sums.averagePrecision += scores.averagePrecision;
    sums.recall100 += scores.recall100;
  }
  const mean = (sum: number): number => sum / queries.length;
  return {
    name: collection.name,
    documents: collection.documents.length,
    queries: queries.length,
    ndcg10: mean(sums.ndcg10),
    averagePrecision: mean(sums.averagePrecision),
    recall100: mean(sums.recall100),
    msPerQuery: mean(searching),
  };
}

function best(name: string): number {
  return Math.max(others[name]!.lucene, others[name]!.fts5);
}

const header =
  'collection      documents queries  nDCG@10     MAP   R@100 | Lucene   FTS5  MiniSearch | against the better';

let headerShown = false;

function line(score: CollectionScore): string {
  const other = others[score.name]!;
  const difference = score.ndcg10 - best(score.name);
  const row =
    `${score.name.padEnd(15)} ${String(score.documents).padStart(9)} ${String(score.queries).padStart(7)}   ${score.ndcg10.toFixed(4)}  ${score.averagePrecision.toFixed(4)}  ${score.recall100.toFixed(4)} |` +
    `  ${other.lucene.toFixed(3)}  ${other.fts5.toFixed(3)}       ${other.miniSearch.toFixed(3)} | ${signed(difference)}${difference < 0 ? ' below' : ''}`;
  if (headerShown) return row;
  headerShown = true;
  return `${header}\n${row}`;
}

function summary(scores: readonly CollectionScore[]): string {
  const mean = (of: (score: CollectionScore) => number): number =>
    scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  const below = scores.filter((score) => score.ndcg10 < best(score.name)).length;
  return [
    `mean nDCG@10 ${mean((score) => score.ndcg10).toFixed(4)}: ${signed(mean((score) => score.ndcg10 - others[score.name]!.lucene))} against Lucene, ${signed(mean((score) => score.ndcg10 - others[score.name]!.fts5))} against FTS5, ${signed(mean((score) => score.ndcg10 - others[score.name]!.miniSearch))} against MiniSearch's best setting`,
    `${scores.length - below} of ${scores.length} collections at or above the better of Lucene and FTS5; top ${depth} of any query in ${mean((score) => score.msPerQuery).toFixed(2)} ms on average`,
  ].join('\n');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}
