import type { WordReading } from '../engine.ts';
import type { IndexView } from './index-view.ts';
import type { Via } from './leaf.ts';
import type { PostingList } from './posting-list.ts';
import type { ScoredTerm } from './term-lists.ts';

/** The lists of a term that a beginning or likeness stands for, by segment, empty when it is new. */
export function listsFor(terms: Map<string, PostingList[][]>, view: IndexView, term: string): PostingList[][] {
  let lists = terms.get(term);
  if (lists === undefined) terms.set(term, (lists = view.segments.map(() => [])));
  return lists;
}

/** The terms with the most documents, for the reading. */
export function largest(terms: readonly ScoredTerm[], via: Via): WordReading['terms'] {
  return terms
    .filter((term) => term.counts.any > 0)
    .sort((a, b) => b.counts.any - a.counts.any || (a.term < b.term ? -1 : 1))
    .slice(0, readingTerms)
    .map((term) => ({ term: term.term, via, documents: term.counts.any }));
}

/** Terms told of a beginning or likeness: enough to see what was meant. */
const readingTerms = 20;
