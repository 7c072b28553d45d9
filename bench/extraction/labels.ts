import type { Block } from '../../crawler/extract/body/blocks.ts';
import { evidenceNames } from '../../crawler/extract/body/evidence.ts';
import { comparable, type PageCase } from './cases.ts';
import type { PeerTexts } from './peer-texts.ts';

/** What is known of a page's blocks: 1 for those of the announcement, 0 for others, and how much each counts. */
export interface Labels {
  readonly labels: readonly (0 | 1 | undefined)[];
  readonly weights: readonly number[];
}

/** Weights of labels that nobody has checked, against 1 of a text that must or must not be in the extract. Chosen on pages not fitted on. */
const weights = {
  /** Prose between two certain paragraphs of one container. */
  between: 0.15,
  /** Blocks of `nav` and page footers. */
  furniture: 0.5,
  /** Blocks that both other extractors take, or that only the one takes which is right on everything known of the page. */
  takenByPeers: 0.06,
  /** Blocks that neither takes. */
  leftByPeers: 0.06,
};
/** Peers with a known mistake on a page count for so much less there. */
const doubt = 0.5;
/** Of the blocks that are many and alike, every how manieth is learnt from. */
const furnitureStep = 12;
const leftStep = 8;

export function labelsOf(
  page: PageCase,
  blocks: readonly Block[],
  rows: readonly (Float32Array | undefined)[],
  peers: PeerTexts | undefined,
  pageWeight: number,
): Labels {
  const texts = blocks.map(({ text }) => comparable(text));
  const labels: (0 | 1 | undefined)[] = blocks.map(() => undefined);
  const counted = blocks.map(() => 0);
  const set = (index: number, value: 0 | 1, weight: number): void => {
    if (rows[index] === undefined) return;
    labels[index] = value;
    counted[index] = weight * pageWeight;
  };
  const wanted = page.with.map((snippet) => holdersOf(snippet, texts));
  for (const at of wanted) for (const index of at) set(index, 1, 1 / at.length);
  for (const at of page.without.map((snippet) => holdersOf(snippet, texts))) {
    for (const index of at) {
      if (labels[index] === 1) labels[index] = undefined;
      else set(index, 0, 1);
    }
  }
  const certain = wanted.flat().sort((a, b) => a - b);
  const opinions = peers === undefined ? [] : Object.values(peers).map((text) => opinionOf(page, texts, text));
  rows.forEach((row, index) => {
    if (row === undefined || labels[index] !== undefined) return;
    if (isPageFrame(row)) {
      if (index % furnitureStep === 0) set(index, 0, weights.furniture);
    } else if (certain.length > 1 && index > certain[0]! && index < certain.at(-1)! && isProse(row))
      set(index, 1, weights.between);
    else setByPeers(index, opinions, set);
  });
  return { labels, weights: counted };
}

/** The blocks that hold a text. */
export function holdersOf(snippet: string, texts: readonly string[]): number[] {
  const sought = comparable(snippet);
  return texts.flatMap((text, index) => (text.includes(sought) ? [index] : []));
}

interface Opinion {
  readonly takes: readonly boolean[];
  /** Whether it is right on everything that is known of the page. */
  readonly right: boolean;
}

function setByPeers(
  index: number,
  opinions: readonly Opinion[],
  set: (index: number, value: 0 | 1, weight: number) => void,
): void {
  const [one, other] = opinions;
  if (one === undefined || other === undefined) return;
  const factor = one.right || other.right ? 1 : doubt;
  if (one.takes[index] === other.takes[index]) {
    if (one.takes[index] === true) set(index, 1, weights.takenByPeers * factor);
    else if (index % leftStep === 0) set(index, 0, weights.leftByPeers * factor);
  } else if (one.right !== other.right)
    set(index, (one.right ? one : other).takes[index] === true ? 1 : 0, weights.takenByPeers);
}

/** A block shorter than this may stand anywhere in a text by chance: it is sought with the end of the block before it or the beginning of the next. */
const shortBlock = 20;
const neighbourLength = 30;

function opinionOf(page: PageCase, texts: readonly string[], extract: string): Opinion {
  const sought = withoutSpace(extract);
  const squeezed = texts.map(withoutSpace);
  return {
    takes: squeezed.map((text, index) => {
      if (text.length >= shortBlock) return sought.includes(text);
      const before = (squeezed[index - 1] ?? '').slice(-neighbourLength);
      const behind = (squeezed[index + 1] ?? '').slice(0, neighbourLength);
      return sought.includes(before + text) || sought.includes(text + behind);
    }),
    right:
      page.with.every((snippet) => sought.includes(withoutSpace(snippet))) &&
      !page.without.some((snippet) => sought.includes(withoutSpace(snippet))),
  };
}

function withoutSpace(text: string): string {
  return text.replace(/[\s\u00AD\u200B\u2060\uFEFF]+/g, '');
}

const column = (name: string): number => evidenceNames.indexOf(name);
const inNav = column('in:nav');
const inFooter = column('in:footer');
const inArticle = column('in:article');
const prose = column('prose');
const directShare = column('directShare');
const linkDensity = column('linkDensity');

function isPageFrame(row: Float32Array): boolean {
  return row[inNav]! > 0 || (row[inFooter]! > 0 && row[inArticle] === 0);
}

function isProse(row: Float32Array): boolean {
  return row[prose]! > 0.8 && row[directShare]! > 0.8 && row[linkDensity]! < 0.3;
}
