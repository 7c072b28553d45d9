import type { SearchRequest } from '../search/engine.ts';

/** All announcements, the newest first: what pages ask that nobody searched on. They take one hit unless they say otherwise. */
export const everything: SearchRequest = {
  query: { kind: 'all' },
  match: 'all',
  exact: false,
  filters: [],
  versions: 'current',
  facets: [],
  sort: '-published',
  limit: 1,
  offset: 0,
  snippets: false,
  explain: false,
};
