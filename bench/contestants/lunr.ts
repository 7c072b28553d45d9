import type { Contestant } from './contestant.ts';
import { loadPeer } from './peer.ts';

interface Builder {
  field(name: string, options?: object): void;
  ref(name: string): void;
  add(document: object): void;
}
interface LunrIndex {
  search(text: string): readonly unknown[];
}
type Lunr = (configure: (this: Builder, builder: Builder) => void) => LunrIndex;

/** Lunr with its stemmer. No facets and no phrases. */
export async function lunrContestant(): Promise<Contestant> {
  const { default: lunr } = await loadPeer<{ default: Lunr }>('lunr');
  let index: LunrIndex | undefined;
  return {
    about: 'as it comes; no facets, no phrases',
    build(documents) {
      const started = performance.now();
      index = lunr((builder) => {
        builder.ref('id');
        builder.field('title', { boost: 2 });
        builder.field('body');
        for (const { id, title, body } of documents) builder.add({ id, title, body });
      });
      return Promise.resolve({ bytes: 0, tookMs: performance.now() - started });
    },
    open: () => Promise.resolve(),
    ask({ kind, words, agency }) {
      if (kind === 'phrase' || agency !== undefined) return undefined;
      if (kind === 'prefix') return { total: index!.search(`${words[0]!}*`).length };
      if (kind === 'fuzzy') return { total: index!.search(`${words[0]!}~1`).length };
      return { total: index!.search(words.map((word) => (kind === 'any of 3' ? word : `+${word}`)).join(' ')).length };
    },
  };
}
