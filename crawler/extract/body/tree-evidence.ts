import { isElement } from '../page.ts';
import { hintNames, type HintBits } from './class-words.ts';
import type { Row } from './row.ts';
import { chainTags, distancesTo, type Distances, type Surroundings, type Tree } from './surroundings.ts';
import type { Block } from './blocks.ts';

/** Where a block stands in the tree of the page: what the elements around it are called, hold and repeat. */
export const treeNames: readonly string[] = [
  ...hintNames.map((hint) => `hint:${hint}`),
  ...hintNames.map((hint) => `near:${hint}`),
  ...hintNames.map((hint) => `share:${hint}`),
  ...chainTags.map((tag) => `in:${tag}`),
  'depth',
  'coreUp',
  'coreDown',
  'coreShare',
  'densestUp',
  'densestDown',
  'titleUp',
  'titleDown',
  'directShare',
  'itemprop',
  ...['parent', 'grand', 'great'].flatMap((level) =>
    ['Prose', 'Links', 'Blocks', 'Length', 'Controls', 'Images'].map((name) => `${level}${name}`),
  ),
  'alike',
  'parentAlike',
  'unitLevel',
  'unitAlike',
  'unitBlocks',
  'unitProse',
  'unitLinks',
  'unitTimes',
  'unitControls',
  'rowProse',
  'groupCount',
  'groupProse',
  'groupLinks',
  'groupShare',
  'listLinks',
  'listLength',
  'imageNear',
];

/** Blocks of one template: equal names and classes of their element and the one around it. */
interface Group {
  count: number;
  prose: number;
  length: number;
  links: number;
}

/** What is known of the tree for all blocks at once. */
export interface Ground {
  readonly tree: Tree;
  readonly total: number;
  readonly core: Surroundings;
  readonly toCore: Distances;
  readonly toDensest: Distances;
  readonly toTitle: Distances;
  readonly mostDirect: number;
  readonly groups: readonly Group[];
}

export function groundOf(
  tree: Tree,
  blocks: readonly Block[],
  prose: readonly number[],
  core: Surroundings,
  title: Surroundings | undefined,
): Ground {
  const densest = densestOf(tree);
  return {
    tree,
    total: Math.max(1, tree.root.prose),
    core,
    toCore: distancesTo(core, tree),
    toDensest: distancesTo(densest, tree),
    toTitle: distancesTo(title, tree),
    mostDirect: Math.max(1, densest.direct),
    groups: groupsOf(tree, blocks, prose),
  };
}

const smallTags = new Set(['p', 'li', 'blockquote', 'td']);

function densestOf({ root, all }: Tree): Surroundings {
  let best = root;
  let most = 0;
  for (const own of all) {
    if (own.direct <= most || smallTags.has(own.element.name)) continue;
    most = own.direct;
    best = own;
  }
  return best;
}

function groupsOf({ of }: Tree, blocks: readonly Block[], prose: readonly number[]): Group[] {
  const byPath = new Map<string, Group>();
  return of.map((own, index) => {
    const path = `${own.above?.likeness ?? ''} > ${own.likeness}`;
    let group = byPath.get(path);
    if (group === undefined) byPath.set(path, (group = { count: 0, prose: 0, length: 0, links: 0 }));
    const block = blocks[index]!;
    group.count++;
    group.prose += prose[index]!;
    group.length += block.text.length;
    group.links += block.linkCharacters;
    return group;
  });
}

/** Share of a text in links from which it is nothing but a link. */
const allLink = 0.9;
const navBit = 1 << chainTags.indexOf('nav');

/**
 * Whether a block is furniture beyond doubt, so that nothing more needs to be known of it: it stands in `nav`, or outside of the core among
 * links of one template. That is more than half of the blocks of the public pages, and of their 2,965 wanted texts 2.
 */
export function isFurniture({ tree, toCore, groups }: Ground, { linkCharacters, text }: Block, index: number): boolean {
  const own = tree.of[index]!;
  if ((own.tags & navBit) !== 0) return true;
  const group = groups[index]!;
  return toCore.down[own.index]! > 0 && linkCharacters > allLink * text.length && group.links > allLink * group.length;
}

