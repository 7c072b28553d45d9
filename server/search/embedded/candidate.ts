import type { SegmentView } from './index-view.ts';

/** A document that may be shown. */
export class Candidate {
  readonly view: SegmentView;
  readonly segment: number;
  readonly document: number;
  /** What it is ordered by: its score, with what the second look adds, or its day. */
  value: number;
  private text: string | undefined;

  constructor(view: SegmentView, segment: number, document: number, value: number) {
    this.view = view;
    this.segment = segment;
    this.document = document;
    this.value = value;
  }

  /** Read when it is first needed: most candidates are never compared by it. */
  get id(): string {
    return (this.text ??= this.view.segment.id(this.document));
  }

  get revision(): number {
    return this.view.segment.revisions[this.document]!;
  }

  /** One number for each document of a snapshot. */
  get key(): number {
    return this.segment * 65_536 + this.document;
  }
}
