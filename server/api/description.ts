import type { FacetFilter } from '../search/engine.ts';
import type { FacetName } from '../search/query.ts';
import type { Label } from './labels.ts';
import type { SearchParameters } from './search-parameters.ts';

/** How a language says a search. Each part takes ready texts; `parts` are joined by `separator` after `dash`. */
export interface DescriptionWords {
  readonly everything: string;
  readonly matching: (query: string, any: boolean) => string;
  readonly filtered: (facet: FacetName, values: string, rejected: boolean) => string;
  readonly published: (from: string | undefined, to: string | undefined) => string;
  readonly exact: string;
  readonly allVersions: string;
  readonly or: (values: readonly string[]) => string;
  readonly dash: string;
  readonly separator: string;
}

const facetPrepositions: Readonly<Record<FacetName, string>> = {
  agency: 'from',
  component: 'involving',
  kind: 'of kind',
  topic: 'about',
  language: 'in',
  source: 'published by',
  status: 'with status',
};

const englishOr = new Intl.ListFormat('en', { type: 'disjunction' });

export const englishDescription: DescriptionWords = {
  everything: 'All announcements',
  matching: (query, any) => (any ? `Announcements matching any of ${query}` : `Announcements matching ${query}`),
  filtered: (facet, values, rejected) => `${rejected ? 'not ' : ''}${facetPrepositions[facet]} ${values}`,
  published: (from, to) => {
    if (from !== undefined && to !== undefined)
      return from === to ? `published in ${from}` : `published ${from} to ${to}`;
    return from === undefined ? `published until ${to ?? ''}` : `published since ${from}`;
  },
  exact: 'words exactly as typed',
  allVersions: 'every version',
  or: (values) => englishOr.format(values),
  dash: ' — ',
  separator: ', ',
};

/**
 * The search in words: one sentence that serves as page title, feed title, live announcement and file name.
 * `query` is the search text in words, empty when there is none.
 */
export function describeSearch(
  parameters: SearchParameters,
  query: string,
  label: Label,
  words: DescriptionWords,
): string {
  const head = query === '' ? words.everything : words.matching(query, parameters.match === 'any');
  const parts = parameters.filters.map((filter) => filterPart(filter, label, words));
  if (parameters.publishedFrom !== undefined || parameters.publishedTo !== undefined)
    parts.push(words.published(parameters.publishedFrom, parameters.publishedTo));
  if (parameters.exact) parts.push(words.exact);
  if (parameters.versions === 'all') parts.push(words.allVersions);
  return parts.length === 0 ? head : `${head}${words.dash}${parts.join(words.separator)}`;
}

function filterPart(filter: FacetFilter, label: Label, words: DescriptionWords): string {
  return words.filtered(
    filter.facet,
    words.or(filter.values.map((value) => label(filter.facet, value))),
    filter.mode === 'reject',
  );
}
