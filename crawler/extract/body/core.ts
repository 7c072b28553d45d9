import type { Element } from '../page.ts';
import { bitOf, type Hint, type HintBits } from './class-words.ts';
import type { Surroundings, Tree } from './surroundings.ts';

/** The part of the page that holds the announcement, and how it was found. */
export interface Core {
  readonly at: Surroundings;
  readonly detail: string;
}

/** Hints under which no prose counts when the core is sought. */
const junk = bitsOf(
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
);
const junkTags: ReadonlyMap<string, HintBits> = new Map([
  ['nav', bitOf('navigation')],
  ['footer', bitOf('footer')],
  ['aside', bitOf('sidebar')],
  ['form', bitOf('form')],
  ['menu', bitOf('navigation')],
]);

function bitsOf(...hints: readonly Hint[]): HintBits {
  return hints.reduce((bits, hint) => bits | bitOf(hint), 0);
}

/** Finds the element that holds the announcement: the deepest that still holds nearly all prose that nothing speaks against. */
export function findCore(tree: Tree, prose: readonly number[]): Core {
  const sums = cleanSums(tree, prose);
  const total = sums[tree.root.index]!;
  if (total === 0) return { at: tree.root, detail: 'whole page' };
  return marked(tree, sums, total) ?? densest(tree, sums);
}

/** Share of the page's prose from which what an element is called no longer speaks against it; comments may well be most of a page. */
const exempt = 0.5;
const exemptComments = 0.9;

/** Prose below each element, without that of elements that something speaks against. By the place in `Tree.all`. */
function cleanSums({ root, all, of }: Tree, prose: readonly number[]): Float64Array {
  const against = new Uint8Array(all.length);
  const comments = bitOf('comments');
  const total = Math.max(1, root.prose);
  for (const own of all) {
    if (own.above === undefined) continue;
    const bits = (own.own | (junkTags.get(own.element.name) ?? 0)) & junk;
    const share = own.prose / total;
    const counts = share < exempt ? bits !== 0 : share < exemptComments && (bits & comments) !== 0;
    against[own.index] = against[own.above.index]! | Number(counts);
  }
  const sums = new Float64Array(all.length);
  of.forEach((own, index) => {
    if (against[own.index] === 0) sums[own.index]! += prose[index]!;
  });
  for (let index = all.length - 1; index > 0; index--) sums[all[index]!.above!.index]! += sums[index]!;
  return sums;
}

/** Share of the page's clean prose that a marked element must hold to be believed, by how clearly it is marked. */
const believed = { body: 0.4, article: 0.5, main: 0.6 } as const;

function marked(tree: Tree, sums: Float64Array, total: number): Core | undefined {
  let best: { at: Surroundings; score: number; detail: string } | undefined;
  for (const own of tree.all) {
    const sum = sums[own.index]!;
    if (own === tree.root || sum < believed.body * total) continue;
    const mark = markOf(own);
    if (mark === undefined || sum < believed[mark.tier] * total) continue;
    const score = sum / total + { body: 0.5, article: 0.25, main: 0 }[mark.tier];
    if (
      best === undefined ||
      score > best.score + 0.01 ||
      (Math.abs(score - best.score) <= 0.01 && isInside(own, best.at))
    )
      best = { at: own, score, detail: mark.detail };
  }
  return best;
}

function markOf({ element, own }: Surroundings): { tier: keyof typeof believed; detail: string } | undefined {
  if (/articlebody|^text$|blogpost$/i.test(element.attribs['itemprop'] ?? ''))
    return { tier: 'body', detail: `itemprop ${element.attribs['itemprop']!}` };
  if (/content:encoded|articlebody/i.test(element.attribs['property'] ?? ''))
    return { tier: 'body', detail: `property ${element.attribs['property']!}` };
  if ((own & bitOf('body')) !== 0)
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

/** Goes down from the root as long as one child holds nearly everything. Parents stand before their children, so one pass is enough. */
function densest(tree: Tree, sums: Float64Array): Core {
  let at = tree.root;
  for (const own of tree.all)
    if (own.above === at && sums[own.index]! >= dominance * sums[at.index]! && !isProseElement(own.element)) at = own;
  return { at, detail: 'text density' };
}

const proseTags = new Set('p li ul ol blockquote pre dd dt table tbody h1 h2 h3 h4 h5 h6'.split(' '));

function isProseElement(element: Element): boolean {
  return proseTags.has(element.name);
}

function isInside(inner: Surroundings, outer: Surroundings): boolean {
  let up: Surroundings | undefined = inner;
  while (up !== undefined && up !== outer) up = up.above;
  return up === outer;
}

/** Whether an element stands inside another or is it. */
export function contains(outer: Element, inner: Element): boolean {
  for (let up: Element['parent'] = inner; up !== null; up = up.parent) if (up === outer) return true;
  return false;
}
