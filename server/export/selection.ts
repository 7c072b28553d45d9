import { HeraldError } from '../../core/problem.ts';
import { engineAsOf } from '../api/as-of.ts';
import { describeSearch, englishDescription } from '../api/description.ts';
import type { Label } from '../api/labels.ts';
import { prepareSearch } from '../api/prepared-search.ts';
import { searchQueryString } from '../api/search-link.ts';
import { readExportParameters } from '../api/search-parameters.ts';
import { factsOf, type ServerWorld } from '../api/world.ts';
import { selectionRows } from '../feeds/selection-rows.ts';
import type { Hit } from '../search/engine.ts';
import { describeQuery } from '../search/language/describe-query.ts';
import type { Words } from '../ui/words/en.ts';

/** The announcements that an export holds: the whole result of one search, from one index. */
export interface Selection {
  /** As it was asked, in the one canonical form of its parameters. */
  readonly query: string;
  /** In words. */
  readonly description: string;
  readonly indexVersion: string;
  readonly total: number;
  readonly label: Label;
  /** The search in words and the labels of values, in a language of the pages. */
  toldIn(words: Words): Promise<{ readonly title: string; readonly label: Label }>;
  /** From the first to the last, in the order of the search; each call reads them anew. */
  rows(): AsyncIterable<readonly Hit[]>;
}

/** Reads a query string, as the API takes it. @throws HeraldError `config` with every problem of it, or when there is no index. */
export async function openSelection(world: ServerWorld, queryString: string): Promise<Selection> {
  const current = world.engine();
  if (current === undefined)
    throw new HeraldError('config', 'there is no index to export from', { hint: 'herald index makes one' });
  const search = prepareSearch(queryString, readExportParameters);
  const { engine, errors: notKept } = engineAsOf(world, current, search.parameters);
  const errors = [...search.errors, ...notKept];
  if (errors.length > 0)
    throw new HeraldError(
      'config',
      errors.length === 1 ? 'the search has a problem' : `the search has ${errors.length} problems`,
      {
        problems: errors.map(({ param, message, suggestion }) => ({
          code: 'invalid-parameter',
          message: `${param}: ${message}`,
          ...(suggestion === undefined ? {} : { hint: `try ${suggestion}` }),
        })),
      },
    );
  const { label } = await factsOf(engine);
  const first = await selectionRows(engine, search);
  return {
    query: searchQueryString(search.parameters, 'selection'),
    description: describeSearch(search.parameters, search.readAs, label, englishDescription),
    indexVersion: first.indexVersion,
    total: first.total,
    label,
    toldIn: async (words) => {
      const { label: own } = await factsOf(engine, words.labels);
      const readAs = search.query.kind === 'all' ? '' : describeQuery(search.query, words.query);
      return { title: describeSearch(search.parameters, readAs, own, words.description), label: own };
    },
    rows: async function* () {
      const { rows, indexVersion } = await selectionRows(engine, search);
      if (indexVersion !== first.indexVersion)
        throw new HeraldError('retry-later', 'the index was replaced while it was exported', {
          hint: 'export again; nothing was written to the folder',
        });
      yield* rows;
    },
  };
}
