import { trees } from './judgement-trees.ts';

/**
 * Reads trees as a function that weighs the evidence for a block: the probability that it belongs to the announcement, by boosted decision
 * trees fitted on labelled pages (`npm run score -- learn` fits them and says how well they do on pages they have not seen).
 *
 * Form of a tree in `judgement-trees.ts`: its nodes in preorder, apart by spaces. A split is `column:threshold` (the left part follows first, for
 * numbers up to the threshold, then the right part); a leaf is `=value`. Columns count in `evidenceNames`; values add up to log-odds.
 */
export function readTrees(texts: readonly string[]): (evidence: Float32Array) => number {
  const { columns, values, rights, roots } = plant(texts);
  return (evidence) => {
    let score = 0;
    for (let tree = 0; tree < roots.length; tree++) {
      if (tree === firstLook && score < hopeless) break;
      let at = roots[tree]!;
      for (let column = columns[at]!; column >= 0; column = columns[at]!)
        at = evidence[column]! <= values[at]! ? at + 1 : rights[at]!;
      score += values[at]!;
    }
    return 1 / (1 + Math.exp(-score));
  };
}

/** Trees after which a block may be given up: most blocks of a page are clearly furniture, and the later trees are for the doubtful ones. */
const firstLook = 40;
/** Log-odds below which it is: one in twelve. Higher loses paragraphs, lower saves little. */
const hopeless = -2.5;

export const judge = readTrees(trees);

/** All trees in one row of nodes: the left part of a split is the next node, `rights` says where its right part begins; a leaf has column -1. */
interface Nodes {
  readonly columns: Int16Array;
  readonly values: Float64Array;
  readonly rights: Int32Array;
  readonly roots: Int32Array;
}

function plant(texts: readonly string[]): Nodes {
  const columns: number[] = [];
  const values: number[] = [];
  const rights: number[] = [];
  const roots = texts.map((text) => {
    const nodes = text.split(' ');
    const root = columns.length;
    let next = 0;
    const read = (): void => {
      const node = nodes[next++]!;
      const at = columns.length;
      const isLeaf = node.startsWith('=');
      const [column, threshold] = node.split(':');
      columns.push(isLeaf ? -1 : Number(column));
      values.push(Number(isLeaf ? node.slice(1) : threshold));
      rights.push(0);
      if (isLeaf) return;
      read();
      rights[at] = columns.length;
      read();
    };
    read();
    return root;
  });
  return {
    columns: Int16Array.from(columns),
    values: Float64Array.from(values),
    rights: Int32Array.from(rights),
    roots: Int32Array.from(roots),
  };
}
