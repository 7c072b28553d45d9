/**
 * Answers by what they depend on: snapshot and address. The least recently used go when the budget is spent.
 * Nothing is ever stale in it, because the snapshot's version is part of the key.
 */
export interface AnswerCache {
  get(key: string): KeptAnswer | undefined;
  set(key: string, answer: KeptAnswer): void;
}

export interface KeptAnswer {
  readonly body: string;
  /** The Link header. */
  readonly link: string;
  /** The entity tag. */
  readonly tag: string;
  readonly indexVersion: string;
}

/** Characters kept: about 1,000 search answers with facets. Larger buys little, since what people repeat is recent. */
const defaultBudgetCharacters = 32 * 1024 * 1024;

/** An answer longer than this share of the budget is not kept: one export-like page must not push out everything. */
const largestShare = 1 / 16;

export function answerCache(budgetCharacters = defaultBudgetCharacters): AnswerCache {
  const kept = new Map<string, KeptAnswer>();
  let characters = 0;
  const sizeOf = (key: string, { body, link }: KeptAnswer): number => key.length + body.length + link.length;
  return {
    get(key) {
      const answer = kept.get(key);
      if (answer === undefined) return undefined;
      kept.delete(key);
      kept.set(key, answer);
      return answer;
    },
    set(key, answer) {
      const size = sizeOf(key, answer);
      if (kept.has(key) || size > budgetCharacters * largestShare) return;
      kept.set(key, answer);
      characters += size;
      for (const [oldKey, oldAnswer] of kept) {
        if (characters <= budgetCharacters) break;
        kept.delete(oldKey);
        characters -= sizeOf(oldKey, oldAnswer);
      }
    },
  };
}