export function putTree(row: Row, ground: Ground, index: number): void {
  const { tree, total, core, toCore, toDensest, toTitle, mostDirect } = ground;
  const own = tree.of[index]!;
  const parent = own.above ?? own;
  const grand = parent.above ?? parent;
  const great = grand.above ?? grand;
  putHints(row, own, own.own | parent.own | grand.own | great.own, total);
  for (let tag = 0; tag < chainTags.length; tag++) row.flag((own.tags & (1 << tag)) !== 0);
  row.put(own.depth);
  row.put(toCore.up[own.index]!);
  row.put(toCore.down[own.index]!);
  row.put(core.prose / total);
  row.put(toDensest.up[own.index]!);
  row.put(toDensest.down[own.index]!);
  row.put(toTitle.up[own.index]!);
  row.put(toTitle.down[own.index]!);
  row.put(Math.max(own.direct, parent.direct) / mostDirect);
  row.flag(own.itemprop);
  for (const level of [parent, grand, great]) putSums(row, level, total);
  row.put(Math.min(30, own.alike));
  row.put(Math.min(30, parent.alike));
  putUnit(row, own, total);
  const group = ground.groups[index]!;
  row.put(Math.log1p(group.count));
  row.put(group.prose / group.count / 100);
  row.put(group.links / Math.max(1, group.length));
  row.put(group.prose / total);
  const list = listAround(own);
  row.put(list === undefined ? -1 : list.links / Math.max(1, list.length));
  row.put(list === undefined ? -1 : Math.log1p(list.length / Math.max(1, list.blocks)));
  row.flag(own.images > 0 || hasImage(own));
}

function putHints(row: Row, own: Surroundings, near: HintBits, total: number): void {
  for (let hint = 0; hint < hintNames.length; hint++) row.flag((own.hints & (1 << hint)) !== 0);
  for (let hint = 0; hint < hintNames.length; hint++) row.flag((near & (1 << hint)) !== 0);
  for (let hint = 0; hint < hintNames.length; hint++) {
    const holder = own.nearest[hint];
    row.put(holder === undefined ? -1 : holder.prose / total);
  }
}

function putSums(row: Row, level: Surroundings, total: number): void {
  row.put(level.prose / total);
  row.put(level.links / Math.max(1, level.length));
  row.put(Math.log1p(level.blocks));
  row.put(Math.log1p(level.length));
  row.put(Math.min(10, level.controls));
  row.put(Math.min(10, level.images));
}

/** The comment, teaser or section around a block, and the row of them. */
function putUnit(row: Row, own: Surroundings, total: number): void {
  const { unit } = own;
  if (unit === undefined) {
    for (let blank = 0; blank < 8; blank++) row.put(-1);
    return;
  }
  row.put(Math.min(15, own.depth - unit.depth));
  row.put(Math.log1p(unit.alike));
  row.put(Math.log1p(unit.blocks));
  row.put(unit.prose / 100);
  row.put(unit.links / Math.max(1, unit.length));
  row.put(Math.min(3, unit.times));
  row.put(Math.min(3, unit.controls));
  row.put((unit.above?.prose ?? unit.prose) / total);
}

/** Steps up to a list that are looked at: a list further out is not the block's own. */
const listSteps = 6;

function listAround(own: Surroundings): Surroundings | undefined {
  let up: Surroundings | undefined = own;
  for (let step = 0; up !== undefined && step < listSteps; step++, up = up.above) {
    const { name } = up.element;
    if (name === 'ul' || name === 'ol' || name === 'dl') return up;
  }
  return undefined;
}

/** Children of the element around that are looked at for an image. */
const limitSiblings = 50;

function hasImage({ above }: Surroundings): boolean {
  if (above === undefined) return false;
  return above.element.children
    .slice(0, limitSiblings)
    .some((child) => isElement(child) && (child.name === 'img' || child.name === 'picture' || child.name === 'figure'));
}
