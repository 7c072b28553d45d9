/** The best so many of what is offered. `before` says which of two comes first. */
export class Top<T> {
  private readonly capacity: number;
  private readonly before: (a: T, b: T) => boolean;
  /** A heap with the worst on top. */
  private readonly heap: T[] = [];

  constructor(capacity: number, before: (a: T, b: T) => boolean) {
    this.capacity = capacity;
    this.before = before;
  }

  /** The one that a newcomer must beat, once the places are taken. */
  get worst(): T | undefined {
    return this.heap.length < this.capacity ? undefined : this.heap[0];
  }

  offer(candidate: T): void {
    const { heap } = this;
    if (heap.length < this.capacity) {
      heap.push(candidate);
      this.rise(heap.length - 1);
    } else if (this.capacity > 0 && this.before(candidate, heap[0]!)) {
      heap[0] = candidate;
      this.sink(0);
    }
  }

  has(isWanted: (candidate: T) => boolean): boolean {
    return this.heap.some(isWanted);
  }

  /** Best first. */
  sorted(): T[] {
    return this.heap.slice().sort((a, b) => (this.before(a, b) ? -1 : 1));
  }

  private rise(from: number): void {
    const { heap } = this;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (this.before(heap[at]!, heap[parent]!)) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  private sink(from: number): void {
    const { heap } = this;
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const worse = right < heap.length && this.before(heap[left]!, heap[right]!) ? right : left;
      if (this.before(heap[worse]!, heap[at]!)) return;
      [heap[at], heap[worse]] = [heap[worse]!, heap[at]!];
      at = worse;
    }
  }
}
