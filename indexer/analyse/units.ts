import type { PhraseTerm, TokenKind } from './token.ts';
import type { Tokenizer } from './tokenizer.ts';
import type { Word } from './words.ts';

/** What was typed without a space: its tokens, never none. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly UnitToken[];
}

export interface UnitToken {
  readonly word: Word;
  readonly start: number;
  readonly end: number;
  readonly position: number;
  readonly kind: TokenKind;
}

export function readUnits(tokenizer: Tokenizer, text: string): Unit[] {
  const units = new Map<number, UnitToken[]>();
  tokenizer.words(text, 'und', (word, start, end, position, kind, unit) => {
    const tokens = units.get(unit);
    if (tokens === undefined) units.set(unit, [{ word, start, end, position, kind }]);
    else tokens.push({ word, start, end, position, kind });
  });
  return [...units.values()].map((tokens) => ({
    start: tokens.reduce((least, token) => Math.min(least, token.start), Infinity),
    end: tokens.reduce((most, token) => Math.max(most, token.end), 0),
    tokens,
  }));
}

/** Phrases are matched by exact forms and places; in scripts without spaces by grams, so a phrase of them is a substring. */
export function phraseTerms(tokenizer: Tokenizer, text: string): PhraseTerm[] {
  const terms: PhraseTerm[] = [];
  for (const unit of readUnits(tokenizer, text)) {
    for (const { word, position, kind } of unit.tokens)
      if (kind !== 'extra') terms.push({ exact: word.exact, offset: position });
  }
  const from = terms[0]?.offset ?? 0;
  return terms.map((term) => ({ exact: term.exact, offset: term.offset - from }));
}
