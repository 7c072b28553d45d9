import { trees } from './judgement-trees.ts';

/**
 * Weighs the evidence for a block: the probability that it belongs to the announcement, by boosted decision trees fitted on labelled pages
 * (`bench/extraction/learn.ts` fits them and says how well they do on pages they have not seen).
 *
 * Form of a tree in `judgement-trees.ts`: its nodes in preorder, apart by spaces. A split is `column:threshold` (the left part follows first, for
 * numbers up to the threshold, then the right part); a leaf is `=value`. Columns count in `evidenceNames`; values add up to log-odds.
 */
export function judge(evidence: Float32Array): number {
  let score = 0;
  for (let at of roots) {
    for (;;) {
      const column = columns[at]!;
      if (column < 0) break;
      at = evidence[column]! <= values[at]! ? at + 1 : rights[at]!;
    }
    score += values[at]!;
  }
  return 1 / (1 + Math.exp(-score));
}

/** All trees in one row of nodes: the left part of a split is the next node, `rights` says where its right part begins; a leaf has column -1. */
const columns: number[] = [];
const values: number[] = [];
const rights: number[] = [];
const roots: readonly number[] = trees.map(plant);

function plant(text: string): number {
  const nodes = text.split(' ');
  const root = columns.length;
  let next = 0;
  const read = (): void => {
    const node = nodes[next++]!;
    const at = columns.length;
    const [column, threshold] = node.split(':');
    if (node.startsWith('=')) {
      columns.push(-1);
      values.push(Number(node.slice(1)));
      rights.push(0);
      return;
    }
    columns.push(Number(column));
    values.push(Number(threshold));
    rights.push(0);
    read();
    rights[at] = columns.length;
    read();
  };
  read();
  return root;
}
