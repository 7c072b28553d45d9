import { FormPositions, positionSets, type PositionSets } from './form-positions.ts';
import type { SegmentView } from './index-view.ts';
import type { Leaf } from './leaf.ts';
import { formList } from './term-lists.ts';

/** One word of the query in one segment: where it stands in a document. Documents must be asked for in ascending order. */
export class Place extends FormPositions {
  readonly width: number;
  private readonly typed: ReturnType<typeof formList> | undefined;
  private typedAt = 0;

  /** `number`: which word of the query it is; only two or more are compared by where they stand. */
  constructor(view: SegmentView, segment: number, { sought }: Leaf, number: number, compared: boolean) {
    super(view, compared ? sought.forms(segment) : [], setsOf(number));
    this.width = sought.width ?? 1;
    const ordinal = sought.typed?.(segment) ?? -1;
    this.typed = ordinal < 0 ? undefined : formList(view, ordinal);
    this.typedAt = this.typed?.from ?? 0;
  }

  /** How often the form as typed is in the document. */
  typedFrequency(document: number): number {
    const { typed } = this;
    if (typed === undefined) return 0;
    this.typedAt = typed.postings.seek(document, this.typedAt, typed.to);
    if (this.typedAt === typed.to || typed.postings.documents[this.typedAt] !== document) return 0;
    return typed.postings.titleFrequency(this.typedAt) + typed.postings.bodyFrequency(this.typedAt);
  }
}

const sets: PositionSets[] = [];

/** Positions are read anew for each document, so the sets of one search serve the next. */
function setsOf(word: number): PositionSets {
  return (sets[word] ??= positionSets());
}
