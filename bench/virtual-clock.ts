import type { Clock } from '../core/clock.ts';

/**
 * A clock for simulations: when everybody sleeps, time jumps to whoever wakes first. A year of ten thousand sleepers passes in
 * about a minute.
 */
export interface VirtualClock extends Clock {
  /** Runs until nobody sleeps any more. */
  run(): Promise<void>;
}

export function createVirtualClock(startMs: number): VirtualClock {
  let now = startMs;
  const heap: Sleeper[] = [];

  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((wake) => {
        if (ms <= 0) wake();
        else push(heap, { at: now + ms, wake });
      }),
    async run() {
      for (;;) {
        // All that is ready runs first: promises settle before an immediate does.
        await new Promise((ready) => setImmediate(ready));
        const first = pop(heap);
        if (first === undefined) return;
        now = first.at;
        first.wake();
        while (heap[0] !== undefined && heap[0].at <= now) pop(heap)!.wake();
      }
    },
  };
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A binary heap, the earliest sleeper on top. */
function push(heap: Sleeper[], sleeper: Sleeper): void {
  let at = heap.push(sleeper) - 1;
  for (let parent = (at - 1) >> 1; at > 0 && heap[parent]!.at > sleeper.at; parent = (at - 1) >> 1) {
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = sleeper;
}

function pop(heap: Sleeper[]): Sleeper | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child += 1;
    if (heap[child]!.at >= last.at) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return first;
}
