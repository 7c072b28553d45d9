import type { Instant } from '../../core/instant.ts';
import type { Problem } from '../../core/problem.ts';
import type { Field } from './record.ts';

/** An earlier capture whose payload a revisit refers to. */
export interface Original {
  readonly url: string;
  readonly at: Instant;
}

export interface AppendOptions {
  /** The request as it was sent. Without it no request record is written: one made up afterwards would be no evidence. */
  readonly request?: { readonly method: string; readonly headers: readonly Field[] };
  /** Facts that a re-extraction needs and the response does not hold: the source, hints of the listing. JSON, kept small. */
  readonly notes?: Readonly<Record<string, unknown>>;
}

export interface ArchiveWriterOptions {
  /** The User-Agent that requests carry, for warcinfo. */
  readonly userAgent?: string;
  /** Who runs the crawl, for warcinfo. */
  readonly operator?: string;
  /** A file larger than this is closed and the next begun. Bytes; default 1 GB, as the WARC standard recommends: smaller makes many files, larger is slow to copy and to repair. */
  readonly rotateBytes?: number;
  /** Looks for an earlier capture with this payload digest (the store knows); the writer itself remembers those of this run. */
  readonly findOriginal?: (digest: string, url: string) => Original | undefined;
  /** Told what was found while the indexes of an earlier, killed run were finished. */
  readonly onProblem?: (problem: Problem) => void;
  /** Epoch milliseconds, for file names and warcinfo. */
  readonly now?: () => number;
}
