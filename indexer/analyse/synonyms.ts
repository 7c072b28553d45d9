/**
 * Words and names that stand for one another. A group is found by any of its members; members of several words match as
 * phrases. Groups come from `data/synonyms/*.yaml` (see synonym-files.ts).
 */
export interface SynonymGroup {
  /** All spellings, as written in the file. */
  readonly members: readonly string[];
  /** With `from`, only what is found there brings the members in: `Kanagawa` finds 神奈川県 but not the other way round. */
  readonly from?: readonly string[];
}

export interface Synonyms {
  readonly groups: readonly SynonymGroup[];
  /** Digest of the groups, part of the analyzer's. */
  readonly digest: string;
}

export const noSynonyms: Synonyms = { groups: [], digest: 'none' };
