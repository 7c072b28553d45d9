import type { DocumentSet } from './document-set.ts';

/** What orders the documents of one segment: a number each, and their ranks by id where the numbers are equal. */
export interface Order {
  readonly values: Float64Array;
  readonly ranks: Uint16Array;
  /** Whether the largest numbers come first. */
  readonly descending: boolean;
}

/** The best so many of a set, best first. Most documents fall by one comparison with the worst of those kept. */
export function bestOf(documents: DocumentSet, count: number, { values, ranks, descending }: Order): Uint16Array {
  const sign = descending ? 1 : -1;
  const heap = new Uint16Array(Math.min(count, documents.length));
  let size = 0;
  let bar = -Infinity;
  for (let i = 0; i < documents.length; i++) {
    const document = documents[i]!;
    if (size < heap.length) {
      heap[size++] = document;
      if (size === heap.length) {
        for (let at = (size >>> 1) - 1; at >= 0; at--) sink(heap, at, values, ranks, sign);
        bar = values[heap[0]!]! * sign;
      }
      continue;
    }
    const value = values[document]! * sign;
    if (value < bar || (value === bar && ranks[document]! > ranks[heap[0]!]!) || size === 0) continue;
    heap[0] = document;
    sink(heap, 0, values, ranks, sign);
    bar = values[heap[0]]! * sign;
  }
  return heap.sort((a, b) => (isWorse(a, b, values, ranks, sign) ? 1 : -1));
}

function isWorse(a: number, b: number, values: Float64Array, ranks: Uint16Array, sign: number): boolean {
  const difference = values[a]! - values[b]!;
  return difference === 0 ? ranks[a]! > ranks[b]! : difference * sign < 0;
}

/** The worst is on top. */
function sink(heap: Uint16Array, from: number, values: Float64Array, ranks: Uint16Array, sign: number): void {
  const document = heap[from]!;
  let at = from;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isWorse(heap[child + 1]!, heap[child]!, values, ranks, sign)) child++;
    if (!isWorse(heap[child]!, document, values, ranks, sign)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = document;
}
