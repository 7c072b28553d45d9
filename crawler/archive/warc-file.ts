import {
  closeSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeFileAtomic } from '../../core/atomic-file.ts';
import { HeraldError, messageOf } from '../../core/problem.ts';
import { formatCdxj, sortCdxj, type CdxjEntry } from './cdxj.ts';
import type { CaptureLocation } from './record.ts';

/**
 * One WARC file being written, and the index lines beside it.
 *
 *     herald-20261123150812-00000.warc.gz         whole records, one write each
 *     herald-20261123150812-00000.cdxj.open       a line a capture, in order of writing, while the file is open
 *     herald-20261123150812-00000.cdxj            the same lines sorted, once it is closed
 */
export class WarcFile {
  readonly name: string;
  /** Bytes written so far: the offset of the next record. */
  sizeBytes = 0;
  readonly #folder: string;
  readonly #file: number;
  readonly #index: number;

  /** Creates the file; one that exists is never written to. @throws HeraldError `stop-crawl` when it cannot. */
  constructor(folder: string, stamp: string, number: number) {
    this.#folder = folder;
    for (let n = number; ; n++) {
      const name = `herald-${stamp}-${String(n).padStart(5, '0')}.warc.gz`;
      const file = create(join(folder, name));
      if (file === undefined) continue;
      this.name = name;
      this.#file = file;
      this.#index = openSync(openIndexPath(folder, name), 'w');
      syncFolder(folder);
      return;
    }
  }

  /** Appends one gzip member. When the disk is full nothing of it remains. @throws HeraldError `stop-crawl`. */
  append(bytes: Uint8Array): CaptureLocation {
    const offset = this.sizeBytes;
    try {
      for (let written = 0; written < bytes.length;)
        written += writeSync(this.#file, bytes, written, bytes.length - written, offset + written);
    } catch (error) {
      ftruncateSync(this.#file, offset);
      throw writeError(join(this.#folder, this.name), error);
    }
    this.sizeBytes += bytes.length;
    return { file: this.name, offset, length: bytes.length };
  }

  index(entry: CdxjEntry): void {
    try {
      writeSync(this.#index, formatCdxj(entry));
    } catch {
      // The index can be made again from the file; `finishIndexes` and `verify` find lines that are missing.
    }
  }

  sync(): void {
    fdatasyncSync(this.#file);
  }

  close(): void {
    fdatasyncSync(this.#file);
    closeSync(this.#file);
    closeSync(this.#index);
    const lines = readFileSync(openIndexPath(this.#folder, this.name), 'utf8').match(/.*\n/g) ?? [];
    writeIndex(this.#folder, this.name, lines);
  }
}

/** Puts the sorted index beside its WARC file and drops the unsorted one. */
export function writeIndex(folder: string, warcName: string, lines: Iterable<string>): void {
  writeFileAtomic(indexPath(folder, warcName), sortCdxj(lines));
  rmSync(openIndexPath(folder, warcName), { force: true });
}

export function indexPath(folder: string, warcName: string): string {
  return join(folder, warcName.replace(/\.warc(\.gz)?$/, '.cdxj'));
}

export function openIndexPath(folder: string, warcName: string): string {
  return `${indexPath(folder, warcName)}.open`;
}

function create(path: string): number | undefined {
  try {
    return openSync(path, 'wx');
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST' && existsSync(path)) return undefined;
    throw writeError(path, error);
  }
}

function writeError(path: string, cause: unknown): HeraldError {
  const code = (cause as { code?: string }).code;
  const hint =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'free some space on that disk; what was archived before is whole'
      : 'check that the archive folder exists and can be written';
  return new HeraldError('stop-crawl', `cannot write the archive file ${path}: ${messageOf(cause)}`, { hint, cause });
}
