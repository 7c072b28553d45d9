/**
 * `npm run score -- ranking [COLLECTION …] [--limit N] [--json]`: how well the shipped ranking orders the public
 * retrieval collections of ../shared, beside what others reach there.
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
import { build, search } from './ranking-engine.ts';
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
    options: { limit: { type: 'string' }, json: { type: 'boolean', default: false } },
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
  if (!existsSync(collectionsFile)) {
    console.error(`the collections are not there: ${collectionsFile}`);
    return 2;
  }
  const folder = unpackCollections();
  const names = positionals.length > 0 ? positionals : Object.keys(others);
  const scores: CollectionScore[] = [];
  for (const name of names) {
    const score = await scoreCollection(readCollection(folder, name), Math.min(limit, others[name]!.queries));
    scores.push(score);
    console.log(values.json ? JSON.stringify(score) : line(score));
  }
  if (!values.json) console.log(summary(scores));
  return scores.some((score) => score.ndcg10 < best(score.name)) ? 1 : 0;
}

export async function scoreCollection(collection: Collection, limit: number): Promise<CollectionScore> {
  const built = await build(collection.documents);
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
  await built.close();
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
