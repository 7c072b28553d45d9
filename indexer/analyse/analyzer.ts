/**
 * One analyzer for index time and query time. It turns text into tokens whose offsets point into the original text, and
 * a typed word into the alternatives under which documents may hold it. Its digest stands in every snapshot: a snapshot
 * is only asked with the analyzer that made it.
 */
import { digestOf, indexDigest } from './digest.ts';
import { supportingTerms } from './supporting-terms.ts';
import { prefixTerms, queryTokens, queryWords } from './query-words.ts';
import { fold } from './fold.ts';
import { createSynonymMatcher } from './synonym-reading.ts';
import { noSynonyms, type Synonyms } from './synonyms.ts';
import type { PhraseTerm, PrefixTerms, QueryToken, QueryWord, SupportingTerm, Token, TokenSink } from './token.ts';
import { createTokenizer, type WordSink } from './tokenizer.ts';
import { phraseTerms } from './units.ts';

export type {
  Alternative,
  PhraseTerm,
  PrefixTerms,
  QueryTerm,
  QueryToken,
  QueryWord,
  SupportingTerm,
  Token,
  TokenKind,
  TokenSink,
} from './token.ts';
export type { WordSink } from './tokenizer.ts';

export interface Analyzer {
  /** `sha256:…` over what decides the tokens of a document. A snapshot made with another must be rebuilt. */
  readonly indexDigest: string;
  /** `sha256:…` over that, the stop words and the synonyms: equal digests, equal answers. A snapshot made with another still serves. */
  readonly digest: string;
  /** Tokens of a text in a BCP 47 language; `und` or a wrong one falls back by script. Never throws, whatever the text. */
  tokens(text: string, language: string): Token[];
  eachToken(text: string, language: string, sink: TokenSink): void;
  /** The words that tokens come from, without an object each: the indexer's way. `WordSink` says what tokens a word is. */
  eachWord(text: string, language: string, sink: WordSink): void;
  queryTokens(text: string, languages: readonly string[]): QueryToken[];
  /** What was typed as words, each with its alternatives. `exact`: no stems, no synonyms. */
  queryWords(text: string, languages: readonly string[], options?: { readonly exact?: boolean }): QueryWord[];
  /** What else speaks for a document in the order of hits: pieces of its words (those that `queryWords` read in it), in scripts without spaces and languages with compounds. */
  supportingTerms(text: string, words: readonly QueryWord[], languages: readonly string[]): SupportingTerm[];
  /** What was typed between quotes: exact forms with their distances. */
  phraseTerms(text: string): PhraseTerm[];
  prefixTerms(text: string): PrefixTerms;
  /** Folding alone, of a single word: for fuzzy search, typeahead and sorting. */
  fold(text: string): string;
}

export interface AnalyzerOptions {
  /** From `loadSynonyms`; `noSynonyms` for none. */
  readonly synonyms?: Synonyms;
}

export function createAnalyzer(options: AnalyzerOptions = {}): Analyzer {
  const synonyms = options.synonyms ?? noSynonyms;
  const tokenizer = createTokenizer();
  const side = { tokenizer, synonyms: createSynonymMatcher(synonyms, tokenizer) };
  return {
    indexDigest,
    digest: digestOf(synonyms),
    tokens: (text, language) => tokenizer.tokens(text, language),
    eachToken: (text, language, sink) => tokenizer.each(text, language, sink),
    eachWord: (text, language, sink) => tokenizer.words(text, language, sink),
    queryTokens: (text, languages) => queryTokens(side, text, languages),
    queryWords: (text, languages, wanted) => queryWords(side, text, languages, wanted?.exact === true),
    supportingTerms: (text, words, languages) => supportingTerms(tokenizer, text, words, languages),
    phraseTerms: (text) => phraseTerms(tokenizer, text),
    prefixTerms: (text) => prefixTerms(side, text),
    fold,
  };
}
