/** Typed arrays that grow by doubling while a segment is put together. `array()` is a view over what was pushed. */
abstract class Growing<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array> {
  length = 0;
  protected items: T;

  constructor(items: T) {
    this.items = items;
  }

  push(value: number): void {
    if (this.length === this.items.length) this.enlarge(this.items.length * 2);
    this.items[this.length++] = value;
  }

  pushAll(values: ArrayLike<number>): void {
    const length = this.length + values.length;
    if (length > this.items.length) this.enlarge(Math.max(this.items.length * 2, length));
    this.items.set(values, this.length);
    this.length += values.length;
  }

  /** Counts one more at an index that was pushed. */
  increment(index: number): void {
    this.items[index]!++;
  }

  at(index: number): number {
    return this.items[index]!;
  }

  /** Changes what was pushed. */
  set(index: number, value: number): void {
    this.items[index] = value;
  }

  /** Pushes zeros up to a length. */
  extendTo(length: number): void {
    if (length <= this.length) return;
    if (length > this.items.length) this.enlarge(Math.max(this.items.length * 2, length));
    this.length = length;
  }

  /** Makes room for as many more, where it is known how many come. */
  reserve(more: number): void {
    this.enlarge(this.length + more);
  }

  array(): T {
    return this.items.subarray(0, this.length) as T;
  }

  protected abstract allocate(length: number): T;

  private enlarge(length: number): void {
    if (length <= this.items.length) return;
    const larger = this.allocate(length);
    larger.set(this.array());
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

/** Positions: 16 bits each until one needs more, which few texts do. */
export class GrowingPositions {
  private narrow: GrowingUint16 | undefined = new GrowingUint16();
  private wide: GrowingUint32 | undefined;

  get length(): number {
    return (this.narrow ?? this.wide!).length;
  }

  /** Bytes of each. */
  get width(): 2 | 4 {
    return this.wide === undefined ? 2 : 4;
  }

  push(position: number): void {
    if (this.narrow !== undefined) {
      if (position <= 0xffff) {
        this.narrow.push(position);
        return;
      }
      this.widen(this.narrow);
    }
    this.wide!.push(position);
  }

  pushAll(positions: Uint16Array | Uint32Array): void {
    if (this.narrow !== undefined && (positions instanceof Uint16Array || positions.every((one) => one <= 0xffff)))
      this.narrow.pushAll(positions);
    else {
      if (this.narrow !== undefined) this.widen(this.narrow);
      this.wide!.pushAll(positions);
    }
  }

  reserve(more: number): void {
    (this.narrow ?? this.wide!).reserve(more);
  }

  array(): Uint16Array | Uint32Array {
    return (this.narrow ?? this.wide!).array();
  }

  private widen(narrow: GrowingUint16): void {
    this.wide = new GrowingUint32();
    this.wide.pushAll(narrow.array());
    this.narrow = undefined;
  }
}
