import type { WordReading } from '../engine.ts';
import type { CompiledLeaf, CompiledQuery } from '../language/compile-query.ts';
import type { Note } from '../language/note.ts';
import type { FilterNode } from '../query.ts';
import { leafKey, type KnownLeaves } from './known-leaves.ts';
import { typedAt, type Leaf, type LeafContext } from './leaf.ts';
import { leafOf } from './look-up.ts';

/** The query with its words looked up. */
export type Plan =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'filter'; readonly filter: FilterNode }
  | { readonly kind: 'published'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'and'; readonly children: readonly Plan[] }
  | { readonly kind: 'or'; readonly children: readonly Plan[] }
  | { readonly kind: 'not'; readonly child: Plan };

export interface Planned {
  readonly plan: Plan;
  /** The words and phrases that score, in the order of the query; those below a `not` are not among them. */
  readonly leaves: readonly Leaf[];
  readonly words: readonly WordReading[];
  readonly notes: readonly Note[];
}

/** Looks up the words of a query, those that are known without looking again. */
export class Planner {
  private readonly context: LeafContext;
  private readonly known: KnownLeaves;

  constructor(context: LeafContext, known: KnownLeaves) {
    this.context = context;
    this.known = known;
  }

  plan(query: CompiledQuery): Planned {
    const leaves: Leaf[] = [];
    const plan = this.compile(query, leaves);
    return {
      plan,
      leaves,
      words: leaves.map((leaf) => leaf.reading()),
      notes: leaves.flatMap((leaf) => leaf.note ?? []),
    };
  }

  private compile(query: CompiledQuery, leaves: Leaf[]): Plan {
    switch (query.kind) {
      case 'all':
      case 'none':
      case 'published':
        return query;
      case 'filter':
        return { kind: 'filter', filter: query };
      case 'not':
        return { kind: 'not', child: this.compile(query.child, []) };
      case 'and':
      case 'or':
        return { kind: query.kind, children: query.children.map((child) => this.compile(child, leaves)) };
      case 'word':
      case 'phrase':
      case 'prefix':
      case 'fuzzy': {
        const leaf = this.leaf(query);
        leaves.push(leaf);
        return { kind: 'leaf', leaf };
      }
    }
  }

  private leaf(query: CompiledLeaf): Leaf {
    const leaf = this.known.leaf(leafKey(query), this.context.view.segments, () => leafOf(this.context, query));
    return query.kind === 'word' ? typedAt(leaf, query.word) : leaf;
  }
}
