import { writeFileSync } from 'node:fs';
import { blocksOf, bodyElement } from '../../crawler/extract/body/blocks.ts';
import { readPageEvidence } from '../../crawler/extract/body/body.ts';
import { evidenceNames, evidenceOf } from '../../crawler/extract/body/evidence.ts';
import { parsePage } from '../../crawler/extract/page.ts';
import { findTitle } from '../../crawler/extract/title.ts';
import { comparable, germanMinistries, publicPages, type PageCase } from './cases.ts';
import { fitTrees, sigmoid, type Settings } from './trees.ts';

/**
 * Fits the trees of `crawler/extract/body/judgement-trees.ts`: `npx tsx bench/extraction/learn.ts` says how well trees do on pages they have not
 * seen (five folds by page), `--write` fits on all pages and writes the file.
 *
 * Labels: a block that holds a text which must be in the extract counts for, one that holds a text which must not counts against. Weak
 * labels beside them: prose between two certain paragraphs of one container (for), blocks of `nav` and page footers (against).
 */
const settings: Settings = {
  trees: 220,
  leaves: 12,
  rate: 0.07,
  leafExamples: 15,
  columnShare: 0.35,
  rowShare: 0.8,
  penalty: 3,
  seed: 7,
};
const weakFor = 0.15;
const weakAgainst = 0.5;
/** Of the blocks that count weakly against, every how manieth is learnt from: they are many and alike. */
const weakAgainstStep = 12;
const folds = 5;

interface LabelledPage {
  readonly rows: readonly Float32Array[];
  readonly labels: readonly (0 | 1 | undefined)[];
  readonly weights: readonly number[];
  /** For each wanted and unwanted text, the blocks that hold it. */
  readonly wanted: readonly (readonly number[])[];
  readonly unwanted: readonly (readonly number[])[];
}

/** Ministries count more than the blogs and newspapers of the public set: such pages are what the product reads. */
const ministryWeight = 4;
const pages = [
  ...publicPages().map((page) => label(page, 1)),
  ...germanMinistries().map((page) => label(page, ministryWeight)),
];
console.log(
  `${pages.length} pages, ${pages.reduce((sum, page) => sum + page.rows.length, 0)} blocks, ${evidenceNames.length} kinds of evidence`,
);
if (process.argv.includes('--write')) write();
else validate();

function validate(): void {
  const kept: boolean[][] = [];
  for (let fold = 0; fold < folds; fold++) {
    const trees = fit(pages.filter((_, index) => index % folds !== fold)).map(treeOf);
    pages.forEach((page, index) => {
      if (index % folds === fold)
        kept[index] = page.rows.map((row) => sigmoid(trees.reduce((sum, tree) => sum + tree(row), 0)) >= 0.5);
    });
    console.log(`fold ${fold + 1} of ${folds}: ${describe(pages, kept)}`);
  }
}

function write(): void {
  const lines = fit(pages).map((tree) => `  '${tree}',`);
  const path = new URL('../../crawler/extract/body/judgement-trees.ts', import.meta.url);
  const head =
    '/** Fitted by `bench/extraction/learn.ts --write`; the form is described in `judgement.ts`. Not for editing by hand. */\nexport const trees: readonly string[] = [\n';
  writeFileSync(path, `${head}${lines.join('\n')}\n];\n`);
  console.log(`wrote ${lines.length} trees`);
}

function fit(some: readonly LabelledPage[]): string[] {
  const rows: Float32Array[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  for (const page of some) {
    page.labels.forEach((value, index) => {
      if (value === undefined) return;
      rows.push(page.rows[index]!);
      labels.push(value);
      weights.push(page.weights[index]!);
    });
  }
  return fitTrees({ rows, labels, weights }, settings);
}

/** A tree text as a function; the product's own reader is `judgement.ts`. */
function treeOf(text: string): (row: Float32Array) => number {
  const nodes = text.split(' ');
  let at = 0;
  const read = (): ((row: Float32Array) => number) => {
    const node = nodes[at++]!;
    if (node.startsWith('=')) {
      const value = Number(node.slice(1));
      return () => value;
    }
    const [column, threshold] = node.split(':').map(Number) as [number, number];
    const left = read();
    const right = read();
    return (row) => (row[column]! <= threshold ? left(row) : right(row));
  };
  return read();
}

function describe(all: readonly LabelledPage[], kept: readonly (readonly boolean[] | undefined)[]): string {
  let found = 0;
  let missed = 0;
  let extra = 0;
  all.forEach((page, index) => {
    const own = kept[index];
    if (own === undefined) return;
    for (const at of page.wanted)
      if (at.some((block) => own[block])) found++;
      else missed++;
    for (const at of page.unwanted) if (at.some((block) => own[block])) extra++;
  });
  const precision = found / (found + extra);
  const recall = found / (found + missed);
  return `precision ${precision.toFixed(4)} recall ${recall.toFixed(4)} F1 ${((2 * precision * recall) / (precision + recall)).toFixed(4)} (missed ${missed}, extra ${extra})`;
}

function label(page: PageCase, pageWeight: number): LabelledPage {
  const parsed = parsePage(page.html(), page.url);
  const root = bodyElement(parsed);
  if (root === undefined) return { rows: [], labels: [], weights: [], wanted: page.with.map(() => []), unwanted: [] };
  const blocks = blocksOf(root);
  const rows = evidenceOf(blocks, root, readPageEvidence(parsed, blocks, root, findTitle(parsed)));
  const texts = blocks.map(({ text }) => comparable(text));
  const holders = (snippet: string): number[] =>
    texts.flatMap((text, index) => (text.includes(comparable(snippet)) ? [index] : []));
  const wanted = page.with.map(holders);
  const unwanted = page.without.map(holders);
  const labels: (0 | 1 | undefined)[] = blocks.map(() => undefined);
  const weights = blocks.map(() => 0);
  const set = (index: number, value: 0 | 1, weight: number): void => {
    labels[index] = value;
    weights[index] = weight * pageWeight;
  };
  for (const at of wanted) for (const index of at) set(index, 1, 1 / at.length);
  const certain = [...wanted.flat()].sort((a, b) => a - b);
  for (const at of unwanted) {
    for (const index of at) {
      if (labels[index] === 1) labels[index] = undefined;
      else set(index, 0, 1);
    }
  }
  const column = (name: string): number => evidenceNames.indexOf(name);
  const [inNav, inFooter, inArticle, prose, directShare, links] = [
    'in:nav',
    'in:footer',
    'in:article',
    'prose',
    'directShare',
    'linkDensity',
  ].map(column) as [number, number, number, number, number, number];
  rows.forEach((row, index) => {
    if (labels[index] !== undefined) return;
    if (row[inNav]! > 0 || (row[inFooter]! > 0 && row[inArticle] === 0)) {
      if (index % weakAgainstStep === 0) set(index, 0, weakAgainst);
    } else if (
      certain.length > 1 &&
      index > certain[0]! &&
      index < certain.at(-1)! &&
      row[prose]! > 0.8 &&
      row[directShare]! > 0.8 &&
      row[links]! < 0.3
    )
      set(index, 1, weakFor);
  });
  return { rows, labels, weights, wanted, unwanted };
}
