import type { AnnouncementId } from '../../../core/announcement.ts';
import type { Analyzer } from '../../../indexer/analyse/analyzer.ts';
import type { Snapshot } from '../../../indexer/snapshot/snapshot.ts';
import type { Hit, SearchEngine, SearchRequest } from '../engine.ts';
import { FacetView } from './facet-view.ts';
import { hitOf } from './hit.ts';
import { IndexView } from './index-view.ts';
import { KnownLeaves, knownLeafBytes } from './known-leaves.ts';
import type { Ranking } from './ranking.ts';
import { Scorer } from './scorer.ts';
import { search } from './search.ts';
import type { Searchable } from './searchable.ts';
import { newestOf, similarTo } from './similar.ts';
import { Suggester } from './suggester.ts';

/** Serves one open snapshot. All work of a request is done in one go. Closing it closes the snapshot. */
export class SnapshotEngine implements SearchEngine {
  readonly name = 'embedded';
  readonly snapshot: Snapshot;
  private readonly searchable: Searchable;
  private readonly suggester: Suggester;

  /** @param rememberedBytes memory for words that were looked up */
  constructor(snapshot: Snapshot, analyzer: Analyzer, ranking: Ranking, rememberedBytes = knownLeafBytes) {
    const view = new IndexView(snapshot);
    this.snapshot = snapshot;
    this.searchable = {
      view,
      facets: new FacetView(snapshot, analyzer),
      scorer: new Scorer(view, ranking),
      analyzer,
      ranking,
      known: new KnownLeaves(rememberedBytes),
    };
    this.suggester = new Suggester(this.searchable);
  }

  search(request: SearchRequest): ReturnType<SearchEngine['search']> {
    return settled(() => search(this.searchable, request));
  }

  suggest(text: string, limit: number): ReturnType<SearchEngine['suggest']> {
    return settled(() => this.suggester.suggest(text, limit));
  }

  moreLikeThis(id: AnnouncementId, limit: number): ReturnType<SearchEngine['moreLikeThis']> {
    return settled(() => similarTo(this.searchable, id, limit));
  }

  get(id: AnnouncementId): ReturnType<SearchEngine['get']> {
    return settled(() => newestHit(this.searchable, id));
  }

  coverage(): ReturnType<SearchEngine['coverage']> {
    return settled(() => this.snapshot.manifest.coverage);
  }

  indexVersion(): string {
    return this.snapshot.manifest.id;
  }

  documentCount(): number {
    return this.snapshot.manifest.announcements;
  }

  close(): Promise<void> {
    this.snapshot.close();
    return Promise.resolve();
  }
}

function newestHit({ view }: Searchable, id: AnnouncementId): Hit | undefined {
  const found = newestOf(view, id);
  if (found === undefined) return undefined;
  const { segment } = view.segments[found.segment]!;
  const { offset, length } = segment.storedAt(found.document);
  return hitOf(segment.stored.fields(offset, length), { score: 0, sortKey: { value: 0, id }, snippets: [] });
}

/** What a synchronous piece of work answers or throws, as a promise. */
function settled<T>(work: () => T): Promise<T> {
  try {
    return Promise.resolve(work());
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}
