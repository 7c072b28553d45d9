import { positionBlock, type Postings } from './postings.ts';

/** Posting lists with positions: those of the forms, or those of the frequent pairs. */
export class PlacedPostings {
  readonly postings: Postings;
  /** Positions of each posting, the title's first, each field's from 0. There are as many as its frequencies add up to. */
  readonly positions: Uint16Array | Uint32Array;
  /** Where the positions of every `positionBlock`-th posting start. */
  private readonly blocks: Uint32Array;

  constructor(postings: Postings, positions: Uint16Array | Uint32Array, blocks: Uint32Array) {
    this.postings = postings;
    this.positions = positions;
    this.blocks = blocks;
  }

  /** Where the positions of a posting start in `positions`. */
  start(posting: number): number {
    const block = posting - (posting % positionBlock);
    let start = this.blocks[block / positionBlock]!;
    const { postings } = this;
    for (let before = block; before < posting; before++)
      start += postings.titleFrequency(before) + postings.bodyFrequency(before);
    return start;
  }
}
