import { copyFileSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { RevisionRecord } from '../core/announcement.ts';
import { syncFolder } from '../core/atomic-file.ts';
import type { DataFolder } from '../core/data-folder.ts';
import { instantOf } from '../core/instant.ts';
import { HeraldError } from '../core/problem.ts';
import { silentProgress, type Progress } from '../core/progress.ts';
import { takeLock } from '../crawler/store/lock.ts';
import type { Analyzer } from './analyse/analyzer.ts';
import { documentOf } from './index/document.ts';
import { SegmentIntake } from './index/segment-intake.ts';
import { mergeSegments, type MadeSegment } from './index/segment-maker.ts';
import { SegmentPool } from './index/segment-pool.ts';
import type { Segment } from './index/segment.ts';
import { coverageOf, type CoverageFacts } from './snapshot/coverage.ts';
import { currentSnapshotId, newSnapshotId, pruneSnapshots, switchTo } from './snapshot/current.ts';
import { manifestFormat, writeManifest, type SegmentEntry } from './snapshot/manifest.ts';
import { chooseFullMerge, chooseMerges, type MergeCandidate } from './snapshot/merge-policy.ts';
import { headerChecksumOf, openSnapshot, type Snapshot } from './snapshot/snapshot.ts';
import { Tombstones } from './snapshot/tombstones.ts';

/** What the index is made from: the store, or anything of its shape. */
export interface IndexSource {
  /** Grows with every change; a snapshot remembers up to which it goes. */
  lastSequence(): number;
  /** How many revisions there are, where it is known: progress then says how far it is. */
  size?(): number;
  /** Every revision of every announcement. */
  records(): Iterable<RevisionRecord>;
  /** Every revision of each announcement with a change after a sequence number: new, changed, removed, restored. */
  changesSince(sequence: number): Iterable<RevisionRecord>;
  /** What is known of the sources; dates and counts are the index's own. */
  coverage(): Iterable<CoverageFacts>;
}

export interface BuildOptions {
  readonly dataFolder: DataFolder;
  readonly source: IndexSource;
  readonly analyzer: Analyzer;
  /** Rebuild everything; otherwise only what changed since the current snapshot, when there is a usable one. */
  readonly full?: boolean;
  readonly progress?: Progress;
  /** Indexing threads; default one a processor, at most `mostThreads`. */
  readonly threads?: number;
  /** Epoch milliseconds; default now. */
  readonly nowMs?: number;
}

export interface BuildReport {
  /** The snapshot that is now current. */
  readonly snapshot: string;
  /** `unchanged`: nothing had changed and no snapshot was made. */
  readonly kind: 'full' | 'update' | 'unchanged';
  /** Why everything was rebuilt although an update was asked for. */
  readonly reason?: string;
  /** Live revisions in the index. */
  readonly documents: number;
  /** Live announcements in the index. */
  readonly announcements: number;
  readonly segments: number;
  /** Announcements that are new to the index, that were in it and are indexed again, and that are no longer live on their site. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly tookMs: number;
}

/**
 * Brings the index up to date with the store and switches to it: a new snapshot of the segments that stay, segments made
 * from what changed, and tombstones over what those replace. A crash at any moment leaves the old snapshot current.
 * @throws HeraldError `config` when the folder cannot be written, `retry-later` when another process is building; what a
 * thread threw otherwise
 */
export async function buildIndex(options: BuildOptions): Promise<BuildReport> {
  const lock = takeLock(join(options.dataFolder.root, 'index'), 'the index is being built');
  try {
    return await build(options);
  } finally {
    lock.release();
  }
}

async function build(options: BuildOptions): Promise<BuildReport> {
  const started = performance.now();
  const previous = options.full === true ? { reason: undefined } : previousSnapshot(options);
  const build = new Build(options);
  try {
    const { snapshot } = previous;
    const report = snapshot === undefined ? await build.full() : await build.update(snapshot);
    if (build.postponed) await compact(options);
    return {
      ...report,
      ...(previous.reason === undefined ? {} : { reason: previous.reason }),
      tookMs: performance.now() - started,
    };
  } finally {
    previous.snapshot?.close();
    await build.close();
  }
}

/** Large merges come after the update is visible: a snapshot of the same documents in fewer segments. */
async function compact(options: BuildOptions): Promise<void> {
  const { snapshot } = previousSnapshot(options);
  if (snapshot === undefined) return;
  const build = new Build(options);
  try {
    await build.compact(snapshot);
  } finally {
    snapshot.close();
    await build.close();
  }
}

/** Each thread makes segments of its own, which every query asks one after the other, and holds one in memory (about half a GB at most). */
const mostThreads = 4;

/** Merges of up to this many documents are done here: starting a thread takes longer (about 0.3 s). */
const inlineMergeDocuments = 2_000;

interface Previous {
  readonly snapshot?: Snapshot;
  readonly reason?: string | undefined;
}

function previousSnapshot({ dataFolder, analyzer, progress }: BuildOptions): Previous {
  const id = currentSnapshotId(dataFolder);
  if (id === undefined) return {};
  try {
    return { snapshot: openSnapshot(dataFolder, id, analyzer.indexDigest) };
  } catch (error) {
    if (!(error instanceof HeraldError)) throw error;
    progress?.event('index-rebuild', { reason: error.message });
    return { reason: error.message };
  }
}

type Outcome = Omit<BuildReport, 'tookMs' | 'reason'>;

class Build {
  /** Whether large merges wait until the update is visible. */
  postponed = false;
  private readonly options: BuildOptions;
  private readonly progress: Progress;
  private readonly pool: SegmentPool;
  private readonly id: string;
  /** Where the snapshot is put together, renamed when it is whole. */
  private readonly folder: string;
  private begun = false;
  private names = 0;
  private readonly counts = { added: 0, changed: 0, removed: 0 };

  constructor(options: BuildOptions) {
    this.options = options;
    this.progress = options.progress ?? silentProgress;
    this.pool = new SegmentPool(options.threads ?? Math.min(mostThreads, availableParallelism()));
    this.id = newSnapshotId(options.nowMs ?? Date.now());
    this.folder = join(options.dataFolder.snapshots, `${buildingPrefix}${this.id}`);
  }

  async full(): Promise<Outcome> {
    const { source } = this.options;
    const sequence = source.lastSequence();
    const made = await this.indexAll(
      source.records(),
      (record) => {
        if (record.current) this.count(record, false);
      },
      source.size?.(),
    );
    this.begin();
    const segments = await this.mergeInto(made, chooseFullMerge);
    return this.publish('full', sequence, segments, []);
  }

  async update(previous: Snapshot): Promise<Outcome> {
    const { source } = this.options;
    const sequence = source.lastSequence();
    const { manifest } = previous;
    const tombstones = new Tombstones(previous);
    const made = await this.indexAll(source.changesSince(manifest.storeSequence), (record) => {
      const { id } = record.announcement;
      if (tombstones.has(id)) return;
      this.count(record, tombstones.bury(id));
    });
    if (made.length === 0) {
      return {
        kind: 'unchanged',
        snapshot: manifest.id,
        documents: manifest.documents,
        announcements: manifest.announcements,
        segments: manifest.segments.length,
        ...this.counts,
      };
    }
    const kept = manifest.segments.map((entry, i) => ({ ...entry, dead: tombstones.dead(i) })).filter(hasLive);
    this.bringOver(previous, kept);
    const segments = await this.mergeInto([...kept, ...made], (candidates) => {
      const groups = chooseMerges(candidates);
      const small = groups.filter((group) => liveOf(candidates, group) <= inlineMergeDocuments);
      this.postponed = small.length < groups.length;
      return small;
    });
    return this.publish('update', sequence, segments, previous.segments);
  }

  /** The same documents in fewer segments. */
  async compact(previous: Snapshot): Promise<void> {
    const { manifest } = previous;
    this.begin();
    this.bringOver(previous, manifest.segments);
    const segments = await this.mergeInto(manifest.segments, chooseMerges);
    this.publish('update', manifest.storeSequence, segments, previous.segments);
  }

  async close(): Promise<void> {
    await this.pool.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Makes the folder of the snapshot, once there is something to put into it, and clears away what broken builds left. @returns its path */
  private begin(): string {
    if (this.begun) return this.folder;
    this.begun = true;
    const { snapshots } = this.options.dataFolder;
    try {
      mkdirSync(snapshots, { recursive: true });
      for (const name of readdirSync(snapshots))
        if (name.startsWith(buildingPrefix)) rmSync(join(snapshots, name), { recursive: true, force: true });
      mkdirSync(this.folder);
    } catch (error) {
      throw new HeraldError('config', `cannot make a snapshot in ${snapshots}`, {
        hint: 'make the folder writable, or give another with --data DIR',
        cause: error,
      });
    }
    return this.folder;
  }

  /** Counts an announcement that is indexed again or anew, by any of its revisions. */
  private count(record: RevisionRecord, wasIndexed: boolean): void {
    if (record.status === 'removed') this.counts.removed++;
    else if (wasIndexed) this.counts.changed++;
    else this.counts.added++;
  }

  /** Links the files of segments that stay into the new snapshot. */
  private bringOver(previous: Snapshot, entries: readonly SegmentEntry[]): void {
    const from = join(this.options.dataFolder.snapshots, previous.manifest.id);
    for (const file of entries.flatMap(({ name }) => [`${name}.seg`, `${name}.docs`])) {
      try {
        linkSync(join(from, file), join(this.folder, file));
      } catch {
        // A file system without hard links.
        copyFileSync(join(from, file), join(this.folder, file));
      }
    }
  }

  private async indexAll(
    records: Iterable<RevisionRecord>,
    seen: (record: RevisionRecord) => void,
    total?: number,
  ): Promise<SegmentEntry[]> {
    const intake = new SegmentIntake({
      pool: this.pool,
      analyzer: this.options.analyzer,
      folder: () => this.begin(),
      name: () => this.nextName(),
      indexed: (done) =>
        this.progress.update({ task: 'index', done, ...(total === undefined ? {} : { total }), unit: 'documents' }),
    });
    for (const record of records) {
      seen(record);
      await intake.add(documentOf(record));
    }
    return (await intake.finish()).map((segment) => this.entryOf(segment));
  }

  private async mergeInto(
    entries: readonly SegmentEntry[],
    choose: (candidates: readonly MergeCandidate[]) => string[][],
  ): Promise<SegmentEntry[]> {
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    const groups = choose(entries.map(({ name, documents, dead }) => ({ name, documents, dead: dead.length })));
    if (groups.length > 0) this.progress.event('index-merge', { groups: groups.map((group) => group.length) });
    const merged = await Promise.all(groups.map((group) => this.merge(group.map((name) => byName.get(name)!))));
    const gone = new Set(groups.flat());
    for (const name of gone)
      for (const file of [`${name}.seg`, `${name}.docs`]) rmSync(join(this.folder, file), { force: true });
    return [...entries.filter((entry) => !gone.has(entry.name)), ...merged];
  }

  private async merge(entries: readonly SegmentEntry[]): Promise<SegmentEntry> {
    const name = this.nextName();
    const sources = entries.map((entry) => ({ path: join(this.folder, `${entry.name}.seg`), dead: entry.dead }));
    const digest = this.options.analyzer.indexDigest;
    const live = entries.reduce((sum, entry) => sum + entry.documents - entry.dead.length, 0);
    if (live <= inlineMergeDocuments) return this.entryOf(mergeSegments(this.folder, name, sources, digest));
    return this.entryOf(
      await this.pool.merge({ kind: 'merge', folder: this.folder, name, sources, analyzerDigest: digest }),
    );
  }

  private publish(
    kind: Outcome['kind'],
    storeSequence: number,
    segments: readonly SegmentEntry[],
    open: readonly Segment[],
  ): Outcome {
    const { dataFolder, analyzer, source } = this.options;
    const { coverage, documents, announcements } = coverageOf(this.folder, segments, [...source.coverage()], open);
    writeManifest(this.folder, {
      format: manifestFormat,
      id: this.id,
      madeAt: instantOf(this.options.nowMs ?? Date.now()),
      storeSequence,
      analyzer: analyzer.indexDigest,
      runtime: {
        node: process.versions.node,
        icu: process.versions['icu'] ?? '',
        unicode: process.versions['unicode'] ?? '',
      },
      documents,
      announcements,
      segments,
      coverage,
    });
    renameSync(this.folder, join(dataFolder.snapshots, this.id));
    syncFolder(dataFolder.snapshots);
    switchTo(dataFolder, this.id);
    pruneSnapshots(dataFolder);
    this.progress.event('index-switched', { snapshot: this.id, documents, segments: segments.length, ...this.counts });
    return { kind, snapshot: this.id, documents, announcements, segments: segments.length, ...this.counts };
  }

  private nextName(): string {
    return `${this.id}-${this.names++}`;
  }

  private entryOf(segment: MadeSegment): SegmentEntry {
    return { ...segment, headerChecksum: headerChecksumOf(join(this.folder, `${segment.name}.seg`)), dead: [] };
  }
}

const buildingPrefix = '.building-';

function liveOf(candidates: readonly MergeCandidate[], names: readonly string[]): number {
  return candidates.reduce(
    (sum, { name, documents, dead }) => (names.includes(name) ? sum + documents - dead : sum),
    0,
  );
}

function hasLive(entry: SegmentEntry): boolean {
  return entry.documents > entry.dead.length;
}

/** An index source over records in memory, for one-off imports, tests and measurements: everything counts as changed since any sequence. */
export function sourceOfRecords(records: readonly RevisionRecord[]): IndexSource {
  return {
    lastSequence: () => records.length,
    records: () => records,
    changesSince: () => records,
    coverage: () => [],
  };
}
