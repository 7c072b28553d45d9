import type { Analyzer } from '../../../indexer/analyse/analyzer.ts';
import { noDay } from '../../../indexer/index/segment.ts';
import type { FacetFilter, FacetRequest, FacetResult, Hit, SearchRequest, SearchResult, SortKey } from '../engine.ts';
import { compileQuery } from '../language/compile-query.ts';
import { widenQuery } from '../language/widen-query.ts';
import { DateCounter } from './date-count.ts';
import { andMasks, invertMask, masked, type DocumentSet, type Mask } from './document-set.ts';
import { FacetCounter } from './facet-count.ts';
import type { FacetView } from './facet-view.ts';
import { hitOf } from './hit.ts';
import type { IndexView, SegmentView } from './index-view.ts';
import { Matcher } from './matcher.ts';
import { Planner, type Planned } from './plan.ts';
import type { Ranking } from './ranking.ts';
import type { Scorer } from './scorer.ts';
import { snippetsOf } from './snippet.ts';
import { Top } from './top.ts';

/** One snapshot, ready to be asked. */
export interface Searchable {
  readonly view: IndexView;
  readonly facets: FacetView;
  readonly scorer: Scorer;
  readonly analyzer: Analyzer;
  readonly ranking: Ranking;
}

/** Answers one request from one snapshot: matches, facets and order in one pass over the segments. */
export function search(searchable: Searchable, request: SearchRequest): SearchResult {
  const started = performance.now();
  const { view, analyzer, ranking } = searchable;
  const planner = new Planner({ view, ranking });
  const { query, notes } = compileQuery(request.query, analyzer, { languages: view.languages, exact: request.exact });
  const wide = widenQuery(query);
  const narrow = new Pass(searchable, request, planner.plan(request.match === 'any' ? wide : query)).run();
  let [pass, matched] = [narrow, request.match];
  // Whether all words match is decided by the words alone: a filter that leaves nothing is no reason to read them otherwise.
  if (request.match === 'all' && !narrow.found && wide !== query) {
    const widened = new Pass(searchable, request, planner.plan(wide)).run();
    if (widened.found) [pass, matched] = [widened, 'any'];
  }
  const hits = pass.hits();
  return {
    total: pass.total,
    totalRelation: 'eq',
    indexVersion: view.snapshot.manifest.id,
    tookMs: performance.now() - started,
    hits,
    facets: pass.facetResults(),
    reading: { matched, words: pass.planned.words, notes: [...new Set([...notes, ...pass.planned.notes])] },
  };
}

/** A document that may be shown. */
interface Candidate {
  readonly segment: number;
  readonly document: number;
  readonly value: number;
  readonly id: string;
  readonly revision: number;
}

class Pass {
  total = 0;
  /** Whether the words alone find anything, whatever the filters. */
  found = false;
  readonly planned: Planned;
  private readonly searchable: Searchable;
  private readonly request: SearchRequest;
  private readonly counters: Counter[];
  private readonly matchers: Matcher[] = [];
  private readonly top: Top<Candidate>;
  private readonly after: (SortKey & { readonly revision: number }) | undefined;
  private readonly ids: ((view: SegmentView) => Mask) | undefined;

  constructor(searchable: Searchable, request: SearchRequest, planned: Planned) {
    this.searchable = searchable;
    this.request = request;
    this.planned = planned;
    this.counters = request.facets.map((facet) => counterOf(searchable.facets, facet, request.filters));
    this.after = request.after === undefined ? undefined : afterOf(request.after, request.versions);
    this.ids = request.ids === undefined ? undefined : (view) => view.havingIds(request.ids!);
    this.top = new Top<Candidate>(request.offset + request.limit, isBefore(request.sort !== 'published'));
  }

  run(): this {
    this.searchable.view.segments.forEach((view, segment) => this.segment(view, segment));
    return this;
  }

  facetResults(): FacetResult[] {
    return this.counters.map((counter) => counter.result());
  }

  hits(): Hit[] {
    return this.top.sorted().slice(this.request.offset).map((candidate) => this.hit(candidate));
  }

  private segment(view: SegmentView, segment: number): void {
    const matcher = new Matcher(view, segment, this.searchable.facets);
    this.matchers.push(matcher);
    const { request } = this;
    const inScope = masked(matcher.match(this.planned.plan), request.versions === 'current' ? view.liveCurrent : view.live);
    if (inScope.length === 0) return;
    this.found = true;
    const found = masked(inScope, this.ids?.(view));
    const published = request.publishedFrom === undefined && request.publishedTo === undefined ? undefined : view.publishedBetween(request.publishedFrom, request.publishedTo);
    const filters = request.filters.map((filter) => ({ facet: filter.facet, mask: this.filterMask(filter, view, segment) }));
    const documents = masked(found, allOf([published, ...filters.map(({ mask }) => mask)]));
    this.total += documents.length;
    for (const counter of this.counters) {
      const { own } = counter;
      const others = own === undefined ? documents : masked(found, allOf([own === 'published' ? undefined : published, ...filters.filter(({ facet }) => facet !== own).map(({ mask }) => mask)]));
      counter.add(view, segment, others);
    }
    this.rank(view, segment, matcher, documents);
  }

