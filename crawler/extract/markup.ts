import { DomHandler, Parser } from 'htmlparser2';
import { gatherBody } from './body-part.ts';
import { isElement, type Document, type Element, type Node } from './nodes.ts';

/** Markup as a bounded tree. */
export interface Markup {
  readonly document: Document;
  /** All elements in page order. */
  readonly elements: readonly Element[];
  /** Whether the markup was longer than is read. */
  readonly truncated: boolean;
}

/**
 * Characters of a page that are read. The longest announcement page in the recorded sets has 1.6 million; a page above this is a
 * data dump or an attack. Larger: a parse of 24 million characters takes more than a second.
 */
const limitCharacters = 16_000_000;
/**
 * Depth of elements kept; deeper ones are unwrapped into their ancestor, as browsers do (Blink stops at 512). Real pages stay below 100.
 * The limit makes every walk below it safe to write as a recursion.
 */
const limitDepth = 256;
/** Elements of a page that are kept, text of the others still is. Recorded pages have up to 20,000. */
const limitElements = 200_000;

/**
 * Elements open at once that the parser keeps account of; tags beyond are read as if they were closed at once. It looks through all of them for every closing
 * tag and moves them for every opening one: 100,000 elements that nothing closes took 15 seconds. Pages that never close `p`, `li` or `td` stay
 * below some hundred, because the parser closes those itself. Larger: a page of unmatched closing tags takes longer.
 */
const limitOpen = 1_500;

/** Parses markup. Total: any text gives a tree; work and depth are bounded. */
export function parseMarkup(html: string): Markup {
  const truncated = html.length > limitCharacters;
  const handler = new BoundedHandler();
  const parser = new BoundedParser(handler);
  // Both tags may be left out; htmlparser2 does not put them in as browsers do, and the text needs one element around it.
  if (!/<(?:body|html)[\s>]/i.test(html)) parser.write('<body>');
  parser.end(unwrapTemplates(truncated ? html.slice(0, limitCharacters) : html));
  const document = handler.root;
  return { document, truncated, elements: gatherBody(document) ? elementsBelow(document) : handler.elements };
}

class BoundedHandler extends DomHandler {
  readonly elements: Element[] = [];
  private skipped = 0;

  /** Elements that are open, those that are not kept among them. */
  get open(): number {
    return this.tagStack.length - 1 + this.skipped;
  }

  override onopentag(name: string, attributes: Record<string, string>): void {
    if (this.tagStack.length >= limitDepth || this.elements.length >= limitElements) {
      this.skipped++;
      return;
    }
    super.onopentag(name, attributes);
    const element = this.tagStack[this.tagStack.length - 1] as Element;
    // Here, so that all elements are objects of one shape: what asks for the hints of thousands is the faster for it.
    element.hintBits = undefined;
    this.elements.push(element);
  }

  override onclosetag(): void {
    if (this.skipped > 0) this.skipped--;
    else super.onclosetag();
  }
}

class BoundedParser extends Parser {
  private readonly handler: BoundedHandler;
  /** Whether the tag that is being read opens one element too many. */
  private tooMany = false;

  constructor(handler: BoundedHandler) {
    super(handler, { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true });
    this.handler = handler;
  }

  override onopentagname(start: number, end: number): void {
    this.tooMany = this.handler.open >= limitOpen;
    super.onopentagname(start, end);
  }

  override onclosetag(start: number, end: number): void {
    this.tooMany = false;
    super.onclosetag(start, end);
  }

  /** Void elements are closed as soon as they are opened. */
  protected override isVoidElement(name: string): boolean {
    return this.tooMany || super.isVoidElement(name);
  }
}

/** Some blog systems send the text of a page as a script of type `text/template` and draw it later. A real template has placeholders and is left. */
function unwrapTemplates(html: string): string {
  if (!html.includes('text/template')) return html;
  return html.replace(
    /<script\b[^>]{0,200}\btype=["']text\/template["'][^>]{0,200}>([^]{400,}?)<\/script>/gi,
    (script: string, inner: string) =>
      /<(?:p|br)\b/i.test(inner) && !/\{\{|<%|\$\{/.test(inner) ? `<div>${inner}</div>` : script,
  );
}

function elementsBelow(document: Document): Element[] {
  const found: Element[] = [];
  collect(document.children, found);
  return found;
}

function collect(nodes: readonly Node[], into: Element[]): void {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    into.push(node);
    collect(node.children, into);
  }
}
