import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from '../../core/data-folder.ts';
import { HeraldError, messageOf } from '../../core/problem.ts';
import { Segment } from '../index/segment.ts';
import { currentSnapshotId, snapshotIds } from './current.ts';
import { readManifest, type SnapshotManifest } from './manifest.ts';

/** An open snapshot: its segments with the marks of the dead. */
export interface Snapshot {
  readonly manifest: SnapshotManifest;
  readonly segments: readonly Segment[];
  close(): void;
}

/** What `openCurrent` found: the snapshot, and what it had to pass over to get there. */
export interface OpenedSnapshot {
  readonly snapshot: Snapshot;
  /** Why newer snapshots were not used, one sentence each; empty when the current one is open. */
  readonly passedOver: readonly string[];
}

/**
 * Opens one snapshot by its id. Segments that `before` has, too, are not read again: after an update that is nearly all of the
 * index, and a switch neither takes the time nor twice the memory. Each of the two snapshots is closed on its own.
 * `shared`: other threads may be given views of it (shared-snapshot.ts).
 * @throws HeraldError `config` when there is none of that id; `damaged` when it is truncated, changed, of another version, foreign, or made
 * with another analyzer (when a digest is given)
 */
export function openSnapshot(
  folder: DataFolder,
  id: string,
  analyzerDigest?: string,
  { before, shared = false }: { readonly before?: Snapshot; readonly shared?: boolean } = {},
): Snapshot {
  const path = join(folder.snapshots, id);
  if (!existsSync(path)) {
    const kept = snapshotIds(folder);
    throw new HeraldError('config', `there is no snapshot ${id} in ${folder.snapshots}`, {
      hint: kept.length === 0 ? 'make one with `herald index`' : `kept are: ${kept.join(', ')}`,
    });
  }
  const manifest = readManifest(path);
  if (manifest.id !== id)
    throw new HeraldError('damaged', `the snapshot folder ${path} holds the snapshot ${manifest.id}`, {
      hint: 'it was copied or renamed: rebuild the index with `herald index --full`',
    });
  if (analyzerDigest !== undefined && manifest.analyzer !== analyzerDigest) {
    throw new HeraldError(
      'damaged',
      `the snapshot ${id} was made with another analysis of texts (${manifest.analyzer.slice(0, 19)}…, this program has ${analyzerDigest.slice(0, 19)}…)`,
      {
        hint: 'rules of the analysis or Node.js changed since: run `herald index`, it will rebuild',
      },
    );
  }
  const known = new Map(before?.manifest.segments.map((entry, i) => [entry.segmentDigest, before.segments[i]!]));
  const segments: Segment[] = [];
  try {
    for (const entry of manifest.segments) {
      const file = join(path, `${entry.name}.seg`);
      refuseForeign(file, entry.headerChecksum);
      segments.push(known.get(entry.segmentDigest)?.share() ?? Segment.open(file, shared));
    }
  } catch (error) {
    for (const segment of segments) segment.close();
    throw error;
  }
  return snapshotOf(manifest, segments);
}

export function snapshotOf(manifest: SnapshotManifest, segments: readonly Segment[]): Snapshot {
  return {
    manifest,
    segments,
    close: () => {
      for (const segment of segments) segment.close();
    },
  };
}

/**
 * Opens the current snapshot, or the newest kept one that is whole when the current one is damaged.
 * @throws HeraldError `config` when there is none yet; `damaged` when none is whole: its message names each and why
 */
export function openCurrent(folder: DataFolder, analyzerDigest?: string, shared = false): OpenedSnapshot {
  const current = currentSnapshotId(folder);
  if (current === undefined) {
    throw new HeraldError('config', `there is no index yet in ${folder.root}`, {
      hint: 'make one with `herald index`',
    });
  }
  const older = snapshotIds(folder).filter((id) => id < current);
  const passedOver: string[] = [];
  for (const id of [current, ...older.reverse()]) {
    try {
      return { snapshot: openSnapshot(folder, id, analyzerDigest, { shared }), passedOver };
    } catch (error) {
      if (!(error instanceof HeraldError)) throw error;
      passedOver.push(`${messageOf(error)}${error.hint === undefined ? '' : ` (${error.hint})`}`);
    }
  }
  throw new HeraldError('damaged', `no snapshot in ${folder.snapshots} can be opened: ${passedOver.join('; ')}`, {
    hint: 'rebuild the index with `herald index --full`',
  });
}

/** A whole segment file of another index would pass its own checksums; the manifest knows which one belongs here. */
function refuseForeign(path: string, headerChecksum: number): void {
  const found = headerChecksumOf(path);
  if (found !== headerChecksum) {
    throw new HeraldError(
      'damaged',
      `the index file ${path} is not the one its snapshot was made with (header checksum ${found}, the manifest says ${headerChecksum})`,
      {
        hint: 'go back to the snapshot before, or rebuild the index with `herald index --full`',
      },
    );
  }
}

/** The header checksum of a segment file, at byte 24 (section-file.ts). @throws HeraldError `damaged` when it cannot be read */
export function headerChecksumOf(path: string): number {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new HeraldError('damaged', `cannot open the index file ${path}: ${messageOf(error)}`, {
      hint: 'rebuild the index with `herald index --full`',
      cause: error,
    });
  }
  try {
    const head = Buffer.alloc(32);
    readSync(file, head, 0, head.length, 0);
    return head.readUInt32LE(24);
  } finally {
    closeSync(file);
  }
}
