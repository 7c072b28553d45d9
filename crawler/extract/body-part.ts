import { isElement, type Document, type Element, type Node } from './nodes.ts';

/**
 * Puts into the body what browsers read as the body's: what stands in the head and no head may hold, and what stands behind the end tags of `body` and
 * `html`. Whether the order of elements changed.
 */
export function gatherBody(document: Document): boolean {
  const html = document.children.find((node): node is Element => isElement(node) && node.name === 'html');
  const movedOut = emptyHead(html ?? document);
  const body = childCalled('body', html ?? document);
  if (body === undefined) return movedOut;
  const loose = cutBehind(body, html ?? document);
  if (html !== undefined) loose.push(...cutBehind(html, document));
  if (loose.length > 0) setChildren(body, [...body.children, ...loose]);
  return movedOut || loose.length > 0;
}

/** What may stand in a head; anything else ends it, as browsers read it. */
const headTags = new Set('title meta link script style base noscript template'.split(' '));

/** A head with text in it, or one that never ends: from the first element on that no head may hold, all belongs to the body. */
function emptyHead(around: Document | Element): boolean {
  const head = childCalled('head', around);
  const start = head?.children.findIndex((node) => isElement(node) && !headTags.has(node.name)) ?? -1;
  if (head === undefined || start < 0) return false;
  const body = childCalled('body', around);
  if (body === undefined) {
    head.name = 'body';
    return false;
  }
  setChildren(body, [...head.children.slice(start), ...body.children]);
  setChildren(head, head.children.slice(0, start));
  return true;
}

/** Takes the elements behind a node out of its siblings; another head stays, and so does text. */
function cutBehind(end: Node, parent: Document | Element): Element[] {
  const from = parent.children.indexOf(end) + 1;
  const loose: Element[] = [];
  const left: Node[] = [];
  for (const node of parent.children.slice(from))
    if (isElement(node) && node.name !== 'head') loose.push(node);
    else left.push(node);
  if (loose.length > 0) setChildren(parent, [...parent.children.slice(0, from), ...left]);
  return loose;
}

/** All at once: moving a hundred thousand nodes one by one looks for each among all the others. */
function setChildren(parent: Document | Element, children: Node[]): void {
  parent.children = children;
  for (const [index, node] of children.entries()) {
    node.parent = parent;
    node.prev = children[index - 1] ?? null;
    node.next = children[index + 1] ?? null;
  }
}

function childCalled(name: string, { children }: Document | Element): Element | undefined {
  return children.find((node): node is Element => isElement(node) && node.name === name);
}
