import { isElement, type Element } from '../page.ts';
import type { Block } from './blocks.ts';
import { hintsOf, type Hint } from './class-words.ts';
import { proseOf } from './prose.ts';

/** The part of the page that holds the announcement, and how it was found. */
export interface Core {
  readonly element: Element;
  readonly detail: string;
}

/** A block with what its surroundings say. */
export interface Setting {
  readonly block: Block;
  /** How much it reads like running text, 0 to about 600. */
  readonly prose: number;
  /** Hints of its ancestors that speak against it, where they do not cover most of the page. */
  readonly against: ReadonlySet<Hint>;
  /** Hints of all ancestors. */
  readonly hints: ReadonlySet<Hint>;
}

const againstHints: readonly Hint[] = [
  'navigation',
  'share',
  'related',
  'comments',
  'footer',
  'header',
  'sidebar',
  'notice',
  'promotion',
  'form',
  'hidden',
  'author',
  'tags',
  'tools',
  'meta',
  'caption',
];
/** Hints under which no prose counts when the core is sought. */
const junkHints: readonly Hint[] = [
  'navigation',
  'share',
  'related',
  'comments',
  'footer',
  'sidebar',
  'notice',
  'promotion',
  'form',
  'hidden',
  'author',
];
const junkTags: Readonly<Record<string, Hint>> = {
  nav: 'navigation',
  footer: 'footer',
  aside: 'sidebar',
  form: 'form',
  header: 'header',
  menu: 'navigation',
};

/** Reads what surrounds every block. One walk up the tree for each element, remembered. */
export function settingsOf(blocks: readonly Block[], root: Element): Setting[] {
  const prose = blocks.map(proseOf);
  const sums = sumsOf(blocks, prose);
  const total = sums.get(root) ?? 0;
  const remembered = new Map<Element, { against: ReadonlySet<Hint>; hints: ReadonlySet<Hint> }>();
  const above = (element: Element): { against: ReadonlySet<Hint>; hints: ReadonlySet<Hint> } => {
    const known = remembered.get(element);
    if (known !== undefined) return known;
    const parent = element === root || !isElement(element.parent) ? undefined : above(element.parent);
    const own = element === root ? new Set<Hint>() : ownHints(element);
    const share = (sums.get(element) ?? 0) / Math.max(1, total);
    const against = new Set(parent?.against);
    for (const hint of own)
      if (againstHints.includes(hint) && share < (hint === 'comments' ? 0.9 : 0.5)) against.add(hint);
    const made = { against, hints: new Set([...(parent?.hints ?? []), ...own]) };
    remembered.set(element, made);
    return made;
  };
  return blocks.map((block, index) => ({ block, prose: prose[index]!, ...above(block.element) }));
}

function ownHints(element: Element): Set<Hint> {
  const own = new Set(hintsOf(element));
  const byTag = junkTags[element.name];
  if (byTag !== undefined) own.add(byTag);
  return own;
}

/** Finds the element that holds the announcement: the deepest that still holds nearly all prose that nothing speaks against. */
export function findCore(settings: readonly Setting[], root: Element): Core {
  const clean = settings.map(({ prose, against }) => (junkHints.some((hint) => against.has(hint)) ? 0 : prose));
  const blocks = settings.map(({ block }) => block);
  const sums = sumsOf(blocks, clean);
  const total = sums.get(root) ?? 0;
  if (total === 0) return { element: root, detail: 'whole page' };
  return marked(sums, total, root) ?? densest(sums, root);
}

/** Share of the page's clean prose that a marked element must hold to be believed, by how clearly it is marked. */
const believed = { body: 0.4, article: 0.5, main: 0.6 } as const;

function marked(sums: ReadonlyMap<Element, number>, total: number, root: Element): Core | undefined {
  let best: { element: Element; score: number; detail: string } | undefined;
  for (const [element, sum] of sums) {
    if (element === root) continue;
    const mark = markOf(element);
    if (mark === undefined || sum < believed[mark.tier] * total) continue;
    const score = sum / total + { body: 0.5, article: 0.25, main: 0 }[mark.tier];
    if (
      best === undefined ||
      score > best.score + 0.01 ||
      (Math.abs(score - best.score) <= 0.01 && contains(best.element, element))
    )
      best = { element, score, detail: mark.detail };
  }
  return best;
}

function markOf(element: Element): { tier: keyof typeof believed; detail: string } | undefined {
  if (/articlebody|^text$|blogpost$/i.test(element.attribs['itemprop'] ?? ''))
    return { tier: 'body', detail: `itemprop ${element.attribs['itemprop']!}` };
  if (/content:encoded|articlebody/i.test(element.attribs['property'] ?? ''))
    return { tier: 'body', detail: `property ${element.attribs['property']!}` };
  const hints = hintsOf(element);
  if (hints.has('body'))
    return {
      tier: 'body',
      detail: `class or id "${(element.attribs['class'] ?? element.attribs['id'] ?? '').slice(0, 80)}"`,
    };
  if (element.name === 'article' || element.attribs['role'] === 'article')
    return { tier: 'article', detail: 'article element' };
  if (element.name === 'main' || element.attribs['role'] === 'main') return { tier: 'main', detail: 'main element' };
  return undefined;
}

/** Share of a parent's prose that one child must hold for the search to go down into it. Smaller: paragraphs of the end are lost. */
const dominance = 0.85;

function densest(sums: ReadonlyMap<Element, number>, root: Element): Core {
  let element = root;
  for (;;) {
    const sum = sums.get(element) ?? 0;
    const child = element.children
      .filter(isElement)
      .find((candidate) => (sums.get(candidate) ?? 0) >= dominance * sum && !isProseElement(candidate));
    if (child === undefined) return { element, detail: 'text density' };
    element = child;
  }
}

function isProseElement(element: Element): boolean {
  return /^(?:p|li|ul|ol|blockquote|pre|dd|dt|table|tbody|h[1-6])$/.test(element.name);
}

function sumsOf(blocks: readonly Block[], values: readonly number[]): Map<Element, number> {
  const own = new Map<Element, number>();
  blocks.forEach((block, index) => own.set(block.element, (own.get(block.element) ?? 0) + values[index]!));
  const sums = new Map<Element, number>();
  for (const [element, value] of own) {
    for (let up: Element | null = element; up !== null; up = isElement(up.parent) ? up.parent : null)
      sums.set(up, (sums.get(up) ?? 0) + value);
  }
  return sums;
}

export function contains(outer: Element, inner: Element): boolean {
  for (let up: Element | null = inner; up !== null; up = isElement(up.parent) ? up.parent : null)
    if (up === outer) return true;
  return false;
}
