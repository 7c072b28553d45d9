import type { AnnouncementId } from '../../../core/announcement.ts';
import type { DataFolder } from '../../../core/data-folder.ts';
import { messageOf } from '../../../core/problem.ts';
import type { Analyzer } from '../../../indexer/analyse/analyzer.ts';
import { currentSnapshotId, watchCurrent } from '../../../indexer/snapshot/current.ts';
import { releaseMemory } from '../../../indexer/snapshot/shared-snapshot.ts';
import { openCurrent, openSnapshot, type Snapshot } from '../../../indexer/snapshot/snapshot.ts';
import type { SearchEngine, SearchRequest } from '../engine.ts';
import { shippedRanking, type Ranking } from './ranking.ts';
import { SnapshotEngine } from './snapshot-engine.ts';

export interface EmbeddedOptions {
  /** Must be the analyzer that made the index: their digests are compared. */
  readonly analyzer: Analyzer;
  /** Serve this snapshot instead of the current one (`as_of`). */
  readonly snapshot?: string;
  /** Follow `current`: each request is answered from the snapshot that was current when it came. Default false. */
  readonly watch?: boolean;
  /** Opens snapshots so that other threads can have views of them. Default false. */
  readonly shared?: boolean;
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
  /** The snapshot being served. It is closed when another is. */
  readonly snapshot: Snapshot;
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
  private served: SnapshotEngine;
  private readonly stopWatching: () => void;

  constructor(folder: DataFolder, options: EmbeddedOptions) {
    this.folder = folder;
    this.options = options;
    this.served = this.serve(this.open());
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
      const { analyzer, shared = false } = this.options;
      this.served = this.serve(
        openSnapshot(this.folder, id, analyzer.indexDigest, { before: before.snapshot, shared }),
      );
      this.notices = [];
      void before.close();
      releaseMemory(before.snapshot, this.snapshot);
      this.options.onSwitch?.({ kind: 'switched', snapshot: id });
      return true;
    } catch (error) {
      this.notices = [`the snapshot ${id} is not served: ${messageOf(error)}`];
      this.options.onSwitch?.({ kind: 'refused', snapshot: id, reason: messageOf(error) });
      return false;
    }
  }

  get snapshot(): Snapshot {
    return this.served.snapshot;
  }

  search(request: SearchRequest): ReturnType<SearchEngine['search']> {
    return this.served.search(request);
  }

  suggest(text: string, limit: number): ReturnType<SearchEngine['suggest']> {
    return this.served.suggest(text, limit);
  }

  moreLikeThis(id: AnnouncementId, limit: number): ReturnType<SearchEngine['moreLikeThis']> {
    return this.served.moreLikeThis(id, limit);
  }

  get(id: AnnouncementId): ReturnType<SearchEngine['get']> {
    return this.served.get(id);
  }

  coverage(): ReturnType<SearchEngine['coverage']> {
    return this.served.coverage();
  }

  indexVersion(): string {
    return this.served.indexVersion();
  }

  documentCount(): number {
    return this.served.documentCount();
  }

  close(): Promise<void> {
    this.stopWatching();
    return this.served.close();
  }

  private serve(snapshot: Snapshot): SnapshotEngine {
    return new SnapshotEngine(snapshot, this.options.analyzer, this.options.ranking ?? shippedRanking);
  }

  private open(): Snapshot {
    const { snapshot, analyzer, onSwitch, shared = false } = this.options;
    if (snapshot !== undefined) return openSnapshot(this.folder, snapshot, analyzer.indexDigest, { shared });
    const opened = openCurrent(this.folder, analyzer.indexDigest, shared);
    this.notices = opened.passedOver;
    for (const reason of opened.passedOver) onSwitch?.({ kind: 'passed-over', reason });
    return opened.snapshot;
  }
}
