import type { CrawlReport } from './crawl.ts';

/** Crawls that somebody asked for, until the watch takes them up. */
export class RunRequests {
  readonly #waiting = new Map<string, Waiting[]>();
  #wake: () => void = () => undefined;

  /** Has a source crawled now, or right after the run that goes on. Resolves when what came is indexed; rejects with what went wrong. */
  ask(source: string): Promise<CrawlReport> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(source, [...(this.#waiting.get(source) ?? []), { resolve, reject }]);
      this.#wake();
    });
  }

  has(source: string): boolean {
    return this.#waiting.has(source);
  }

  /** Takes the requests for a source that is crawled now; what is asked from here on waits for the next run. */
  take(source: string): readonly Waiting[] {
    const taken = this.#waiting.get(source) ?? [];
    this.#waiting.delete(source);
    return taken;
  }

  /** Resolves at the next request. */
  next(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** Tells everybody who still waits that nothing comes any more. */
  end(reason: Error): void {
    for (const waiting of [...this.#waiting.values()].flat()) waiting.reject(reason);
    this.#waiting.clear();
  }
}

export interface Waiting {
  readonly resolve: (report: CrawlReport) => void;
  readonly reject: (reason: unknown) => void;
}
