/** The stages of an extraction, in their order. */
export type ExtractStage =
  | 'parse'
  | 'labels'
  | 'title'
  | 'body'
  | 'language'
  | 'dates'
  | 'publisher'
  | 'kind'
  | 'topics'
  | 'names'
  | 'contacts'
  | 'links';

/** Does the work of a stage, and whatever whoever watches wants to know of it: `herald inspect` takes its time. */
export type Watch = <T>(stage: ExtractStage, work: () => T) => T;

/** Nobody watches. */
export const unwatched: Watch = (_, work) => work();
