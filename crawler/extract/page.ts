import { load, type CheerioAPI } from 'cheerio/slim';
import { readHead, type Head } from './head.ts';
import { parseMarkup, type Markup } from './markup.ts';

export { isObject, type JsonObject } from './head.ts';
export { absoluteUrl } from './links.ts';
export { isElement, isText, type Document, type Element, type Node, type Text } from './nodes.ts';
export { fold, inlineTags, rawText, readings, textOf } from './text.ts';

/** A page as a bounded tree, with what its head says. */
export interface Page extends Markup, Head {
  readonly url: string;
  /** CSS selectors over the tree, for the rules of a source. Made when first asked for. */
  readonly query: () => CheerioAPI;
}

/** Parses a page. Total: any text gives a page; work and depth are bounded. */
export function parsePage(html: string, url: string): Page {
  const markup = parseMarkup(html);
  return { ...markup, ...readHead(markup.elements, url), url, query: lazily(() => load(markup.document)) };
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
