import { parentPort } from 'node:worker_threads';
import type { RevisionRecord } from '../../core/announcement.ts';
import { createAnalyzer } from '../analyse/analyzer.ts';
import { makeSegment, mergeSegments, type MadeSegment, type MergeSource } from './segment-maker.ts';

/** What the thread is asked for. The analyzer's digest comes along because synonyms, which it covers, play no part in indexing and are not sent. */
export type SegmentTask =
  | {
      readonly kind: 'make';
      readonly folder: string;
      readonly name: string;
      readonly records: readonly RevisionRecord[];
      readonly analyzerDigest: string;
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
    const { folder, name, analyzerDigest } = task;
    answer = {
      kind: 'made',
      segment:
        task.kind === 'make'
          ? makeSegment(folder, name, task.records, { ...analyzer, digest: analyzerDigest })
          : mergeSegments(folder, name, task.sources, analyzerDigest),
    };
  } catch (error) {
    answer = { kind: 'failed', error };
  }
  parentPort?.postMessage(answer);
});
