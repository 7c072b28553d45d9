/** What the answer of a search depends on, beside the snapshot. */
export interface SearchQuestion {
  /** What stands after `?` in the address. */
  readonly queryString: string;
  /** Origin of absolute links. */
  readonly base: string;
}

/** The answer of a search, ready to be sent. */
export interface FinishedAnswer {
  /** JSON in UTF-8. As bytes it lies outside the heap, and is not turned into bytes each time it is sent. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** The Link header. */
  readonly link: string;
  /** The entity tag. */
  readonly tag: string;
  readonly indexVersion: string;
}

/** Threads beside the server's own that work out answers. */
export interface AnsweringThreads {
  /** The answer, or `undefined` where the server should look at the question itself. Rejects when the search failed. */
  answer(question: SearchQuestion): Promise<FinishedAnswer | undefined>;
  /** Told how long the server worked at an answer itself: when that becomes much, threads are started. */
  noteOwnWork(ms: number): void;
}
