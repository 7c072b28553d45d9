/**
 * A problem is something wrong that is told, not thrown. Loaders and extractors collect them beside their value;
 * the API answers with them (RFC 9457); commands print them.
 */
export interface Problem {
  /** Stable, kebab-case, for programs: `unknown-key`, `bad-url`, `no-date`. */
  readonly code: string;
  /** One sentence for a person: what was found and where. */
  readonly message: string;
  /** What to do about it, when we know. */
  readonly hint?: string;
  /** The place: a file, a URL, a field. */
  readonly where?: string;
  /** 1-based line in `where`, when `where` is a text file. */
  readonly line?: number;
}

/** What a pure stage answers: its best value and everything that was wrong on the way. */
export interface WithProblems<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/** What the caller must do about an error. `config`: mend configuration or usage; `damaged`: stored data is broken. */
export type Remedy = 'retry-later' | 'never-retry' | 'stop-crawl' | 'config' | 'damaged';

/** The one error class that is meant for people: operation, object, cause, hint, and what to do next. */
export class HeraldError extends Error {
  readonly remedy: Remedy;
  readonly hint: string | undefined;
  readonly problems: readonly Problem[];

  constructor(
    remedy: Remedy,
    message: string,
    options: { hint?: string; problems?: readonly Problem[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HeraldError';
    this.remedy = remedy;
    this.hint = options.hint;
    this.problems = options.problems ?? [];
  }
}

/** `file:line: message (hint)`, the form compilers use, so that editors can jump to it. */
export function formatProblem(problem: Problem): string {
  const place =
    problem.where === undefined ? '' : `${problem.where}${problem.line === undefined ? '' : `:${problem.line}`}: `;
  return `${place}${problem.message}${problem.hint === undefined ? '' : ` (${problem.hint})`}`;
}

/** The message of anything that was thrown, with its causes, on one line. */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause =
    thrown.cause instanceof Error && thrown.cause.message !== thrown.message ? `: ${messageOf(thrown.cause)}` : '';
  return `${thrown.message || thrown.name}${cause}`;
}
