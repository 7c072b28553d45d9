import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { messageOf } from '../core/problem.ts';
import { startThread } from '../core/thread.ts';
import type { Synonyms } from '../indexer/analyse/synonyms.ts';
import { sharedSnapshot } from '../indexer/snapshot/shared-snapshot.ts';
import type { Snapshot } from '../indexer/snapshot/snapshot.ts';
import type { AnsweringThreads, FinishedAnswer, SearchQuestion } from './api/answering-threads.ts';
import type { SearchThreadAnswer, SearchThreadTask } from './search-thread.ts';

export interface SearchThreadsOptions {
  /** Most threads. 0: none. */
  readonly threads: number;
  /** The snapshot in use, opened to be shared. */
  readonly snapshot: () => Snapshot;
  readonly synonyms: Synonyms;
  /** Answering that the server's own thread does within a second before it starts threads, milliseconds. Default 250. */
  readonly ownWorkMs?: number;
  /** Longest time for one search, milliseconds. Default 30 seconds: none took one, and a search that never ends must not take a thread for ever. */
  readonly searchMs?: number;
  /** Told when a thread died, and of what. */
  readonly onDied?: (reason: string) => void;
  /** Starts a thread. Default: one of `search-thread.ts`. */
  readonly start?: () => Worker;
}

export interface SearchThreads extends AnsweringThreads {
  /** Threads running now. */
  readonly threads: number;
  /** Tells the running threads of the snapshot in use. They are told before their next search anyway; an idle one would hold the memory of the one before. */
  follow(): void;
  close(): Promise<void>;
}

/** As many as processors, six at most: the server's own thread takes a sixth of an answer's time to read the question and send the answer, so it keeps no more busy. */
export const defaultSearchThreads = Math.min(6, availableParallelism());

/** A server that a few people use never answers a quarter of a second's worth in a second: it stays one thread, with the memory of one. */
const defaultOwnWorkMs = 250;
const secondMs = 1_000;
const defaultSearchMs = 30_000;

/** Searches given to a thread before it answered the first: with one it would idle while the answer travels, many would wait behind a slow one. */
const searchesAhead = 2;

/**
 * Heap limits of a thread, MB. A third of the young part is filled before it is cleared: twelve answers' worth of 4 MB. Of 5,000 searches over 72,631
 * announcements half as much took the threads together 9 MB less and 8 % more processor time, twice as much 17 MB more and no less time. The old
 * part takes 30 MB; one that grows past the limit has lost its way, and the thread is ended and replaced.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1024 };

/** Threads that answer searches over the one copy of the index, started when there is work for them. Until one is ready the server answers by itself. */
export function createSearchThreads(options: SearchThreadsOptions): SearchThreads {
  let most = options.threads;
  const pool = new Set<SearchThread>();
  const waiting: Search[] = [];
  const own = { since: -Infinity, spentMs: 0 };

  function start(): void {
    while (pool.size < most) {
      const thread = new SearchThread(options, { free: give, died: (reason) => died(thread, reason) });
      pool.add(thread);
    }
  }

  function give(): void {
    const ready = [...pool].filter((thread) => thread.ready);
    for (let search = waiting[0]; search !== undefined; search = waiting[0]) {
      const thread = ready.reduce<SearchThread | undefined>(
        (least, other) => (least === undefined || other.searches < least.searches ? other : least),
        undefined,
      );
      if (thread !== undefined && thread.searches >= searchesAhead) return;
      waiting.shift();
      if (thread === undefined) search.resolve(undefined);
      else thread.take(search);
    }
  }

  /** The search in hand fails, the others go to other threads. Where a thread died before it was ready, threads cannot be started: the server goes on without. */
  function died(thread: SearchThread, reason: string): void {
    pool.delete(thread);
    options.onDied?.(reason);
    const [first, ...others] = thread.close();
    first?.reject(new Error(`the thread that worked at this search died: ${reason}`));
    waiting.unshift(...others);
    if (!thread.ready) most = 0;
    start();
    give();
  }

  return {
    answer(question) {
      if (pool.size === 0) return Promise.resolve(undefined);
      return new Promise((resolve, reject) => {
        waiting.push({ question, resolve, reject });
        give();
      });
    },
    noteOwnWork(ms) {
      if (pool.size > 0 || most === 0) return;
      const now = performance.now();
      if (now - own.since > secondMs) Object.assign(own, { since: now, spentMs: 0 });
      own.spentMs += ms;
      if (own.spentMs >= (options.ownWorkMs ?? defaultOwnWorkMs)) start();
    },
    get threads() {
      return [...pool].filter((thread) => thread.ready).length;
    },
    follow() {
      for (const thread of pool) thread.follow();
    },
    async close() {
      most = 0;
      const threads = [...pool];
      pool.clear();
      for (const search of [...threads.flatMap((thread) => thread.close()), ...waiting.splice(0)])
        search.resolve(undefined);
      await Promise.all(threads.map((thread) => thread.ended()));
    },
  };
}

