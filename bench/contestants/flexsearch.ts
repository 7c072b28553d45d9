import type { Contestant } from './contestant.ts';
import { loadPeer } from './peer.ts';

interface Index {
  add(id: number, text: string): void;
  search(text: string, options: { limit: number; suggest?: boolean }): number[];
}
interface FlexSearch {
  Index: new (options: object) => Index;
}

/** FlexSearch over one text a document. It answers ids only: no counts, facets, scores, phrases or likeness, so all matches are asked for. */
export async function flexSearchContestant(): Promise<Contestant> {
  const flexSearch = await loadPeer<FlexSearch & { default?: FlexSearch }>('flexsearch');
  const { Index } = flexSearch.default ?? flexSearch;
  let index: Index | undefined;
  return {
    about: 'strict tokens, ids only: no facets, phrases, likeness or scores',
    build(documents) {
      const started = performance.now();
      index = new Index({ tokenize: 'strict' });
      documents.forEach(({ title, body }, i) => index!.add(i, `${title} ${body}`));
      return Promise.resolve({ bytes: 0, tookMs: performance.now() - started });
    },
    open: () => Promise.resolve(),
    ask({ kind, words }) {
      if (
        kind === 'phrase' ||
        kind === 'prefix' ||
        kind === 'fuzzy' ||
        kind === '2 words, filtered' ||
        kind === 'any of 3'
      )
        return undefined;
      return { total: index!.search(words.join(' '), { limit: 1_000_000 }).length };
    },
  };
}
