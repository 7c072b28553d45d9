import { isElement, type Element } from '../page.ts';
import type { Block } from './blocks.ts';
import { hintsOf, type Hint } from './class-words.ts';
import { isBoilerplatePhrase, opensBoilerplate } from './phrases.ts';
import { proseOf } from './prose.ts';

/** What is known about the page as a whole when its blocks are judged. */
export interface PageEvidence {
  /** The title, where one was found. */
  readonly title: string | undefined;
  /** The heading that shows it. */
  readonly titleElement: Element | undefined;
  /** `articleBody` of the JSON-LD, white space folded, lower case; empty where there is none. */
  readonly statedBody: string;
  /** The element that structure and density say holds the announcement. */
  readonly core: Element;
}

const hintNames: readonly Hint[] = [
  'navigation',
  'share',
  'related',
  'comments',
  'footer',
  'header',
  'sidebar',
  'notice',
  'promotion',
  'author',
  'tags',
  'meta',
  'tools',
  'hidden',
  'caption',
  'form',
  'title',
  'body',
  'content',
];
const chainTags = [
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

/** Names of the evidence, in the order of the numbers. */
export const evidenceNames: readonly string[] = [
  'length',
  'words',
  'linkDensity',
  'linked',
  'heading',
  'level',
  'item',
  'quote',
  'table',
  'caption',
  'contact',
  'isP',
  'isDiv',
  'isTd',
  'isSpanLike',
  'endsSentence',
  'sentences',
  'commas',
  'capitals',
  'digits',
  'phrase',
  'opensBoilerplate',
  'copyright',
  'dateLike',
  'address',
  'bars',
  'titleWords',
  'isTitle',
  'duplicate',
  'colonEnd',
  'questionEnd',
  'quoteStart',
  'prose',
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
  'boilerplateHeadings',
  'sinceProse',
  'untilProse',
  ...hintNames.map((hint) => `hint:${hint}`),
  ...hintNames.map((hint) => `near:${hint}`),
  ...hintNames.map((hint) => `share:${hint}`),
  ...chainTags.map((tag) => `in:${tag}`),
  'depth',
  'inCore',
  'coreUp',
  'coreDown',
  'coreShare',
  'parentProse',
  'parentLinks',
  'parentBlocks',
  'parentLength',
  'grandProse',
  'grandLinks',
  'grandBlocks',
  'greatProse',
  'greatLinks',
  'greatBlocks',
  'directShare',
  'densestUp',
  'densestDown',
  'sameKindSiblings',
  'itemprop',
  'hasStated',
  'stated',
  'pageProse',
  'pageBlocks',
  'listLinks',
  'listLength',
  'imageNear',
];

/** Sums over what is below an element. */
interface Sums {
  prose: number;
  length: number;
  links: number;
  blocks: number;
  /** Prose of the blocks directly inside it: their element is it or its child. */
  direct: number;
}

/** Everything that speaks for or against each block, as numbers in the order of `evidenceNames`. Linear in blocks times depth. */
export function evidenceOf(blocks: readonly Block[], root: Element, page: PageEvidence): Float32Array[] {
  const prose = blocks.map(proseOf);
  const sums = sumsOf(blocks, prose, root);
  const total = Math.max(1, sums.get(root)?.prose ?? 0);
  const densest = densestOf(sums, root);
  const coreChain = chainOf(page.core, root);
  const densestChain = chainOf(densest, root);
  const surroundings = new Map<Element, Surroundings>();
  const families = new Map<Element, Family>();
  const rows: Float32Array[] = [];
  const lines = new Map<string, number>();
  for (const block of blocks) lines.set(block.text, (lines.get(block.text) ?? 0) + 1);
  const phrases = blocks.map(({ text }) => isBoilerplatePhrase(text));
  const titleAt = titleIndex(blocks, page);
  const titleSet = wordSet(page.title ?? '');
  const before = runningSums(prose);
  let lastHeading = -1;
  let boilerplateHeadings = 0;
  let lastProse = -1;
  const untilProse = distancesToNext(prose);
  blocks.forEach((block, index) => {
    const around = surroundingsOf(
      block.element,
      { root, sums, total, coreChain, densestChain, core: page.core, densest },
      surroundings,
    );
    const row = new Float32Array(evidenceNames.length);
    let at = 0;
    const put = (value: number | boolean): void => {
      row[at++] = Number(value);
    };
    const { text, kind, linkCharacters, element } = block;
    const words = text.split(' ').length;
    const name = element.name;
    put(Math.log1p(text.length));
    put(Math.log1p(words));
    put(linkCharacters / text.length);
    put(linkCharacters > 0);
    put(kind === 'heading');
    put(block.level ?? 0);
    put(kind === 'item');
    put(kind === 'quote');
    put(kind === 'table');
    put(kind === 'caption');
    put(kind === 'contact');
    put(name === 'p');
    put(name === 'div');
    put(name === 'td');
    put(name === 'section' || name === 'article' || name === 'main' || name === 'body');
    put(/[.!?。！？।؟…]["”»’)\]]*$/u.test(text));
    put(Math.min(20, text.match(/[.!?。！？।؟](?:\s|["”»])/gu)?.length ?? 0));
    put(Math.min(30, text.match(/[,，、;؛]/gu)?.length ?? 0));
    put((text.match(/\p{Lu}/gu)?.length ?? 0) / text.length);
    put((text.match(/\d/g)?.length ?? 0) / text.length);
    put(phrases[index]!);
    put(kind === 'heading' || text.length < 90 ? opensBoilerplate(text) : false);
    put(text.length < 300 && /©|\(c\)|copyright|all rights reserved|alle rechte/i.test(text));
    put(
      text.length < 120 && /\b\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d{2}|\d{4})\b|\b(?:19|20)\d\d\b|\d{1,2}:\d\d/.test(text),
    );
    put(/@|https?:|www\./.test(text));
    put(Math.min(10, text.match(/[|•·»›→]/g)?.length ?? 0));
    put(titleShare(text, titleSet));
    put(page.title !== undefined && text === page.title);
    put((lines.get(text) ?? 0) > 1);
    put(text.endsWith(':'));
    put(text.endsWith('?'));
    put(/^["“„«»]/.test(text));
    put(prose[index]! / 100);
    put(index / blocks.length);
    put(before[index]! / total);
    put((total - before[index]! - prose[index]!) / total);
    put(titleAt >= 0 && index > titleAt);
    put(titleAt < 0 ? -1 : signedLog(index - titleAt));
    const prev = blocks[index - 1];
    const next = blocks[index + 1];
    put((prose[index - 1] ?? 0) / 100);
    put((prose[index + 1] ?? 0) / 100);
    put(prev === undefined ? 0 : prev.linkCharacters / prev.text.length);
    put(next === undefined ? 0 : next.linkCharacters / next.text.length);
    put(prev?.kind === 'heading');
    put(next?.kind === 'heading');
    put(phrases[index - 1] ?? false);
    put(phrases[index + 1] ?? false);
    const window = windowOf(blocks, prose, index);
    put(window.prose / 100);
    put(window.links);
    put(Math.log1p(window.length));
    put(Math.log1p(prev?.text.length ?? 0));
    put(Math.log1p(next?.text.length ?? 0));
    const head = blocks[lastHeading];
    put(lastHeading < 0 ? -1 : Math.min(60, index - lastHeading));
    put(head !== undefined && opensBoilerplate(head.text));
    put(head?.level ?? 0);
    put(Math.min(10, boilerplateHeadings));
    put(lastProse < 0 ? 60 : Math.min(60, index - lastProse));
    put(Math.min(60, untilProse[index]!));
    for (const hint of hintNames) put(around.hints.has(hint));
    for (const hint of hintNames) put(around.near.has(hint));
    for (const hint of hintNames) put(around.share.get(hint) ?? -1);
    for (const tag of chainTags) put(around.tags.has(tag));
    for (const value of around.numbers) put(value);
    const family = familyOf(element, families);
    put(Math.min(30, family.byName.get(name) ?? 0));
    put(around.itemprop);
    put(page.statedBody !== '');
    put(page.statedBody === '' ? -1 : Number(page.statedBody.includes(text.toLowerCase().slice(0, 120))));
    put(Math.log1p(total));
    put(Math.log1p(blocks.length));
    const list = listAround(element);
    const listSums = list === undefined ? undefined : sums.get(list);
    put(listSums === undefined ? -1 : listSums.links / Math.max(1, listSums.length));
    put(listSums === undefined ? -1 : Math.log1p(listSums.length / Math.max(1, listSums.blocks)));
    put(family.image || element.children.some((child) => isElement(child) && child.name === 'img'));
    rows.push(row);
    if (kind === 'heading') {
      lastHeading = index;
      if (opensBoilerplate(text)) boilerplateHeadings++;
    }
    if (prose[index]! > 80) lastProse = index;
  });
  return rows;
}

interface Ground {
  readonly root: Element;
  readonly sums: ReadonlyMap<Element, Sums>;
  readonly total: number;
  readonly coreChain: readonly Element[];
  readonly densestChain: readonly Element[];
  readonly core: Element;
  readonly densest: Element;
}

interface Surroundings {
  readonly hints: ReadonlySet<Hint>;
  /** Hints of the element and its three nearest ancestors. */
  readonly near: ReadonlySet<Hint>;
  /** Share of the page's prose below the nearest ancestor with the hint. */
  readonly share: ReadonlyMap<Hint, number>;
  readonly tags: ReadonlySet<string>;
  readonly numbers: readonly number[];
  readonly itemprop: boolean;
}

function surroundingsOf(element: Element, ground: Ground, remembered: Map<Element, Surroundings>): Surroundings {
  const known = remembered.get(element);
  if (known !== undefined) return known;
  const { root, sums, total } = ground;
  const chain = chainOf(element, root);
  const hints = new Set<Hint>();
  const near = new Set<Hint>();
  const share = new Map<Hint, number>();
  const tags = new Set<string>();
  let itemprop = false;
  chain.forEach((ancestor, level) => {
    if (ancestor === root) return;
    tags.add(ancestor.name);
    for (const hint of hintsOf(ancestor)) {
      hints.add(hint);
      if (level < 4) near.add(hint);
      if (!share.has(hint)) share.set(hint, (sums.get(ancestor)?.prose ?? 0) / total);
    }
    if (/articlebody/i.test(ancestor.attribs['itemprop'] ?? '')) itemprop = true;
  });
  const parent = isElement(element.parent) && element !== root ? element.parent : element;
  const grand = isElement(parent.parent) && parent !== root ? parent.parent : parent;
  const great = isElement(grand.parent) && grand !== root ? grand.parent : grand;
  const core = distance(chain, ground.coreChain);
  const densest = distance(chain, ground.densestChain);
  const own = sums.get(element);
  const most = sums.get(ground.densest)?.direct ?? 1;
  const numbers = [
    chain.length,
    Number(chain.includes(ground.core)),
    core.up,
    core.down,
    (sums.get(ground.core)?.prose ?? 0) / total,
    ...levelNumbers(sums.get(parent), total, true),
    ...levelNumbers(sums.get(grand), total, false),
    ...levelNumbers(sums.get(great), total, false),
    Math.max(own?.direct ?? 0, sums.get(parent)?.direct ?? 0) / Math.max(1, most),
    densest.up,
    densest.down,
  ];
  const made = { hints, near, share, tags, numbers, itemprop };
  remembered.set(element, made);
  return made;
}

function levelNumbers(sums: Sums | undefined, total: number, withLength: boolean): number[] {
  if (sums === undefined) return withLength ? [0, 0, 0, 0] : [0, 0, 0];
  const numbers = [sums.prose / total, sums.links / Math.max(1, sums.length), Math.log1p(sums.blocks)];
  return withLength ? [...numbers, Math.log1p(sums.length)] : numbers;
}

/** Steps up from a block to the common ancestor, and down from there to the other end. */
function distance(chain: readonly Element[], other: readonly Element[]): { up: number; down: number } {
  const below = new Map(other.map((element, index) => [element, index]));
  for (let up = 0; up < chain.length; up++) {
    const down = below.get(chain[up]!);
    if (down !== undefined) return { up: Math.min(up, 15), down: Math.min(down, 15) };
  }
  return { up: 15, down: 15 };
}

function chainOf(element: Element, root: Element): Element[] {
  const chain: Element[] = [];
  for (let up: Element | null = element; up !== null; up = isElement(up.parent) ? up.parent : null) {
    chain.push(up);
    if (up === root) break;
  }
  return chain;
}

function sumsOf(blocks: readonly Block[], prose: readonly number[], root: Element): Map<Element, Sums> {
  const sums = new Map<Element, Sums>();
  const at = (element: Element): Sums => {
    let known = sums.get(element);
    if (known === undefined) sums.set(element, (known = { prose: 0, length: 0, links: 0, blocks: 0, direct: 0 }));
    return known;
  };
  blocks.forEach((block, index) => {
    at(block.element).direct += prose[index]!;
    if (block.element !== root && isElement(block.element.parent)) at(block.element.parent).direct += prose[index]!;
    for (let up: Element | null = block.element; up !== null; up = isElement(up.parent) ? up.parent : null) {
      const own = at(up);
      own.prose += prose[index]!;
      own.length += block.text.length;
      own.links += block.linkCharacters;
      own.blocks++;
      if (up === root) break;
    }
  });
  return sums;
}

function densestOf(sums: ReadonlyMap<Element, Sums>, root: Element): Element {
  let best = root;
  let most = 0;
  for (const [element, { direct }] of sums) {
    if (direct > most && !/^(?:p|li|blockquote|td)$/.test(element.name)) {
      most = direct;
      best = element;
    }
  }
  return best;
}

function titleIndex(blocks: readonly Block[], page: PageEvidence): number {
  if (page.titleElement !== undefined) {
    const shown = blocks.findIndex(({ element }) => element === page.titleElement);
    if (shown >= 0) return shown;
  }
  const byText = blocks.findIndex(({ text, kind }) => kind === 'heading' && text === page.title);
  return byText >= 0 ? byText : blocks.findIndex(({ level }) => level === 1);
}

function runningSums(values: readonly number[]): number[] {
  const sums: number[] = [];
  let sum = 0;
  for (const value of values) {
    sums.push(sum);
    sum += value;
  }
  return sums;
}

function distancesToNext(prose: readonly number[]): number[] {
  const distances = new Array<number>(prose.length).fill(60);
  let next = -1;
  for (let index = prose.length - 1; index >= 0; index--) {
    if (next >= 0) distances[index] = next - index;
    if (prose[index]! > 80) next = index;
  }
  return distances;
}

function windowOf(
  blocks: readonly Block[],
  prose: readonly number[],
  index: number,
): { prose: number; links: number; length: number } {
  let sum = 0;
  let length = 0;
  let links = 0;
  for (let near = Math.max(0, index - 3); near <= Math.min(blocks.length - 1, index + 3); near++) {
    if (near === index) continue;
    sum += prose[near]!;
    length += blocks[near]!.text.length;
    links += blocks[near]!.linkCharacters;
  }
  return { prose: sum, length, links: links / Math.max(1, length) };
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);
}

function titleShare(text: string, title: ReadonlySet<string>): number {
  if (title.size === 0 || text.length > 300) return 0;
  const own = wordSet(text);
  let shared = 0;
  for (const word of own) if (title.has(word)) shared++;
  return own.size === 0 ? 0 : shared / Math.max(own.size, title.size);
}

function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}

/** The children of an element, counted once: parents may have a hundred thousand. */
interface Family {
  readonly byName: ReadonlyMap<string, number>;
  readonly image: boolean;
}

const noFamily: Family = { byName: new Map(), image: false };

function familyOf(element: Element, known: Map<Element, Family>): Family {
  const parent = element.parent;
  if (!isElement(parent)) return noFamily;
  const remembered = known.get(parent);
  if (remembered !== undefined) return remembered;
  const byName = new Map<string, number>();
  for (const child of parent.children) if (isElement(child)) byName.set(child.name, (byName.get(child.name) ?? 0) + 1);
  const made = { byName, image: byName.has('img') || byName.has('picture') || byName.has('figure') };
  known.set(parent, made);
  return made;
}

function listAround(element: Element): Element | undefined {
  let depth = 0;
  for (
    let up: Element | null = element;
    up !== null && depth < 6;
    up = isElement(up.parent) ? up.parent : null, depth++
  )
    if (up.name === 'ul' || up.name === 'ol' || up.name === 'dl') return up;
  return undefined;
}
