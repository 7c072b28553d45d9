import type { Explanation } from '../engine.ts';
import type { IndexView, SegmentView } from './index-view.ts';
import type { Leaf, Sought } from './leaf.ts';
import { PositionCursor, PositionSet, type PlacedForm } from './position-cursor.ts';
import { formList } from './term-lists.ts';
import type { Ranking, Rescoring } from './ranking.ts';
import type { Scorer } from './scorer.ts';

/**
 * What the best documents get beyond the score of their words: for words in the very form that was typed, and for
 * neighbouring words of the query that stand near one another. Never negative, so nothing behind them can overtake.
 */
export class Rescorer {
  private readonly view: IndexView;
  private readonly scorer: Scorer;
  private readonly ranking: Ranking;
  private readonly leaves: readonly Leaf[];
  private readonly rarities: readonly number[];
  private readonly places: (Place[] | undefined)[];

  constructor(view: IndexView, scorer: Scorer, ranking: Ranking, leaves: readonly Leaf[]) {
    this.view = view;
    this.scorer = scorer;
    this.ranking = ranking;
    this.leaves = leaves.length > mostLeaves ? [] : leaves;
    this.rarities = this.leaves.map((leaf) =>
      Math.log(1 + (view.documents - countOf(leaf) + 0.5) / (countOf(leaf) + 0.5)),
    );
    this.places = view.segments.map(() => undefined);
  }

  /** The extra score of a document. Fastest when the documents of a segment are asked for in ascending order. */
  bonus(segment: number, document: number): number {
    const compared = this.leaves.length > 1 && this.ranking.rescoring.near !== 0;
    const places = (this.places[segment] ??= this.leaves.map(
      (leaf, i) => new Place(this.view.segments[segment]!, segment, leaf, i, compared),
    ));
    const { rescoring } = this.ranking;
    let bonus = 0;
    for (let i = 0; i < places.length; i++) {
      const typed = rescoring.exact === 0 ? 0 : places[i]!.typedFrequency(document);
      if (typed > 0) bonus += rescoring.exact * this.rarities[i]! * this.scorer.saturated(typed, document, segment);
    }
    if (!compared) return bonus;
    for (const place of places) place.read(document);
    for (let i = 0; i + 1 < places.length; i++) {
      const [a, b] = [places[i]!, places[i + 1]!];
      const weight = touching(this.leaves[i]!, this.leaves[i + 1]!) ? rescoring.touching : rescoring.near;
      const together = nearness(a, b, 'title', rescoring) + nearness(a, b, 'body', rescoring);
      if (together > 0)
        bonus +=
          weight *
          Math.min(this.rarities[i]!, this.rarities[i + 1]!) *
          this.scorer.saturated(together, document, segment);
    }
    return bonus;
  }

  explain(segment: number, document: number): Explanation {
    const value = new Rescorer(this.view, this.scorer, this.ranking, this.leaves).bonus(segment, document);
    return { value, description: 'words as typed and near one another', parts: [] };
  }
}

/** A query of more words than this is a text, not a phrase: it is ranked by its words alone, so that the work stays bounded. */
const mostLeaves = 64;

/** Forms of a word whose positions are read; a beginning that stands for more is not looked at for nearness. */
const mostForms = 64;

/** Written without a space between: where one word ends and the next begins is a guess of the dictionary. */
function touching(a: Leaf, b: Leaf): boolean {
  return (
    b.sought.typedAt !== undefined && b.sought.typedAt.start > 0 && a.sought.typedAt?.end === b.sought.typedAt.start
  );
}

function countOf(leaf: Leaf): number {
  return leaf.terms.reduce((most, term) => Math.max(most, term.counts.any), 0);
}

/** One word of the query in one segment: where it stands in a document. */
class Place {
  readonly title: PositionSet;
  readonly body: PositionSet;
  readonly width: number;
  private readonly cursors: readonly PositionCursor[];
  private readonly typed: ReturnType<typeof formList> | undefined;
  private typedAt = 0;

  /** `number`: which word of the query it is; only two or more are compared by where they stand. */
  constructor(view: SegmentView, segment: number, { sought }: Leaf, number: number, compared: boolean) {
    [this.title, this.body] = setsOf(number);
    this.cursors = compared ? distinctForms(sought, segment).map((form) => PositionCursor.ofForm(view, form)) : [];
    this.width = sought.width ?? 1;
    const ordinal = sought.typed?.(segment) ?? -1;
    this.typed = ordinal < 0 ? undefined : formList(view, ordinal);
    this.typedAt = this.typed?.from ?? 0;
  }

  /** How often the form as typed is in the document. Documents must come in ascending order. */
  typedFrequency(document: number): number {
    const { typed } = this;
    if (typed === undefined) return 0;
    this.typedAt = typed.postings.seek(document, this.typedAt, typed.to);
    if (this.typedAt === typed.to || typed.postings.documents[this.typedAt] !== document) return 0;
    return typed.postings.titleFrequency(this.typedAt) + typed.postings.bodyFrequency(this.typedAt);
  }

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

/** The forms in which any alternative of the word begins. */
function distinctForms(sought: Sought, segment: number): PlacedForm[] {
  const forms: PlacedForm[] = [];
  for (const { places } of sought.phrases) {
    const [first] = places(segment);
    if (first === undefined || first.forms.length > mostForms) continue;
    for (const form of first.forms)
      if (!forms.some((known) => known.ordinal === form.ordinal && known.language === form.language)) forms.push(form);
  }
  return forms;
}

const sets: [title: PositionSet, body: PositionSet][] = [];

/** Positions are read anew for each document, so the sets of one search serve the next. */
function setsOf(word: number): [title: PositionSet, body: PositionSet] {
  return (sets[word] ??= [new PositionSet(), new PositionSet()]);
}

/** Sum over the places of the first word of 1 / distance to the nearest place of the second, on either side. Neighbours are 1 apart. */
function nearness(first: Place, second: Place, field: 'title' | 'body', { window, reversed }: Rescoring): number {
  const a = first[field];
  const b = second[field];
  if (a.count === 0 || b.count === 0) return 0;
  let sum = 0;
  let j = 0;
  for (let i = 0; i < a.count; i++) {
    const at = a.positions[i]!;
    while (j < b.count && b.positions[j]! <= at) j++;
    const after = j < b.count ? Math.max(1, b.positions[j]! - at - first.width + 1) : Infinity;
    const before = j > 0 ? at - b.positions[j - 1]! - second.width + 1 : Infinity;
    const forward = after <= window ? 1 / after : 0;
    const backward = before <= window && before > 0 ? reversed / before : 0;
    sum += forward > backward ? forward : backward;
  }
  return sum;
}