interface Search {
  readonly question: SearchQuestion;
  readonly resolve: (answer: FinishedAnswer | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** Told to whoever keeps the threads: one could take a search again, or will take none any more. */
interface ThreadWatcher {
  free(): void;
  died(reason: string): void;
}

/** One thread and the searches it was given, the first of them in hand. It answers them in order. */
class SearchThread {
  /** Whether it has started and knows its synonyms. */
  ready = false;
  readonly #options: SearchThreadsOptions;
  readonly #watcher: ThreadWatcher;
  readonly #worker: Worker;
  #given: Search[] = [];
  #closed = false;
  /** What it was told of. */
  #snapshot: Snapshot | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SearchThreadsOptions, watcher: ThreadWatcher) {
    this.#options = options;
    this.#watcher = watcher;
    this.#worker = (options.start ?? startSearchThread)();
    this.#worker.on('message', (answer: SearchThreadAnswer) => this.#answered(answer));
    this.#worker.on('error', (error) => this.#died(messageOf(error)));
    this.#worker.on('exit', (code) => this.#died(`it ended with code ${code}`));
    post(this.#worker, { kind: 'begin', synonyms: options.synonyms, threads: options.threads });
    this.follow();
  }

  get searches(): number {
    return this.#given.length;
  }

  take(search: Search): void {
    this.follow();
    this.#given.push(search);
    post(this.#worker, { kind: 'search', question: search.question });
    if (this.#given.length === 1) this.#watchFirst();
  }

  follow(): void {
    const snapshot = this.#options.snapshot();
    if (snapshot === this.#snapshot) return;
    const shared = sharedSnapshot(snapshot);
    if (shared === undefined) throw new Error('threads can only search a snapshot that was opened to be shared');
    this.#snapshot = snapshot;
    post(this.#worker, { kind: 'snapshot', snapshot: shared });
  }

  /** Ends it. @returns the searches it has not answered */
  close(): Search[] {
    this.#closed = true;
    clearTimeout(this.#timer);
    void this.#worker.terminate();
    const given = this.#given;
    this.#given = [];
    return given;
  }

  async ended(): Promise<void> {
    await this.#worker.terminate();
  }

  #answered(answer: SearchThreadAnswer): void {
    if (this.#closed) return;
    if (answer.kind === 'ready') this.ready = true;
    else {
      const search = this.#given.shift();
      this.#watchFirst();
      if (answer.kind === 'failed') search?.reject(new Error(answer.reason));
      else search?.resolve(answer.kind === 'answered' ? answer.answer : undefined);
    }
    this.#watcher.free();
  }

  #died(reason: string): void {
    if (!this.#closed) this.#watcher.died(reason);
  }

  #watchFirst(): void {
    clearTimeout(this.#timer);
    if (this.#given.length === 0) return;
    const longest = this.#options.searchMs ?? defaultSearchMs;
    this.#timer = setTimeout(() => this.#died(`a search took longer than ${longest / 1000} seconds`), longest);
    this.#timer.unref();
  }
}

function startSearchThread(): Worker {
  return startThread('./search-thread', import.meta.url, resourceLimits);
}

function post(worker: Worker, task: SearchThreadTask): void {
  worker.postMessage(task);
}
