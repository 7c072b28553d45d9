import type { DocumentSet } from './document-set.ts';
import type { SegmentView } from './index-view.ts';
import { PositionCursor, PositionSet, type PlacedForm } from './position-cursor.ts';

/** Where any of some forms stands in a document, by field, in order. */
export class FormPositions {
  readonly title: PositionSet;
  readonly body: PositionSet;
  private readonly cursors: readonly PositionCursor[];

  /** @param sets to be filled; others may read them only before the next document is read */
  constructor(view: SegmentView, forms: readonly PlacedForm[], sets: PositionSets = positionSets()) {
    this.title = sets.title;
    this.body = sets.body;
    this.cursors = forms.map((form) => PositionCursor.ofForm(view, form));
  }

  /** The documents of each form. */
  get documents(): readonly DocumentSet[] {
    return this.cursors.map(({ documents }) => documents);
  }

  /** Documents must be asked for in ascending order. */
  read(document: number): void {
    this.title.count = 0;
    this.body.count = 0;
    for (const cursor of this.cursors) cursor.collect(document, this.title, this.body);
    if (this.cursors.length > 1) {
      this.title.sort();
      this.body.sort();
    }
  }
}

export interface PositionSets {
  readonly title: PositionSet;
  readonly body: PositionSet;
}

export function positionSets(): PositionSets {
  return { title: new PositionSet(), body: new PositionSet() };
}
