import type { CompiledLeaf } from '../language/compile-query.ts';
import { fuzzyLeaf } from './fuzzy-leaf.ts';
import type { Leaf, LeafContext } from './leaf.ts';
import { phraseLeaf } from './phrase-leaf.ts';
import { prefixLeaf } from './prefix-leaf.ts';
import { wordLeaf } from './word-leaf.ts';

/** Looks a word or phrase up. Where it stands in the query is not part of it: `typedAt` says that. */
export function leafOf(context: LeafContext, query: CompiledLeaf): Leaf {
  switch (query.kind) {
    case 'word':
      return wordLeaf(context, query);
    case 'phrase':
      return phraseLeaf(context, query);
    case 'prefix':
      return prefixLeaf(context, query);
    case 'fuzzy':
      return fuzzyLeaf(context, query);
  }
}
