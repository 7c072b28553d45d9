import { collectGarbage } from '../../core/collect-garbage.ts';
import { Segment } from '../index/segment.ts';
import type { SnapshotManifest } from './manifest.ts';
import { snapshotOf, type Snapshot } from './snapshot.ts';

/** An open snapshot as one thread tells another of it: the segments are one memory that each has its own views of. */
export interface SharedSnapshot {
  readonly manifest: SnapshotManifest;
  readonly segments: readonly { readonly path: string; readonly memory: SharedArrayBuffer }[];
}

/** What other threads are told; `undefined` when the snapshot was not opened to be shared. */
export function sharedSnapshot({ manifest, segments }: Snapshot): SharedSnapshot | undefined {
  const shared = segments.flatMap(({ path, memory }) =>
    memory instanceof SharedArrayBuffer ? [{ path, memory }] : [],
  );
  return shared.length === segments.length ? { manifest, segments: shared } : undefined;
}

/**
 * Opens in this thread what another has opened and verified. It does not depend on the other: closed there, it is still open here.
 * @throws HeraldError `damaged` when the stored fields of a segment are not there any more
 */
export function attachSnapshot({ manifest, segments }: SharedSnapshot): Snapshot {
  const attached: Segment[] = [];
  try {
    for (const { path, memory } of segments) attached.push(Segment.attach(path, memory));
  } catch (error) {
    for (const segment of attached) segment.close();
    throw error;
  }
  return snapshotOf(manifest, attached);
}

/**
 * Gives back the shared memory that a snapshot had and the next one has not, soon: V8 would keep it until there is other garbage. Called by
 * every thread that had it open, when it holds nothing of the one before any more.
 */
export function releaseMemory(before: Snapshot, after: Snapshot): void {
  const kept = new Set(after.segments.map(({ memory }) => memory));
  const dropped = before.segments
    .filter(({ memory }) => memory instanceof SharedArrayBuffer && !kept.has(memory))
    .reduce((sum, { bytes }) => sum + bytes, 0);
  if (dropped >= leastDroppedBytes) setImmediate(collectGarbage);
}

/** Memory worth a pause of some ten milliseconds, bytes. Smaller: a pause after many a small update; larger: several of them add up unseen. */
const leastDroppedBytes = 32 * 1024 * 1024;
