import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeraldError, type Problem } from '../../core/problem.ts';
import { formatCdxj, parseCdxj } from './cdxj.ts';
import { checkDigests } from './digest.ts';
import { archiveFiles, entryOf, rebuildIndex } from './finish-indexes.ts';
import { readArchive } from './read.ts';
import { fieldOf, type ArchiveRecord } from './record.ts';
import { indexPath, openIndexPath } from './warc-file.ts';

export interface VerifyArchiveOptions {
  /** Told as it is found; the report has all of them again. */
  readonly onProblem?: (problem: Problem) => void;
  /** Told after each file. */
  readonly onFile?: (file: string, records: number) => void;
  /** Writes indexes that are missing or do not fit anew. Nothing else is ever changed. */
  readonly repairIndexes?: boolean;
}

export interface ArchiveReport {
  readonly files: number;
  readonly records: number;
  /** Records whose stated digests hold; the others state none that we know. */
  readonly digestsHeld: number;
  readonly captures: number;
  readonly revisits: number;
  /** Indexes written anew. */
  readonly repaired: number;
  readonly problems: readonly Problem[];
  /** Whether anything that was archived is damaged or gone. A torn last record is not: its writer was killed before it was acknowledged. */
  readonly sound: boolean;
}

/** Problems that a killed writer leaves, or that `repairIndexes` mends: no archived byte is lost by them. */
const harmless: ReadonlySet<string> = new Set([
  'torn-record',
  'empty-archive',
  'no-records',
  'no-index',
  'wrong-index',
  'content-encoding',
]);

/**
 * Reads every record of an archive folder: stated digests against the bytes, index lines against the records, revisits
 * against the captures they refer to.
 */
export async function verifyArchive(folder: string, options: VerifyArchiveOptions = {}): Promise<ArchiveReport> {
  const check = new Check(folder, options);
  for (const file of archiveFiles(folder)) await check.file(file);
  return check.report();
}

class Check {
  readonly #folder: string;
  readonly #options: VerifyArchiveOptions;
  readonly #problems: Problem[] = [];
  /** Payload digests of captures, and those that revisits refer to with the place of the first one. */
  readonly #payloads = new Set<string>();
  readonly #wanted = new Map<string, string>();
  #counts = { files: 0, records: 0, digestsHeld: 0, captures: 0, revisits: 0, repaired: 0 };

  constructor(folder: string, options: VerifyArchiveOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  async file(file: string): Promise<void> {
    const lines: string[] = [];
    const before = this.#counts.records;
    this.#counts.files++;
    try {
      for await (const record of readArchive(join(this.#folder, file), { onProblem: this.#tell })) {
        const line = this.#record(record);
        if (line !== undefined) lines.push(line);
      }
    } catch (error) {
      if (!(error instanceof HeraldError)) throw error;
      this.#tell({
        code: 'unreadable-file',
        message: error.message,
        where: file,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
      });
      return;
    }
    await this.#index(file, lines);
    this.#options.onFile?.(file, this.#counts.records - before);
  }

  report(): ArchiveReport {
    for (const [digest, where] of this.#wanted) {
      if (!this.#payloads.has(digest))
        this.#tell({
          code: 'lost-original',
          message: `no capture in the archive has the payload ${digest} that a revisit refers to`,
          hint: 'restore the missing file from a backup',
          where,
        });
    }
    return { ...this.#counts, problems: this.#problems, sound: this.#problems.every(({ code }) => harmless.has(code)) };
  }

  /** Checks one record; answers its index line, if it should have one. */
  #record(record: ArchiveRecord): string | undefined {
    this.#counts.records++;
    const { verdict, problems } = checkDigests(record);
    if (verdict === 'sound') this.#counts.digestsHeld++;
    problems.forEach(this.#tell);
    const entry = entryOf(record);
    if (record.type === 'response' || record.type === 'resource') {
      this.#counts.captures++;
      this.#payloads.add(fieldOf(record.fields, 'warc-payload-digest') ?? entry?.digest ?? '');
    } else if (record.type === 'revisit') this.#revisit(record);
    return entry && formatCdxj(entry);
  }

  #revisit(record: ArchiveRecord): void {
    this.#counts.revisits++;
    const digest = fieldOf(record.fields, 'warc-payload-digest');
    const where = record.location ? `${record.location.file}@${record.location.offset}` : record.id;
    if (digest !== undefined && !this.#wanted.has(digest)) this.#wanted.set(digest, where);
  }

  async #index(file: string, lines: readonly string[]): Promise<void> {
    const problem = this.#indexProblem(file, lines);
    if (!problem) return;
    if (this.#options.repairIndexes === true) {
      await rebuildIndex(this.#folder, file, () => undefined);
      this.#counts.repaired++;
    } else this.#tell(problem);
  }

  #indexProblem(file: string, lines: readonly string[]): Problem | undefined {
    const path = indexPath(this.#folder, file);
    const hint = 'write it anew with "herald verify --repair"';
    if (!existsSync(path)) {
      // While a file is being written, or after its writer was killed, its lines stand unsorted beside it.
      if (existsSync(openIndexPath(this.#folder, file))) return undefined;
      return { code: 'no-index', message: 'the file has no index beside it', hint, where: file };
    }
    const found = new Set(
      readFileSync(path, 'utf8')
        .split(/(?<=\n)/)
        .map(comparable),
    );
    const wanted = new Set(lines.map(comparable));
    const lacking = [...wanted].filter((line) => !found.has(line)).length;
    const strange = [...found].filter((line) => !wanted.has(line)).length;
    if (lacking + strange === 0) return undefined;
    return {
      code: 'wrong-index',
      message: `the index lacks ${lacking} of ${wanted.size} records and has ${strange} lines that fit none`,
      hint,
      where: file,
    };
  }

  readonly #tell = (problem: Problem): void => {
    this.#problems.push(problem);
    this.#options.onProblem?.(problem);
  };
}

/** What an index line says about the place and the payload; other programs' indexes spell the rest otherwise. */
function comparable(line: string): string {
  const entry = parseCdxj(line);
  return entry ? `${entry.location.offset} ${entry.location.length} ${entry.url}` : line;
}
