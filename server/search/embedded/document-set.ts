/** Documents of one segment, ascending. Often a view into the index itself: never written to. */
export type DocumentSet = Uint16Array;

/** Bits over the documents of one segment, document 0 the lowest bit of word 0. */
export type Mask = Uint32Array;

export const noDocuments: DocumentSet = new Uint16Array(0);

const everyNumber = Uint16Array.from({ length: 65_536 }, (_, i) => i);

/** All documents of a segment of this size. */
export function allDocuments(size: number): DocumentSet {
  return everyNumber.subarray(0, size);
}

/** Documents of both. The smaller is walked; the larger is galloped through when it is much larger. */
export function intersect(a: DocumentSet, b: DocumentSet): DocumentSet {
  const [small, large] = a.length <= b.length ? [a, b] : [b, a];
  if (small.length === 0) return noDocuments;
  const both = new Uint16Array(small.length);
  return both.subarray(
    0,
    large.length > small.length * gallopRatio ? gallopInto(both, small, large) : walkInto(both, small, large),
  );
}

/** From this ratio of lengths on, galloping (about log2 of the gap steps a document) beats walking (one step a document); measured, flat between 8 and 32. */
export const gallopRatio = 16;

function walkInto(both: Uint16Array, small: DocumentSet, large: DocumentSet): number {
  let count = 0;
  let j = 0;
  for (let i = 0; i < small.length; i++) {
    const document = small[i]!;
    while (j < large.length && large[j]! < document) j++;
    if (j === large.length) break;
    if (large[j] === document) both[count++] = document;
  }
  return count;
}

function gallopInto(both: Uint16Array, small: DocumentSet, large: DocumentSet): number {
  let count = 0;
  let from = 0;
  for (let i = 0; i < small.length; i++) {
    const document = small[i]!;
    from = seek(large, document, from);
    if (from === large.length) break;
    if (large[from] === document) both[count++] = document;
  }
  return count;
}

/** The first index at or after `from` whose document is not less than the wanted one. */
export function seek(documents: DocumentSet, document: number, from: number): number {
  let step = 1;
  let low = from;
  while (low + step < documents.length && documents[low + step]! < document) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step + 1, documents.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (documents[middle]! < document) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Documents of any of the sets. */
export function union(sets: readonly DocumentSet[], size: number): DocumentSet {
  const filled = sets.filter((set) => set.length > 0);
  if (filled.length === 0) return noDocuments;
  if (filled.length === 1) return filled[0]!;
  const mask = newMask(size);
  for (const set of filled) addToMask(mask, set);
  return documentsOfMask(mask);
}

/** Documents of the first set that are not in the second. */
export function subtract(a: DocumentSet, b: DocumentSet): DocumentSet {
  if (a.length === 0 || b.length === 0) return a;
  const rest = new Uint16Array(a.length);
  let count = 0;
  let j = 0;
  for (let i = 0; i < a.length; i++) {
    const document = a[i]!;
    while (j < b.length && b[j]! < document) j++;
    if (j === b.length || b[j] !== document) rest[count++] = document;
  }
  return rest.subarray(0, count);
}

/** Documents whose bit is set. */
export function masked(documents: DocumentSet, mask: Mask | undefined): DocumentSet {
  if (mask === undefined) return documents;
  const kept = new Uint16Array(documents.length);
  let count = 0;
  for (let i = 0; i < documents.length; i++) {
    const document = documents[i]!;
    // Writing always and counting only hits has no branch to mispredict.
    kept[count] = document;
    count += (mask[document >>> 5]! >>> (document & 31)) & 1;
  }
  return kept.subarray(0, count);
}

export function newMask(size: number): Mask {
  return new Uint32Array((size + 31) >>> 5);
}

export function fullMask(size: number): Mask {
  const mask = newMask(size).fill(0xffff_ffff);
  if (size % 32 !== 0) mask[mask.length - 1] = 2 ** (size % 32) - 1;
  return mask;
}

export function addToMask(mask: Mask, documents: DocumentSet): void {
  for (let i = 0; i < documents.length; i++) {
    const document = documents[i]!;
    mask[document >>> 5]! |= 1 << (document & 31);
  }
}

export function inMask(mask: Mask, document: number): boolean {
  return ((mask[document >>> 5]! >>> (document & 31)) & 1) === 1;
}

/** Bits of both; `undefined` stands for all bits. */
export function andMasks(a: Mask | undefined, b: Mask | undefined): Mask | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.map((word, i) => word & b[i]!);
}

export function invertMask(mask: Mask, size: number): Mask {
  const all = fullMask(size);
  return mask.map((word, i) => ~word & all[i]!);
}

export function documentsOfMask(mask: Mask): DocumentSet {
  let count = 0;
  for (let i = 0; i < mask.length; i++) count += bitCount(mask[i]!);
  const documents = new Uint16Array(count);
  let at = 0;
  for (let i = 0; i < mask.length; i++) {
    let word = mask[i]!;
    while (word !== 0) {
      const lowest = word & -word;
      documents[at++] = (i << 5) + (31 - Math.clz32(lowest));
      word ^= lowest;
    }
  }
  return documents;
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
