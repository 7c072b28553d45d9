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
};
