import type { CheerioAPI } from 'cheerio/slim';

/** An element of a page, in the tree that cheerio works on. */
export type Element = ReturnType<ReturnType<CheerioAPI>['find']>[number];

/** Whether a node of the tree is an element (text and comments are not). */
export function isElement(node: { readonly type: string }): node is Element {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style';
}

/** All elements within an element, in the order of the page. A plain walk: a CSS engine asked four times a row costs more than the rest of a listing. */
export function elementsWithin(element: Element): Element[] {
  const found: Element[] = [];
  const walk = (parent: Element): void => {
    for (const child of parent.children) {
      if (!isElement(child)) continue;
      found.push(child);
      walk(child);
    }
  };
  walk(element);
  return found;
}

export function parentOf(element: Element): Element | undefined {
  const { parent } = element;
  return parent !== null && isElement(parent) ? parent : undefined;
}

/** All text of the element but for that of `without`, a space between neighbours: `<td>2014</td><td>News</td>` must not become `2014News`. */
export function spacedText(element: Element, without?: Element): string {
  const parts: string[] = [];
  collect(element, parts, () => ' ', without);
  return oneLine(parts.join(''));
}

/** Like `spacedText`, but `undefined` as soon as there is more than `limit` characters of it: a row need not be read to know it is no heading. */
export function shortText(element: Element, limit: number): string | undefined {
  const parts: string[] = [];
  return collectShort(element, parts, limit) < 0 ? undefined : oneLine(parts.join(' '));
}

/** How many characters are left of `limit`; negative when the text is longer. */
function collectShort(element: Element, parts: string[], limit: number): number {
  let left = limit;
  for (const child of element.children) {
    if (left < 0) return left;
    if ('data' in child && child.nodeType === 3) {
      const text = oneLine(child.data);
      parts.push(text);
      left -= text.length;
    } else if (isElement(child) && child.name !== 'script' && child.name !== 'style')
      left = collectShort(child, parts, left);
  }
  return left;
}

/** The element's text as a reader sees it: `<b>T</b>oday` is one word, two cells are not. */
export function readableText(element: Element): string {
  const parts: string[] = [];
  collect(element, parts, (child) => (inline.has(child.name) ? '' : ' '));
  return oneLine(parts.join(''));
}

const inline = new Set('a abbr b bdi bdo cite code em font i mark q s small span strong sub sup u wbr'.split(' '));

function collect(element: Element, parts: string[], gap: (child: Element) => string, without?: Element): void {
  for (const child of element.children) {
    if ('data' in child && child.nodeType === 3) parts.push(child.data);
    else if (isElement(child) && child.name !== 'script' && child.name !== 'style') {
      parts.push(gap(child));
      if (child !== without) collect(child, parts, gap, without);
      parts.push(gap(child));
    }
  }
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
