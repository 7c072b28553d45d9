import type { SupportingTerm } from '../../../indexer/analyse/analyzer.ts';
import { noDay } from '../../../indexer/index/segment.ts';
import type { Explanation } from '../engine.ts';
import { DensestPassage } from './densest-passage.ts';
import { rarity, type IndexView } from './index-view.ts';
import type { Leaf } from './leaf.ts';
import { nearness } from './nearness.ts';
import { Place } from './place.ts';
import type { Ranking } from './ranking.ts';
import type { Scorer } from './scorer.ts';
import { SupportingLists, supportsOf, type Support } from './supporting-lists.ts';

/**
 * What the best documents get beyond the score of their words: for words in the very form that was typed, for neighbouring
 * words of the query near one another, for a passage with much of the query, for the query in the title, and for pieces of
 * its words. Never negative, so nothing behind them can overtake.
 */
export class Rescorer {
  private readonly view: IndexView;
  private readonly scorer: Scorer;
  private readonly ranking: Ranking;
  private readonly leaves: readonly Leaf[];
  private readonly rarities: readonly number[];
  private readonly allRarities: number;
  private readonly supports: readonly Support[];
  private readonly passage: DensestPassage;
  private readonly found: (Found | undefined)[];

  constructor(
    view: IndexView,
    scorer: Scorer,
    ranking: Ranking,
    leaves: readonly Leaf[],
    supporting: readonly SupportingTerm[],
  ) {
    this.view = view;
    this.scorer = scorer;
    this.ranking = ranking;
    this.leaves = leaves.length > mostLeaves ? [] : leaves;
    this.rarities = this.leaves.map((leaf) => rarity(view, countOf(leaf)));
    this.allRarities = this.rarities.reduce((sum, one) => sum + one, 0);
    this.supports = supportsOf(view, leaves.length === 0 ? [] : supporting, ranking.rescoring.supporting);
    this.passage = new DensestPassage(this.rarities);
    this.found = view.segments.map(() => undefined);
  }

  /** The extra score of a document. Fastest when the documents of a segment are asked for in ascending order. */
  bonus(segment: number, document: number): number {
    const own = (this.found[segment] ??= new Found(this.view, segment, this.leaves, this.supports));
    return sum(this.partsOf(own, segment, document));
  }

  explain(segment: number, document: number): Explanation {
    const own = new Found(this.view, segment, this.leaves, this.supports);
    const extra = this.partsOf(own, segment, document);
    const parts = partNames
      .filter((name) => extra[name] > 0)
      .map((name): Explanation => ({ value: extra[name], description: partTexts[name], parts: [] }));
    return { value: sum(extra), description: 'a second look at the best', parts };
  }

  private partsOf({ places, supporting }: Found, segment: number, document: number): Parts {
    const saturated = (frequency: number): number => this.scorer.saturated(frequency, document, segment);
    if (places.length > 1) for (const place of places) place.read(document);
    return {
      typed: this.typed(places, document, saturated),
      near: this.near(places, saturated),
      passage: this.inOnePassage(places),
      title: this.inTitle(places),
      pieces: this.pieces(supporting, document, saturated),
      recent: this.recent(segment, document),
    };
  }

  private typed(places: readonly Place[], document: number, saturated: Saturated): number {
    const { exact } = this.ranking.rescoring;
    let typed = 0;
    for (let i = 0; i < places.length; i++) {
      const frequency = exact === 0 ? 0 : places[i]!.typedFrequency(document);
      if (frequency > 0) typed += exact * this.rarities[i]! * saturated(frequency);
    }
    return typed;
  }

  private near(places: readonly Place[], saturated: Saturated): number {
    const { rescoring } = this.ranking;
    let near = 0;
    if (rescoring.near === 0 || places.length < 2) return near;
    for (let i = 0; i + 1 < places.length; i++) {
      const [a, b] = [places[i]!, places[i + 1]!];
      const together = nearness(a, b, 'title', rescoring) + nearness(a, b, 'body', rescoring);
      if (together === 0) continue;
      const weight = touching(this.leaves[i]!, this.leaves[i + 1]!) ? rescoring.touching : rescoring.near;
      near += weight * Math.min(this.rarities[i]!, this.rarities[i + 1]!) * saturated(together);
    }
    return near;
  }

  private inOnePassage(places: readonly Place[]): number {
    const { passage, passageSize } = this.ranking.rescoring;
    if (passage === 0 || places.length < 2) return 0;
    const title = this.passage.weight(places, 'title', passageSize);
    return passage * Math.max(title, this.passage.weight(places, 'body', passageSize));
  }

  private inTitle(places: readonly Place[]): number {
    const { title } = this.ranking.rescoring;
    let there = 0;
    if (title === 0 || places.length < 2) return there;
    for (let i = 0; i < places.length; i++) if (places[i]!.title.count > 0) there += this.rarities[i]!;
    return there === 0 ? 0 : (title * there * there) / this.allRarities;
  }

  /** Nothing for an announcement without a date. */
  private recent(segment: number, document: number): number {
    const { recency, recencyHalfLife } = this.ranking.rescoring;
    const day = this.view.segments[segment]!.segment.firstDays[document]!;
    if (recency === 0 || day === noDay) return 0;
    const age = Math.max(0, this.view.newestDay() - day);
    return recency * this.allRarities * 2 ** (-age / recencyHalfLife);
  }

  private pieces(supporting: SupportingLists, document: number, saturated: Saturated): number {
    let pieces = 0;
    for (let i = 0; i < this.supports.length; i++) {
      const frequency = supporting.frequency(i, document, this.ranking.titleBoost);
      if (frequency > 0) pieces += this.supports[i]!.weight * saturated(frequency);
    }
    return pieces;
  }
}

type Saturated = (frequency: number) => number;

interface Parts {
  readonly typed: number;
  readonly near: number;
  readonly passage: number;
  readonly title: number;
  readonly pieces: number;
  readonly recent: number;
}

function sum({ typed, near, passage, title, pieces, recent }: Parts): number {
  return typed + near + passage + title + pieces + recent;
}

const partNames = ['typed', 'near', 'passage', 'title', 'pieces', 'recent'] as const;

const partTexts: Readonly<Record<keyof Parts, string>> = {
  typed: 'words in the very form that was typed',
  near: 'neighbouring words of the query near one another',
  passage: 'much of the query in one passage',
  title: 'much of the query in the title',
  pieces: 'pieces of the words',
  recent: 'how new it is',
};

/** A query of more words than this is a text, not a phrase: it is ranked by its words alone, so that the work stays bounded. */
const mostLeaves = 64;

/** What is looked at in one segment. */
class Found {
  readonly places: readonly Place[];
  readonly supporting: SupportingLists;

  constructor(view: IndexView, segment: number, leaves: readonly Leaf[], supports: readonly Support[]) {
    const own = view.segments[segment]!;
    this.places = leaves.map((leaf, i) => new Place(own, segment, leaf, i, leaves.length > 1));
    this.supporting = new SupportingLists(own, supports);
  }
}

/** Written without a space between: where one word ends and the next begins is a guess of the dictionary. */
function touching(a: Leaf, b: Leaf): boolean {
  return (
    b.sought.typedAt !== undefined && b.sought.typedAt.start > 0 && a.sought.typedAt?.end === b.sought.typedAt.start
  );
}

function countOf(leaf: Leaf): number {
  return leaf.terms.reduce((most, term) => Math.max(most, term.counts.any), 0);
}
