import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from '../../core/data-folder.ts';
import { HeraldError, messageOf, type Problem } from '../../core/problem.ts';
import { digestOfFile } from '../index/segment-maker.ts';
import { snapshotIds } from './current.ts';
import { readManifest } from './manifest.ts';

/** What reading every kept snapshot from its first byte to its last showed. */
export interface SnapshotVerification {
  readonly snapshots: number;
  /** Files read; one that several snapshots share is read once. */
  readonly files: number;
  readonly problems: readonly Problem[];
}

const rebuildHint = 'rebuild the index with `herald index --full`';

/** Compares the digests of all files of all kept snapshots with their manifests. Opening checks less: not the stored texts. */
export function verifySnapshots(folder: DataFolder): SnapshotVerification {
  const ids = snapshotIds(folder);
  const digests = new Map<string, string>();
  const problems = ids.flatMap((id) => verifySnapshot(join(folder.snapshots, id), digests));
  return { snapshots: ids.length, files: digests.size, problems };
}

function verifySnapshot(path: string, digests: Map<string, string>): Problem[] {
  try {
    const { segments } = readManifest(path);
    return segments.flatMap(({ name, segmentDigest, storedDigest }) => [
      ...verifyFile(join(path, `${name}.seg`), segmentDigest, digests),
      ...verifyFile(join(path, `${name}.docs`), storedDigest, digests),
    ]);
  } catch (error) {
    if (!(error instanceof HeraldError)) throw error;
    return [problem(path, error.message, error.hint)];
  }
}

function verifyFile(path: string, expected: string, digests: Map<string, string>): Problem[] {
  try {
    const { dev, ino } = statSync(path);
    const key = `${dev}:${ino}`;
    const digest = digests.get(key) ?? digestOfFile(path);
    digests.set(key, digest);
    return digest === expected ? [] : [problem(path, `its digest is ${digest}, the manifest says ${expected}`)];
  } catch (error) {
    return [problem(path, messageOf(error))];
  }
}

function problem(where: string, message: string, hint: string | undefined = rebuildHint): Problem {
  return { code: 'damaged-index', message, where, hint };
}
