import { writeFileSync } from 'node:fs';
import { bodyText } from '../../core/announcement.ts';
import { blocksOf, bodyElement } from '../../crawler/extract/body/blocks.ts';
import { bodyOfOdds, oddsOf } from '../../crawler/extract/body/body.ts';
import { evidenceNames, evidenceOf } from '../../crawler/extract/body/evidence.ts';
import { readTrees } from '../../crawler/extract/body/judgement.ts';
import { parsePage } from '../../crawler/extract/page.ts';
import { findTitle } from '../../crawler/extract/title.ts';
import { comparable, germanMinistries, publicPages, type PageCase } from './cases.ts';
import { labelsOf, type Labels } from './labels.ts';
import { peerTexts, type PeerTexts } from './peer-texts.ts';
import { fitTrees, type Settings } from './trees.ts';

/**
 * Fits the trees of `crawler/extract/body/judgement-trees.ts`: `npm run score -- learn` says how well trees do on pages they have not seen (five
 * folds by page), `npm run score -- learn --write` fits on all pages and writes the file.
 *
 * Labels: a block that holds a text which must be in the extract counts for, one that holds a text which must not counts against; what
 * other extractors take and leave counts a little (`labels.ts`).
 */
const settings: Settings = {
  trees: 160,
  leaves: 12,
  rate: 0.09,
  leafExamples: 15,
  columnShare: 0.35,
  rowShare: 0.8,
  penalty: 3,
  seed: 7,
};
const folds = 5;
/** Ministries count more than the blogs and newspapers of the public set: such pages are what the product reads. */
const ministryWeight = 4;

interface LabelledPage extends Labels {
  readonly page: PageCase;
  readonly rows: readonly (Float32Array | undefined)[];
}

export async function main(args: readonly string[]): Promise<number> {
  const ministries = germanMinistries();
  const cases = [...publicPages(), ...ministries];
  const peers = await peerTexts(cases);
  const pages = cases.map((page) => label(page, peers.get(page.file), ministries.includes(page) ? ministryWeight : 1));
  const examples = pages.reduce((sum, { labels }) => sum + labels.filter((value) => value !== undefined).length, 0);
  console.log(`${pages.length} pages, ${examples} examples, ${evidenceNames.length} kinds of evidence`);
  if (args.includes('--write')) write(pages);
  else validate(pages);
  return 0;
}

function label(page: PageCase, peers: PeerTexts | undefined, weight: number): LabelledPage {
  const parsed = parsePage(page.html(), page.url);
  const root = bodyElement(parsed);
  if (root === undefined) return { page, rows: [], labels: [], weights: [] };
  const blocks = blocksOf(root);
  const { rows } = evidenceOf(parsed, blocks, root, findTitle(parsed));
  return { page, rows, ...labelsOf(page, blocks, rows, peers, weight) };
}

/** Fits on four fifths of the pages and reads the last fifth as the product would with those trees, five times. */
function validate(pages: readonly LabelledPage[]): void {
  const counts = { found: 0, missed: 0, extra: 0 };
  for (let fold = 0; fold < folds; fold++) {
    const judge = readTrees(fit(pages.filter((_, index) => index % folds !== fold)));
    pages.forEach(({ page }, index) => {
      if (index % folds === fold) count(page, judge, counts);
    });
    console.log(`fold ${fold + 1} of ${folds}: ${describe(counts)}`);
  }
}

function count(
  page: PageCase,
  judge: (row: Float32Array) => number,
  counts: { found: number; missed: number; extra: number },
): void {
  const parsed = parsePage(page.html(), page.url);
  const root = bodyElement(parsed);
  const text = root === undefined ? '' : read(parsed, root, judge);
  for (const snippet of page.with)
    if (text.includes(comparable(snippet))) counts.found++;
    else counts.missed++;
  for (const snippet of page.without) if (text.includes(comparable(snippet))) counts.extra++;
}

function read(
  parsed: ReturnType<typeof parsePage>,
  root: NonNullable<ReturnType<typeof bodyElement>>,
  judge: (row: Float32Array) => number,
): string {
  const blocks = blocksOf(root);
  const title = findTitle(parsed);
  const evidence = evidenceOf(parsed, blocks, root, title);
  return comparable(bodyText(bodyOfOdds(parsed, blocks, evidence, oddsOf(evidence, judge), title).paragraphs));
}

function describe({ found, missed, extra }: { found: number; missed: number; extra: number }): string {
  const precision = found / (found + extra);
  const recall = found / (found + missed);
  const f1 = (2 * precision * recall) / (precision + recall);
  return `precision ${precision.toFixed(4)} recall ${recall.toFixed(4)} F1 ${f1.toFixed(4)} (missed ${missed}, extra ${extra})`;
}

function write(pages: readonly LabelledPage[]): void {
  const lines = fit(pages).map((tree) => `  '${tree}',`);
  const path = new URL('../../crawler/extract/body/judgement-trees.ts', import.meta.url);
  const head =
    '/** Fitted by `npm run score -- learn --write`; the form is described in `judgement.ts`. Not for editing by hand. */\nexport const trees: readonly string[] = [\n';
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
