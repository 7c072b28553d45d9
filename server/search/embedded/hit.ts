import type { StoredFields } from '../../../indexer/index/document.ts';
import type { Explanation, Hit, Snippet, SortKey } from '../engine.ts';

/**
 * Stored fields as a hit. They were just parsed and belong to nobody else, so they become the hit; ids, instants and states were
 * written from values of the branded types.
 */
export function hitOf(
  fields: StoredFields,
  found: { score: number; sortKey: SortKey; snippets: readonly Snippet[]; explanation?: Explanation },
): Hit {
  return Object.assign(fields, found) as StoredFields & typeof found & Hit;
}
