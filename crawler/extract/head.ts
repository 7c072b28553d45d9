import { absoluteUrl } from './links.ts';
import { isElement, isText, type Element } from './nodes.ts';
import { fold, rawText } from './text.ts';

/** What the head of a page says. */
export interface Head {
  /** Base for relative links: the page's URL, or its `<base href>`. */
  readonly baseUrl: string;
  /** `<html lang>` and the like, as written. */
  readonly htmlLanguage: string | undefined;
  /** `<title>` as written, white space folded. */
  readonly titleTag: string | undefined;
  /** Values of `meta` by lower-case name, property, itemprop or http-equiv, in page order. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  readonly links: readonly Element[];
  /** Every JSON-LD object, graphs flattened. */
  readonly jsonLd: readonly JsonObject[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Gathers the head's elements wherever they stand: pages put them into their bodies too. */
export function readHead(elements: readonly Element[], url: string): Head {
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
