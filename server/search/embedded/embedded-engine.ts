import type { AnnouncementId } from '../../../core/announcement.ts';
import type { DataFolder } from '../../../core/data-folder.ts';
import { messageOf } from '../../../core/problem.ts';
import type { Analyzer } from '../../../indexer/analyse/analyzer.ts';
import { currentSnapshotId, watchCurrent } from '../../../indexer/snapshot/current.ts';
import { openCurrent, openSnapshot, type Snapshot } from '../../../indexer/snapshot/snapshot.ts';
import type { Hit, SearchEngine, SearchRequest } from '../engine.ts';
import { FacetView } from './facet-view.ts';
import { hitOf } from './hit.ts';
import { KnownLeaves } from './known-leaves.ts';
import { IndexView } from './index-view.ts';
import { shippedRanking, type Ranking } from './ranking.ts';
import { Scorer } from './scorer.ts';
import { search } from './search.ts';
import type { Searchable } from './searchable.ts';
import { newestOf, similarTo } from './similar.ts';
import { Suggester } from './suggester.ts';

export interface EmbeddedOptions {
  /** Must be the analyzer that made the index: their digests are compared. */
  readonly analyzer: Analyzer;
  /** Serve this snapshot instead of the current one (`as_of`). */
  readonly snapshot?: string;
  /** Follow `current`: each request is answered from the snapshot that was current when it came. Default false. */
  readonly watch?: boolean;
  /** Told when another snapshot is served, and when one could not be and why. */
  readonly onSwitch?: (event: SwitchEvent) => void;
  readonly ranking?: Ranking;
}

export type SwitchEvent =
  | { readonly kind: 'switched'; readonly snapshot: string }
  /** The newer snapshot is damaged; the one before goes on serving. */
  | { readonly kind: 'refused'; readonly snapshot: string; readonly reason: string }
  /** At opening: newer snapshots that were passed over. */
  | { readonly kind: 'passed-over'; readonly reason: string };

/** An engine that can be told to look for a newer snapshot. */
export interface EmbeddedEngine extends SearchEngine {
  /** What its operator should know: which newer snapshots are not served and why, one sentence each. */
  readonly notices: readonly string[];
  /** Serves the current snapshot from the next request on. @returns whether it is another than before */
  refresh(): boolean;
}

/**
 * Serves the compiled index of a data folder. All work of a request is done in one go, so a request sees one snapshot;
 * a switch happens between two requests.
 * @throws HeraldError `config` when there is no snapshot yet; `damaged` when there is none that can be opened
 */
export function openEmbeddedEngine(dataFolder: DataFolder, options: EmbeddedOptions): EmbeddedEngine {
  return new Embedded(dataFolder, options);
}

class Embedded implements EmbeddedEngine {
  readonly name = 'embedded';
  notices: readonly string[] = [];
  private readonly folder: DataFolder;
  private readonly options: EmbeddedOptions;
  private served: Served;
  private readonly stopWatching: () => void;

  constructor(folder: DataFolder, options: EmbeddedOptions) {
    this.folder = folder;
    this.options = options;
    this.served = serve(this.open(), options);
    this.stopWatching =
      options.watch === true && options.snapshot === undefined
        ? watchCurrent(folder, () => this.refresh())
        : () => undefined;
  }

  refresh(): boolean {
    const id = currentSnapshotId(this.folder);
    if (id === undefined || id === this.indexVersion() || this.options.snapshot !== undefined) return false;
    try {
      const before = this.served;
      const next = serve(
        openSnapshot(this.folder, id, this.options.analyzer.indexDigest, before.snapshot),
        this.options,
      );
      this.served = next;
      this.notices = [];
      before.snapshot.close();
      this.options.onSwitch?.({ kind: 'switched', snapshot: id });
      return true;
    } catch (error) {
      this.notices = [`the snapshot ${id} is not served: ${messageOf(error)}`];
      this.options.onSwitch?.({ kind: 'refused', snapshot: id, reason: messageOf(error) });
      return false;
    }
  }

  search(request: SearchRequest): ReturnType<SearchEngine['search']> {
    return settled(() => search(this.served.searchable, request));
  }

  suggest(text: string, limit: number): ReturnType<SearchEngine['suggest']> {
    return settled(() => this.served.suggester.suggest(text, limit));
  }

  moreLikeThis(id: AnnouncementId, limit: number): ReturnType<SearchEngine['moreLikeThis']> {
    return settled(() => similarTo(this.served.searchable, id, limit));
  }

  get(id: AnnouncementId): ReturnType<SearchEngine['get']> {
    return settled(() => newestHit(this.served.searchable, id));
  }

  coverage(): ReturnType<SearchEngine['coverage']> {
    return settled(() => this.served.snapshot.manifest.coverage);
  }

  indexVersion(): string {
    return this.served.snapshot.manifest.id;
  }

  documentCount(): number {
    return this.served.snapshot.manifest.announcements;
  }

  close(): Promise<void> {
    this.stopWatching();
    this.served.snapshot.close();
    return Promise.resolve();
  }

  private open(): Snapshot {
    const { snapshot, analyzer, onSwitch } = this.options;
    if (snapshot !== undefined) return openSnapshot(this.folder, snapshot, analyzer.indexDigest);
    const opened = openCurrent(this.folder, analyzer.indexDigest);
    this.notices = opened.passedOver;
    for (const reason of opened.passedOver) onSwitch?.({ kind: 'passed-over', reason });
    return opened.snapshot;
  }
}

interface Served {
  readonly snapshot: Snapshot;
  readonly searchable: Searchable;
  readonly suggester: Suggester;
}

function serve(snapshot: Snapshot, { analyzer, ranking = shippedRanking }: EmbeddedOptions): Served {
  const view = new IndexView(snapshot);
  const searchable: Searchable = {
    view,
    facets: new FacetView(snapshot, analyzer),
    scorer: new Scorer(view, ranking),
    analyzer,
    ranking,
    known: new KnownLeaves(),
  };
  return { snapshot, searchable, suggester: new Suggester(searchable) };
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
