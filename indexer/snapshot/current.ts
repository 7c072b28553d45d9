import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeFileAtomic } from '../../core/atomic-file.ts';
import type { DataFolder } from '../../core/data-folder.ts';

/** Snapshots kept beside the current one, for going back and for `as_of`. */
export const snapshotsKept = 2;

const idPattern = /^\d{8}T\d{6}\d{3}Z-[0-9a-f]{4}$/;

/** `20260914T021000123Z-9f3c`: the instant in UTC, then random, so that names sort by age and two builds in a millisecond differ. */
export function newSnapshotId(nowMs: number): string {
  return `${new Date(nowMs).toISOString().replace(/[-:.]/g, '')}-${randomBytes(2).toString('hex')}`;
}

/** The snapshot that `current` names; `undefined` when there is none yet. */
export function currentSnapshotId(folder: DataFolder): string | undefined {
  try {
    const id = readFileSync(folder.current, 'utf8').trim();
    return idPattern.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Ids of all finished snapshots, oldest first. */
export function snapshotIds(folder: DataFolder): string[] {
  if (!existsSync(folder.snapshots)) return [];
  return readdirSync(folder.snapshots)
    .filter((name) => idPattern.test(name))
    .sort();
}

/** Moves `current` to a snapshot, by one rename. */
export function switchTo(folder: DataFolder, id: string): void {
  writeFileAtomic(folder.current, `${id}\n`);
}

/** Deletes the snapshots before the current one, but for the newest `snapshotsKept`. Files that are open stay readable. */
export function pruneSnapshots(folder: DataFolder): void {
  const current = currentSnapshotId(folder);
  if (current === undefined) return;
  const older = snapshotIds(folder).filter((id) => id < current);
  for (const id of older.slice(0, Math.max(0, older.length - snapshotsKept)))
    rmSync(join(folder.snapshots, id), { recursive: true, force: true });
}

/**
 * Calls back with the new id whenever `current` moves. Watches the folder and also looks every `pollMs`, because file
 * watching misses changes on some network file systems.
 * @returns stops watching
 */
export function watchCurrent(folder: DataFolder, changed: (id: string) => void, pollMs = 1000): () => void {
  let known = currentSnapshotId(folder);
  const look = (): void => {
    const id = currentSnapshotId(folder);
    if (id === undefined || id === known) return;
    known = id;
    changed(id);
  };
  const timer = setInterval(look, pollMs);
  timer.unref();
  const watcher = existsSync(dirname(folder.current))
    ? watch(dirname(folder.current), { persistent: false }, (_event, name) => {
        if (name === basename(folder.current)) look();
      })
    : undefined;
  // A watcher that fails (too many watches, folder gone) leaves the polling.
  watcher?.on('error', () => watcher.close());
  return () => {
    clearInterval(timer);
    watcher?.close();
  };
}
