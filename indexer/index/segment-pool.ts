import type { Worker } from 'node:worker_threads';
import { startThread } from '../../core/thread.ts';
import type { IndexDocument } from './document.ts';
import type { MadeSegment } from './segment-maker.ts';
import type { SegmentAnswer, SegmentTask } from './segment-worker.ts';

/**
 * Threads that make segments. Documents go to the thread with the least to do, each of which puts them into a segment of
 * its own until that is full or `finish` is called.
 */
export class SegmentPool {
  private readonly most: number;
  private readonly threads: Thread[] = [];

  /** @param threads most threads; each holds a segment in memory until it is written */
  constructor(threads: number) {
    this.most = threads;
  }

  /**
   * Resolves when a thread can take more, so that the caller reads no faster than is indexed; what was given is then on
   * its way. @param name for the segment, should one begin
   * @param indexed called when the documents are in a segment
   * @throws what the making threw, or that the thread died, now or at a later call
   */
  async add(folder: string, name: string, documents: readonly IndexDocument[], indexed: () => void): Promise<void> {
    const thread = await this.leastBusy();
    thread.give({ kind: 'add', folder, name, documents }).then(indexed, () => undefined);
  }

  /** Ends the segments that were begun. @returns all made of what was added */
  async finish(): Promise<MadeSegment[]> {
    await Promise.all(this.threads.map((thread) => thread.give({ kind: 'finish' })));
    return this.threads.flatMap((thread) => thread.taken());
  }

  async merge(task: Extract<SegmentTask, { kind: 'merge' }>): Promise<MadeSegment> {
    const thread = await this.leastBusy();
    const [made] = await thread.give(task);
    return made!;
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }

  private async leastBusy(): Promise<Thread> {
    for (;;) {
      for (const thread of this.threads) if (thread.failure !== undefined) throw thread.failure;
      const idle = this.threads.find((thread) => thread.pending === 0);
      if (idle !== undefined) return idle;
      if (this.threads.length < this.most) {
        const begun = new Thread();
        this.threads.push(begun);
        return begun;
      }
      const least = this.threads.reduce((a, b) => (b.pending < a.pending ? b : a));
      if (least.pending < mostPending) return least;
      await Promise.race(this.threads.map((thread) => thread.answered()));
    }
  }
}

/** Tasks given to a thread at once: with the next already there it never waits for the reading; more would only hold more texts in memory. */
const mostPending = 2;

/** One thread, and the tasks it was given and has not answered. It answers them in order. */
class Thread {
  failure: Error | undefined;
  private readonly worker: Worker = startThread('./segment-worker', import.meta.url, resourceLimits);
  private readonly waiting: { resolve: (made: readonly MadeSegment[]) => void; reject: (error: Error) => void }[] = [];
  private readonly made: MadeSegment[] = [];
  private readonly watchers: (() => void)[] = [];

  constructor() {
    this.worker.on('message', (answer: SegmentAnswer) => {
      if (answer.kind === 'failed') this.fail(answer.error);
      else this.waiting.shift()?.resolve(answer.segments);
      this.wake();
    });
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', (code) => this.fail(new Error(`an indexing thread ended with code ${code}`)));
  }

  get pending(): number {
    return this.waiting.length;
  }

  async give(task: SegmentTask): Promise<readonly MadeSegment[]> {
    if (this.failure !== undefined) throw this.failure;
    const answer = new Promise<readonly MadeSegment[]>((resolve, reject) => this.waiting.push({ resolve, reject }));
    this.worker.postMessage(task);
    const segments = await answer;
    if (task.kind !== 'merge') this.made.push(...segments);
    return segments;
  }

  /** Resolves at the next answer, or when the thread fails. */
  answered(): Promise<void> {
    return new Promise((resolve) => this.watchers.push(resolve));
  }

  /** The segments made of what was added, once. */
  taken(): MadeSegment[] {
    return this.made.splice(0);
  }

  async end(): Promise<void> {
    this.failure ??= new Error('the indexing thread was ended');
    await this.worker.terminate();
  }

  private fail(error: unknown): void {
    this.failure ??= error instanceof Error ? error : new Error(String(error));
    for (const { reject } of this.waiting.splice(0)) reject(this.failure);
    this.wake();
  }

  private wake(): void {
    for (const watcher of this.watchers.splice(0)) watcher();
  }
}

/** A batch's index fits into the young part of the heap and dies there; Node's usual 48 MB would move it to the old part first. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };
