/**
 * `npm run score -- NAME [options]`: how good an answer is, not how fast. Each `score-NAME.ts` is a scorer of its own.
 */
const scorers: Readonly<Record<string, () => Promise<{ main(args: readonly string[]): Promise<number | undefined> }>>> =
  {
    extraction: () => import('./score-extraction.ts'),
    mutations: () => import('./score-mutations.ts'),
    learn: () => import('./extraction/learn.ts'),
    ranking: () => import('./score-ranking.ts'),
    judgements: () => import('./score-judgements.ts'),
  };

const [name = '', ...args] = process.argv.slice(2);
const scorer = Object.hasOwn(scorers, name) ? scorers[name] : undefined;
if (scorer === undefined) {
  console.error(`npm run score -- NAME: NAME is one of ${Object.keys(scorers).join(', ')}`);
  process.exitCode = 2;
} else {
  process.exitCode = (await (await scorer()).main(args)) ?? 0;
}
