import type { FacetResult, Hit, SearchResult, SourceCoverage } from '../search/engine.ts';
import { noteText } from '../search/language/note.ts';
import { dateFacet } from './date-facet.ts';
import { describeSearch, englishDescription } from './description.ts';
import type { Label } from './labels.ts';
import { places } from './places.ts';
import type { PreparedSearch } from './prepared-search.ts';
import type { ResultAnswer, SearchAnswer, SourceCoverageAnswer, ValueFacetAnswer } from './schemas.ts';
import { changed, filterName, searchFingerprint, searchQueryString } from './search-link.ts';
import { deepestPageResult, type SearchParameters } from './search-parameters.ts';
import { writeQueryString } from './query-string.ts';

/** What the writers of an answer know beside the result: where the server is and what things are called. */
export interface AnswerContext {
  /** Origin of absolute links, no slash at the end. */
  readonly base: string;
  readonly label: Label;
  readonly coverage: readonly SourceCoverage[];
}

/** The answer of `GET /api/v1/search`. */
export function searchAnswer(search: PreparedSearch, result: SearchResult, context: AnswerContext): SearchAnswer {
  const { parameters, readAs } = search;
  const { base, label } = context;
  const facets: SearchAnswer['facets'] = {};
  for (const facet of result.facets) {
    if (facet.type === 'values') facets[facet.facet] = valueFacet(facet, parameters, context);
    else facets[`published:${facet.interval}`] = dateFacet(facet, parameters, base);
  }
  return {
    description: describeSearch(parameters, readAs, label, englishDescription),
    total: result.total,
    total_relation: result.totalRelation,
    index_version: result.indexVersion,
    took_ms: Math.round(result.tookMs * 1000) / 1000,
    interpretation: interpretation(search, result, base),
    results: result.hits.map((hit) => resultAnswer(hit, context)),
    facets,
    coverage: context.coverage.map(coverageAnswer),
    links: searchLinks(parameters, result, base),
  };
}

/** One hit as results, exports and pages show it. */
export function resultAnswer(hit: Hit, context: Pick<AnswerContext, 'base' | 'label'>): ResultAnswer {
  const { base, label } = context;
  return {
    id: hit.id,
    revision: hit.revision,
    url: hit.url,
    title: hit.title,
    agency: hit.agency === undefined ? null : { value: hit.agency, label: label('agency', hit.agency) },
    components: hit.components as string[],
    kind: hit.kind === undefined ? null : { value: hit.kind, label: label('kind', hit.kind) },
    topics: hit.topics as string[],
    number: hit.number ?? null,
    source: { value: hit.source, label: label('source', hit.source) },
    language: hit.language,
    published: hit.published ?? null,
    first_seen: hit.firstSeen,
    last_seen: hit.lastSeen,
    removed_at: hit.removedAt ?? null,
    status: hit.status,
    versions: hit.versions,
    score: hit.score,
    snippets: hit.snippets as ResultAnswer['snippets'],
    ...(hit.explanation === undefined ? {} : { explanation: hit.explanation as ResultAnswer['explanation'] }),
    links: { html: places.announcementPage(base, hit.id), self: places.announcementApi(base, hit.id) },
  };
}

export function coverageAnswer(source: SourceCoverage): SourceCoverageAnswer {
  return {
    source: source.source,
    name: source.name,
    documents: source.documents,
    from: source.from ?? null,
    to: source.to ?? null,
    last_success: source.lastSuccess ?? null,
    failing_since: source.failingSince ?? null,
    robots: source.robots ?? null,
    status: source.failingSince === undefined ? (source.lastSuccess === undefined ? 'unknown' : 'ok') : 'failing',
  };
}

