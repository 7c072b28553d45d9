import { ElementType, type parseDocument } from 'htmlparser2';

/** What a page's tree is made of: htmlparser2's nodes. */
export type Document = ReturnType<typeof parseDocument>;
export type Node = Document['children'][number];
export type Text = Extract<Node, { type: ElementType.ElementType.Text }>;
export type Element = Extract<Node, { attribs: Record<string, string> }> & {
  /** What its class, id and role hint at, kept by `body/class-words.ts` when first asked: half a dozen stages ask about most elements. */
  hintBits?: number | undefined;
};

export function isElement(node: Node | Document | null | undefined): node is Element {
  return node !== null && node !== undefined && ElementType.isTag(node);
}

export function isText(node: Node | Document): node is Text {
  return node.type === ElementType.Text;
}
