import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { isSearching } from '../api/activity.ts';
import type { PreparedSearch } from '../api/prepared-search.ts';
import { searchRequest } from '../api/search-request.ts';
import type { Hit, SearchEngine, SearchResult, SortKey } from '../search/engine.ts';

/**
 * Rows asked of the engine at once. Each batch evaluates the query again (about 0.5 ms) and reads its rows (about 10 µs
 * each): 200 keep both, and the pause that everybody else feels, near 2 ms. Larger exports faster and stalls searches.
 */
const batchRows = 200;

/** One batch of one export at a time, however many exports run: searches never wait for more than one. */
const turn = pLimit(1);

/** While people search, nothing is exported for this many times as long as the last batch took: exports get a quarter of the time. */
const restShare = 3;

/** The first batch, known before anything is sent, and all rows from it to the end. */
export interface SelectionRows {
  readonly total: number;
  readonly indexVersion: string;
  readonly rows: AsyncGenerator<readonly Hit[]>;
}

/**
 * Every result of a search, batch by batch, in the search's own order: memory does not grow with the number. Goes on by
 * sort key, so a switch to a new snapshot on the way neither repeats nor skips what both have.
 */
export async function selectionRows(engine: SearchEngine, search: PreparedSearch): Promise<SelectionRows> {
  const first = await batch(engine, search);
  return { total: first.total, indexVersion: first.indexVersion, rows: batches(engine, search, first.hits) };
}

async function* batches(
  engine: SearchEngine,
  search: PreparedSearch,
  first: readonly Hit[],
): AsyncGenerator<readonly Hit[]> {
  let hits = first;
  while (hits.length > 0) {
    yield hits;
    if (hits.length < batchRows) return;
    hits = (await batch(engine, search, hits.at(-1)!.sortKey)).hits;
  }
}

function batch(engine: SearchEngine, search: PreparedSearch, after?: SortKey): Promise<SearchResult> {
  const request = {
    ...searchRequest(search.parameters, search.query),
    facets: [],
    snippets: false,
    offset: 0,
    limit: batchRows,
  };
  return turn(async () => {
    const started = performance.now();
    const found = await engine.search(after === undefined ? request : { ...request, after });
    if (isSearching()) await pause(Math.ceil((performance.now() - started) * restShare));
    else await nextTurn();
    return found;
  });
}
