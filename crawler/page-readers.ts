import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { messageOf } from '../core/problem.ts';
import type { Source } from '../core/source.ts';
import { startThread } from '../core/thread.ts';
import type { PageThreadAnswer, PageThreadTask } from './page-thread.ts';
import { readPage, type IntakeHints, type PageCapture, type PageReading } from './read-page.ts';

/** Reads captured pages, in this thread as long as that is little work, then in threads of their own. */
export interface PageReaders {
  /** As `readPage`, whichever thread does it. A page that a thread dies of, or does not end with, reads as `empty` with the reason. */
  read(source: Source, capture: PageCapture, pageUrl: string, hints: IntakeHints): Promise<PageReading>;
  /** Threads running now. */
  readonly threads: number;
  close(): Promise<void>;
}

export interface PageReadersOptions {
  /** Most threads. Default: the processors, four at most: the thread that fetches and stores keeps no more than four busy. 0: none. */
  readonly threads?: number;
  /** Reading that this thread does itself within a second before it starts threads, milliseconds. Default 500. */
  readonly ownWorkMs?: number;
  /** Longest time for one page, milliseconds. Default a minute: no page took a second, and a page that never ends must not end the crawl. */
  readonly pageMs?: number;
  /** Starts a thread. Default: one of `page-thread.ts`. */
  readonly start?: () => Worker;
}

/** A crawl of one slow host never reads half a second's worth in a second, nor does a handful of pages: no thread is started for them. */
const defaultOwnWorkMs = 500;
const secondMs = 1_000;
const mostThreads = 4;
const defaultPageMs = 60_000;
/** Pages given to a thread before it answered the first: with one it would idle while this thread is busy, many would wait behind a slow page. */
const pagesAhead = 4;

export function createPageReaders(options: PageReadersOptions = {}): PageReaders {
  const most = options.threads ?? Math.min(mostThreads, availableParallelism());
  const ownWorkMs = options.ownWorkMs ?? defaultOwnWorkMs;
  const pool: PageThread[] = [];
  const waiting: Page[] = [];
  const own = { since: -Infinity, spentMs: 0 };

  /** Whether this thread has read so much within a second that others should. Once they run they stay. */
  function isBusy(): boolean {
    if (pool.length > 0) return true;
    const now = performance.now();
    if (now - own.since > secondMs) Object.assign(own, { since: now, spentMs: 0 });
    return most > 0 && own.spentMs >= ownWorkMs;
  }

  function readMyself(page: PageInput): PageReading {
    const started = performance.now();
    const reading = readHere(page);
    own.spentMs += performance.now() - started;
    return reading;
  }

  function give(): void {
    while (pool.length < most)
      pool.push(new PageThread(options.pageMs ?? defaultPageMs, options.start ?? startPageThread, give));
    for (let page = waiting[0]; page !== undefined; page = waiting[0]) {
      const thread = pool.reduce((least, other) => (other.pages < least.pages ? other : least));
      if (thread.pages >= pagesAhead) return;
      waiting.shift();
      thread.take(page);
    }
  }

  return {
    read(source, capture, pageUrl, hints) {
      const input = { source, capture, pageUrl, hints };
      if (!isBusy()) return Promise.resolve(readMyself(input));
      return new Promise((resolve) => {
        waiting.push({ ...input, resolve });
        give();
      });
    },
    get threads() {
      return pool.filter(({ running }) => running).length;
    },
    async close() {
      await Promise.all(pool.splice(0).map((thread) => thread.close()));
    },
  };
}

interface PageInput {
  readonly source: Source;
  readonly capture: PageCapture;
  readonly pageUrl: string;
  readonly hints: IntakeHints;
}

interface Page extends PageInput {
  readonly resolve: (reading: PageReading) => void;
}

/** One thread and the pages it was given, the first of them in hand. Died or stopped, it is started anew with the next page. */
class PageThread {
  readonly #pageMs: number;
  readonly #startWorker: () => Worker;
  readonly #onFree: () => void;
  readonly #given: Page[] = [];
  #worker: Worker | undefined;
  #sources = new Map<Source, number>();
  /** Whether the running thread has answered once: one that never did may be one that this system cannot start. */
  #works = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(pageMs: number, startWorker: () => Worker, onFree: () => void) {
    this.#pageMs = pageMs;
    this.#startWorker = startWorker;
    this.#onFree = onFree;
  }

  get pages(): number {
    return this.#given.length;
  }

  get running(): boolean {
    return this.#worker !== undefined;
  }

  take(page: Page): void {
    this.#given.push(page);
    this.#send(page);
    if (this.#given.length === 1) this.#watchFirst();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #send(page: Page): void {
    const worker = (this.#worker ??= this.#start());
    let key = this.#sources.get(page.source);
    if (key === undefined) {
      this.#sources.set(page.source, (key = this.#sources.size));
      post(worker, { kind: 'source', key, source: page.source });
    }
    // Only what the thread reads is copied, once, and then handed over: the capture may be a window into a larger buffer.
    const { url, fetchedAt, status, statusText, headers } = page.capture;
    const content = new Uint8Array(page.capture.content);
    const capture = { url, fetchedAt, status, statusText, headers, content };
    post(worker, { kind: 'page', key, capture, pageUrl: page.pageUrl, hints: page.hints }, [content.buffer]);
  }

  #start(): Worker {
    const worker = this.#startWorker();
    this.#sources = new Map();
    this.#works = false;
    worker.on('message', (answer: PageThreadAnswer) => {
      this.#works = true;
      this.#answered(answer.kind === 'read' ? answer.reading : unread(this.#given[0]!, answer.reason));
    });
    worker.on('error', (error) => this.#died(worker, messageOf(error)));
    worker.on('exit', (code) => this.#died(worker, `the thread ended with code ${code}`));
    return worker;
  }

  #answered(reading: PageReading): void {
    const page = this.#given.shift();
    this.#watchFirst();
    page?.resolve(reading);
    this.#onFree();
  }

  /** A thread that died at its start says nothing about the page in hand, which is then read here. */
  #died(worker: Worker, reason: string): void {
    this.#lost(worker, (page) => (this.#works ? unread(page, reason) : readHere(page)));
  }

  /** The page in hand gets what `settle` makes of it, the others go to a new thread. */
  #lost(worker: Worker, settle: (page: Page) => PageReading): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    void worker.terminate();
    const [first, ...others] = this.#given.splice(0);
    clearTimeout(this.#timer);
    const reading = first === undefined ? undefined : settle(first);
    for (const page of others) this.take(page);
    if (reading !== undefined) first?.resolve(reading);
    this.#onFree();
  }

  #watchFirst(): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    if (this.#given.length === 0 || worker === undefined) return;
    this.#timer = setTimeout(
      () => this.#lost(worker, (page) => unread(page, `it was not read within ${this.#pageMs / 1000} seconds`)),
      this.#pageMs,
    );
    this.#timer.unref();
  }
}

function startPageThread(): Worker {
  return startThread('./page-thread', import.meta.url);
}

function post(worker: Worker, task: PageThreadTask, handedOver: readonly ArrayBuffer[] = []): void {
  worker.postMessage(task, [...handedOver]);
}

function readHere({ source, capture, pageUrl, hints }: PageInput): PageReading {
  return readPage(source, capture, pageUrl, hints);
}

function unread({ capture: { url } }: Page, reason: string): PageReading {
  return {
    kind: 'empty',
    problems: [
      {
        code: 'extraction-failed',
        message: `${url}: the page could not be read: ${reason}`,
        where: url,
        hint: 'report the page: no page should fail. It is archived; "herald import" of the archive reads it again',
      },
    ],
  };
}
