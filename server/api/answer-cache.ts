import { BudgetCache } from '../../core/budget-cache.ts';
import type { FinishedAnswer } from './answering-threads.ts';

/**
 * Answers by what they depend on: snapshot and address. The least recently used go when the budget is spent.
 * Nothing is ever stale in it, because the snapshot's version is part of the key.
 */
export interface AnswerCache {
  get(key: string): FinishedAnswer | undefined;
  set(key: string, answer: FinishedAnswer): void;
}

/** Bytes kept: about 800 search answers with facets. Larger buys little, since what people repeat is recent. */
const defaultBudgetBytes = 16 * 1024 * 1024;

/** An answer longer than this share of the budget is not kept: one export-like page must not push out everything. */
const largestShare = 1 / 16;

export function answerCache(budgetBytes = defaultBudgetBytes): AnswerCache {
  const kept = new BudgetCache<FinishedAnswer>(budgetBytes, budgetBytes * largestShare);
  return {
    get: (key) => kept.get(key),
    set: (key, answer) => kept.set(key, answer, key.length + answer.body.byteLength + answer.link.length),
  };
}
