import { parentPort } from 'node:worker_threads';
import { messageOf } from '../core/problem.ts';
import type { Source } from '../core/source.ts';
import { readPage, type IntakeHints, type PageCapture, type PageReading } from './read-page.ts';

/** What the thread is told, in order: a source before the first of its pages, then pages. */
export type PageThreadTask =
  | { readonly kind: 'source'; readonly key: number; readonly source: Source }
  | {
      readonly kind: 'page';
      /** Key of a source told before. */
      readonly key: number;
      readonly capture: PageCapture;
      readonly pageUrl: string;
      readonly hints: IntakeHints;
    };

/** One for each page, in the order of the pages. */
export type PageThreadAnswer =
  { readonly kind: 'read'; readonly reading: PageReading } | { readonly kind: 'failed'; readonly reason: string };

const sources = new Map<number, Source>();

parentPort?.on('message', (task: PageThreadTask) => {
  if (task.kind === 'source') sources.set(task.key, task.source);
  else parentPort?.postMessage(answer(task));
});

function answer({ key, capture, pageUrl, hints }: Extract<PageThreadTask, { kind: 'page' }>): PageThreadAnswer {
  try {
    return { kind: 'read', reading: readPage(sources.get(key)!, capture, pageUrl, hints) };
  } catch (error) {
    return { kind: 'failed', reason: messageOf(error) };
  }
}
