import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Analyzer } from '../analyse/analyzer.ts';
import type { IndexDocument } from './document.ts';
import { Inverter } from './inverter.ts';
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

/** Makes `<folder>/<name>.seg` and `.docs` of documents that come one by one, at most `segmentCapacity` of them. */
export class SegmentBuilder {
  private readonly files: SegmentFiles;
  private readonly inverter: Inverter;
  private readonly analyzerDigest: string;
  /** UTF-16 units of the texts so far. */
  characters = 0;

  constructor(folder: string, name: string, analyzer: Analyzer) {
    this.files = new SegmentFiles(folder, name);
    this.inverter = new Inverter(analyzer, this.files.stored);
    this.analyzerDigest = analyzer.indexDigest;
  }

  get size(): number {
    return this.inverter.size;
  }

  add(document: IndexDocument): void {
    this.characters += document.body.length + document.stored.title.length;
    this.inverter.add(document);
  }

  /** Writes what is left to write. The builder is spent. */
  finish(): MadeSegment {
    return this.files.finish(this.inverter.finish(), this.analyzerDigest);
  }

  /** Removes what was written, after an error. */
  abandon(): void {
    this.files.abandon();
  }
}

/** Makes one segment of documents at hand. */
export function makeSegment(
  folder: string,
  name: string,
  documents: Iterable<IndexDocument>,
  analyzer: Analyzer,
): MadeSegment {
  const builder = new SegmentBuilder(folder, name, analyzer);
  try {
    for (const document of documents) builder.add(document);
    return builder.finish();
  } catch (error) {
    builder.abandon();
    throw error;
  }
}

/** Makes one segment of several; their live documents must be at most `segmentCapacity`. */
export function mergeSegments(
  folder: string,
  name: string,
  sources: readonly MergeSource[],
  analyzerDigest: string,
): MadeSegment {
  const segments = sources.map(({ path }) => Segment.open(path));
  const files = new SegmentFiles(folder, name);
  try {
    const inputs = segments.map((segment, i) => ({ segment, dead: new Set(sources[i]!.dead) }));
    return files.finish(merge(inputs, files.stored), analyzerDigest);
  } catch (error) {
    files.abandon();
    throw error;
  } finally {
    for (const segment of segments) segment.close();
  }
}

/** The two files of a segment that is being made. */
class SegmentFiles {
  readonly stored: StoredFieldsWriter;
  private readonly name: string;
  private readonly segmentPath: string;
  private readonly storedPath: string;

  constructor(folder: string, name: string) {
    this.name = name;
    this.segmentPath = join(folder, `${name}.seg`);
    this.storedPath = join(folder, `${name}.docs`);
    this.stored = new StoredFieldsWriter(this.storedPath);
  }

  finish(draft: SegmentDraft, analyzerDigest: string): MadeSegment {
    const storedDigest = this.stored.close();
    const { bytes, digest } = writeSegment(this.segmentPath, draft, analyzerDigest, this.stored.length);
    return {
      name: this.name,
      documents: draft.documents.length,
      segmentBytes: bytes,
      storedBytes: this.stored.length,
      segmentDigest: digest,
      storedDigest,
    };
  }

  abandon(): void {
    this.stored.abandon();
    for (const path of [this.segmentPath, this.storedPath]) rmSync(path, { force: true });
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
