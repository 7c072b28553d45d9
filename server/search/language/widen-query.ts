import type { CompiledQuery } from './compile-query.ts';

/**
 * The query that any of the words answers: in every conjunction the words, phrases and alternatives become alternatives;
 * what is excluded, and what a facet or a date must be, stays required. The same object when there is nothing to widen.
 */
export function widenQuery(query: CompiledQuery): CompiledQuery {
  if (query.kind === 'or') {
    const children = query.children.map(widenQuery);
    return children.every((child, i) => child === query.children[i]) ? query : { kind: 'or', children };
  }
  if (query.kind !== 'and') return query;
  const required = query.children.filter((child) => isCondition(child));
  const wanted = query.children.filter((child) => !isCondition(child)).map(widenQuery);
  if (wanted.length < 2)
    return wanted.every((child) => query.children.includes(child))
      ? query
      : { kind: 'and', children: [...required, ...wanted] };
  const widened: CompiledQuery = { kind: 'or', children: wanted };
  return required.length === 0 ? widened : { kind: 'and', children: [widened, ...required] };
}

/** Whether a node restricts instead of asking for words. An alternative of conditions only is one, too. */
function isCondition(node: CompiledQuery): boolean {
  switch (node.kind) {
    case 'not':
    case 'filter':
    case 'published':
    case 'all':
    case 'none':
      return true;
    case 'and':
    case 'or':
      return node.children.every(isCondition);
    case 'word':
    case 'phrase':
    case 'prefix':
    case 'fuzzy':
      return false;
  }
}
