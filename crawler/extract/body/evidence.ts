import type { Element, Page } from '../page.ts';
import type { FoundTitle } from '../title.ts';
import type { Block } from './blocks.ts';
import { charactersOf } from './characters.ts';
import { findCore, type Core } from './core.ts';
import { orderNames, orderOf, putOrder } from './order-evidence.ts';
import { putPage, pageEvidenceOf, pageNames } from './page-evidence.ts';
import { isBoilerplatePhrase, opensBoilerplate } from './phrases.ts';
import { proseOf } from './prose.ts';
import { Row } from './row.ts';
import { namesSiteOf } from './site-names.ts';
import { treeOf, type Surroundings, type Tree } from './surroundings.ts';
import { longestAddress, putText, textNames, type ReadBlock } from './text-evidence.ts';
import { groundOf, isFurniture, putTree, treeNames } from './tree-evidence.ts';
import { readTopics } from './topics.ts';

/** Names of the evidence, in the order of the numbers. */
export const evidenceNames: readonly string[] = [...textNames, ...orderNames, ...treeNames, ...pageNames];

/**
 * Blocks of a page that are judged one by one; those behind are taken where they stand in the core. The largest recorded page has 6,000. Larger:
 * a page of 10 MB takes a second more.
 */
export const limitJudged = 10_000;

/** What speaks for and against the blocks of a page. */
export interface Evidence {
  /** One row a block: numbers in the order of `evidenceNames`; absent for what is furniture beyond doubt, and behind `limitJudged`. */
  readonly rows: readonly (Float32Array | undefined)[];
  readonly core: Core;
  /** For each block whether it stands inside the core. */
  readonly inCore: readonly boolean[];
}

/** Everything that speaks for or against each block. Linear in elements and blocks. */
export function evidenceOf(
  page: Page,
  blocks: readonly Block[],
  root: Element,
  title: FoundTitle | undefined,
): Evidence {
  const characters = blocks.map(({ text }) => charactersOf(text));
  const prose = blocks.map((block, index) => proseOf(block, characters[index]!));
  const tree = treeOf(blocks, prose, root, page.elements);
  const core = findCore(tree, prose);
  const inCore = withinOf(tree, core.at);
  const titleAt = titleIndex(blocks, title);
  const ground = groundOf(tree, blocks, prose, core.at, titleAt < 0 ? undefined : tree.of[titleAt]!);
  const furniture = blocks.map((block, index) => isFurniture(ground, block, index));
  const whole = pageEvidenceOf(page, tree, blocks.length);
  const topics = readTopics(characters, (index) => inCore[index]! && prose[index]! > 0, title?.text ?? '');
  const namesSite = namesSiteOf(page);
  const lines = new Map<string, number>();
  for (const { text } of blocks) lines.set(text, (lines.get(text) ?? 0) + 1);
  const read = blocks.map((block, index): ReadBlock => {
    const { text, kind } = block;
    const asked = !furniture[index]! && index < limitJudged;
    return {
      block,
      characters: characters[index]!,
      prose: prose[index]!,
      phrase: asked && isBoilerplatePhrase(text),
      opens: asked && (kind === 'heading' || text.length < 90) && opensBoilerplate(text),
      titleWords: asked && text.length <= 300 ? topics.titleShare(index) : 0,
      isTitle: title !== undefined && text === title.text,
      duplicate: asked && lines.get(text)! > 1,
      inDescription: asked && whole.describes(text),
      topic: asked ? topics.share(index) : -1,
      namesSite: asked && text.length <= longestAddress && namesSite(text),
    };
  });
  const order = orderOf(read, titleAt, (index) => inCore[index]!);
  const rows = read.map((own, index) => {
    if (furniture[index]! || index >= limitJudged) return undefined;
    const row = new Row(evidenceNames.length);
    putText(row, own);
    putOrder(row, order, index);
    putTree(row, ground, index);
    putPage(row, whole, own.block.text);
    return row.values;
  });
  return { rows, core, inCore };
}

/** For each block whether it stands inside an element. */
function withinOf(tree: Tree, outer: Surroundings): boolean[] {
  const inside = new Uint8Array(tree.all.length);
  for (const own of tree.all)
    inside[own.index] = own === outer || (own.above !== undefined && inside[own.above.index] === 1) ? 1 : 0;
  return tree.of.map((own) => inside[own.index] === 1);
}

function titleIndex(blocks: readonly Block[], title: FoundTitle | undefined): number {
  if (title?.element !== undefined) {
    const shown = blocks.findIndex(({ element }) => element === title.element);
    if (shown >= 0) return shown;
  }
  const byText = blocks.findIndex(({ text, kind }) => kind === 'heading' && text === title?.text);
  return byText >= 0 ? byText : blocks.findIndex(({ level }) => level === 1);
}
