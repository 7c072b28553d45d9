/**
 * Judged queries over the recorded corpora of announcements (data/judgements.tsv): which announcements a reader would want
 * for a query, each with a grade (3 exactly it, 2 on the matter, 1 touches it) and the reason.
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createBrotliDecompress } from 'node:zlib';
import { parseQuery } from '../server/search/language/parse-query.ts';
import { requestOf, type Built, type RankedDocument } from './ranking-engine.ts';
import { ndcg } from './ranking-metrics.ts';

export const corpora = ['senate', 'mixed', 'justice'] as const;
export type CorpusName = (typeof corpora)[number];

export interface JudgedQuery {
  readonly text: string;
  readonly corpus: CorpusName;
  readonly grades: ReadonlyMap<string, number>;
}

export interface JudgementScores {
  readonly queries: number;
  /** nDCG@10 with unjudged announcements as not relevant, as everybody counts. */
  readonly ndcg10: number;
  /** nDCG@10 of the judged announcements alone among the first 200: fair where a query has more relevant ones than were judged. */
  readonly judgedOnly: number;
  readonly perQuery: readonly { readonly text: string; readonly ndcg10: number; readonly judgedOnly: number }[];
}

/** How far down judged announcements are looked for. */
const depth = 200;

export function readJudgements(): JudgedQuery[] {
  const queries = new Map<string, { text: string; corpus: CorpusName; grades: Map<string, number> }>();
  const [, ...lines] = readFileSync(join(import.meta.dirname, '../data/judgements.tsv'), 'utf8')
    .trim()
    .split('\n');
  for (const [i, line] of lines.entries()) {
    const [text, corpus, id, grade, reason] = line.split('\t');
    const known = corpora.find((name) => name === corpus);
    if (
      text === undefined ||
      known === undefined ||
      id === undefined ||
      !['1', '2', '3'].includes(grade ?? '') ||
      (reason ?? '') === ''
    )
      throw new Error(
        `data/judgements.tsv, line ${i + 2}: wanted are query, corpus (${corpora.join(', ')}), id, grade 1-3 and reason, apart by tabs`,
      );
    const key = `${known}\t${text}`;
    const query = queries.get(key) ?? { text, corpus: known, grades: new Map<string, number>() };
    query.grades.set(id, Number(grade));
    queries.set(key, query);
  }
  return [...queries.values()];
}

export function corpusFile(name: CorpusName): string {
  const file = name === 'justice' ? 'justice-2016-2018.answers.jsonl.br' : `${name}.jsonl.br`;
  return join(import.meta.dirname, '../../shared/corpora', file);
}

export function hasCorpora(names: readonly CorpusName[]): boolean {
  return names.every((name) => existsSync(corpusFile(name)));
}

/** The judged announcements and every so manieth of the others. Announcements that stand in two corpora are read once. */
export async function readCorpora(
  names: readonly CorpusName[],
  judged: ReadonlySet<string>,
  every: Readonly<Record<CorpusName, number>>,
): Promise<RankedDocument[]> {
  const documents = new Map<string, RankedDocument>();
  for (const name of names) {
    let row = 0;
    const lines = createInterface({
      input: createReadStream(corpusFile(name)).pipe(createBrotliDecompress()),
      crlfDelay: Infinity,
    });
    for await (const line of lines) {
      const id = /^\{"id":"([^"]*)"/.exec(line)?.[1];
      if (id === undefined || documents.has(id) || (row++ % every[name] !== 0 && !judged.has(id))) continue;
      const { title, body, lang, date, number } = JSON.parse(line) as {
        title: string;
        body: string;
        lang?: string;
        date?: string;
        number?: string | number;
      };
      documents.set(id, {
        id,
        title,
        text: body,
        lang: lang ?? 'en',
        ...(date === undefined ? {} : { date }),
        ...(number === undefined ? {} : { number: String(number) }),
      });
    }
  }
  return [...documents.values()];
}

/** Asks as the API does: the text parsed, all words wanted, any if nothing has all. */
export async function scoreJudgements(
  built: Pick<Built, 'engine'>,
  queries: readonly JudgedQuery[],
): Promise<JudgementScores> {
  const perQuery: { text: string; ndcg10: number; judgedOnly: number }[] = [];
  for (const { text, grades } of queries) {
    const { hits } = await built.engine.search(requestOf(parseQuery(text).query, 'all', depth));
    const ranked = hits.map((hit): string => hit.id);
    perQuery.push({
      text,
      ndcg10: ndcg(ranked, grades, 10),
      judgedOnly: ndcg(
        ranked.filter((id) => grades.has(id)),
        grades,
        10,
      ),
    });
  }
  const mean = (of: (one: (typeof perQuery)[number]) => number): number =>
    perQuery.reduce((sum, one) => sum + of(one), 0) / perQuery.length;
  return {
    queries: perQuery.length,
    ndcg10: mean((one) => one.ndcg10),
    judgedOnly: mean((one) => one.judgedOnly),
    perQuery,
  };
}

export type Floor = Pick<JudgementScores, 'ndcg10' | 'judgedOnly'>;

/** What must not be fallen below in each corpus: `whole` over all announcements, `sample` over what the tests use. */
export interface Floors {
  readonly whole?: Readonly<Record<CorpusName, Floor>>;
  readonly sample: Readonly<Record<CorpusName, Floor>>;
}

export function readFloors(): Floors {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../data/judgements.floor.json'), 'utf8')) as Floors;
}

/** All announcements of a corpus: every one. */
export const whole: Readonly<Record<CorpusName, number>> = { senate: 1, mixed: 1, justice: 1 };

/** The sample that the tests use: every so manieth announcement, with all judged ones; small enough for seconds. */
export const sample: Readonly<Record<CorpusName, number>> = { senate: 40, mixed: 20, justice: 10 };
