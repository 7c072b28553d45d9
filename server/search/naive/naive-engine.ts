/**
 * The reference engine: it scans every document for every question. Slow, and simple enough to be right by reading; what
 * the served engine answers is held against it.
 */
import type { AnnouncementId, RevisionRecord } from '../../../core/announcement.ts';
import { createAnalyzer, type Analyzer } from '../../../indexer/analyse/analyzer.ts';
import type { Hit, SearchEngine, SearchRequest, SearchResult } from '../engine.ts';
import { compileQuery, type CompiledQuery } from '../language/compile-query.ts';
import type { Note } from '../language/note.ts';
import { widenQuery } from '../language/widen-query.ts';
import { coverageOf } from './coverage.ts';
import { readDocument, type NaiveDocument } from './document.ts';
import { countFacets } from './facets.ts';
import { hasPublished, passesFilters } from './filters.ts';
import { hitOf } from './hit.ts';
import { matches } from './matching.ts';
import { wordReadings } from './reading.ts';
import { createScorer } from './scoring.ts';
import { similarTo } from './similar.ts';
import { afterKey, compareRanked, sortKeyOf, type Ranked } from './sorting.ts';
import { suggestFrom } from './suggestions.ts';

export interface NaiveOptions {
  readonly analyzer?: Analyzer;
  readonly indexVersion?: string;
}

export function createNaiveEngine(records: readonly RevisionRecord[], options: NaiveOptions = {}): SearchEngine {
  const analyzer = options.analyzer ?? createAnalyzer();
  const indexVersion = options.indexVersion ?? 'naive';
  const documents = records.map((record) => readDocument(record, analyzer));
  const current = documents.filter((document) => document.record.current);
  const languages = languagesOf(documents);

  const search = (request: SearchRequest): SearchResult => {
    const started = performance.now();
    const scope = request.versions === 'all' ? documents : current;
    const { query, matched, notes } = chooseQuery(request, scope);
    const wanted = request.ids === undefined ? undefined : new Set<string>(request.ids);
    const found = scope.filter(
      (document) => wanted?.has(document.record.announcement.id) !== false && matches(query, document, analyzer),
    );
    const kept = found.filter(
      (document) =>
        passesFilters(document, request.filters) && hasPublished(document, request.publishedFrom, request.publishedTo),
    );
    const scorer = createScorer(query, current);
    const ranked = kept
      .map((document): Ranked => ({ document, score: scorer.score(document) }))
      .sort((a, b) => compareRanked(request.sort, a, b));
    const { after } = request;
    const behind =
      after === undefined ? ranked : ranked.filter((entry) => afterKey(request, sortKeyOf(request, entry), after));
    const page = behind.slice(request.offset, request.offset + request.limit);
    return {
      total: kept.length,
      totalRelation: 'eq',
      indexVersion,
      tookMs: performance.now() - started,
      hits: page.map((entry) => hitOf(entry, request, query, scorer)),
      facets: countFacets(request, found),
      reading: { matched, words: wordReadings(query, scope), notes },
    };
  };

  const chooseQuery = (
    request: SearchRequest,
    scope: readonly NaiveDocument[],
  ): { query: CompiledQuery; matched: 'all' | 'any'; notes: readonly Note[] } => {
    const { query, notes } = compileQuery(request.query, analyzer, { languages, exact: request.exact });
    const wide = widenQuery(query);
    if (request.match === 'any') return { query: wide, matched: 'any', notes };
    const none = !scope.some((document) => matches(query, document, analyzer));
    const widened = none && wide !== query && scope.some((document) => matches(wide, document, analyzer));
    return widened ? { query: wide, matched: 'any', notes } : { query, matched: 'all', notes };
  };

  const hit = (document: NaiveDocument): Hit => {
    const request = plainRequest;
    const query: CompiledQuery = { kind: 'all' };
    return hitOf({ document, score: 0 }, request, query, createScorer(query, []));
  };

  const newest = (id: AnnouncementId): NaiveDocument | undefined =>
    current.find((document) => document.record.announcement.id === id);

  return {
    name: 'naive',
    search: (request) => Promise.resolve(search(request)),
    suggest: (text, limit) => Promise.resolve(suggestFrom(current, text, limit, analyzer)),
    moreLikeThis: (id, limit) => {
      const document = newest(id);
      return Promise.resolve(document === undefined ? [] : similarTo(document, current, limit).map(hit));
    },
    get: (id) => {
      const document = newest(id);
      return Promise.resolve(document === undefined ? undefined : hit(document));
    },
    coverage: () => Promise.resolve(coverageOf(current)),
    indexVersion: () => indexVersion,
    documentCount: () => current.length,
    close: () => Promise.resolve(),
  };
}

const plainRequest: SearchRequest = {
  query: { kind: 'all' },
  match: 'all',
  exact: false,
  filters: [],
  versions: 'current',
  facets: [],
  sort: 'relevance',
  limit: 1,
  offset: 0,
  snippets: false,
  explain: false,
};

/** The most frequent first: the analyzer reads a query's stop words by that. */
function languagesOf(documents: readonly NaiveDocument[]): string[] {
  const counts = new Map<string, number>();
  for (const { record } of documents)
    counts.set(record.announcement.language, (counts.get(record.announcement.language) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([language]) => language);
}