  private filterMask(filter: FacetFilter, view: SegmentView, segment: number): Mask {
    const having = this.searchable.facets.having(segment, filter.facet, filter.values);
    return filter.mode === 'include' ? having : invertMask(having, view.size);
  }

  private rank(view: SegmentView, segment: number, matcher: Matcher, documents: DocumentSet): void {
    const { request, top } = this;
    const wanted = request.offset + request.limit;
    if (wanted === 0 || documents.length === 0) return;
    const values = request.sort === 'relevance' ? this.searchable.scorer.score(this.planned.plan, documents, matcher, segment) : dayValues(view, request.sort);
    const ranks = view.idRanks();
    const descending = request.sort !== 'published';
    const best = new Top<number>(wanted, (a, b) => {
      const difference = values[a]! - values[b]!;
      return difference === 0 ? ranks[a]! < ranks[b]! : difference > 0 === descending;
    });
    for (let i = 0; i < documents.length; i++) {
      const document = documents[i]!;
      const { worst } = best;
      // Most documents fall here, by one comparison of numbers.
      if (worst !== undefined && (descending ? values[document]! < values[worst]! : values[document]! > values[worst]!)) continue;
      if (this.after !== undefined && !this.isAfter(view, document, values[document]!)) continue;
      best.offer(document);
    }
    for (const document of best.sorted()) top.offer({ segment, document, value: values[document]!, id: view.segment.id(document), revision: view.segment.revisions[document]! });
  }

  private isAfter(view: SegmentView, document: number, value: number): boolean {
    const { after } = this;
    if (after === undefined) return true;
    if (value !== after.value) return this.request.sort === 'published' ? value > after.value : value < after.value;
    const id = view.segment.id(document);
    return id === after.id ? view.segment.revisions[document]! < after.revision : id > after.id;
  }

  private hit({ segment, document, value, id, revision }: Candidate): Hit {
    const { request, searchable, planned } = this;
    const view = searchable.view.segments[segment]!;
    const matcher = this.matchers[segment]!;
    const { offset, length } = view.segment.storedAt(document);
    const record = view.segment.stored.read(offset, length);
    const score = request.sort === 'relevance' ? value : searchable.scorer.score(planned.plan, Uint16Array.of(document), matcher, segment)[document]!;
    return hitOf(record.fields, {
      score,
      sortKey: { value, id: request.versions === 'all' ? `${id}@${revision}` : id },
      snippets: request.snippets ? snippetsOf(view, segment, document, planned.leaves, record) : [],
      ...(request.explain ? { explanation: searchable.scorer.explain(planned.plan, document, matcher, segment) } : {}),
    });
  }
}

interface Counter {
  /** The facet (or date) whose own filters it ignores: facets are disjunctive. `undefined` when it has none. */
  readonly own: string | undefined;
  add(view: SegmentView, segment: number, documents: DocumentSet): void;
  result(): FacetResult;
}

function counterOf(facets: FacetView, request: FacetRequest, filters: readonly FacetFilter[]): Counter {
  if (request.type === 'dates') {
    const counter = new DateCounter(request.interval);
    return { own: 'published', add: (view, _segment, documents) => counter.add(view, documents), result: () => counter.result() };
  }
  const counter = new FacetCounter(facets, request);
  return {
    own: filters.some((filter) => filter.facet === request.facet) ? request.facet : undefined,
    add: (view, segment, documents) => counter.add(view, segment, documents),
    result: () => counter.result(request, filters),
  };
}

function allOf(masks: readonly (Mask | undefined)[]): Mask | undefined {
  return masks.reduce<Mask | undefined>(andMasks, undefined);
}

function isBefore(descending: boolean): (a: Candidate, b: Candidate) => boolean {
  return (a, b) => {
    if (a.value !== b.value) return a.value > b.value === descending;
    return a.id === b.id ? a.revision > b.revision : a.id < b.id;
  };
}

/** Where a page goes on. Where revisions are documents, the id of the key names the revision, too. */
function afterOf(key: SortKey, versions: SearchRequest['versions']): SortKey & { readonly revision: number } {
  const at = versions === 'all' ? key.id.lastIndexOf('@') : -1;
  return at < 0 ? { ...key, revision: 0 } : { value: key.value, id: key.id.slice(0, at), revision: Number(key.id.slice(at + 1)) };
}

const dayColumns = new WeakMap<SegmentView, { newest: Float64Array; oldest: Float64Array }>();

/** The first published day by document; an unknown one comes last in either order. */
function dayValues(view: SegmentView, sort: 'published' | '-published'): Float64Array {
  let columns = dayColumns.get(view);
  if (columns === undefined) {
    const { firstDays } = view.segment;
    columns = {
      newest: Float64Array.from(firstDays, (day) => (day === noDay ? Number.MIN_SAFE_INTEGER : day)),
      oldest: Float64Array.from(firstDays, (day) => (day === noDay ? Number.MAX_SAFE_INTEGER : day)),
    };
    dayColumns.set(view, columns);
  }
  return sort === 'published' ? columns.oldest : columns.newest;
}
