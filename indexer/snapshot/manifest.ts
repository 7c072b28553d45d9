import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../../core/atomic-file.ts';
import { sha256 } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { HeraldError, messageOf } from '../../core/problem.ts';

/** What a snapshot is: an immutable list of segments and tombstones that together are the index. Kept as `manifest.json` in the snapshot's folder. */
export interface SnapshotManifest {
  readonly format: number;
  readonly id: string;
  readonly madeAt: Instant;
  /** Everything the store knew up to this sequence number is in the snapshot. */
  readonly storeSequence: number;
  /** Digest of the analyzer: only the same analyzer may ask. */
  readonly analyzer: string;
  /** Versions of Node.js, ICU and Unicode that made it: segmentation and folding come from there. */
  readonly runtime: { readonly node: string; readonly icu: string; readonly unicode: string };
  /** Live documents (revisions). */
  readonly documents: number;
  /** Live announcements (newest revisions). */
  readonly announcements: number;
  readonly segments: readonly SegmentEntry[];
  readonly coverage: readonly CoverageEntry[];
}

/** One segment of a snapshot and which of its documents are dead there. */
export interface SegmentEntry {
  readonly name: string;
  readonly documents: number;
  /** Lengths of `<name>.seg` and `<name>.docs`, bytes. */
  readonly segmentBytes: number;
  readonly storedBytes: number;
  /** `sha256:…` of the two files. */
  readonly segmentDigest: string;
  readonly storedDigest: string;
  /** CRC-32 of the segment's header, which covers the checksums of all its sections: tells a foreign file at opening. */
  readonly headerChecksum: number;
  /** Tombstones: document numbers, ascending. */
  readonly dead: readonly number[];
}

/** What is known of a source; the fields are those that the server shows. */
export interface CoverageEntry {
  readonly source: string;
  readonly name: string;
  readonly documents: number;
  readonly from?: string;
  readonly to?: string;
  readonly lastSuccess?: Instant;
  readonly failingSince?: Instant;
  readonly robots?: string;
}

/** Raise with any change of the manifest's meaning. */
export const manifestFormat = 1;

const fileName = 'manifest.json';

/** Writes the manifest of a snapshot into its folder. */
export function writeManifest(folder: string, manifest: SnapshotManifest): void {
  writeFileAtomic(join(folder, fileName), JSON.stringify({ digest: sha256(JSON.stringify(manifest)), manifest }));
}

/** Reads and proves a manifest. @throws HeraldError `damaged`, naming the file and what is wrong */
export function readManifest(folder: string): SnapshotManifest {
  const path = join(folder, fileName);
  const { digest, manifest } = parse(path);
  if (manifest.format !== manifestFormat) {
    throw damaged(path, `it has format ${manifest.format}, this program reads format ${manifestFormat}`);
  }
  if (sha256(JSON.stringify(manifest)) !== digest)
    throw damaged(path, 'its digest does not hold: it was changed after it was written');
  return manifest;
}

function parse(path: string): { digest: string; manifest: SnapshotManifest } {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw damaged(path, messageOf(error), error);
  }
  if (
    typeof content !== 'object' ||
    content === null ||
    !('digest' in content) ||
    !('manifest' in content) ||
    typeof content.manifest !== 'object' ||
    content.manifest === null
  ) {
    throw damaged(path, 'it is not a manifest of Herald');
  }
  return content as { digest: string; manifest: SnapshotManifest };
}

function damaged(path: string, what: string, cause?: unknown): HeraldError {
  return new HeraldError('damaged', `cannot use the snapshot manifest ${path}: ${what}`, {
    hint: 'go back to the snapshot before, or rebuild the index with `herald index --full`',
    ...(cause === undefined ? {} : { cause }),
  });
}
