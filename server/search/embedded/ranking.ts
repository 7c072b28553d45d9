/**
 * Every number that decides the order of hits. docs/relevance.md tells how each was measured.
 */
export interface Ranking {
  /**
   * How the fields of a document are weighed. `apart`: each field has its own BM25 score (MiniSearch's way), summed with
   * boosts. `joined`: the words of title and body are one text, a word in the title counts `titleBoost` times.
   */
  readonly fields: 'apart' | 'joined';
  /** A field's length in distinct stems (MiniSearch's way) or in words. */
  readonly length: 'distinct' | 'words';
  readonly bm25: Bm25;
  readonly titleBoost: number;
  readonly bodyBoost: number;
  /** Weights of a term found by its beginning or by likeness, before they fall with the distance (MiniSearch's defaults). */
  readonly prefixWeight: number;
  readonly fuzzyWeight: number;
  /** Weight of each part of a word that stands in texts as several terms (`high-speed`, 国会議員), where any word may match. */
  readonly partWeight: number;
  readonly rescoring: Rescoring;
}

/** What the best documents by the words alone are looked at again for: the words as typed, and near one another. */
export interface Rescoring {
  /** How many documents; 0 for none. The order of all others stays that of the words alone, behind them. */
  readonly documents: number;
  /** Weight of a word in the very form that was typed, against any form of it. */
  readonly exact: number;
  /** Weight of two neighbouring words of the query near one another, against a word. */
  readonly near: number;
  /** The same for words written without a space between. */
  readonly touching: number;
  /** The farthest that counts as near, in positions. */
  readonly window: number;
  /** How much less two words count in the other order. */
  readonly reversed: number;
}

export interface Bm25 {
  /** How soon more occurrences count no more. */
  readonly k: number;
  /** How much long fields are held back, 0 not at all, 1 fully. */
  readonly b: number;
  /** The floor of BM25+: what one occurrence is worth at least. */
  readonly d: number;
}

/** MiniSearch's own scoring with its default options: the oracle of the tests. */
export const miniSearchRanking: Ranking = {
  fields: 'apart',
  length: 'distinct',
  bm25: { k: 1.2, b: 0.7, d: 0.5 },
  titleBoost: 1,
  bodyBoost: 1,
  prefixWeight: 0.375,
  fuzzyWeight: 0.45,
  partWeight: 0,
  rescoring: { documents: 0, exact: 0, near: 0, touching: 0, window: 0, reversed: 0 },
};

/** What Herald ships. */
export const shippedRanking: Ranking = {
  fields: 'joined',
  length: 'words',
  bm25: { k: 1.2, b: 0.75, d: 0 },
  titleBoost: 1,
  bodyBoost: 1,
  prefixWeight: 0.375,
  fuzzyWeight: 0.45,
  partWeight: 0.3,
  rescoring: { documents: 50, exact: 0.2, near: 0.3, touching: 0.3, window: 5, reversed: 0.5 },
};