/** Links to the pages around this one, and to the same search in every other form. */
export function searchLinks(parameters: SearchParameters, result: SearchResult, base: string): SearchAnswer['links'] {
  const selection = searchQueryString(parameters, 'selection');
  const followed = searchQueryString(parameters, 'feed');
  const next = nextPage(parameters, result);
  const previous =
    parameters.cursor === undefined && parameters.page > 1
      ? changed(parameters, { page: parameters.page - 1 })
      : undefined;
  return {
    self: places.searchApi(base, searchQueryString(parameters)),
    next: next === undefined ? null : places.searchApi(base, searchQueryString(next)),
    previous: previous === undefined ? null : places.searchApi(base, searchQueryString(previous)),
    html: places.searchPage(base, selection),
    csv: places.searchFormat(base, 'csv', selection),
    ndjson: places.searchFormat(base, 'ndjson', selection),
    atom: places.searchFormat(base, 'atom', followed),
    json_feed: places.searchFormat(base, 'feed.json', followed),
  };
}

/** By cursor once a cursor was used or pages end, by page number for people before. */
function nextPage(parameters: SearchParameters, result: SearchResult): SearchParameters | undefined {
  const last = result.hits.at(-1);
  if (last === undefined) return undefined;
  const reached = parameters.page * parameters.limit;
  if (parameters.cursor === undefined && result.totalRelation === 'eq' && reached >= result.total) return undefined;
  if (parameters.cursor !== undefined && result.hits.length < parameters.limit) return undefined;
  if (parameters.cursor === undefined && parameters.page > 1 && reached + parameters.limit <= deepestPageResult) {
    return changed(parameters, { page: parameters.page + 1 });
  }
  return changed(parameters, { cursor: { search: searchFingerprint(parameters), after: last.sortKey } });
}

function interpretation(search: PreparedSearch, result: SearchResult, base: string): SearchAnswer['interpretation'] {
  const { parameters, readAs } = search;
  const { reading } = result;
  const corrected = reading.didYouMean;
  return {
    read_as: readAs,
    matched: reading.matched,
    words: reading.words.map((word) => ({ ...word, terms: word.terms.map((term) => ({ ...term })) })),
    did_you_mean:
      corrected === undefined
        ? null
        : { q: corrected, url: places.searchApi(base, searchQueryString(changed(parameters, { q: corrected }))) },
    notes: [...search.notes, ...reading.notes].map((note) => noteText(note)),
    exact_url:
      parameters.exact || parameters.q === ''
        ? null
        : places.searchApi(base, searchQueryString(changed(parameters, { exact: true }))),
  };
}

type Values = Extract<FacetResult, { type: 'values' }>;

function valueFacet(facet: Values, parameters: SearchParameters, context: AnswerContext): ValueFacetAnswer {
  const link = toggleLinks(parameters, facet.facet, (query) => places.searchApi(context.base, query));
  return {
    values: facet.values.map(({ value, count, selected }) => ({
      value,
      label: context.label(facet.facet, value),
      count,
      selected,
      url: link(value),
    })),
    missing: facet.missing,
    total_values: facet.totalValues,
    truncated: facet.totalValues > facet.values.length,
    scope: 'exclude_own',
  };
}

/**
 * A function from a facet value to the link that switches it on or off. The part of the query string that all links
 * share is written once: an answer may have hundreds of values.
 */
export function toggleLinks(
  parameters: SearchParameters,
  facet: Values['facet'],
  place: (query: string) => string,
): (value: string) => string {
  const own = parameters.filters.find((filter) => filter.facet === facet && filter.mode === 'include')?.values ?? [];
  const others = parameters.filters.filter((filter) => filter.facet !== facet || filter.mode !== 'include');
  const shared = searchQueryString(changed(parameters, { filters: others }));
  const name = filterName({ facet, mode: 'include' });
  return (value) => {
    const values = own.includes(value) ? own.filter((each) => each !== value) : [...own, value];
    const filters = writeQueryString(values.sort().map((each) => [name, each] as const));
    return place([shared, filters].filter((part) => part !== '').join('&'));
  };
}
