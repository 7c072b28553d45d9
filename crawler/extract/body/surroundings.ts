import { isElement, type Element } from '../page.ts';
import type { Block } from './blocks.ts';
import { hintBitsOf, hintNames, type HintBits } from './class-words.ts';

/**
 * An element with text below it: what that text sums up to, and what the element has from those around it. Made once for each such element,
 * from the root down, so that nothing has to climb the tree again.
 */
export interface Surroundings {
  readonly element: Element;
  /** Its place in `Tree.all`. */
  readonly index: number;
  /** The element around it; absent at the root. */
  readonly above: Surroundings | undefined;
  readonly depth: number;
  /** What its own class, id and role hint at; nothing at the root, which is about everything. */
  readonly own: HintBits;
  /** Hints of the element and all around it. */
  readonly hints: HintBits;
  /** Names of the element and those around it, bits in the order of `chainTags`. */
  readonly tags: number;
  /** For each hint the nearest element around that has it. */
  readonly nearest: readonly (Surroundings | undefined)[];
  /** Its name and first class up to its number: what elements of one template share. */
  readonly likeness: string;
  /** Elements like it (name and first class) beside it, itself included. */
  readonly alike: number;
  /** Whether it or one around it is marked as the text of an article. */
  readonly itemprop: boolean;
  prose: number;
  length: number;
  links: number;
  blocks: number;
  /** Prose of the blocks directly inside it: their element is it or its child. */
  direct: number;
  /** Fields and buttons below it. */
  controls: number;
  images: number;
  /** `time` elements below it. */
  times: number;
  /** The nearest element around (itself counted) that stands in a row of at least three alike and holds several blocks: a comment, a teaser, a section. */
  unit: Surroundings | undefined;
}

/** Names of elements that say what is inside them. */
export const chainTags = [
  'article',
  'main',
  'nav',
  'footer',
  'aside',
  'header',
  'form',
  'ul',
  'ol',
  'table',
  'figure',
  'section',
  'blockquote',
  'dl',
  'button',
  'label',
  'details',
] as const;

/** The elements with text of a page: the root first, each after the one around it. */
export interface Tree {
  readonly root: Surroundings;
  readonly all: readonly Surroundings[];
  /** For each block its innermost element. */
  readonly of: readonly Surroundings[];
}

export function treeOf(
  blocks: readonly Block[],
  prose: readonly number[],
  root: Element,
  elements: readonly Element[],
): Tree {
  const known = new Map<Element, Surroundings>();
  const families = new Map<Element, ReadonlyMap<string, number>>();
  const all: Surroundings[] = [];
  const find = (element: Element): Surroundings => {
    const remembered = known.get(element);
    if (remembered !== undefined) return remembered;
    const above = element === root || !isElement(element.parent) ? undefined : find(element.parent);
    const made = surroundingsOf(element, all.length, above, families);
    known.set(element, made);
    all.push(made);
    return made;
  };
  const top = find(root);
  const of = blocks.map(({ element }) => find(element));
  of.forEach((own, index) => {
    const { text, linkCharacters } = blocks[index]!;
    own.prose += prose[index]!;
    own.length += text.length;
    own.links += linkCharacters;
    own.blocks++;
    own.direct += prose[index]!;
    if (own.above !== undefined) own.above.direct += prose[index]!;
  });
  countThings(elements, known);
  for (let index = all.length - 1; index > 0; index--) addTo(all[index]!.above!, all[index]!);
  for (const own of all) own.unit = own.alike >= 3 && own.blocks >= 2 ? own : own.above?.unit;
  return { root: top, all, of };
}

const tagBits = new Map<string, number>(chainTags.map((tag, index) => [tag, 1 << index]));
const nowhere: readonly undefined[] = hintNames.map(() => undefined);

