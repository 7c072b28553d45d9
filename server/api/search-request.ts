import { dayRange } from '../../core/instant.ts';
import type { SearchRequest, Sort } from '../search/engine.ts';
import type { QueryNode } from '../search/query.ts';
import type { SearchParameters } from './search-parameters.ts';

/** The question to the engine for one page of a search. */
export function searchRequest(parameters: SearchParameters, query: QueryNode): SearchRequest {
  const { publishedFrom, publishedTo, cursor } = parameters;
  const from = publishedFrom === undefined ? undefined : dayRange(publishedFrom)?.first;
  const to = publishedTo === undefined ? undefined : dayRange(publishedTo)?.last;
  return {
    query,
    match: parameters.match,
    exact: parameters.exact,
    filters: parameters.filters,
    ...(from === undefined ? {} : { publishedFrom: from }),
    ...(to === undefined ? {} : { publishedTo: to }),
    versions: parameters.versions,
    facets: parameters.facets,
    sort: effectiveSort(parameters, query),
    limit: parameters.limit,
    offset: cursor === undefined ? (parameters.page - 1) * parameters.limit : 0,
    ...(cursor === undefined ? {} : { after: cursor.after }),
    snippets: true,
    explain: parameters.explain,
  };
}

/** Relevance where the query has words to be relevant to, newest first where it only filters. */
export function effectiveSort(parameters: SearchParameters, query: QueryNode): Sort {
  return parameters.sort ?? (hasWords(query) ? 'relevance' : '-published');
}

export function hasWords(node: QueryNode): boolean {
  switch (node.kind) {
    case 'word':
    case 'phrase':
      return true;
    case 'and':
    case 'or':
      return node.children.some(hasWords);
    case 'not':
    case 'all':
    case 'none':
    case 'filter':
    case 'published':
      return false;
  }
}
