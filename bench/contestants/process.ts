/** The process of one contestant: does what the benchmark orders, one thing after the other, and answers with its own measurements. */
import { readCorpus } from '../corpus.ts';
import type { Question } from '../questions.ts';
import { Absent, type Contestant, type ContestantName, type Order, type Reply } from './contestant.ts';
import { flexSearchContestant } from './flexsearch.ts';
import { fts5Contestant } from './fts5.ts';
import { heraldContestant } from './herald.ts';
import { lunrContestant } from './lunr.ts';
import { miniSearchContestant } from './minisearch.ts';
import { oramaContestant } from './orama.ts';

const makers: Record<ContestantName, () => Contestant | Promise<Contestant>> = {
  herald: heraldContestant,
  minisearch: miniSearchContestant,
  fts5: fts5Contestant,
  orama: oramaContestant,
  flexsearch: flexSearchContestant,
  lunr: lunrContestant,
};

let contestant: Contestant | undefined;
let work = Promise.resolve();

process.on('message', (order: Order) => {
  work = work
    .then(() => carryOut(order))
    .catch((error: unknown): Reply => {
      if (error instanceof Absent) return { kind: 'absent', reason: error.message };
      return { kind: 'absent', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    })
    .then((reply) => void process.send!(reply));
});

async function carryOut(order: Order): Promise<Reply> {
  contestant ??= await makers[process.argv[2] as ContestantName]();
  switch (order.do) {
    case 'build': {
      const built = await contestant.build(await readCorpus(order.corpus, order.documents), order.folder);
      return { kind: 'built', ...built, about: contestant.about };
    }
    case 'open': {
      const started = performance.now();
      await contestant.open(order.folder);
      return { kind: 'opened', tookMs: performance.now() - started };
    }
    case 'ask':
      return ask(contestant, order.questions);
    case 'memory':
      globalThis.gc?.();
      return { kind: 'memory', rssBytes: process.memoryUsage.rss() };
  }
}

async function ask(asked: Contestant, questions: readonly Question[]): Promise<Reply> {
  const times: (number | null)[] = [];
  const totals: (number | null)[] = [];
  const before = process.cpuUsage();
  for (const question of questions) {
    const started = performance.now();
    const answer = asked.ask(question);
    const found = answer instanceof Promise ? await answer : answer;
    times.push(found === undefined ? null : performance.now() - started);
    totals.push(found?.total ?? null);
  }
  const { user, system } = process.cpuUsage(before);
  return { kind: 'asked', times, totals, cpuMs: (user + system) / 1000 };
}
