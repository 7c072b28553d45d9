import { parentPort } from 'node:worker_threads';
import { createAnalyzer } from '../analyse/analyzer.ts';
import type { IndexDocument } from './document.ts';
import { segmentCapacity } from './segment-draft.ts';
import { mergeSegments, SegmentBuilder, type MadeSegment, type MergeSource } from './segment-maker.ts';

/** What the thread is asked for. Synonyms play no part in indexing, so the thread makes its own analyzer. */
export type SegmentTask =
  | {
      /** Adds documents to the thread's segment, and begins one of this name when it has none. */
      readonly kind: 'add';
      readonly folder: string;
      readonly name: string;
      readonly documents: readonly IndexDocument[];
    }
  | { readonly kind: 'finish' }
  | {
      readonly kind: 'merge';
      readonly folder: string;
      readonly name: string;
      readonly sources: readonly MergeSource[];
      readonly analyzerDigest: string;
    };

/** Segments that are whole now, if any. */
export type SegmentAnswer =
  | { readonly kind: 'made'; readonly segments: readonly MadeSegment[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Text after which a segment is ended, UTF-16 units. The documents of a segment are in memory until it is written,
 * as postings of about one and a half times the text: half a GB a thread. Larger: fewer segments to ask, more memory.
 */
const segmentCharacters = 256 << 20;

const analyzer = createAnalyzer();
let builder: SegmentBuilder | undefined;

function perform(task: SegmentTask): MadeSegment[] {
  switch (task.kind) {
    case 'add':
      return add(task.folder, task.name, task.documents);
    case 'finish':
      return finish();
    case 'merge':
      return [mergeSegments(task.folder, task.name, task.sources, task.analyzerDigest)];
  }
}

function add(folder: string, name: string, documents: readonly IndexDocument[]): MadeSegment[] {
  const { size = 0, characters = 0 } = builder ?? {};
  const whole = size + documents.length > segmentCapacity || characters > segmentCharacters ? finish() : [];
  builder ??= new SegmentBuilder(folder, name, analyzer);
  for (const document of documents) builder.add(document);
  return whole;
}

function finish(): MadeSegment[] {
  const made = builder === undefined ? [] : [builder.finish()];
  builder = undefined;
  return made;
}

parentPort?.on('message', (task: SegmentTask) => {
  let answer: SegmentAnswer;
  try {
    answer = { kind: 'made', segments: perform(task) };
  } catch (error) {
    builder?.abandon();
    builder = undefined;
    answer = { kind: 'failed', error };
  }
  parentPort?.postMessage(answer);
});
