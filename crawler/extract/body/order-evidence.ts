import type { Row } from './row.ts';
import type { ReadBlock } from './text-evidence.ts';

/** What stands before and after a block in the order of the page. */
export const orderNames: readonly string[] = [
  'position',
  'proseBefore',
  'proseAfter',
  'afterTitle',
  'fromTitle',
  'prevProse',
  'nextProse',
  'prevLinks',
  'nextLinks',
  'prevHeading',
  'nextHeading',
  'prevPhrase',
  'nextPhrase',
  'windowProse',
  'windowLinks',
  'windowLength',
  'prevLength',
  'nextLength',
  'headingDistance',
  'underBoilerplate',
  'headingLevel',
  'headingLinks',
  'boilerplateHeadings',
  'sinceProse',
  'untilProse',
  'coreProseBefore',
  'coreProseAfter',
  'coreBlocksBefore',
  'coreBlocksAfter',
];

/** What is counted along the page, for all its blocks at once. */
export interface Order {
  readonly blocks: readonly ReadBlock[];
  readonly total: number;
  /** Place of the block that shows the title, -1 where none does. */
  readonly titleAt: number;
  /** Prose before each block, the whole of it last. */
  readonly before: Float64Array;
  readonly coreBefore: Float64Array;
  readonly coreCount: Int32Array;
  /** Place of the nearest heading before each block, -1 where there is none. */
  readonly heading: Int32Array;
  readonly boilerplateHeadings: Int32Array;
  readonly lastProse: Int32Array;
  readonly nextProse: Int32Array;
}

/** Prose from which a block counts as a paragraph. */
const paragraphProse = 80;

export function orderOf(blocks: readonly ReadBlock[], titleAt: number, inCore: (index: number) => boolean): Order {
  const count = blocks.length;
  const order = {
    blocks,
    titleAt,
    before: new Float64Array(count + 1),
    coreBefore: new Float64Array(count + 1),
    coreCount: new Int32Array(count + 1),
    heading: new Int32Array(count),
    boilerplateHeadings: new Int32Array(count),
    lastProse: new Int32Array(count),
    nextProse: new Int32Array(count),
  };
  let heading = -1;
  let opened = 0;
  let last = -1;
  blocks.forEach(({ block, prose, opens }, index) => {
    const core = inCore(index);
    order.before[index + 1] = order.before[index]! + prose;
    order.coreBefore[index + 1] = order.coreBefore[index]! + (core ? prose : 0);
    order.coreCount[index + 1] = order.coreCount[index]! + Number(core);
    order.heading[index] = heading;
    order.boilerplateHeadings[index] = opened;
    order.lastProse[index] = last;
    if (block.kind === 'heading') {
      heading = index;
      if (opens) opened++;
    }
    if (prose > paragraphProse) last = index;
  });
  for (let index = count - 1, next = -1; index >= 0; index--) {
    order.nextProse[index] = next;
    if (blocks[index]!.prose > paragraphProse) next = index;
  }
  return { ...order, total: Math.max(1, order.before[count]!) };
}

/** Blocks further away than this say nothing more. */
const farthest = 60;

export function putOrder(row: Row, order: Order, index: number): void {
  const { blocks, total, titleAt, before, coreBefore, coreCount } = order;
  const own = blocks[index]!;
  const prev = blocks[index - 1];
  const next = blocks[index + 1];
  row.put(index / blocks.length);
  row.put(before[index]! / total);
  row.put((total - before[index]! - own.prose) / total);
  row.flag(titleAt >= 0 && index > titleAt);
  row.put(titleAt < 0 ? -1 : signedLog(index - titleAt));
  row.put((prev?.prose ?? 0) / 100);
  row.put((next?.prose ?? 0) / 100);
  row.put(linksOf(prev));
  row.put(linksOf(next));
  row.flag(prev?.block.kind === 'heading');
  row.flag(next?.block.kind === 'heading');
  row.flag(prev?.phrase ?? false);
  row.flag(next?.phrase ?? false);
  putWindow(row, order, index);
  row.put(Math.log1p(prev?.block.text.length ?? 0));
  row.put(Math.log1p(next?.block.text.length ?? 0));
  const head = blocks[order.heading[index]!];
  row.put(head === undefined ? -1 : Math.min(farthest, index - order.heading[index]!));
  row.flag(head?.opens ?? false);
  row.put(head?.block.level ?? 0);
  row.put(head === undefined ? -1 : linksOf(head));
  row.put(Math.min(10, order.boilerplateHeadings[index]!));
  row.put(order.lastProse[index]! < 0 ? farthest : Math.min(farthest, index - order.lastProse[index]!));
  row.put(order.nextProse[index]! < 0 ? farthest : Math.min(farthest, order.nextProse[index]! - index));
  const coreProse = Math.max(1, coreBefore[blocks.length]!);
  row.put(coreBefore[index]! / coreProse);
  row.put((coreProse - coreBefore[index + 1]!) / coreProse);
  row.put(Math.log1p(coreCount[index]!));
  row.put(Math.log1p(coreCount[blocks.length]! - coreCount[index + 1]!));
}

/** The three blocks before and the three behind, together. */
function putWindow(row: Row, { blocks }: Order, index: number): void {
  let prose = 0;
  let length = 0;
  let links = 0;
  for (let near = Math.max(0, index - 3); near <= Math.min(blocks.length - 1, index + 3); near++) {
    if (near === index) continue;
    const { block } = blocks[near]!;
    prose += blocks[near]!.prose;
    length += block.text.length;
    links += block.linkCharacters;
  }
  row.put(prose / 100);
  row.put(links / Math.max(1, length));
  row.put(Math.log1p(length));
}

function linksOf(read: ReadBlock | undefined): number {
  return read === undefined ? 0 : read.block.linkCharacters / read.block.text.length;
}

function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}
