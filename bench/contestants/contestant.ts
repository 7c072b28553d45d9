import type { CorpusDocument, CorpusName } from '../corpus.ts';
import type { Question } from '../questions.ts';

export const contestantNames = ['herald', 'minisearch', 'fts5', 'orama', 'flexsearch', 'lunr'] as const;
export type ContestantName = (typeof contestantNames)[number];

/** One engine in the comparison. Each runs in a process of its own, so that none pays for another's memory. */
export interface Contestant {
  /** What is compared, in words: settings, and what it does not do. */
  readonly about: string;
  /** Indexes and writes to the folder. @returns what it left there, bytes, and how long indexing took */
  build(
    documents: readonly CorpusDocument[],
    folder: string,
  ): Promise<{ readonly bytes: number; readonly tookMs: number }>;
  /** Makes ready to answer what `build` left. */
  open(folder: string): Promise<void>;
  /** The first ten matches and, where the engine can, the counts of two facets over all matches. `undefined`: it has no such question. */
  ask(question: Question): Promise<Answer> | Answer | undefined;
}

export interface Answer {
  readonly total: number;
}

/** Why a contestant takes no part. */
export class Absent extends Error {}

export interface Task {
  readonly corpus: CorpusName;
  readonly documents: number;
  readonly folder: string;
}

/** What the process of a contestant is asked, and what it answers, as JSON: a question that it does not have is `null`. */
export type Order =
  | ({ readonly do: 'build' } & Task)
  | { readonly do: 'open'; readonly folder: string }
  | { readonly do: 'ask'; readonly questions: readonly Question[] }
  | { readonly do: 'memory' };

export type Reply =
  | { readonly kind: 'built'; readonly bytes: number; readonly tookMs: number; readonly about: string }
  | { readonly kind: 'opened'; readonly tookMs: number }
  | {
      readonly kind: 'asked';
      readonly times: readonly (number | null)[];
      readonly totals: readonly (number | null)[];
      readonly cpuMs: number;
    }
  | { readonly kind: 'memory'; readonly rssBytes: number }
  | { readonly kind: 'absent'; readonly reason: string };
