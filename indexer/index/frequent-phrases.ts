/** A phrase of titles, folded, and in how many titles of the segment it stands. */
export interface FrequentPhrase {
  readonly text: string;
  readonly count: number;
}

/** In fewer titles than this a phrase is not frequent: it would only complete one announcement. */
export const leastCount = 3;

/** Phrases kept of a segment. 4,000 take about 100 KB; the rarest of them stand in a handful of titles. */
export const phrasesKept = 4_000;

/** Phrases of several segments together. What a segment did not keep is not counted: the counts order, they do not tell. */
export function joinPhrases(lists: readonly (readonly FrequentPhrase[])[]): FrequentPhrase[] {
  const counts = new Map<string, number>();
  for (const { text, count } of lists.flat()) counts.set(text, (counts.get(text) ?? 0) + count);
  return mostFrequent([...counts].map(([text, count]) => ({ text, count })));
}

/** The phrases to keep, the most frequent first. */
export function mostFrequent(phrases: FrequentPhrase[]): FrequentPhrase[] {
  return phrases.sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1)).slice(0, phrasesKept);
}
