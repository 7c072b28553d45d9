/**
 * The query as both engines execute it: one algebraic type. Texts are as typed (after smart quotes and full-width
 * operators were understood); the engine's analyzer turns them into terms, because the analyzer belongs to the snapshot.
 */
export type QueryNode =
  /** Every document. */
  | { readonly kind: 'all' }
  /** No document: what is left of a query that cannot match. */
  | { readonly kind: 'none' }
  | WordNode
  | PhraseNode
  | FilterNode
  /** Day numbers (core/instant.ts), inclusive. */
  | { readonly kind: 'published'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'and'; readonly children: readonly QueryNode[] }
  | { readonly kind: 'or'; readonly children: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly child: QueryNode };

/** `any`: in any of its forms (stemmed, folded, synonyms); `exact`: as typed but for case and diacritics. */
export type WordForm = 'any' | 'exact' | 'prefix' | 'fuzzy';

export interface WordNode {
  readonly kind: 'word';
  readonly text: string;
  readonly form: WordForm;
  readonly field?: TextField;
}

/**
 * `agency:justice`: the words of `value` (folded) stand in one of the document's values, in order and next to one another.
 * `exact` (`agency:="Department of Justice"`): `value` is one of the document's values, but for case and diacritics.
 * `missingValue` stands for documents without a value in either form.
 */
export interface FilterNode {
  readonly kind: 'filter';
  readonly facet: FacetName;
  readonly value: string;
  readonly exact?: true;
}

export interface PhraseNode {
  readonly kind: 'phrase';
  readonly text: string;
  /** Most foreign words between the phrase's words; 0 for exactly as written. */
  readonly slop: number;
  readonly field?: TextField;
}

/** The searched fields, with the names of the query language. */
export type TextField = 'title' | 'body';

export const facetNames = ['agency', 'component', 'kind', 'topic', 'language', 'source', 'status'] as const;
export type FacetName = (typeof facetNames)[number];

export const dateIntervals = ['year', 'month', 'day'] as const;
export type DateInterval = (typeof dateIntervals)[number];

/** The value that stands for "the document has no value of this facet". */
export const missingValue = '_MISSING';
