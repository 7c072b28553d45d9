/** Typed arrays that grow by doubling while a segment is put together. `array()` is a view over what was pushed. */
abstract class Growing<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array> {
  length = 0;
  protected items: T;

  constructor(items: T) {
    this.items = items;
  }

  push(value: number): void {
    if (this.length === this.items.length) this.reserve(1);
    this.items[this.length++] = value;
  }

  pushAll(values: ArrayLike<number>): void {
    if (this.length + values.length > this.items.length) this.reserve(values.length);
    this.items.set(values, this.length);
    this.length += values.length;
  }

  /** Counts one more at an index that was pushed. */
  increment(index: number): void {
    this.items[index]!++;
  }

  array(): T {
    return this.items.subarray(0, this.length) as T;
  }

  protected abstract allocate(length: number): T;

  private reserve(more: number): void {
    const larger = this.allocate(Math.max(this.items.length * 2, this.length + more));
    larger.set(this.items);
    this.items = larger;
  }
}

export class GrowingBytes extends Growing<Uint8Array> {
  /** @param room items there is place for at first; lists by the ten thousand begin small */
  constructor(room = 1024) {
    super(new Uint8Array(room));
  }
  protected override allocate(length: number): Uint8Array {
    return new Uint8Array(length);
  }
}

export class GrowingUint16 extends Growing<Uint16Array> {
  /** @param room items there is place for at first; lists by the ten thousand begin small */
  constructor(room = 1024) {
    super(new Uint16Array(room));
  }
  protected override allocate(length: number): Uint16Array {
    return new Uint16Array(length);
  }
}

export class GrowingUint32 extends Growing<Uint32Array> {
  /** @param room items there is place for at first; lists by the ten thousand begin small */
  constructor(room = 1024) {
    super(new Uint32Array(room));
  }
  protected override allocate(length: number): Uint32Array {
    return new Uint32Array(length);
  }
}
