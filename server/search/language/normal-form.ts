import type { QueryNode } from '../query.ts';

/** Queries in one form: no conjunction within a conjunction, none of one child, no double negation. */
export function conjunction(children: readonly QueryNode[]): QueryNode {
  return joined('and', children);
}

export function disjunction(children: readonly QueryNode[]): QueryNode {
  return joined('or', children);
}

export function negation(child: QueryNode): QueryNode {
  return child.kind === 'not' ? child.child : { kind: 'not', child };
}

function joined(kind: 'and' | 'or', children: readonly QueryNode[]): QueryNode {
  const flat = children.flatMap((child) => (child.kind === kind ? child.children : [child]));
  const [only] = flat;
  return only !== undefined && flat.length === 1 ? only : { kind, children: flat };
}
