/**
 * `word`: what a reader would count as a word. `extra`: another spelling of words that are tokens themselves
 * (`windhambannister` beside `windham`, `bannister`), at the position of the first. `gram`: two neighbouring characters
 * (single ones are extras) of a script without spaces, so that any substring is found.
 * A field's length counts words only.
 */
export type TokenKind = 'word' | 'extra' | 'gram';

export interface Token {
  /** Folded: NFKC, case, diacritics. */
  readonly exact: string;
  /** By the language's stemmer, then folded; equals `exact` where there is none, and for grams. */
  readonly stem: string;
  /** UTF-16 offsets in the original text; `text.slice(start, end)` is the spelling. */
  readonly start: number;
  readonly end: number;
  /** Counts words; in scripts without spaces, characters. Several tokens may share one. */
  readonly position: number;
  readonly kind: TokenKind;
}

/** Receives tokens without an object each. Order: by position, then longer spellings after their parts. */
export type TokenSink = (
  exact: string,
  stem: string,
  start: number,
  end: number,
  position: number,
  kind: TokenKind,
) => void;

/** A token of a query: the same, with the stems in each language the index holds (deduplicated, never empty). */
export interface QueryToken extends Token {
  readonly stems: readonly string[];
}

/** One term of an alternative. In any form: a document's token matches when its stem is among `stems` or its exact form is `exact`. */
export interface QueryTerm {
  readonly exact: string;
  readonly stems: readonly string[];
  /** Position behind the alternative's first term. Two terms 1 apart are neighbours. */
  readonly offset: number;
}

/** A way in which documents may hold a typed word: one term, or several that stand next to one another as `offset` says. */
export interface Alternative {
  readonly terms: readonly QueryTerm[];
  /** `word`: as typed; `spelling`: joined or apart (`e-mail`, `email`); `segment`: a substring, by grams; `synonym`: from `data/synonyms`. */
  readonly via: 'word' | 'spelling' | 'segment' | 'synonym';
}

/** What a typed word means: a document has it when it has any of the alternatives (the first is as typed). */
export interface QueryWord {
  /** As typed. */
  readonly text: string;
  /** Offsets in the query text that was given. */
  readonly start: number;
  readonly end: number;
  readonly alternatives: readonly Alternative[];
  /** A word like `the`, `of`, `は`: leave it out unless the query has no other. */
  readonly stop: boolean;
}

/**
 * A term that makes a document rank higher and that no document needs: a pair or triple of neighbouring characters (or a single
 * Han character) of a query in a script without spaces. Scored by its own frequency, by its exact form.
 */
export interface SupportingTerm {
  readonly exact: string;
  /** What it counts beside a word's 1. */
  readonly weight: number;
}

/** A term of a phrase with its distance from the phrase's first. Several may share an offset: then any of them. */
export interface PhraseTerm {
  readonly exact: string;
  readonly offset: number;
}

/** `Windham-Bann*`: the words that must stand before, and the beginning of the last. */
export interface PrefixTerms {
  readonly before: readonly PhraseTerm[];
  /** Folded beginning of the last word; empty when nothing searchable was typed. */
  readonly prefix: string;
  /** Its distance from the first term before it. */
  readonly offset: number;
}
