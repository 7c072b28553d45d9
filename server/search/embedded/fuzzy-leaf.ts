import { largest, listsFor } from './expansions.ts';
import { fuzzyWords } from './fuzzy.ts';
import { madeLeaf, type Leaf, type LeafContext, type LeafOf } from './leaf.ts';
import type { PhrasePlace } from './phrase.ts';
import type { PostingList } from './posting-list.ts';
import type { Ranking } from './ranking.ts';
import { formList, scoredTerm } from './term-lists.ts';

/** All words that are like it. */
export function fuzzyLeaf({ view, ranking }: LeafContext, query: LeafOf<'fuzzy'>): Leaf {
  const { term: typed } = query;
  const expansions = new Map<string, PostingList[][]>();
  const distances = new Map<string, number>();
  const places = view.segments.map((own, i): readonly PhrasePlace[] => {
    const matches = fuzzyWords(own.segment, typed, fuzzyDistance(typed));
    for (const { ordinal, distance } of matches) {
      const term = own.segment.forms.at(ordinal);
      distances.set(term, distance);
      listsFor(expansions, view, term)[i]!.push(formList(own, ordinal));
    }
    return [{ offset: 0, forms: matches }];
  });
  const terms = [...expansions].map(([term, lists]) =>
    scoredTerm(view, term, fuzzyWeight(term, distances.get(term)!, ranking), lists, query.field),
  );
  return madeLeaf(view, terms, query, 'fuzzy', () => largest(terms, 'fuzzy'), {
    phrases: [{ slop: 0, places: (segment) => places[segment]! }],
  });
}

/** How many letters may differ: none below 3 letters, one to 5, two above; as Elasticsearch's AUTO. MiniSearch's 0.2 of the length allows as many up to 12 letters. */
export function fuzzyDistance(text: string): number {
  return text.length < 3 ? 0 : text.length <= 5 ? 1 : text.length <= longestFuzzy ? 2 : 0;
}

/** Longer words are looked up as they are: no dictionary word is as long, and the table would grow. */
const longestFuzzy = 64;

/** MiniSearch's: falls with the distance. */
function fuzzyWeight(term: string, distance: number, ranking: Ranking): number {
  return distance === 0 ? 1 : (ranking.fuzzyWeight * term.length) / (term.length + distance);
}
