import { load, type CheerioAPI } from 'cheerio/slim';
import { DomHandler, DomUtils, ElementType, Parser, type parseDocument } from 'htmlparser2';

export type Document = ReturnType<typeof parseDocument>;
export type Node = Document['children'][number];
export type Text = Extract<Node, { type: ElementType.ElementType.Text }>;
export type Element = Extract<Node, { attribs: Record<string, string> }>;

/** A page as a bounded tree, with what its head says. */
export interface Page {
  readonly document: Document;
  /** Base for relative links: the page's URL, or its `<base href>`. */
  readonly baseUrl: string;
  readonly url: string;
  /** `<html lang>` and the like, as written. */
  readonly htmlLanguage: string | undefined;
  /** `<title>` as written, white space folded. */
  readonly titleTag: string | undefined;
  /** Values of `meta` by lower-case name, property, itemprop or http-equiv, in page order. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  readonly links: readonly Element[];
  /** Every JSON-LD object, graphs flattened. */
  readonly jsonLd: readonly JsonObject[];
  /** All elements in page order. */
  readonly elements: readonly Element[];
  /** CSS selectors over the tree, for the rules of a source. Made when first asked for. */
  readonly query: () => CheerioAPI;
  /** Whether the page was longer than we read. */
  readonly truncated: boolean;
}

export type JsonObject = Readonly<Record<string, unknown>>;

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

/** Parses a page. Total: any text gives a page; work and depth are bounded. */
export function parsePage(html: string, url: string): Page {
  const truncated = html.length > limitCharacters;
  const handler = new BoundedHandler();
  const parser = new Parser(handler, { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true });
  // Both tags may be left out; htmlparser2 does not put them in as browsers do, and the text needs one element around it.
  if (!/<(?:body|html)[\s>]/i.test(html)) parser.write('<body>');
  parser.end(closeRunawayNesting(unwrapTemplates(truncated ? html.slice(0, limitCharacters) : html)));
  const document = handler.root;
  emptyHead(document);
  gatherIntoBody(document);
  const elements: Element[] = [];
  collect(document.children, elements);
  return { document, url, truncated, elements, ...readHead(elements, url), query: lazily(() => load(document)) };
}

/** What may stand in a head; anything else ends it, as browsers read it. */
const headTags = new Set('title meta link script style base noscript template'.split(' '));

/** A head with text in it, or one that never ends: from the first element on that no head may hold, all belongs to the body. */
function emptyHead(document: Document): void {
  const html = document.children.find((node): node is Element => isElement(node) && node.name === 'html');
  const within = (html ?? document).children.filter(isElement);
  const head = within.find(({ name }) => name === 'head');
  const start = head?.children.findIndex((node) => isElement(node) && !headTags.has(node.name)) ?? -1;
  if (head === undefined || start < 0) return;
  const body = within.find(({ name }) => name === 'body');
  if (body === undefined) head.name = 'body';
  else for (const node of head.children.slice(start).reverse()) DomUtils.prependChild(body, node);
}

/** What stands behind the end tags of `body` and `html` belongs to the body, as browsers read it. */
function gatherIntoBody(document: Document): void {
  const html = document.children.find((node): node is Element => isElement(node) && node.name === 'html');
  const body = (html ?? document).children.find((node): node is Element => isElement(node) && node.name === 'body');
  if (body === undefined) return;
  const behind = (siblings: readonly Node[], end: Node): Node[] =>
    siblings.slice(siblings.indexOf(end) + 1).filter((node) => isElement(node) && node.name !== 'head');
  const loose = behind((html ?? document).children, body);
  if (html !== undefined) loose.push(...behind(document.children, html));
  for (const node of loose) DomUtils.appendChild(body, node);
}

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
  if (isElement(node) && readings.has(node.name)) return '';
  let text = '';
  for (const child of node.children) text += spacedText(child);
  return isElement(node) && !inlineTags.has(node.name) ? ` ${text} ` : text;
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

export function isElement(node: Node | Document | null | undefined): node is Element {
  return node !== null && node !== undefined && ElementType.isTag(node);
}

export function isText(node: Node | Document): node is Text {
  return node.type === ElementType.Text;
}

export function attribute(element: Element, name: string): string | undefined {
  const value = element.attribs[name];
  return value === undefined ? undefined : value;
}

/** Elements of a name in page order. */
export function byTag(page: Page, ...names: readonly string[]): Element[] {
  return page.elements.filter((element) => names.includes(element.name));
}

