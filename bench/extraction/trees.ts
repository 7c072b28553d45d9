/** Boosted decision trees for a yes/no question, fitted with logistic loss on histograms. Small and deterministic: equal input, equal trees. */

export interface Examples {
  /** One row of numbers an example, all of one length. */
  readonly rows: readonly Float32Array[];
  /** 0 or 1. */
  readonly labels: readonly number[];
  readonly weights: readonly number[];
}

export interface Settings {
  readonly trees: number;
  /** Leaves of a tree. */
  readonly leaves: number;
  readonly rate: number;
  /** Least examples in a leaf. */
  readonly leafExamples: number;
  /** Share of the numbers that a tree may ask about. */
  readonly columnShare: number;
  /** Share of the examples that a tree sees. */
  readonly rowShare: number;
  /** L2 penalty on leaf values. */
  readonly penalty: number;
  readonly seed: number;
}

/** A tree in the text form of `crawler/extract/body/judgement.ts`: splits `column:threshold` before their left and right parts, leaves `=value`. */
export type TreeText = string;

const binCount = 48;

export function fitTrees({ rows, labels, weights }: Examples, settings: Settings): TreeText[] {
  const width = rows[0]!.length;
  const random = seeded(settings.seed);
  const edges = Array.from({ length: width }, (_, column) => edgesOf(rows, column));
  const bins = edges.map((edge, column) => Uint8Array.from(rows, (row) => binOf(row[column]!, edge)));
  const scores = new Float64Array(rows.length);
  const trees: TreeText[] = [];
  for (let tree = 0; tree < settings.trees; tree++) {
    const gradients = Float64Array.from(scores, (score, index) => weights[index]! * (sigmoid(score) - labels[index]!));
    const curvatures = Float64Array.from(
      scores,
      (score, index) => weights[index]! * Math.max(1e-6, sigmoid(score) * (1 - sigmoid(score))),
    );
    const columns = edges
      .map((_, column) => column)
      .filter((column) => edges[column]!.length > 0 && random() < settings.columnShare);
    const seen = Uint32Array.from(rows.keys()).filter(() => random() < settings.rowShare);
    const root = grow(seen, { bins, edges, gradients, curvatures, columns, settings });
    const predict = (row: Float32Array): number => valueOf(root, row);
    rows.forEach((row, index) => (scores[index]! += predict(row)));
    trees.push(textOf(root));
  }
  return trees;
}

interface Leaf {
  rows: Uint32Array;
  value: number;
  split?: { column: number; threshold: number; left: Leaf; right: Leaf };
}

interface Ground {
  readonly bins: readonly Uint8Array[];
  readonly edges: readonly (readonly number[])[];
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
  readonly columns: readonly number[];
  readonly settings: Settings;
}

interface Candidate {
  readonly leaf: Leaf;
  readonly gain: number;
  readonly column: number;
  readonly bin: number;
}

/** Grows the leaf with the greatest gain first. */
function grow(rows: Uint32Array, ground: Ground): Leaf {
  const root: Leaf = { rows, value: leafValue(rows, ground) };
  const open = [bestSplit(root, ground)].filter((candidate) => candidate !== undefined);
  for (let leaves = 1; leaves < ground.settings.leaves && open.length > 0; leaves++) {
    open.sort((a, b) => b.gain - a.gain);
    const { leaf, column, bin } = open.shift()!;
    const own = ground.bins[column]!;
    const left = { rows: leaf.rows.filter((row) => own[row]! <= bin), value: 0 };
    const right = { rows: leaf.rows.filter((row) => own[row]! > bin), value: 0 };
    left.value = leafValue(left.rows, ground);
    right.value = leafValue(right.rows, ground);
    leaf.split = { column, threshold: ground.edges[column]![bin]!, left, right };
    for (const child of [left, right]) {
      const candidate = bestSplit(child, ground);
      if (candidate !== undefined) open.push(candidate);
    }
  }
  return root;
}

function bestSplit(
  leaf: Leaf,
  { bins, edges, gradients, curvatures, columns, settings }: Ground,
): Candidate | undefined {
  if (leaf.rows.length < 2 * settings.leafExamples) return undefined;
  let best: Candidate | undefined;
  const g = new Float64Array(binCount + 1);
  const h = new Float64Array(binCount + 1);
  const n = new Uint32Array(binCount + 1);
  for (const column of columns) {
    g.fill(0);
    h.fill(0);
    n.fill(0);
    const own = bins[column]!;
    for (const row of leaf.rows) {
      const bin = own[row]!;
      g[bin]! += gradients[row]!;
      h[bin]! += curvatures[row]!;
      n[bin]!++;
    }
    const all = { g: sum(g), h: sum(h) };
    const whole = (all.g * all.g) / (all.h + settings.penalty);
    let left = { g: 0, h: 0, n: 0 };
    for (let bin = 0; bin < edges[column]!.length; bin++) {
      left = { g: left.g + g[bin]!, h: left.h + h[bin]!, n: left.n + n[bin]! };
      if (left.n < settings.leafExamples || leaf.rows.length - left.n < settings.leafExamples) continue;
      const gain =
        (left.g * left.g) / (left.h + settings.penalty) +
        (all.g - left.g) ** 2 / (all.h - left.h + settings.penalty) -
        whole;
      if (gain > 1e-6 && (best === undefined || gain > best.gain)) best = { leaf, gain, column, bin };
    }
  }
  return best;
}

function leafValue(rows: Uint32Array, { gradients, curvatures, settings }: Ground): number {
  let g = 0;
  let h = 0;
  for (const row of rows) {
    g += gradients[row]!;
    h += curvatures[row]!;
  }
  return (-g / (h + settings.penalty)) * settings.rate;
}

function valueOf(leaf: Leaf, row: Float32Array): number {
  let at = leaf;
  while (at.split !== undefined) at = row[at.split.column]! <= at.split.threshold ? at.split.left : at.split.right;
  return at.value;
}

function textOf({ split, value }: Leaf): string {
  return split === undefined
    ? `=${Number(value.toPrecision(3))}`
    : `${split.column}:${split.threshold} ${textOf(split.left)} ${textOf(split.right)}`;
}

/** Upper edges of the bins of a column: quantiles of its distinct values, rounded so that the text form is exact. */
function edgesOf(rows: readonly Float32Array[], column: number): number[] {
  const values = Float32Array.from(rows, (row) => row[column]!).sort();
  const edges = new Set<number>();
  for (let bin = 1; bin < binCount; bin++) {
    const low = values[Math.floor((bin * values.length) / binCount) - 1]!;
    const next = firstAbove(values, low);
    if (next !== undefined) edges.add(Number(((low + next) / 2).toPrecision(4)));
  }
  const last = values.at(-1)!;
  return [...edges].filter((edge) => edge < last).sort((a, b) => a - b);
}

/** The smallest value above another in a sorted row. */
function firstAbove(values: Float32Array, low: number): number | undefined {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (values[middle]! > low) to = middle;
    else from = middle + 1;
  }
  return values[from];
}

function binOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

export function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** Mulberry32: the same numbers on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
