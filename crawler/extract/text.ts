import { ElementType } from 'htmlparser2';
import { isElement, isText, type Document, type Node } from './nodes.ts';

/** Concatenated text below a node, scripts and styles left out, white space as written. */
export function rawText(node: Node | Document): string {
  if (isText(node)) return node.data;
  if (!('children' in node) || node.type === ElementType.Script || node.type === ElementType.Style) return '';
  let text = '';
  for (const child of node.children) text += rawText(child);
  return text;
}

/** Text below a node with white space folded: what a reader sees on one line. Block elements are apart by a space. */
export function textOf(node: Node | Document): string {
  return fold(spacedText(node));
}

function spacedText(node: Node | Document): string {
  if (isText(node)) return node.data;
  if (!('children' in node) || node.type === ElementType.Script || node.type === ElementType.Style) return '';
  const name = isElement(node) ? node.name : undefined;
  if (name !== undefined && readings.has(name)) return '';
  let text = '';
  for (const child of node.children) text += spacedText(child);
  return name === undefined || inlineTags.has(name) ? text : ` ${text} `;
}

/** How a word is pronounced, set in small type above it: no part of the text. */
export const readings: ReadonlySet<string> = new Set(['rt', 'rp']);

/** Elements that do not break the line of the text they stand in. */
export const inlineTags: ReadonlySet<string> = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr amp-link'.split(
    ' ',
  ),
);

/** White space folded to single spaces and trimmed; soft hyphens and zero-width marks removed. */
export function fold(text: string): string {
  // Most texts are folded already, and looking is much cheaper than replacing.
  if (!unfolded.test(text)) return text.trim();
  const visible = invisible.test(text) ? text.replace(/[\u00AD\u200B\u2060\uFEFF]/g, '') : text;
  // A single space between words, nearly all there is, stays untouched.
  return visible.replace(/[\s\u0085]{2,}|[^\S ]|\u0085/g, ' ').trim();
}

const invisible = /[\u00AD\u200B\u2060\uFEFF]/;

/** What folding changes: invisible marks, white space that is no space, and several spaces. */
const unfolded = /[\u00AD\u200B\u2060\uFEFF\u0085]|[^\S ]| {2}/;