function surroundingsOf(
  element: Element,
  index: number,
  above: Surroundings | undefined,
  families: Map<Element, ReadonlyMap<string, number>>,
): Surroundings {
  const own = above === undefined ? 0 : hintBitsOf(element);
  const likeness = likenessOf(element);
  const nearest = above === undefined ? [...nowhere] : own === 0 ? above.nearest : [...above.nearest];
  const made: Surroundings = {
    element,
    index,
    above,
    depth: above === undefined ? 0 : above.depth + 1,
    own,
    hints: (above?.hints ?? 0) | own,
    tags: above === undefined ? 0 : above.tags | (tagBits.get(element.name) ?? 0),
    nearest,
    likeness,
    alike: above === undefined ? 1 : (familyOf(above.element, families).get(likeness) ?? 1),
    itemprop: (above?.itemprop ?? false) || /articlebody/i.test(element.attribs['itemprop'] ?? ''),
    prose: 0,
    length: 0,
    links: 0,
    blocks: 0,
    direct: 0,
    controls: 0,
    images: 0,
    times: 0,
    unit: undefined,
  };
  if (own !== 0)
    for (let hint = 0; hint < hintNames.length; hint++)
      if ((own & (1 << hint)) !== 0) (nearest as (Surroundings | undefined)[])[hint] = made;
  return made;
}

/** The children of an element by likeness, counted once: parents may have a hundred thousand. */
function familyOf(parent: Element, known: Map<Element, ReadonlyMap<string, number>>): ReadonlyMap<string, number> {
  const remembered = known.get(parent);
  if (remembered !== undefined) return remembered;
  const made = new Map<string, number>();
  for (const child of parent.children) {
    if (!isElement(child)) continue;
    const key = likenessOf(child);
    made.set(key, (made.get(key) ?? 0) + 1);
  }
  known.set(parent, made);
  return made;
}

const space = 0x20;
const zero = 0x30;
const nine = 0x39;

/** Elements of one template share their name and their first class up to its number: `li.post-12` and `li.post-13`. */
function likenessOf(element: Element): string {
  const classes = element.attribs['class'];
  if (classes === undefined || classes === '') return element.name;
  let start = 0;
  while (start < classes.length && classes.charCodeAt(start) <= space) start++;
  let end = start;
  for (let unit = classes.charCodeAt(end); unit > nine || (unit > space && unit < zero); unit = classes.charCodeAt(end))
    end++;
  return end === start ? element.name : `${element.name} ${classes.slice(start, end)}`;
}

const controlTags = new Set(['input', 'textarea', 'select', 'button']);

function countThings(elements: readonly Element[], known: ReadonlyMap<Element, Surroundings>): void {
  for (const element of elements) {
    const { name } = element;
    const kind = name === 'img' ? 'images' : name === 'time' ? 'times' : controlTags.has(name) ? 'controls' : undefined;
    if (kind === undefined) continue;
    for (let up: Element | null = element; up !== null; up = isElement(up.parent) ? up.parent : null) {
      const around = known.get(up);
      if (around === undefined) continue;
      around[kind]++;
      break;
    }
  }
}

function addTo(above: Surroundings, own: Surroundings): void {
  above.prose += own.prose;
  above.length += own.length;
  above.links += own.links;
  above.blocks += own.blocks;
  above.controls += own.controls;
  above.images += own.images;
  above.times += own.times;
}

/** Steps from every element up to the line from the root to another, and from there down to that other. By the place in `Tree.all`. */
export interface Distances {
  readonly up: Uint8Array;
  readonly down: Uint8Array;
}

/** More steps than this say nothing more. */
const farthest = 15;

export function distancesTo(end: Surroundings | undefined, tree: Tree): Distances {
  const up = new Uint8Array(tree.all.length).fill(farthest);
  const down = new Uint8Array(tree.all.length).fill(farthest);
  if (end === undefined) return { up, down };
  const line = new Set<Surroundings>();
  let steps = 0;
  for (let on: Surroundings | undefined = end; on !== undefined; on = on.above) {
    line.add(on);
    up[on.index] = 0;
    down[on.index] = Math.min(farthest, steps++);
  }
  for (const own of tree.all) {
    if (own.above === undefined || line.has(own)) continue;
    up[own.index] = Math.min(farthest, up[own.above.index]! + 1);
    down[own.index] = down[own.above.index]!;
  }
  return { up, down };
}
