import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { SourceId } from '../core/announcement.ts';
import type { Clock } from '../core/clock.ts';
import type { Instant } from '../core/instant.ts';
import type { Problem } from '../core/problem.ts';
import type { Progress } from '../core/progress.ts';
import type { Source } from '../core/source.ts';
import type { ArchiveWriter } from './archive/writer.ts';
import type { IntakeResult } from './intake.ts';
import type { PageReaders } from './page-readers.ts';
import type { PageReading } from './read-page.ts';
import type { Store } from './store/store.ts';

export interface ImportParts {
  readonly store: Store;
  readonly archive: ArchiveWriter;
  /** The archive's folder: a file that lies in it is read in place and not archived again. */
  readonly archiveFolder: string;
  readonly sources: readonly Source[];
  readonly readers: PageReaders;
  readonly progress: Progress;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface ImportOptions {
  /** Source of pages that match no source file, and of lines that name none. Without it a page's source is named after its host. */
  readonly source?: SourceId;
}

/** What an import of one file did. */
export interface ImportReport {
  readonly file: string;
  /** Records or lines read. */
  readonly records: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly restored: number;
  readonly removed: number;
  /** Read and rightly passed over: requests, listings, images, answers without success. */
  readonly passedOver: number;
  /** Refused: damaged records, lines that are no announcement, pages without one. */
  readonly refused: number;
  /** The first thousand of them. */
  readonly problems: readonly Problem[];
}

type Counts = { -readonly [Key in keyof Omit<ImportReport, 'file' | 'problems'>]: number };

/** What becomes of one record or line. */
export type Taken =
  Exclude<IntakeResult['kind'], 'soft-404' | 'blocked'> | 'passed-over' | 'removed' | 'missing' | 'refused';

/**
 * Records that become one transaction: a commit costs about as much as three of them. While it is written the threads that read pages live on
 * what they were given ahead, eight pages or so: with 250 they stood idle for most of it. Fewer make the log of the database longer.
 */
const recordsABatch = 64;
/** A report names this many refusals one by one. */
const mostProblems = 1_000;

/** A record or line on its way to the store. */
interface Entry {
  /** Its line or URL, for what is told. */
  readonly place: string;
  readonly ready: Promise<PageReading | undefined>;
  readonly take: (reading: PageReading | undefined) => Taken;
}

const atOnce = Promise.resolve(undefined);

/** Where the archive put an imported announcement. */
export interface Kept {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
  readonly digest: string;
}

/** One file's import under way: batches, counts and problems. */
export class ImportRun {
  readonly file: string;
  readonly parts: ImportParts;
  readonly options: ImportOptions;
  /** Whether the file lies in the archive folder itself. */
  readonly inPlace: boolean;
  readonly #counts: Counts = {
    records: 0,
    new: 0,
    changed: 0,
    unchanged: 0,
    restored: 0,
    removed: 0,
    passedOver: 0,
    refused: 0,
  };
  readonly #problems: Problem[] = [];
  #batch: Entry[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string, parts: ImportParts, options: ImportOptions) {
    this.file = file;
    this.parts = parts;
    this.options = options;
    this.inPlace = sameFolder(dirname(file), parts.archiveFolder);
  }

  /** Takes a record with the next batch. Resolves when there is room for another: while one batch is written the next is gathered. */
  async later(place: string, take: () => Taken): Promise<void> {
    await this.#add({ place, ready: atOnce, take });
  }

  /** As `later`, for a page that is being read meanwhile. */
  async whenRead(place: string, reading: Promise<PageReading>, take: (reading: PageReading) => Taken): Promise<void> {
    await this.#add({ place, ready: reading, take: (read) => take(read!) });
  }

  /** Writes what was gathered. Resolves when all of it is in the store. */
  async flush(): Promise<void> {
    await this.#turn();
    await this.#writing;
  }

  async #add(entry: Entry): Promise<void> {
    this.#batch.push(entry);
    if (this.#batch.length >= recordsABatch) await this.#turn();
  }

  async #turn(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    await this.#writing;
    this.#writing = this.#write(batch);
    // Told by the next `await` of it, which is sure to come.
    this.#writing.catch(() => undefined);
  }

  async #write(batch: readonly Entry[]): Promise<void> {
    if (batch.length === 0) return;
    const readings = await Promise.all(batch.map(({ ready }) => ready));
    this.parts.store.batch(() => {
      for (const [index, { take }] of batch.entries()) this.count(take(readings[index]));
    });
    const { records, ...counts } = this.#counts;
    this.parts.progress.update({
      task: `import ${basename(this.file)}`,
      done: records,
      unit: 'records',
      current: batch.at(-1)!.place,
      counts,
    });
  }

  count(taken: Taken): void {
    const counts = this.#counts;
    counts.records += 1;
    if (taken === 'passed-over' || taken === 'missing') counts.passedOver += 1;
    else if (taken === 'refused' || taken === 'empty') counts.refused += 1;
    else if (taken === 'reextracted') counts.unchanged += 1;
    else counts[taken] += 1;
  }

  refuse(problem: Problem): void {
    if (this.#problems.length < mostProblems) this.#problems.push(problem);
    this.parts.progress.event('problem', { ...problem });
  }

  archiveJson(url: string, bytes: Uint8Array, at: Instant): Kept {
    return this.parts.archive.appendResource(url, 'application/json', bytes, at);
  }

  report(): ImportReport {
    return { file: this.file, ...this.#counts, problems: this.#problems };
  }
}

function sameFolder(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
