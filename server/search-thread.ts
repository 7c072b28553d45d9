import { parentPort } from 'node:worker_threads';
import { messageOf } from '../core/problem.ts';
import { createAnalyzer, type Analyzer } from '../indexer/analyse/analyzer.ts';
import type { Synonyms } from '../indexer/analyse/synonyms.ts';
import { attachSnapshot, releaseMemory, type SharedSnapshot } from '../indexer/snapshot/shared-snapshot.ts';
import type { FinishedAnswer, SearchQuestion } from './api/answering-threads.ts';
import { finishedAnswer } from './api/finished-answer.ts';
import { prepareSearch } from './api/prepared-search.ts';
import { knownLeafBytes } from './search/embedded/known-leaves.ts';
import { shippedRanking } from './search/embedded/ranking.ts';
import { SnapshotEngine } from './search/embedded/snapshot-engine.ts';

/** What the thread is told: first its synonyms and how many threads there are, then a snapshot, then searches of it until it is told of another snapshot. */
export type SearchThreadTask =
  | { readonly kind: 'begin'; readonly synonyms: Synonyms; readonly threads: number }
  | { readonly kind: 'snapshot'; readonly snapshot: SharedSnapshot }
  | { readonly kind: 'search'; readonly question: SearchQuestion };

/** That it can be asked; then one for each search, in their order. */
export type SearchThreadAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answered'; readonly answer: FinishedAnswer }
  /** The search has errors or asks for another snapshot, or the snapshot could not be opened here: whoever asked should look at it himself. */
  | { readonly kind: 'declined' }
  | { readonly kind: 'failed'; readonly reason: string };

let analyzer: Analyzer | undefined;
/** The threads share what one would take for the words it was asked for: each is asked for all of them sooner or later. */
let rememberedBytes = knownLeafBytes;
let engine: SnapshotEngine | undefined;

function begin({ synonyms, threads }: Extract<SearchThreadTask, { kind: 'begin' }>): void {
  analyzer = createAnalyzer({ synonyms });
  rememberedBytes = Math.floor(knownLeafBytes / threads);
  say({ kind: 'ready' });
}

function follow(shared: SharedSnapshot): void {
  const before = engine?.snapshot;
  void engine?.close();
  engine = undefined;
  try {
    analyzer ??= createAnalyzer();
    engine = new SnapshotEngine(attachSnapshot(shared), analyzer, shippedRanking, rememberedBytes);
    if (before !== undefined) releaseMemory(before, engine.snapshot);
  } catch {
    // Its stored fields are gone, or memory is short. The server has the snapshot open and answers itself.
  }
}

async function answer({ queryString, base }: SearchQuestion): Promise<SearchThreadAnswer> {
  if (engine === undefined) return { kind: 'declined' };
  try {
    const prepared = prepareSearch(queryString);
    const { asOf } = prepared.parameters;
    if (prepared.errors.length > 0 || (asOf !== undefined && asOf !== engine.indexVersion()))
      return { kind: 'declined' };
    return { kind: 'answered', answer: await finishedAnswer(engine, prepared, base) };
  } catch (error) {
    return { kind: 'failed', reason: messageOf(error) };
  }
}

/** One task after the other: a search sees one snapshot from its beginning to its end. */
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (task: SearchThreadTask) => {
  last = last.then(async () => {
    if (task.kind === 'begin') begin(task);
    else if (task.kind === 'snapshot') follow(task.snapshot);
    else say(await answer(task.question));
  });
});

function say(answer: SearchThreadAnswer): void {
  parentPort?.postMessage(answer);
}
