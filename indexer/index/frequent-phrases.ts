/** A phrase of titles, folded, and in how many titles of the batch it stands. */
export interface FrequentPhrase {
  readonly text: string;
  readonly count: number;
}

/** Words of a phrase: one word is no phrase, and nobody types more than four before choosing. */
const fewestWords = 2;
const mostWords = 4;

/** In fewer titles than this a phrase is not frequent: it would only complete one announcement. */
const leastCount = 3;

/** Phrases kept of a segment. 4,000 take about 100 KB; the rarest of them stand in a handful of titles. */
export const phrasesKept = 4_000;

/**
 * Counts phrases of titles, for typeahead. Titles, because their phrases are what announcements are about, and because
 * counting those of bodies would cost more than indexing them.
 */
export class PhraseCounter {
  private readonly counts = new Map<string, number>();
  private readonly isStop: (word: string) => boolean;

  /** @param isStop words with which no phrase begins or ends, like `of` */
  constructor(isStop: (word: string) => boolean) {
    this.isStop = isStop;
  }

  /** @param words the words of one title, in order */
  add(words: readonly string[]): void {
    const seen = new Set<string>();
    for (let from = 0; from < words.length; from++) {
      if (this.isStop(words[from]!)) continue;
      let phrase = words[from]!;
      for (let to = from + 1; to < Math.min(words.length, from + mostWords); to++) {
        phrase += ` ${words[to]!}`;
        if (to - from + 1 >= fewestWords && !this.isStop(words[to]!)) seen.add(phrase);
      }
    }
    this.count(seen);
  }

  /** @param phrases the phrases of one title, folded, each once */
  count(phrases: Iterable<string>): void {
    for (const phrase of phrases) this.counts.set(phrase, (this.counts.get(phrase) ?? 0) + 1);
  }

  frequent(): FrequentPhrase[] {
    return mostFrequent(
      [...this.counts].map(([text, count]) => ({ text, count })).filter(({ count }) => count >= leastCount),
    );
  }
}

/** Phrases of several segments together. What a segment did not keep is not counted: the counts order, they do not tell. */
export function joinPhrases(lists: readonly (readonly FrequentPhrase[])[]): FrequentPhrase[] {
  const counts = new Map<string, number>();
  for (const { text, count } of lists.flat()) counts.set(text, (counts.get(text) ?? 0) + count);
  return mostFrequent([...counts].map(([text, count]) => ({ text, count })));
}

function mostFrequent(phrases: FrequentPhrase[]): FrequentPhrase[] {
  return phrases.sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1)).slice(0, phrasesKept);
}
