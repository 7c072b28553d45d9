/**
 * Words by their spelling in ASCII, looked up where they stand in a text: neither a slice of the text nor its hash as a
 * string is made, which is what a `Map` would cost for each token of a text.
 */
export class WordTable<W> {
  private readonly capacity: number;
  /** Open addressing, two numbers a slot: number of an entry + 1 (0 where free) and its hash. Twice as many slots as entries at least. */
  private slots = new Int32Array(1 << 13);
  private readonly words: W[] = [];
  /** Where each spelling begins in `letters`, and the end of the last. */
  private starts = new Uint32Array(1 << 12);
  private letters = new Uint8Array(1 << 15);

  /** @param capacity most words remembered; then it starts anew */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** @param units code units of a text, of which `[start, end)` is looked up */
  find(units: Uint16Array, start: number, end: number, hash: number): W | undefined {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let at = (spread(hash) * 2) & mask; ; at = (at + 2) & mask) {
      const entry = slots[at]! - 1;
      if (entry < 0) return undefined;
      if (slots[at + 1] === hash && this.isSpelled(entry, units, start, end)) return this.words[entry];
    }
  }

  /** Adds a word that `find` did not find. Spellings beyond ASCII must not come here. */
  add(spelling: string, hash: number, word: W): void {
    if (this.words.length >= this.capacity) this.clear();
    if ((this.words.length + 1) * 4 > this.slots.length) this.grow();
    const entry = this.words.push(word) - 1;
    const start = this.starts[entry]!;
    const end = start + spelling.length;
    while (end > this.letters.length) this.letters = copied(this.letters, new Uint8Array(this.letters.length * 2));
    for (let i = 0; i < spelling.length; i++) this.letters[start + i] = spelling.charCodeAt(i);
    if (entry + 1 === this.starts.length) this.starts = copied(this.starts, new Uint32Array(this.starts.length * 2));
    this.starts[entry + 1] = end;
    this.place(entry + 1, hash);
  }

  private isSpelled(entry: number, units: Uint16Array, start: number, end: number): boolean {
    const from = this.starts[entry]!;
    if (this.starts[entry + 1]! - from !== end - start) return false;
    for (let i = start, at = from; i < end; i++, at++) if (units[i] !== this.letters[at]) return false;
    return true;
  }

  private place(number: number, hash: number): void {
    const mask = this.slots.length - 1;
    let at = (spread(hash) * 2) & mask;
    while (this.slots[at] !== 0) at = (at + 2) & mask;
    this.slots[at] = number;
    this.slots[at + 1] = hash;
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Int32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 2) if (before[at] !== 0) this.place(before[at]!, before[at + 1]!);
  }

  private clear(): void {
    this.slots.fill(0);
    this.words.length = 0;
  }
}

/** Begins the hash of a spelling. */
export const emptyHash = 0;

/** Goes on with the next letter: 31 is the multiplier of Java's strings, enough with `spread` behind it. A 32-bit integer. */
export function hashOn(hash: number, letter: number): number {
  return (Math.imul(hash, 31) + letter) | 0;
}

/** The upper bits onto the lower ones, which choose the slot. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 16);
}

function copied<A extends Uint8Array | Uint32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
