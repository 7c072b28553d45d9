import type { SupportingTerm } from '../../../indexer/analyse/analyzer.ts';
import { noDay } from '../../../indexer/index/segment.ts';
import type {
  Explanation,
  FacetFilter,
  FacetRequest,
  FacetResult,
  Hit,
  SearchRequest,
  SearchResult,
  SortKey,
} from '../engine.ts';
import { compileQuery } from '../language/compile-query.ts';
import { widenQuery } from '../language/widen-query.ts';
import { bestOf } from './best.ts';
import { Candidate } from './candidate.ts';
import { DateCounter } from './date-count.ts';
import { andMasks, invertMask, masked, newMask, type DocumentSet, type Mask } from './document-set.ts';
import { FacetCounter } from './facet-count.ts';
import type { FacetView } from './facet-view.ts';
import { hitOf } from './hit.ts';
import type { SegmentView } from './index-view.ts';
import { createNoteList } from '../language/note.ts';
import { Matcher } from './matcher.ts';
import { Planner, type Planned } from './plan.ts';
import { Rescorer } from './rescorer.ts';
import type { Searchable } from './searchable.ts';
import { didYouMean } from './spelling.ts';
import { snippetsOf } from './snippet.ts';
import { Top } from './top.ts';

/** Answers one request from one snapshot: matches, facets and order in one pass over the segments. */
export function search(searchable: Searchable, request: SearchRequest): SearchResult {
  const started = performance.now();
  const { view, analyzer, ranking, known } = searchable;
  const planner = new Planner({ view, ranking }, known);
  const { query, notes, supporting } = compileQuery(request.query, analyzer, {
    languages: view.languages,
    exact: request.exact,
  });
  const wide = widenQuery(query);
  const narrow = new Pass(searchable, request, planner.plan(request.match === 'any' ? wide : query), supporting).run();
  let [pass, matched] = [narrow, request.match];
  // Whether all words match is decided by the words alone: a filter that leaves nothing is no reason to read them otherwise.
  if (request.match === 'all' && !narrow.found && wide !== query) {
    const widened = new Pass(searchable, request, planner.plan(wide), supporting).run();
    if (widened.found) [pass, matched] = [widened, 'any'];
  }
  const hits = pass.hits();
  const better = narrow.found ? undefined : didYouMean(searchable, request.query);
  return {
    total: pass.total,
    totalRelation: 'eq',
    indexVersion: view.snapshot.manifest.id,
    tookMs: performance.now() - started,
    hits,
    facets: pass.facetResults(),
    reading: {
      matched,
      words: pass.planned.words,
      ...(better === undefined ? {} : { didYouMean: better }),
      notes: createNoteList([...notes, ...pass.planned.notes]).all,
    },
  };
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
  private readonly before: (a: Candidate, b: Candidate) => boolean;
  /** How many of the best documents are scored again. */
  private readonly rescored: number;
  private readonly rescorer: Rescorer;
  /** The best by their words alone, wherever the page begins. */
  private readonly best: Top<Candidate>;
  /** The best behind where the page begins. */
  private readonly top: Top<Candidate>;
  private readonly after: (SortKey & { readonly revision: number }) | undefined;
  private readonly ids: ((view: SegmentView) => Mask) | undefined;

  constructor(searchable: Searchable, request: SearchRequest, planned: Planned, supporting: readonly SupportingTerm[]) {
    this.searchable = searchable;
    this.request = request;
    this.planned = planned;
    this.counters = request.facets.map((facet) => counterOf(searchable.facets, facet, request.filters));
    this.after = request.after === undefined ? undefined : afterOf(request.after, request.versions);
    this.ids = request.ids === undefined ? undefined : (view) => view.havingIds(request.ids!);
    this.before = isBefore(request.sort !== 'published');
    this.rescored =
      request.sort === 'relevance' && request.limit > 0 && planned.leaves.length > 0
        ? searchable.ranking.rescoring.documents
        : 0;
    this.rescorer = new Rescorer(
      searchable.view,
      searchable.scorer,
      searchable.ranking,
      this.rescored > 0 ? planned.leaves : [],
      supporting,
    );
    this.top = new Top<Candidate>(
      request.limit === 0 ? 0 : request.offset + request.limit + this.rescored,
      this.before,
    );
    this.best = new Top<Candidate>(this.rescored, this.before);
  }

  run(): this {
    this.searchable.view.segments.forEach((view, segment) => this.segment(view, segment));
    return this;
  }

  facetResults(): FacetResult[] {
    return this.counters.map((counter) => counter.result());
  }

  hits(): Hit[] {
    const { offset, limit } = this.request;
    return this.ordered()
      .slice(offset, offset + limit)
      .map((candidate) => this.hit(candidate));
  }

  /** The candidates behind `after`, best first: those scored again, then the others. */
  private ordered(): Candidate[] {
    const top = this.top.sorted();
    if (this.rescored === 0) return top;
    const best = this.best.sorted();
    const again = new Set(top.length === 0 ? [] : best.map(({ key }) => key));
    // Fastest in the order of the index.
    for (const candidate of best.slice().sort((a, b) => a.key - b.key))
      candidate.value += this.rescorer.bonus(candidate.segment, candidate.document);
    const behind = this.after === undefined ? best : best.filter((candidate) => this.isAfter(candidate));
    return [...behind, ...top.filter(({ key }) => !again.has(key))].sort((a, b) => (this.before(a, b) ? -1 : 1));
  }

  private segment(view: SegmentView, segment: number): void {
    const matcher = new Matcher(view, segment, this.searchable.facets);
    this.matchers.push(matcher);
    const { request } = this;
    const inScope = masked(
      matcher.match(this.planned.plan),
      request.versions === 'current' ? view.liveCurrent : view.live,
    );
    if (inScope.length === 0) return;
    this.found = true;
    const found = masked(inScope, this.ids?.(view));
    const published =
      request.publishedFrom === undefined && request.publishedTo === undefined
        ? undefined
        : view.publishedBetween(request.publishedFrom, request.publishedTo);
    const filters = request.filters.map((filter) => ({
      facet: filter.facet,
      mask: this.filterMask(filter, view, segment),
    }));
    const documents = masked(found, allOf([published, ...filters.map(({ mask }) => mask)]));
    this.total += documents.length;
    for (const counter of this.counters) {
      const { own } = counter;
      const others =
        own === undefined
          ? documents
          : masked(
              found,
              allOf([
                own === 'published' ? undefined : published,
                ...filters.filter(({ facet }) => facet !== own).map(({ mask }) => mask),
              ]),
            );
      counter.add(view, segment, others);
    }
    this.rank(view, segment, matcher, documents);
  }

  private filterMask(filter: FacetFilter, view: SegmentView, segment: number): Mask {
    const having = this.searchable.facets.having(segment, filter.facet, filter.values);
    return filter.mode === 'include' ? having : invertMask(having, view.size);
  }

  private rank(view: SegmentView, segment: number, matcher: Matcher, documents: DocumentSet): void {
    const { request } = this;
    if (request.limit === 0 || documents.length === 0) return;
    const values =
      request.sort === 'relevance'
        ? this.searchable.scorer.score(this.planned.plan, documents, matcher, segment)
        : dayValues(view, request.sort);
    const after = this.after === undefined ? undefined : masked(documents, this.afterMask(view, documents, values));
    const wanted = request.offset + request.limit;
    if (this.rescored === 0) this.offerBest(this.top, wanted, view, segment, after ?? documents, values);
    else if (after === undefined) {
      const most = Math.max(this.rescored, wanted);
      this.offerBest(this.best, Math.min(most, this.rescored), view, segment, documents, values);
      if (wanted > this.rescored) this.offerBest(this.top, wanted, view, segment, documents, values);
    } else {
      this.offerBest(this.best, this.rescored, view, segment, documents, values);
      this.offerBest(this.top, wanted + this.rescored, view, segment, after, values);
    }
  }

  private offerBest(
    to: Top<Candidate>,
    count: number,
    view: SegmentView,
    segment: number,
    documents: DocumentSet,
    values: Float64Array,
  ): void {
    const order = { values, ranks: view.idRanks(), descending: this.request.sort !== 'published' };
    for (const document of bestOf(documents, count, order)) {
      const value = values[document]!;
      const { worst } = to;
      // The others of this segment are no better than this one.
      if (worst !== undefined && (order.descending ? value < worst.value : value > worst.value)) return;
      to.offer(new Candidate(view, segment, document, value));
    }
  }

  private afterMask(view: SegmentView, documents: DocumentSet, values: Float64Array): Mask {
    const mask = newMask(view.size);
    for (const document of documents) {
      const { id, revision } = { id: view.segment.id(document), revision: view.segment.revisions[document]! };
      if (this.isAfter({ value: values[document]!, id, revision })) mask[document >>> 5]! |= 1 << (document & 31);
    }
    return mask;
  }

  private isAfter({ value, id, revision }: Pick<Candidate, 'value' | 'id' | 'revision'>): boolean {
    const { after } = this;
    if (after === undefined) return true;
    if (value !== after.value) return this.request.sort === 'published' ? value > after.value : value < after.value;
    return id === after.id ? revision < after.revision : id > after.id;
  }

  private hit({ view, segment, document, value, id, revision }: Candidate): Hit {
    const { request, searchable, planned } = this;
    const matcher = this.matchers[segment]!;
    const { offset, length } = view.segment.storedAt(document);
    const { stored } = view.segment;
    const record = request.snippets ? stored.read(offset, length) : undefined;
    const score =
      request.sort === 'relevance'
        ? value
        : searchable.scorer.score(planned.plan, Uint16Array.of(document), matcher, segment)[document]!;
    return hitOf(record?.fields ?? stored.fields(offset, length), {
      score,
      sortKey: { value, id: request.versions === 'all' ? `${id}@${revision}` : id },
      snippets: record === undefined ? [] : snippetsOf(view, segment, document, planned.leaves, record),
      ...(request.explain ? { explanation: this.explain(segment, document, matcher) } : {}),
    });
  }

  /** What the score is made of. A document that is not among those scored again has no part for it. */
  private explain(segment: number, document: number, matcher: Matcher): Explanation {
    const words = this.searchable.scorer.explain(this.planned.plan, document, matcher, segment);
    const again = this.best.has((candidate) => candidate.segment === segment && candidate.document === document);
    if (!again) return words;
    const extra = this.rescorer.explain(segment, document);
    return { value: words.value + extra.value, description: words.description, parts: [...words.parts, extra] };
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
    return {
      own: 'published',
      add: (view, _segment, documents) => counter.add(view, documents),
      result: () => counter.result(),
    };
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
  return at < 0
    ? { ...key, revision: 0 }
    : { value: key.value, id: key.id.slice(0, at), revision: Number(key.id.slice(at + 1)) };
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
