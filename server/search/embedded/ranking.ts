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
  /** Weight of what stands of the query in its densest passage, against the words themselves found once each. */
  readonly passage: number;
  /** Length of a passage, in positions. */
  readonly passageSize: number;
  /** Weight of the query in the title: the words there, times the share of the query that they are. */
  readonly title: number;
  /** Weight of pieces of words, times their own weight (indexer/analyse/supporting-terms.ts). */
  readonly supporting: number;
  /** Weight of being as new as the newest announcement of the index, against all words found once each. */
  readonly recency: number;
  /** After how many days that is worth half. */
  readonly recencyHalfLife: number;
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
  rescoring: {
    documents: 0,
    exact: 0,
    near: 0,
    touching: 0,
    window: 0,
    reversed: 0,
    passage: 0,
    passageSize: 0,
    title: 0,
    supporting: 0,
    recency: 0,
    recencyHalfLife: 365,
  },
};

/**
 * What Herald ships: one configuration for all languages and collections. Effects are differences of nDCG@10 over public
 * collections with the one number changed (docs/relevance.md has the tables and tells how they were measured).
 */
export const shippedRanking: Ranking = {
  // One text a document: words of a title count where title and body are both short. Apart: −0.0075 on average, −0.055 on SciFact.
  fields: 'joined',
  // Distinct words, as MiniSearch counts, hold long regulations back too little: −0.053 on ObliQA, −0.002 on average.
  length: 'words',
  // k 0.6: −0.0002 on average (−0.009 on CACM), 1.0: ±0. b 0.5: −0.0007 (−0.005 on Japanese, −0.004 on ObliQA), 0.75: ±0, more of it up and down. d: a floor of 0.5 costs long texts (README of the collections: −0.05 on ObliQA).
  bm25: { k: 0.8, b: 0.6, d: 0 },
  // Times that a word of the title counts. 2: −0.0001 on average, 3: +0.0002: flat, and headlines are repeated in bodies: not more than needed.
  titleBoost: 2.5,
  bodyBoost: 1,
  // MiniSearch's defaults; the collections have no beginnings or likenesses.
  prefixWeight: 0.375,
  fuzzyWeight: 0.45,
  // 0: −0.0006 on average (−0.005 on CACM, −0.004 on Cranfield; +0.004 on Japanese).
  partWeight: 0.3,
  rescoring: {
    // 50 change no collection of twelve by more than 0.0001 and take 15 % longer for a whole answer; 20: −0.0002 on seven.
    documents: 30,
    // 0: −0.0011 on average; 0.2: −0.0001.
    exact: 0.3,
    // 0: −0.0010 on average; 0.4: −0.0003.
    near: 0.3,
    // 1: +0.0002 on average (+0.0014 on Japanese), −0.0018 over all queries of Thai.
    touching: 0.5,
    // 8 positions: +0.0001, more reading.
    window: 5,
    // 1: within 0.002 anywhere.
    reversed: 0.5,
    // 0: −0.0008 on average (−0.005 on CheckThat! and MS MARCO, −0.002 on Russian).
    passage: 0.3,
    // About a sentence. 15: −0.0001 on average; 60: +0.0002, and more up and down.
    passageSize: 25,
    // 0: −0.0005 on average (−0.005 on CACM); 0.3: +0.0002.
    title: 0.2,
    // 0: −0.0012 on average (−0.005 on German, −0.004 on Japanese and Chinese, −0.003 on Thai).
    supporting: 1,
    // Only tells nearly equal announcements apart: at most a fiftieth of all words. 0.2: −0.011 on the judged queries over justice.gov.
    recency: 0.02,
    // Days. 180 and 1,000 are within 0.006 of one another.
    recencyHalfLife: 365,
  },
};