/** A link as an absolute http(s) URL, or undefined when it is none. */
export function absoluteUrl(href: string | undefined, baseUrl: string): string | undefined {
  if (href === undefined || href.trim() === '') return undefined;
  try {
    const url = new URL(href.trim(), baseUrl);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

class BoundedHandler extends DomHandler {
  private skipped = 0;
  private count = 0;

  override onopentag(name: string, attributes: Record<string, string>): void {
    if (this.tagStack.length >= limitDepth || this.count >= limitElements) {
      this.skipped++;
      return;
    }
    this.count++;
    super.onopentag(name, attributes);
  }

  override onclosetag(): void {
    if (this.skipped > 0) this.skipped--;
    else super.onclosetag();
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

/**
 * htmlparser2 keeps its open elements in an array whose head is the newest, so an element costs as much as it is deep: 100,000 nested
 * elements take many seconds. A page that opens far more elements than it closes is cut down before it is parsed: opening tags beyond the
 * surplus are dropped, their text stays.
 */
function closeRunawayNesting(html: string): string {
  let depth = 0;
  let deepest = 0;
  for (const match of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (match[1] === '/') depth = Math.max(0, depth - 1);
    else if (!voidTags.has(match[2]!.toLowerCase())) depth++;
    deepest = Math.max(deepest, depth);
  }
  if (deepest <= runawayDepth) return html;
  depth = 0;
  return html.replace(
    /<(\/?)([a-z][a-z0-9-]*)(?:"[^"]{0,10000}"|'[^']{0,10000}'|[^>"'])*>?/gi,
    (tag: string, slash: string, name: string) => {
      if (voidTags.has(name.toLowerCase())) return tag;
      if (slash === '/') {
        depth = Math.max(0, depth - 1);
        return depth >= limitDepth ? ' ' : tag;
      }
      depth++;
      return depth > limitDepth ? ' ' : tag;
    },
  );
}

/**
 * Surplus of opening over closing tags above which nesting is taken for runaway. Pages that never close `p`, `li` or `td` reach some
 * thousands, which htmlparser2 closes itself; at 20,000 a page of unmatched closing tags took 4 s, at 1,500 a third of a second.
 */
const runawayDepth = 1_500;
const voidTags = new Set(
  'area base br col embed hr img input link meta param source track wbr p li td th tr option'.split(' '),
);

function collect(nodes: readonly Node[], into: Element[]): void {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    into.push(node);
    collect(node.children, into);
  }
}

function readHead(
  elements: readonly Element[],
  url: string,
): Pick<Page, 'baseUrl' | 'htmlLanguage' | 'titleTag' | 'meta' | 'links' | 'jsonLd'> {
  const meta = new Map<string, string[]>();
  const links: Element[] = [];
  const jsonLd: JsonObject[] = [];
  let base: string | undefined;
  let htmlLanguage: string | undefined;
  let titleTag: string | undefined;
  for (const element of elements) {
    if (element.name === 'meta') addMeta(element, meta);
    else if (element.name === 'link') links.push(element);
    else if (element.name === 'base') base ??= absoluteUrl(element.attribs['href'], url);
    else if (element.name === 'html') htmlLanguage ??= element.attribs['lang'] ?? element.attribs['xml:lang'];
    else if (element.name === 'title' && !insideSvg(element)) titleTag ??= fold(rawText(element)) || undefined;
    else if (element.name === 'script' && /ld\+json/i.test(element.attribs['type'] ?? '')) addJsonLd(element, jsonLd);
  }
  return { baseUrl: base ?? url, htmlLanguage, titleTag, meta, links, jsonLd };
}

function insideSvg(element: Element): boolean {
  for (let parent = element.parent; isElement(parent); parent = parent.parent) if (parent.name === 'svg') return true;
  return false;
}

function addMeta(element: Element, meta: Map<string, string[]>): void {
  const { name, property, itemprop, content, value } = element.attribs;
  const text = fold(content ?? value ?? '');
  if (text === '') return;
  for (const key of new Set([name, property, itemprop, element.attribs['http-equiv']])) {
    if (key === undefined || key === '') continue;
    const known = meta.get(key.toLowerCase());
    if (known === undefined) meta.set(key.toLowerCase(), [text]);
    else known.push(text);
  }
}

/** JSON-LD of a page above this many characters is not read: it is a product catalogue. */
const limitJsonLdCharacters = 2_000_000;
/** Objects of a graph that are looked at. News sites carry up to about a hundred. */
const limitJsonLdObjects = 500;

function addJsonLd(element: Element, into: JsonObject[]): void {
  const text = element.children.map((child) => (isText(child) ? child.data : '')).join('');
  if (text.length > limitJsonLdCharacters) return;
  const parsed = parseLenient(text);
  if (parsed !== undefined) flattenJsonLd(parsed, into, 0);
}

/** JSON as pages write it: in CDATA or comments, with raw line breaks inside strings, with a comma or semicolon too many. */
function parseLenient(text: string): unknown {
  const core = text.replace(/^\s*(?:\/\/)?\s*(?:<!\[CDATA\[|<!--)|(?:\/\/)?\s*(?:\]\]>|-->)\s*$/g, '').trim();
  for (const attempt of [
    core,
    core.replace(/[\u0000-\u001F]+/g, ' '),
    core
      .replace(/[\u0000-\u001F]+/g, ' ')
      .replace(/,\s*([}\]])/g, '$1')
      .replace(/;\s*$/, ''),
  ]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // The next attempt mends more.
    }
  }
  return undefined;
}

function flattenJsonLd(value: unknown, into: JsonObject[], depth: number): void {
  if (depth > 6 || into.length >= limitJsonLdObjects) return;
  if (Array.isArray(value)) {
    for (const entry of value) flattenJsonLd(entry, into, depth + 1);
  } else if (isObject(value)) {
    into.push(value);
    for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage', 'itemListElement', 'hasPart']) {
      if (isObject(value[key]) || Array.isArray(value[key])) flattenJsonLd(value[key], into, depth + 1);
    }
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
