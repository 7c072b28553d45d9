import { Absent, type Contestant } from './contestant.ts';
import { loadPeer } from './peer.ts';

interface Orama {
  create(options: { schema: Record<string, string> }): unknown;
  insertMultiple(database: unknown, documents: readonly object[], batch: number): Promise<unknown>;
  search(database: unknown, request: object): { count: number } | Promise<{ count: number }>;
}

/** Orama with its own facets. It is kept in memory: what `build` makes is what is asked, and nothing is opened. */
export async function oramaContestant(): Promise<Contestant> {
  const orama = await loadPeer<Orama>('@orama/orama');
  let database: unknown;
  return {
    about: 'as it comes, threshold 0; its own two facets; no phrases',
    async build(documents) {
      const started = performance.now();
      database = orama.create({ schema: { title: 'string', body: 'string', agency: 'enum', year: 'enum' } });
      const rows = documents.map(({ title, body, agency, date }) => ({
        title,
        body,
        agency: agency ?? '',
        year: date?.slice(0, 4) ?? '',
      }));
      await orama.insertMultiple(database, rows, 500);
      return { bytes: 0, tookMs: performance.now() - started };
    },
    open() {
      if (database === undefined) throw new Absent('is not saved');
      return Promise.resolve();
    },
    ask({ kind, words, agency }) {
      if (kind === 'phrase') return undefined;
      const found = orama.search(database, {
        term: words.join(' '),
        properties: ['title', 'body'],
        threshold: kind === 'any of 3' ? 1 : 0,
        exact: kind !== 'prefix' && kind !== 'fuzzy',
        ...(kind === 'fuzzy' ? { tolerance: 1 } : {}),
        ...(agency === undefined ? {} : { where: { agency: { eq: agency } } }),
        facets: { agency: {}, year: {} },
        limit: 10,
      });
      return found instanceof Promise ? found.then(({ count }) => ({ total: count })) : { total: found.count };
    },
  };
}
