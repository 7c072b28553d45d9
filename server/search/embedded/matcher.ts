import {
  allDocuments,
  documentsOfMask,
  gallopRatio,
  intersect,
  masked,
  noDocuments,
  subtract,
  union,
  type DocumentSet,
} from './document-set.ts';
import type { FacetView } from './facet-view.ts';
import type { SegmentView } from './index-view.ts';
import type { Plan } from './plan.ts';

/** Which documents of one segment satisfy a plan. Keeps the answer of every inner node: scoring asks again. */
export class Matcher {
  readonly view: SegmentView;
  private readonly index: number;
  private readonly facets: FacetView;
  private readonly known = new Map<Plan, DocumentSet>();

  constructor(view: SegmentView, index: number, facets: FacetView) {
    this.view = view;
    this.index = index;
    this.facets = facets;
  }

  match(plan: Plan): DocumentSet {
    if (plan.kind === 'leaf') return plan.leaf.documents[this.index]!;
    let documents = this.known.get(plan);
    if (documents === undefined) this.known.set(plan, (documents = this.evaluate(plan)));
    return documents;
  }

  private evaluate(plan: Plan): DocumentSet {
    switch (plan.kind) {
      case 'all':
        return allDocuments(this.view.size);
      case 'none':
        return noDocuments;
      case 'leaf':
        return plan.leaf.documents[this.index]!;
      case 'filter':
        return documentsOfMask(this.facets.having(this.index, plan.filter.facet, this.facets.valuesOf(plan.filter)));
      case 'published':
        return documentsOfMask(this.view.publishedBetween(plan.from, plan.to));
      case 'not':
        return subtract(allDocuments(this.view.size), this.match(plan.child));
      case 'or':
        return union(
          plan.children.map((child) => this.match(child)),
          this.view.size,
        );
      case 'and':
        return this.all(plan.children);
    }
  }

  /** The rarest first, so that every further one is only looked into for what is left. */
  private all(children: readonly Plan[]): DocumentSet {
    const wanted = children
      .filter((child) => child.kind !== 'not')
      .map((child) => ({ child, documents: this.match(child) }));
    wanted.sort((a, b) => a.documents.length - b.documents.length);
    let documents = wanted[0]?.documents ?? allDocuments(this.view.size);
    for (let i = 1; i < wanted.length && documents.length > 0; i++) documents = this.within(documents, wanted[i]!);
    for (const child of children)
      if (child.kind === 'not' && documents.length > 0) documents = subtract(documents, this.match(child.child));
    return documents;
  }

  /** Those of the documents that are in a larger set. Bits of a word, made once, are looked up faster than its list is walked beside them. */
  private within(documents: DocumentSet, { child, documents: larger }: Wanted): DocumentSet {
    return child.kind === 'leaf' && larger.length <= documents.length * gallopRatio
      ? masked(documents, child.leaf.mask(this.index))
      : intersect(documents, larger);
  }
}

interface Wanted {
  readonly child: Plan;
  readonly documents: DocumentSet;
}
