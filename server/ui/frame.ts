import type { Words } from './words/en.ts';

/** What every page needs to know of its request. */
export interface PageFrame {
  readonly words: Words;
  /** Path and query of the request, to come back to after the language was changed. */
  readonly here: string;
  /** Origin of absolute links, no slash at the end. */
  readonly base: string;
}
