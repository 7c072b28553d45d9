import type { ParagraphKind } from '../../../core/announcement.ts';
import { fold, inlineTags, isElement, isText, type Element, type Node, type Page } from '../page.ts';
import { tableText } from './table.ts';

/** A paragraph of the page before it is known whether it belongs to the announcement. */
export interface Block {
  readonly kind: ParagraphKind;
  readonly text: string;
  /** Characters of the text that stand in links. */
  readonly linkCharacters: number;
  /** The innermost block element around it. */
  readonly element: Element;
  /** Place among the blocks of the page. */
  readonly index: number;
  /** 1 to 6 of a heading. */
  readonly level?: number;
}

/** Blocks of a page that are looked at. The largest recorded page has 6,000; the cost of what follows is linear in them. */
const limitBlocks = 60_000;

/** Elements whose text no reader sees, or that are controls and not text. */
const skippedTags: ReadonlySet<string> = new Set(
  'script style noscript template svg math canvas object embed iframe frame frameset map audio video select option button input textarea datalist progress meter head title link meta base rt rp dialog amp-sidebar amp-ad amp-iframe'.split(
    ' ',
  ),
);

/** The text of an element as blocks, in page order; what `skip` says (and whatever is not shown) is left out. */
export function blocksOf(root: Element, skip: (element: Element) => boolean = () => false): Block[] {
  const state: State = { blocks: [], text: '', linkCharacters: 0, skip };
  walk(root.children, { element: root, kind: 'text', linked: false }, state);
  flush({ element: root, kind: 'text', linked: false }, state);
  return state.blocks;
}

export function bodyElement(page: Page): Element | undefined {
  return (
    page.elements.find((element) => element.name === 'body') ??
    page.elements.find((element) => element.name === 'html') ??
    page.elements[0]
  );
}

interface Place {
  readonly element: Element;
  readonly kind: ParagraphKind;
  readonly level?: number;
  /** Whether we stand inside a link. */
  readonly linked: boolean;
}

interface State {
  readonly blocks: Block[];
  text: string;
  linkCharacters: number;
  readonly skip: (element: Element) => boolean;
}

function walk(nodes: readonly Node[], place: Place, state: State): void {
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index]!;
    if (isText(node)) addText(node.data, place, state);
    else if (isElement(node)) {
      if (node.name === 'br') {
        if (isParagraphBreak(nodes, index)) flush(place, state);
        else state.text += '\n';
      } else if (!skippedTags.has(node.name) && !isHidden(node) && !state.skip(node)) enter(node, place, state);
    }
  }
}

function enter(element: Element, place: Place, state: State): void {
  if (inlineTags.has(element.name)) {
    walk(element.children, element.name === 'a' && !place.linked ? { ...place, linked: true } : place, state);
    return;
  }
  flush(place, state);
  const table = element.name === 'table' ? tableText(element) : undefined;
  if (table !== undefined) {
    push(
      { kind: 'table', text: table.text, linkCharacters: table.linkCharacters, element, index: state.blocks.length },
      state,
    );
    return;
  }
  const inner = placeOf(element, place);
  walk(element.children, inner, state);
  flush(inner, state);
}

function placeOf(element: Element, outer: Place): Place {
  const name = element.name;
  const linked = outer.linked;
  if (/^h[1-6]$/.test(name)) return { element, kind: 'heading', level: Number(name[1]), linked };
  if (name === 'li' || name === 'dt' || name === 'dd') return { element, kind: 'item', linked };
  if (name === 'blockquote') return { element, kind: 'quote', linked };
  if (name === 'figcaption' || name === 'caption') return { element, kind: 'caption', linked };
  if (name === 'address') return { element, kind: 'contact', linked };
  const kept = outer.kind === 'heading' ? 'text' : outer.kind;
  return { element, kind: kept === 'item' && (name === 'section' || name === 'article') ? 'text' : kept, linked };
}

function addText(text: string, place: Place, state: State): void {
  state.text += text;
  if (place.linked) state.linkCharacters += fold(text).length;
}

function flush(place: Place, state: State): void {
  const text = fold(state.text);
  if (text !== '' && /[\p{L}\p{N}]/u.test(text)) {
    const level = place.kind === 'heading' && place.level !== undefined ? { level: place.level } : {};
    push(
      {
        kind: place.kind,
        text,
        linkCharacters: Math.min(state.linkCharacters, text.length),
        element: place.element,
        index: state.blocks.length,
        ...level,
      },
      state,
    );
  }
  state.text = '';
  state.linkCharacters = 0;
}

function push(block: Block, state: State): void {
  if (state.blocks.length < limitBlocks) state.blocks.push(block);
}

/** Two line breaks with nothing between them are how old pages part paragraphs. */
function isParagraphBreak(nodes: readonly Node[], index: number): boolean {
  for (let next = index + 1; next < nodes.length; next++) {
    const node = nodes[next]!;
    if (isText(node) && fold(node.data) === '') continue;
    if (!isText(node) && !isElement(node)) continue;
    return isElement(node) && node.name === 'br';
  }
  return false;
}

export function isHidden(element: Element): boolean {
  const { style, hidden } = element.attribs;
  if (hidden !== undefined && hidden !== 'until-found') return true;
  if (
    element.attribs['aria-hidden'] === 'true' &&
    element.name !== 'div' &&
    element.name !== 'section' &&
    element.name !== 'main' &&
    element.name !== 'article'
  )
    return true;
  return style !== undefined && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}
