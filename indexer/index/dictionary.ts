/**
 * A sorted list of distinct strings as one UTF-8 blob and the start of each: `bytes[starts[i]..starts[i+1])`, in the order
 * of their bytes (which is the order of code points). Looking up compares bytes and makes no strings.
 */
export class Dictionary {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  /** How many strings there are. */
  readonly size: number;

  constructor(bytes: Uint8Array, starts: Uint32Array) {
    this.bytes = bytes;
    this.starts = starts;
    this.size = starts.length - 1;
  }

  /** The ordinal of a string, or -1. */
  find(text: string): number {
    const key = Buffer.from(text);
    const at = this.lowerBound(key);
    return at < this.size && this.compare(at, key) === 0 ? at : -1;
  }

  /** The string with an ordinal. */
  at(ordinal: number): string {
    const start = this.starts[ordinal]!;
    const end = this.starts[ordinal + 1]!;
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, end - start).toString('utf8');
  }

  /** The ordinals `[from, to)` of all strings that begin with a text. */
  prefixRange(text: string): { readonly from: number; readonly to: number } {
    const key = Buffer.from(text);
    return { from: this.lowerBound(key), to: this.afterPrefix(key, key.length) };
  }

  /** The first ordinal whose string is not less than the key's bytes. */
  lowerBound(key: Uint8Array): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first ordinal after all strings that begin with the first `length` bytes of the key. */
  afterPrefix(key: Uint8Array, length: number, from = 0): number {
    let low = from;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.comparePrefix(middle, key, length) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Negative when the string comes before the key. */
  compare(ordinal: number, key: Uint8Array): number {
    const start = this.starts[ordinal]!;
    const length = this.starts[ordinal + 1]! - start;
    const shared = Math.min(length, key.length);
    for (let i = 0; i < shared; i++) {
      const difference = this.bytes[start + i]! - key[i]!;
      if (difference !== 0) return difference;
    }
    return length - key.length;
  }

  private comparePrefix(ordinal: number, key: Uint8Array, length: number): number {
    const start = this.starts[ordinal]!;
    const own = this.starts[ordinal + 1]! - start;
    const shared = Math.min(own, length);
    for (let i = 0; i < shared; i++) {
      const difference = this.bytes[start + i]! - key[i]!;
      if (difference !== 0) return difference;
    }
    return own < length ? -1 : 0;
  }
}

/** Strings in the order of a dictionary. JavaScript's own order differs from it only where there are surrogates. */
export function sortedAsBytes(texts: string[]): string[] {
  texts.sort();
  if (!texts.some((text) => surrogate.test(text))) return texts;
  return texts
    .map((text) => ({ text, bytes: Buffer.from(text) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ text }) => text);
}

const surrogate = /[\ud800-\udfff]/;

/** How many bytes each string has in common with the one before, 255 at most. */
export function sharedBeginnings(bytes: Uint8Array, starts: Uint32Array): Uint8Array {
  const shared = new Uint8Array(starts.length - 1);
  for (let ordinal = 1; ordinal < shared.length; ordinal++) {
    const [before, own, end] = [starts[ordinal - 1]!, starts[ordinal]!, starts[ordinal + 1]!];
    const most = Math.min(own - before, end - own, 255);
    let count = 0;
    while (count < most && bytes[before + count] === bytes[own + count]) count++;
    shared[ordinal] = count;
  }
  return shared;
}

/** The blob and starts of strings that are already in order. */
export function packStrings(texts: readonly string[]): { bytes: Uint8Array; starts: Uint32Array } {
  const starts = new Uint32Array(texts.length + 1);
  let length = 0;
  for (let i = 0; i < texts.length; i++) {
    length += Buffer.byteLength(texts[i]!);
    starts[i + 1] = length;
  }
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let i = 0; i < texts.length; i++) bytes.write(texts[i]!, starts[i]!);
  return { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), starts };
}
