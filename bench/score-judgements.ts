/**
 * `npm run score -- judgements [CORPUS …] [--sample] [--worst N] [--recency WEIGHT …]`: the judged queries over the recorded
 * corpora (or those named) in one index, with the shipped ranking and with each other weight of recency asked for; below
 * the floor (data/judgements.floor.json) the exit code is 1.
 */
import { parseArgs } from 'node:util';
import { shippedRanking, type Ranking } from '../server/search/embedded/ranking.ts';
import {
  corpora,
  hasCorpora,
  readCorpora,
  readFloors,
  readJudgements,
  sample,
  scoreJudgements,
  whole,
  type Floor,
  type Floors,
  type JudgedQuery,
} from './judgements.ts';
import { build, type Built } from './ranking-engine.ts';

export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      sample: { type: 'boolean', default: false },
      worst: { type: 'string', default: '10' },
      recency: { type: 'string', multiple: true, default: [] },
    },
  });
  const weights = values.recency.map(Number);
  if (weights.some((weight) => !(weight >= 0))) {
    console.error(`--recency ${values.recency.join(' ')}: a weight of 0 or more is wanted`);
    return 2;
  }
  const names = positionals.length === 0 ? corpora : corpora.filter((name) => positionals.includes(name));
  if (names.length < new Set(positionals).size) {
    console.error(`no such corpus among ${positionals.join(', ')}; there are ${corpora.join(', ')}`);
    return 2;
  }
  if (!hasCorpora(names)) {
    console.error('the recorded corpora are not there: ../shared/corpora');
    return 2;
  }
  const queries = readJudgements().filter(({ corpus }) => names.includes(corpus));
  const judged = new Set(queries.flatMap(({ grades }) => [...grades.keys()]));
  const built = await build(await readCorpora(names, judged, values.sample ? sample : whole));
  try {
    const fallen = await shipped(
      built,
      queries,
      values.sample ? readFloors().sample : readFloors().whole,
      Number(values.worst),
    );
    for (const weight of weights) await other(built, queries, weight);
    return fallen ? 1 : 0;
  } finally {
    await built.close();
  }
}

/** @returns whether the ranking has fallen below the floor of a corpus */
async function shipped(
  built: Built,
  queries: readonly JudgedQuery[],
  floors: Floors[keyof Floors] | undefined,
  worst: number,
): Promise<boolean> {
  const all = await scoreJudgements(built, queries);
  for (const { text, ndcg10, judgedOnly } of [...all.perQuery].sort((a, b) => a.ndcg10 - b.ndcg10).slice(0, worst))
    console.log(`${ndcg10.toFixed(3)}  ${judgedOnly.toFixed(3)}  ${text}`);
  let fallen = false;
  for (const corpus of new Set(queries.map((query) => query.corpus))) {
    const floor = floors?.[corpus];
    const scores = await scoreJudgements(
      built,
      queries.filter((query) => query.corpus === corpus),
    );
    const below = floor !== undefined && (scores.ndcg10 < floor.ndcg10 || scores.judgedOnly < floor.judgedOnly);
    fallen ||= below;
    const against =
      floor === undefined
        ? ''
        : `, ${below ? 'below' : 'not below'} the floor of ${floor.ndcg10} and ${floor.judgedOnly}`;
    console.log(`${corpus}: ${told(scores)}${against}`);
  }
  console.log(`all: ${told(all)}`);
  return fallen;
}

async function other(built: Built, queries: readonly JudgedQuery[], recency: number): Promise<void> {
  const ranking: Ranking = { ...shippedRanking, rescoring: { ...shippedRanking.rescoring, recency } };
  const engine = built.reopen(ranking);
  console.log(`all, with recency ${recency}: ${told(await scoreJudgements({ engine }, queries))}`);
  await engine.close();
}

function told({ queries, ndcg10, judgedOnly }: Floor & { readonly queries: number }): string {
  return `${queries} queries, nDCG@10 ${ndcg10.toFixed(4)}, of judged announcements alone ${judgedOnly.toFixed(4)}`;
}
