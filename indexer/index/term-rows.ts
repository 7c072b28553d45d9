import { GrowingUint16, GrowingUint32 } from './growing.ts';

/** A row for every distinct term of every document of a batch: the term's number, the document, how often it stands in title and body. */
export class TermRows {
  readonly terms = new GrowingUint32();
  readonly documents = new GrowingUint16();
  readonly titleCounts = new GrowingUint32();
  readonly bodyCounts = new GrowingUint32();

  get length(): number {
    return this.terms.length;
  }

  clear(): void {
    for (const column of [this.terms, this.documents, this.titleCounts, this.bodyCounts]) column.length = 0;
  }

  /**
   * Adds the rows of a document, its terms as they are first met. @param terms of its tokens, the title's first
   * @param termCount more than every term's number
   * @returns the row of each token, until the next call
   */
  count(terms: Uint32Array, length: number, titleLength: number, document: number, termCount: number): Uint32Array {
    const rows = zeros(termCount);
    const rowOfToken = scratch(length);
    const first = this.length;
    for (let token = 0; token < length; token++) {
      const term = terms[token]!;
      let row = rows[term]! - 1;
      if (row < 0) {
        row = this.add(term, document);
        rows[term] = row + 1;
      }
      (token < titleLength ? this.titleCounts : this.bodyCounts).increment(row);
      rowOfToken[token] = row;
    }
    for (let row = first; row < this.length; row++) rows[this.terms.at(row)] = 0;
    return rowOfToken;
  }

  /**
   * The rows of each term together, in the order of their documents: `order[from..to)`; the terms as first met. A counting sort.
   * @param termCount more than every term's number
   */
  eachTerm(termCount: number, visit: (term: number, order: Uint32Array, from: number, to: number) => void): void {
    const terms = this.terms.array();
    const next = zeros(termCount);
    const met: number[] = [];
    for (const term of terms) if (next[term]!++ === 0) met.push(term);
    let start = 0;
    for (const term of met) {
      const count = next[term]!;
      next[term] = start;
      start += count;
    }
    const order = new Uint32Array(terms.length);
    for (let row = 0; row < terms.length; row++) order[next[terms[row]!]!++] = row;
    let from = 0;
    for (const term of met) {
      const to = next[term]!;
      next[term] = 0;
      visit(term, order, from, to);
      from = to;
    }
  }

  private add(term: number, document: number): number {
    this.documents.push(document);
    this.titleCounts.push(0);
    this.bodyCounts.push(0);
    this.terms.push(term);
    return this.terms.length - 1;
  }
}

/** As many zeros as there may be terms. Whoever writes into them leaves zeros behind. */
function zeros(count: number): Uint32Array {
  if (allZero.length < count) allZero = new Uint32Array(count * 2);
  return allZero;
}
let allZero = new Uint32Array(1 << 12);

/** Room for a row a token, used again. */
function scratch(length: number): Uint32Array {
  if (room.length < length) room = new Uint32Array(length * 2);
  return room;
}
let room = new Uint32Array(1 << 12);
