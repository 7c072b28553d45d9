import type { PlacedPostings } from './placed-postings.ts';

/** The frequent pairs of an open segment (frequent-pairs.ts). */
export class PairIndex {
  readonly places: PlacedPostings;
  /** Forms whose pairs are kept, ascending. */
  private readonly forms: Uint32Array;
  /** First and second form of each pair, sorted. */
  private readonly pairs: Uint32Array;
  private readonly starts: Uint32Array;

  constructor(forms: Uint32Array, pairs: Uint32Array, starts: Uint32Array, places: PlacedPostings) {
    this.forms = forms;
    this.pairs = pairs;
    this.starts = starts;
    this.places = places;
  }

  /** Where the postings are of one form right behind another: an empty range when it never stands there; `undefined` when pairs of these forms are not kept. */
  find(first: number, second: number): { readonly from: number; readonly to: number } | undefined {
    if (!this.has(first) || !this.has(second)) return undefined;
    const { pairs, starts } = this;
    let low = 0;
    let high = pairs.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((pairs[2 * middle]! - first || pairs[2 * middle + 1]! - second) < 0) low = middle + 1;
      else high = middle;
    }
    const isIt = 2 * low < pairs.length && pairs[2 * low] === first && pairs[2 * low + 1] === second;
    return isIt ? { from: starts[low]!, to: starts[low + 1]! } : { from: 0, to: 0 };
  }

  private has(form: number): boolean {
    const { forms } = this;
    let low = 0;
    let high = forms.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (forms[middle]! < form) low = middle + 1;
      else high = middle;
    }
    return forms[low] === form;
  }
}
