import { GrowingUint32 } from './growing.ts';
import { PostingsDraft } from './postings.ts';

/**
 * Posting lists of a segment while they grow batch by batch: what a batch adds to a term is a run, and the runs of a
 * term are chained. At the end each chain is read once, in the order of the dictionary.
 */
export class PostingRuns {
  readonly postings = new PostingsDraft();
  /** First and last run of each term, 0 for none; runs count from 1. */
  private readonly first = new GrowingUint32();
  private readonly last = new GrowingUint32();
  private readonly next = new GrowingUint32();
  private readonly from = new GrowingUint32();
  /** What the run begins with elsewhere, in a list kept beside the postings. */
  private readonly beside = new GrowingUint32();

  constructor() {
    for (const column of [this.next, this.from, this.beside]) column.push(0);
  }

  /** Begins a run: the postings added next are the term's. @param beside remembered with it */
  begin(term: number, beside = 0): void {
    const run = this.next.length;
    this.next.push(0);
    this.from.push(this.postings.length);
    this.beside.push(beside);
    this.first.extendTo(term + 1);
    this.last.extendTo(term + 1);
    if (this.first.at(term) === 0) this.first.set(term, run);
    else this.next.set(this.last.at(term), run);
    this.last.set(term, run);
  }

  has(term: number): boolean {
    return term < this.first.length && this.first.at(term) !== 0;
  }

  /** The runs of a term, each as a range of `postings`, in the order in which they were begun. */
  each(term: number, visit: (from: number, to: number, beside: number) => void): void {
    if (!this.has(term)) return;
    for (let run = this.first.at(term); run !== 0; run = this.next.at(run))
      visit(
        this.from.at(run),
        run + 1 < this.from.length ? this.from.at(run + 1) : this.postings.length,
        this.beside.at(run),
      );
  }
}
