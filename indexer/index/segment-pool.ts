import { Worker } from 'node:worker_threads';
import type { MadeSegment } from './segment-maker.ts';
import type { SegmentAnswer, SegmentTask } from './segment-worker.ts';

/**
 * Threads that make segments. `run` resolves when the segment is on disk; `ready` when a thread is free, so that the
 * caller does not read the store faster than it is indexed.
 */
export class SegmentPool {
  private readonly threads: number;
  private readonly idle: Worker[] = [];
  private readonly all: Worker[] = [];
  private readonly waiting: (() => void)[] = [];
  private busy = 0;

  /** @param threads how many batches at once; each holds a batch's texts and its index in memory */
  constructor(threads: number) {
    this.threads = threads;
  }

  /** Resolves when a task could start at once. */
  async ready(): Promise<void> {
    while (this.busy >= this.threads) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** @throws what the making threw, or that the thread died */
  async run(task: SegmentTask): Promise<MadeSegment> {
    await this.ready();
    this.busy++;
    const worker = this.idle.pop() ?? this.start();
    try {
      const answer = await ask(worker, task);
      this.idle.push(worker);
      if (answer.kind === 'failed') throw answer.error;
      return answer.segment;
    } finally {
      this.busy--;
      this.waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((worker) => worker.terminate()));
  }

  private start(): Worker {
    const worker = startWorker();
    this.all.push(worker);
    return worker;
  }
}

function ask(worker: Worker, task: SegmentTask): Promise<SegmentAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', answered);
      worker.off('error', failed);
      worker.off('exit', exited);
      act();
    };
    const answered = (answer: SegmentAnswer): void => settle(() => resolve(answer));
    const failed = (error: unknown): void =>
      settle(() => reject(error instanceof Error ? error : new Error(String(error))));
    const exited = (code: number): void =>
      settle(() => reject(new Error(`an indexing thread ended with code ${code}`)));
    worker.on('message', answered);
    worker.on('error', failed);
    worker.on('exit', exited);
    worker.postMessage(task);
  });
}

/** From the sources (tests, `npm run dev`) the thread must first register the TypeScript loader, which `--import tsx` does not do in threads of Node 20; from `dist/` it starts as it is. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./segment-worker.js', import.meta.url));
  const entry = new URL('./segment-worker.ts', import.meta.url).href;
  const loader = import.meta.resolve('tsx/esm/api');
  return new Worker(
    `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(entry)}); });`,
    { eval: true },
  );
}
