import { instantOf } from '../core/instant.ts';
import type { Source } from '../core/source.ts';
import type { Store } from '../crawler/store/store.ts';
import type { IndexSource } from './build.ts';

/** The store as the indexer reads it. `sources` give the names of publishers; one without a file keeps its id as its name. */
export function indexSourceOf(
  store: Store,
  sources: readonly Pick<Source, 'id' | 'name'>[],
  nowMs: number,
): IndexSource {
  const names = new Map<string, string>(sources.map(({ id, name }) => [id, name]));
  return {
    lastSequence: () => store.lastSequence(),
    size: () => store.counts().revisions,
    records: () => store.records(),
    changesSince: (sequence) => store.changesSince(sequence),
    coverage: () =>
      store.coverage(instantOf(nowMs)).map(({ source, lastSuccess, failingSince, robots }) => ({
        source,
        name: names.get(source) ?? source,
        ...(lastSuccess === undefined ? {} : { lastSuccess }),
        ...(failingSince === undefined ? {} : { failingSince }),
        ...(robots === undefined ? {} : { robots: robots.verdict }),
      })),
  };
}
