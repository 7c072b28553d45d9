import { parentPort } from 'node:worker_threads';
import type { RevisionRecord } from '../../core/announcement.ts';
import { createAnalyzer } from '../analyse/analyzer.ts';
import { makeSegment, mergeSegments, type MadeSegment, type MergeSource } from './segment-maker.ts';

/** What the thread is asked for. Synonyms play no part in indexing, so the thread makes its own analyzer. */
export type SegmentTask =
  | {
      readonly kind: 'make';
      readonly folder: string;
      readonly name: string;
      readonly records: readonly RevisionRecord[];
    }
  | {
      readonly kind: 'merge';
      readonly folder: string;
      readonly name: string;
      readonly sources: readonly MergeSource[];
      readonly analyzerDigest: string;
    };

export type SegmentAnswer =
  { readonly kind: 'made'; readonly segment: MadeSegment } | { readonly kind: 'failed'; readonly error: unknown };

const analyzer = createAnalyzer();

parentPort?.on('message', (task: SegmentTask) => {
  let answer: SegmentAnswer;
  try {
    const { folder, name } = task;
    answer = {
      kind: 'made',
      segment:
        task.kind === 'make'
          ? makeSegment(folder, name, task.records, analyzer)
          : mergeSegments(folder, name, task.sources, task.analyzerDigest),
    };
  } catch (error) {
    answer = { kind: 'failed', error };
  }
  parentPort?.postMessage(answer);
});
