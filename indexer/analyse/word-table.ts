/**
 * Words by their spelling in ASCII, looked up where they stand in a text: neither a slice of the text nor its hash as a
 * string is made, which is what a `Map` would cost for each token of a text.
 */
export class WordTable<W> {
  private readonly capacity: number;
  /** Open addressing: number of an entry + 1, 0 where free. Twice as many slots as entries at most. */
  private slots = new Int32Array(1 << 12);
  private readonly words: W[] = [];
  private hashes = new Int32Array(1 << 11);
  /** Where each spelling begins in `letters`, and the end of the last. */
  private readonly starts: number[] = [0];
  private letters = new Uint8Array(1 << 15);

  /** @param capacity most words remembered; then it starts anew */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** @param units code units of a text, of which `[start, end)` is looked up */
  find(units: Uint16Array, start: number, end: number, hash: number): W | undefined {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot]! - 1;
      if (entry < 0) return undefined;
      if (this.hashes[entry] === hash && this.isSpelled(entry, units, start, end)) return this.words[entry];
    }
  }

  /** Adds a word that `find` did not find. Spellings beyond ASCII must not come here. */
  add(spelling: string, hash: number, word: W): void {
    if (this.words.length >= this.capacity) this.clear();
    if ((this.words.length + 1) * 2 > this.slots.length) this.grow();
    const start = this.starts[this.words.length]!;
    const end = start + spelling.length;
    while (end > this.letters.length) this.letters = doubled(this.letters);
    for (let i = 0; i < spelling.length; i++) this.letters[start + i] = spelling.charCodeAt(i);
    this.words.push(word);
    this.hashes[this.words.length - 1] = hash;
    this.starts.push(end);
    this.place(this.words.length - 1);
  }

  private isSpelled(entry: number, units: Uint16Array, start: number, end: number): boolean {
    const from = this.starts[entry]!;
    if (this.starts[entry + 1]! - from !== end - start) return false;
    for (let i = start, at = from; i < end; i++, at++) if (units[i] !== this.letters[at]) return false;
    return true;
  }

  private place(entry: number): void {
    const mask = this.slots.length - 1;
    let slot = spread(this.hashes[entry]!) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = entry + 1;
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    const hashes = new Int32Array(this.slots.length / 2);
    hashes.set(this.hashes);
    this.hashes = hashes;
    for (let entry = 0; entry < this.words.length; entry++) this.place(entry);
  }

  private clear(): void {
    this.slots.fill(0);
    this.words.length = 0;
    this.starts.length = 1;
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

function doubled(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}
