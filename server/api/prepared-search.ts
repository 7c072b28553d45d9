import type { Note } from '../search/language/note.ts';
import type { QueryNode } from '../search/query.ts';
import type { ParameterError } from './parameter-error.ts';
import { readQueryString, type QueryPair } from './query-string.ts';
import { searchFingerprint } from './search-link.ts';
import { readSearchParameters, type ReadSearchParameters, type SearchParameters } from './search-parameters.ts';
import { readSearchText } from './search-text.ts';

/** A search ready to be run, or everything that is wrong with it. */
export interface PreparedSearch {
  readonly parameters: SearchParameters;
  readonly query: QueryNode;
  /** The search text in English words; empty when there is none. */
  readonly readAs: string;
  /** The search text as it was read, in the signs of the query language. */
  readonly signs: string;
  /** How mistyped parts of the search text were read. */
  readonly notes: readonly Note[];
  readonly errors: readonly ParameterError[];
}

/** From the text after `?` to a search: escapes, parameters, search text and cursor, with all their errors together. */
export function prepareSearch(
  queryString: string,
  read: (pairs: readonly QueryPair[]) => ReadSearchParameters = readSearchParameters,
): PreparedSearch {
  const { pairs, errors } = readQueryString(queryString);
  return preparePairs(pairs, errors, read);
}

export function preparePairs(
  pairs: readonly QueryPair[],
  earlier: readonly ParameterError[] = [],
  read: (pairs: readonly QueryPair[]) => ReadSearchParameters = readSearchParameters,
): PreparedSearch {
  const { value: parameters, errors } = read(pairs);
  const text = readSearchText(parameters.q);
  const all = [...earlier, ...errors, ...text.errors];
  if (parameters.cursor !== undefined && parameters.cursor.search !== searchFingerprint(parameters)) {
    all.push({
      param: 'cursor',
      message: 'belongs to another search; follow links.next of this search, or leave it away for the first page',
      reason: { code: 'bad-cursor' },
    });
  }
  return { parameters, query: text.query, readAs: text.readAs, signs: text.signs, notes: text.notes, errors: all };
}
