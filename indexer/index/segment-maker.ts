import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RevisionRecord } from '../../core/announcement.ts';
import type { Analyzer } from '../analyse/analyzer.ts';
import { documentOf } from './document.ts';
import { invert } from './inverter.ts';
import { merge } from './merger.ts';
import { Segment } from './segment.ts';
import { writeSegment } from './segment-writer.ts';
import type { SegmentDraft } from './segment-draft.ts';
import { StoredFieldsWriter } from './stored-fields.ts';

/** A segment on disk, as the manifest will name it. */
export interface MadeSegment {
  readonly name: string;
  readonly documents: number;
  readonly segmentBytes: number;
  readonly storedBytes: number;
  readonly segmentDigest: string;
  readonly storedDigest: string;
}

/** Where a merge reads a segment from, and its tombstones. */
export interface MergeSource {
  /** Path of the `.seg` file. */
  readonly path: string;
  readonly dead: readonly number[];
}

/** Makes `<folder>/<name>.seg` and `.docs` from records of the store, at most `segmentCapacity` of them. */
export function makeSegment(
  folder: string,
  name: string,
  records: readonly RevisionRecord[],
  analyzer: Analyzer,
): MadeSegment {
  return write(folder, name, analyzer.indexDigest, (stored) => invert(records.map(documentOf), analyzer, stored));
}

/** Makes one segment of several; their live documents must be at most `segmentCapacity`. */
export function mergeSegments(
  folder: string,
  name: string,
  sources: readonly MergeSource[],
  analyzerDigest: string,
): MadeSegment {
  const segments = sources.map(({ path }) => Segment.open(path));
  try {
    const inputs = segments.map((segment, i) => ({ segment, dead: new Set(sources[i]!.dead) }));
    return write(folder, name, analyzerDigest, (stored) => merge(inputs, stored));
  } finally {
    for (const segment of segments) segment.close();
  }
}

function write(
  folder: string,
  name: string,
  analyzerDigest: string,
  draftInto: (stored: StoredFieldsWriter) => SegmentDraft,
): MadeSegment {
  const segmentPath = join(folder, `${name}.seg`);
  const storedPath = join(folder, `${name}.docs`);
  const stored = new StoredFieldsWriter(storedPath);
  try {
    const draft = draftInto(stored);
    stored.close();
    const segmentBytes = writeSegment(segmentPath, draft, analyzerDigest, stored.length);
    return {
      name,
      documents: draft.documents.length,
      segmentBytes,
      storedBytes: stored.length,
      segmentDigest: digestOfFile(segmentPath),
      storedDigest: digestOfFile(storedPath),
    };
  } catch (error) {
    stored.abandon();
    rmSync(segmentPath, { force: true });
    rmSync(storedPath, { force: true });
    throw error;
  }
}

/** `sha256:…` of a file, read in pieces. */
export function digestOfFile(path: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(Math.min(1 << 20, Math.max(1, statSync(path).size)));
  const file = openSync(path, 'r');
  try {
    for (let count = readSync(file, piece); count > 0; count = readSync(file, piece))
      hash.update(piece.subarray(0, count));
  } finally {
    closeSync(file);
  }
  return `sha256:${hash.digest('hex')}`;
}
