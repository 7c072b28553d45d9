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
  /** The runs in the order in which they were begun, three numbers each (`run`): a chain jumps from one to the next, and what is read of one lies together. */
  private readonly runs = new GrowingUint32();

  constructor() {
    this.push(0);
  }

  /** Begins a run: the postings added next are the term's. @param beside remembered with it, a place in a list kept beside the postings */
  begin(term: number, beside = 0): void {
    const number = this.runs.length / run.width;
    this.push(beside);
    this.first.extendTo(term + 1);
    this.last.extendTo(term + 1);
    if (this.first.at(term) === 0) this.first.set(term, number);
    else this.runs.set(this.last.at(term) * run.width + run.next, number);
    this.last.set(term, number);
  }

  has(term: number): boolean {
    return term < this.first.length && this.first.at(term) !== 0;
  }

  /** The runs of a term, each as a range of `postings`, in the order in which they were begun. */
  each(term: number, visit: (from: number, to: number, beside: number) => void): void {
    if (!this.has(term)) return;
    const { runs } = this;
    for (let number = this.first.at(term); number !== 0; number = runs.at(number * run.width + run.next)) {
      const at = number * run.width;
      const to = at + run.width < runs.length ? runs.at(at + run.width + run.from) : this.postings.length;
      visit(runs.at(at + run.from), to, runs.at(at + run.beside));
    }
  }

  private push(beside: number): void {
    this.runs.push(0);
    this.runs.push(this.postings.length);
    this.runs.push(beside);
  }
}

/** What is kept of a run: the next of its term, 0 for none; where its postings begin (they end where those of the run behind it begin); what was given with it. */
const run = { next: 0, from: 1, beside: 2, width: 3 } as const;
