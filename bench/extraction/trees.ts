/** Boosted decision trees for a yes/no question, fitted with logistic loss on histograms. Small and deterministic: equal input, equal trees. */

export interface Examples {
  /** One row of numbers an example, all of one length. */
  readonly rows: readonly Float32Array[];
  /** 0 to 1: what the answer is, or how likely it is yes. */
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

/** Bins of a column: thresholds are sought at so many quantiles. More: slower, and no better on unseen pages. */
const binCount = 48;

export function fitTrees({ rows, labels, weights }: Examples, settings: Settings): TreeText[] {
  const width = rows[0]!.length;
  const random = seeded(settings.seed);
  const edges = Array.from({ length: width }, (_, column) => edgesOf(rows, column));
  const bins = edges.map((edge, column) => Uint8Array.from(rows, (row) => binOf(row[column]!, edge)));
  const scores = new Float64Array(rows.length);
  const gradients = new Float64Array(rows.length);
  const curvatures = new Float64Array(rows.length);
  const trees: TreeText[] = [];
  for (let tree = 0; tree < settings.trees; tree++) {
    for (let row = 0; row < rows.length; row++) {
      const odds = sigmoid(scores[row]!);
      gradients[row] = weights[row]! * (odds - labels[row]!);
      curvatures[row] = weights[row]! * Math.max(1e-6, odds * (1 - odds));
    }
    const columns = edges
      .map((_, column) => column)
      .filter((column) => edges[column]!.length > 0 && random() < settings.columnShare);
    const seen = Uint32Array.from(rows.keys()).filter(() => random() < settings.rowShare);
    const root = grow(seen, { bins, edges, gradients, curvatures, columns, settings });
    for (let row = 0; row < rows.length; row++) scores[row]! += valueOf(root, bins, row);
    trees.push(textOf(root, edges));
  }
  return trees;
}

/** Sums of a set of examples by column and bin: gradient, curvature, count. */
type Histogram = Float64Array;

interface Leaf {
  readonly rows: Uint32Array;
  readonly histogram: Histogram;
  value: number;
  split?: { column: number; bin: number; left: Leaf; right: Leaf };
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
  const root = leafOf(rows, histogramOf(rows, ground), ground);
  const open = [bestSplit(root, ground)].filter((candidate) => candidate !== undefined);
  for (let leaves = 1; leaves < ground.settings.leaves && open.length > 0; leaves++) {
    open.sort((a, b) => b.gain - a.gain);
    const { leaf, column, bin } = open.shift()!;
    const own = ground.bins[column]!;
    const left = leaf.rows.filter((row) => own[row]! <= bin);
    const right = leaf.rows.filter((row) => own[row]! > bin);
    const children =
      left.length < right.length ? partsOf(leaf, left, right, ground) : partsOf(leaf, right, left, ground).reverse();
    leaf.split = { column, bin, left: children[0]!, right: children[1]! };
    for (const child of children) {
      const candidate = bestSplit(child, ground);
      if (candidate !== undefined) open.push(candidate);
    }
  }
  return root;
}

/** Two leaves of one: only the smaller is counted, the larger is what remains. */
function partsOf(whole: Leaf, smaller: Uint32Array, larger: Uint32Array, ground: Ground): Leaf[] {
  const counted = histogramOf(smaller, ground);
  const rest = whole.histogram.map((value, index) => value - counted[index]!);
  return [leafOf(smaller, counted, ground), leafOf(larger, rest, ground)];
}

const stride = 3 * (binCount + 1);

function histogramOf(rows: Uint32Array, { bins, gradients, curvatures, columns }: Ground): Histogram {
  const sums = new Float64Array(columns.length * stride);
  columns.forEach((column, place) => {
    const own = bins[column]!;
    const start = place * stride;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index]!;
      const at = start + own[row]! * 3;
      sums[at]! += gradients[row]!;
      sums[at + 1]! += curvatures[row]!;
      sums[at + 2]!++;
    }
  });
  return sums;
}

function leafOf(rows: Uint32Array, histogram: Histogram, { gradients, curvatures, settings }: Ground): Leaf {
  let g = 0;
  let h = 0;
  for (const row of rows) {
    g += gradients[row]!;
    h += curvatures[row]!;
  }
  return { rows, histogram, value: (-g / (h + settings.penalty)) * settings.rate };
}

function bestSplit(leaf: Leaf, { edges, columns, settings }: Ground): Candidate | undefined {
  if (leaf.rows.length < 2 * settings.leafExamples) return undefined;
  let best: Candidate | undefined;
  columns.forEach((column, place) => {
    const sums = leaf.histogram.subarray(place * stride, (place + 1) * stride);
    const all = totals(sums);
    const whole = (all.g * all.g) / (all.h + settings.penalty);
    let g = 0;
    let h = 0;
    let n = 0;
    for (let bin = 0; bin < edges[column]!.length; bin++) {
      g += sums[bin * 3]!;
      h += sums[bin * 3 + 1]!;
      n += sums[bin * 3 + 2]!;
      if (n < settings.leafExamples || leaf.rows.length - n < settings.leafExamples) continue;
      const gain = (g * g) / (h + settings.penalty) + (all.g - g) ** 2 / (all.h - h + settings.penalty) - whole;
      if (gain > 1e-6 && (best === undefined || gain > best.gain)) best = { leaf, gain, column, bin };
    }
  });
  return best;
}

function totals(sums: Histogram): { g: number; h: number } {
  let g = 0;
  let h = 0;
  for (let at = 0; at < sums.length; at += 3) {
    g += sums[at]!;
    h += sums[at + 1]!;
  }
  return { g, h };
}

function valueOf(leaf: Leaf, bins: readonly Uint8Array[], row: number): number {
  let at = leaf;
  while (at.split !== undefined) at = bins[at.split.column]![row]! <= at.split.bin ? at.split.left : at.split.right;
  return at.value;
}

function textOf({ split, value }: Leaf, edges: readonly (readonly number[])[]): string {
  return split === undefined
    ? `=${Number(value.toPrecision(3))}`
    : `${split.column}:${edges[split.column]![split.bin]!} ${textOf(split.left, edges)} ${textOf(split.right, edges)}`;
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
