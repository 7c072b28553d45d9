/**
 * `npm run score -- judgements [--sample] [--worst N]`: the judged queries over the recorded corpora; below the floor
 * (data/judgements.floor.json) the exit code is 1.
 */
import { parseArgs } from 'node:util';
import { corpora, hasCorpora, readCorpora, readFloors, readJudgements, sample, scoreJudgements } from './judgements.ts';
import { build } from './ranking-engine.ts';

export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { sample: { type: 'boolean', default: false }, worst: { type: 'string', default: '10' } },
  });
  const names = values.sample ? sample.corpora : corpora;
  if (!hasCorpora(names)) {
    console.error('the recorded corpora are not there: ../shared/corpora');
    return 2;
  }
  const queries = readJudgements().filter(({ corpus }) => names.some((name) => name === corpus));
  const judged = new Set(queries.flatMap(({ grades }) => [...grades.keys()]));
  const documents = await readCorpora(names, judged, values.sample ? sample.every : 1);
  const built = await build(documents);
  const scores = await scoreJudgements(built, queries);
  await built.close();
  for (const { text, ndcg10, judgedOnly } of [...scores.perQuery]
    .sort((a, b) => a.ndcg10 - b.ndcg10)
    .slice(0, Number(values.worst)))
    console.log(`${ndcg10.toFixed(3)}  ${judgedOnly.toFixed(3)}  ${text}`);
  console.log(
    `${scores.queries} queries over ${documents.length} announcements: nDCG@10 ${scores.ndcg10.toFixed(4)}, of judged announcements alone ${scores.judgedOnly.toFixed(4)}`,
  );
  const floor = values.sample ? readFloors().sample : readFloors().whole;
  if (floor === undefined) return 0;
  const fallen = scores.ndcg10 < floor.ndcg10 || scores.judgedOnly < floor.judgedOnly;
  console.log(
    fallen
      ? `below the floor of ${floor.ndcg10} and ${floor.judgedOnly}`
      : `not below the floor of ${floor.ndcg10} and ${floor.judgedOnly}`,
  );
  return fallen ? 1 : 0;
}
