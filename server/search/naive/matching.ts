import type { Analyzer, QueryTerm, Token } from '../../../indexer/analyse/analyzer.ts';
import { innerMark } from '../../../indexer/analyse/inner-grams.ts';
import type { CompiledLeaf, CompiledQuery } from '../language/compile-query.ts';
import type { TextField } from '../query.ts';
import type { NaiveDocument } from './document.ts';
import { hasFacetWords, hasPublished } from './filters.ts';

export function matches(query: CompiledQuery, document: NaiveDocument, analyzer: Analyzer): boolean {
  switch (query.kind) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'and':
      return query.children.every((child) => matches(child, document, analyzer));
    case 'or':
      return query.children.some((child) => matches(child, document, analyzer));
    case 'not':
      return !matches(query.child, document, analyzer);
    case 'filter':
      return hasFacetWords(document, query, analyzer);
    case 'published':
      return hasPublished(document, query.from, query.to);
    case 'word':
    case 'phrase':
    case 'prefix':
    case 'fuzzy':
      return fieldsOf(query).some((field) => occurrences(query, document.tokens[field]).length > 0);
  }
}

export function fieldsOf(leaf: CompiledLeaf): readonly TextField[] {
  return leaf.field === undefined ? ['title', 'body'] : [leaf.field];
}

/** The tokens of one place where a text has what a leaf asks for, in order. */
export type Occurrence = readonly Token[];

export function occurrences(leaf: CompiledLeaf, tokens: readonly Token[]): Occurrence[] {
  switch (leaf.kind) {
    case 'word':
      return distinct(
        leaf.word.alternatives.flatMap((alternative) =>
          sequences(
            alternative.terms.map((term) => ({ offset: term.offset, fits: fitting(term, leaf.exact) })),
            0,
            tokens,
          ),
        ),
      );
    case 'phrase':
      return sequences(
        leaf.terms.map((term) => ({ offset: term.offset, fits: (token) => token.exact === term.exact })),
        leaf.slop,
        tokens,
      );
    case 'prefix': {
      const { before, prefix, offset } = leaf.prefix;
      const places = [
        ...before.map((term): Place => ({ offset: term.offset, fits: (token) => token.exact === term.exact })),
        { offset, fits: (token: Token) => token.exact.startsWith(prefix) },
      ];
      return sequences(places, 0, tokens);
    }
    case 'fuzzy': {
      const limit = fuzzyDistance(leaf.term);
      return sequences(
        [
          {
            offset: 0,
            fits: (token) => !token.exact.startsWith(innerMark) && levenshtein(token.exact, leaf.term) <= limit,
          },
        ],
        0,
        tokens,
      );
    }
  }
}

function fitting(term: QueryTerm, exact: boolean): (token: Token) => boolean {
  return exact
    ? (token) => token.exact === term.exact
    : (token) => token.exact === term.exact || term.stems.includes(token.stem);
}

interface Place {
  readonly offset: number;
  fits(token: Token): boolean;
}

/** Every way to find the places in order, from each first token at most one: the nearest. `slop`: how many other positions may lie between in all. */
function sequences(places: readonly Place[], slop: number, tokens: readonly Token[]): Occurrence[] {
  const [first, ...rest] = places;
  if (first === undefined) return [];
  const starts = tokens.filter((token) => first.fits(token));
  return distinct(
    starts.flatMap((start) => {
      const found: Token[] = [start];
      let previous = first.offset;
      for (const place of rest) {
        const least = found.at(-1)!.position + place.offset - previous;
        const most = start.position + place.offset - first.offset + slop;
        const next = tokens.find((token) => token.position >= least && token.position <= most && place.fits(token));
        if (next === undefined) return [];
        found.push(next);
        previous = place.offset;
      }
      return [found];
    }),
  );
}

/** A spelling and its other readings at one position are one occurrence. */
function distinct(found: readonly Occurrence[]): Occurrence[] {
  return [
    ...new Map(
      found.map((occurrence) => [`${occurrence[0]!.position}-${occurrence.at(-1)!.position}`, occurrence]),
    ).values(),
  ];
}

/** Edits that a `~` allows: none in one or two letters, one up to five, then two; none in what is too long for a word. */
export function fuzzyDistance(term: string): number {
  if (term.length < 3 || term.length > 64) return 0;
  return term.length <= 5 ? 1 : 2;
}

/** Insertions, deletions and replacements of UTF-16 units. */
function levenshtein(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
