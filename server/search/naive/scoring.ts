import type { Explanation } from '../engine.ts';
import type { CompiledLeaf, CompiledQuery } from '../language/compile-query.ts';
import type { NaiveDocument } from './document.ts';
import { fieldsOf, occurrences } from './matching.ts';

/** Robertson's usual values, as in Lucene: how soon repetition saturates, how much length counts. */
const k1 = 1.2;
const b = 0.75;

export interface Scorer {
  score(document: NaiveDocument): number;
  explain(document: NaiveDocument): Explanation;
}

/** BM25 over the words and phrases that the query asks for: each is one term, whatever its forms; title and body are one text. */
export function createScorer(query: CompiledQuery, corpus: readonly NaiveDocument[]): Scorer {
  const leaves = wantedLeaves(query);
  const averageLength = Math.max(
    1,
    corpus.reduce((sum, document) => sum + document.length, 0) / Math.max(1, corpus.length),
  );
  const weights = leaves.map((leaf) => {
    const having = corpus.filter((document) => frequency(leaf, document) > 0).length;
    return Math.log(1 + (corpus.length - having + 0.5) / (having + 0.5));
  });
  const part = (document: NaiveDocument, i: number): number => {
    const count = frequency(leaves[i]!, document);
    return count === 0
      ? 0
      : (weights[i]! * count * (k1 + 1)) / (count + k1 * (1 - b + (b * document.length) / averageLength));
  };
  const explain = (document: NaiveDocument): Explanation => {
    const parts = leaves.map((leaf, i) => ({
      value: part(document, i),
      description: `${frequency(leaf, document)} × “${leaf.text}”, weight ${weights[i]!.toFixed(4)}`,
      parts: [],
    }));
    const present = parts.filter((entry) => entry.value > 0);
    return {
      value: present.reduce((sum, entry) => sum + entry.value, 0),
      description: 'sum of its words (BM25)',
      parts: present,
    };
  };
  return { explain, score: (document) => leaves.reduce((sum, _, i) => sum + part(document, i), 0) };
}

/** The words that speak for a document; what is excluded says nothing. */
export function wantedLeaves(query: CompiledQuery): CompiledLeaf[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.children.flatMap(wantedLeaves);
    case 'word':
    case 'phrase':
    case 'prefix':
    case 'fuzzy':
      return [query];
    case 'all':
    case 'none':
    case 'not':
    case 'filter':
    case 'published':
      return [];
  }
}

function frequency(leaf: CompiledLeaf, document: NaiveDocument): number {
  return fieldsOf(leaf).reduce((sum, field) => sum + occurrences(leaf, document.tokens[field]).length, 0);
}
