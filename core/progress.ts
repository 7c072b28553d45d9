/**
 * What long work tells while it runs. A stage calls `event` for what happened (one JSON line when nobody watches) and
 * `update` with running counts as often as it likes (drawn on a terminal, at most a few times a second).
 */
export interface Progress {
  event(name: string, details?: Readonly<Record<string, unknown>>): void;
  update(state: ProgressState): void;
}

export interface ProgressState {
  /** What is being done: `crawl us-justice`, `index`. */
  readonly task: string;
  readonly done: number;
  /** Total where it is known. */
  readonly total?: number;
  /** What is counted: `pages`, `documents`. */
  readonly unit: string;
  /** What is in hand now: a URL, a file. */
  readonly current?: string;
  /** Further counts worth showing: new, changed, failed. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** Tells nobody. */
export const silentProgress: Progress = { event: () => undefined, update: () => undefined };
