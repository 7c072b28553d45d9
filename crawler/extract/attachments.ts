import type { Attachment, Translation } from '../../core/announcement.ts';
import { canonicalLanguage } from './language.ts';
import { absoluteUrl, fold, isElement, textOf, type Element, type Page } from './page.ts';

/** Media types by the file endings under which governments attach documents. */
const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  rtf: 'application/rtf',
  csv: 'text/csv',
  txt: 'text/plain',
  xml: 'application/xml',
  json: 'application/json',
  zip: 'application/zip',
  epub: 'application/epub+zip',
  hwp: 'application/x-hwp',
  hwpx: 'application/hwp+zip',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
};
/** Attachments of one announcement that are kept. A gazette page may link thousands of files. */
const limitAttachments = 200;

/** Files that the announcement links: from its body and the blocks beside it, by their endings or their `type`. */
export function findAttachments(page: Page, within: readonly Element[]): Attachment[] {
  const found = new Map<string, Attachment>();
  for (const link of within) {
    if (link.name !== 'a' || found.size >= limitAttachments) continue;
    if (!mayBeFile(link)) continue;
    const url = absoluteUrl(link.attribs['href'], page.baseUrl);
    if (url === undefined || found.has(url)) continue;
    const type = typeOf(url, link);
    if (type === undefined) continue;
    const title =
      withoutType(textOf(link)) ||
      fold(link.attribs['title'] ?? '') ||
      decodeURIComponentSafe(new URL(url).pathname.split('/').pop() ?? url);
    found.set(url, { url, title, type });
  }
  return [...found.values()];
}

/**
 * Whether a link may lead to a file: it says a type, or has an ending somewhere, or is only a part of an address. Most links are refused here, for a
 * tenth of what it takes to read an address.
 */
function mayBeFile({ attribs: { href, type } }: Element): boolean {
  return type !== undefined || href === undefined || endingSomewhere.test(href);
}

const endingSomewhere = /\.[a-z0-9]{2,5}(?![a-z0-9./\\_-])|^\s*(?:[?#]|$)|[\t\n\r]/i;

/** `Annual report (PDF, 2 MB)` without what `type` says. */
function withoutType(title: string): string {
  return (
    title
      .replace(
        /\s*[[(（［][^)\]）］]{0,30}\b(?:PDF|DOCX?|XLSX?|PPTX?|ODT|ODS|CSV|RTF|ZIP|HWPX?|TXT|EPUB)\b[^)\]）］]{0,40}[)\]）］]\s*$/i,
        '',
      )
      .trim() || title
  );
}

function typeOf(url: string, link: Element): string | undefined {
  const { pathname, search } = new URL(url);
  const ending =
    /\.([a-z0-9]{2,5})$/i.exec(pathname)?.[1] ??
    /[?&](?:file|filename|document|url)=[^&]*\.([a-z0-9]{2,5})(?:&|$)/i.exec(search)?.[1];
  const byEnding = ending === undefined ? undefined : types[ending.toLowerCase()];
  if (byEnding !== undefined) return byEnding;
  const stated = link.attribs['type'];
  return stated !== undefined &&
    /^(?:application|text|audio|video)\/(?!html|xhtml|javascript)[\w.+-]+$/.test(stated) &&
    stated !== 'text/html'
    ? stated
    : undefined;
}

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The same announcement in other languages: `link rel=alternate hreflang`. */
export function findTranslations(page: Page, ownLanguage: string): Translation[] {
  const found = new Map<string, Translation>();
  for (const link of page.links) {
    const { rel, hreflang, href } = link.attribs;
    if (hreflang === undefined || !/\balternate\b/i.test(rel ?? '')) continue;
    const language = canonicalLanguage(hreflang);
    const url = absoluteUrl(href, page.baseUrl);
    if (language === undefined || url === undefined || language === ownLanguage || sameUrl(url, page.url)) continue;
    if (!found.has(language)) found.set(language, { language, url });
  }
  return [...found.values()];
}

function sameUrl(a: string, b: string): boolean {
  return a.replace(/\/$/, '') === b.replace(/\/$/, '');
}

/** Elements of the announcement and what stands beside it. */
export function elementsNear(element: Element): Element[] {
  const found: Element[] = [];
  const collect = (node: Element): void => {
    for (const child of node.children) {
      if (!isElement(child)) continue;
      found.push(child);
      collect(child);
    }
  };
  const article = articleAround(element);
  collect(article);
  return found;
}

/** Files are often listed beside the body, inside the same article or main element. */
function articleAround(element: Element): Element {
  for (let up: Element = element; ;) {
    if (up.name === 'article' || up.name === 'main') return up;
    const parent = up.parent;
    if (!isElement(parent) || parent.name === 'body')
      return isElement(element.parent) && element.parent.name !== 'body' ? element.parent : element;
    up = parent;
  }
}
