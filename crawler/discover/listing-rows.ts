import type { CheerioAPI } from 'cheerio/slim';
import type { Attachment, StatedDate } from '../../core/announcement.ts';
import { messageOf, type Problem } from '../../core/problem.ts';
import { documentTypeOf } from './document-type.ts';
import { findDate, numericOrder, parseDate, type DateHints } from './date-text.ts';
import {
  elementsWithin,
  isElement,
  oneLine,
  parentOf,
  readableText,
  shortText,
  spacedText,
  type Element,
} from './dom.ts';
import type { FoundLink } from './gather.ts';
import { genericText } from './title-like.ts';

/** The links that a source's selector finds, each with the title, date and documents of its row. */
export function linksBySelector(
  page: CheerioAPI,
  selector: string,
  url: string,
  hints: DateHints,
  problems: Problem[],
): FoundLink[] {
  let found: Element[];
  try {
    found = page(selector)
      .toArray()
      .filter((node) => isElement(node));
  } catch (error) {
    problems.push({
      code: 'bad-selector',
      message: `the selector \`${selector}\` cannot be used: ${messageOf(error)}`,
      where: url,
    });
    return [];
  }
  const links = found.map((element) => linkOf(page, element)).filter((link) => link !== undefined);
  return rowsOf(links, hints);
}

/** The link that an element is, holds or lies within. */
function linkOf(page: CheerioAPI, element: Element): Element | undefined {
  if (element.attribs['href'] !== undefined) return element;
  const inside = page(element).find('a[href]').toArray()[0];
  return (
    inside ??
    page(element)
      .closest('a[href]')
      .toArray()
      .find((node) => isElement(node))
  );
}

/** Links with what their rows say. A row is the largest element around a link that holds no other of the links (but for the same address). */
export function rowsOf(links: readonly Element[], hints: DateHints): FoundLink[] {
  const others = new Set(links);
  const rows = links.map((link) => rowOf(link, others));
  const containers = new Set(rows.map((row) => parentOf(row) ?? row));
  const order = numericOrder([...containers].slice(0, 20).map((container) => spacedText(container)));
  const known =
    order === undefined ? hints : { ...(hints.language === undefined ? {} : { language: hints.language }), order };
  const read: HeadingDates = new Map();
  return links.map((link, index) => foundLink(link, rows[index]!, others, known, read));
}

/** The rows of links, without what they say. */
export function rowElements(links: readonly Element[]): Set<Element> {
  const others = new Set(links);
  return new Set(links.map((link) => rowOf(link, others)));
}

function rowOf(link: Element, others: ReadonlySet<Element>): Element {
  let row = link;
  for (
    let parent = link.parent;
    parent !== null && isElement(parent) && parent.name !== 'body';
    parent = parent.parent
  ) {
    if (holdsAnother(parent, link, others)) break;
    row = parent;
  }
  return row;
}

function holdsAnother(parent: Element, link: Element, others: ReadonlySet<Element>): boolean {
  const stack: Element[] = [parent];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (element !== link && others.has(element) && element.attribs['href'] !== link.attribs['href']) return true;
    for (const child of element.children) if (isElement(child)) stack.push(child);
  }
  return false;
}

function foundLink(
  link: Element,
  row: Element,
  others: ReadonlySet<Element>,
  hints: DateHints,
  read: HeadingDates,
): FoundLink {
  const inside = [row, ...elementsWithin(row)];
  const published = rowDate(inside, row, link, hints) ?? groupDate(row, others, hints, read);
  return {
    href: link.attribs['href']!,
    title: titleOf(link),
    ...(published === undefined ? {} : { published }),
    attachments: documentsOf(inside, link),
  };
}

/** A card that is one link holds its title as a heading; else the link's text, its title attribute, its picture's. */
function titleOf(link: Element): string {
  const inside = elementsWithin(link);
  const heading = inside.find((element) => /^h[1-6]$/.test(element.name));
  const texts = [
    heading === undefined ? '' : readableText(heading),
    readableText(link),
    oneLine(link.attribs['title'] ?? link.attribs['aria-label'] ?? ''),
    oneLine(inside.find((element) => element.name === 'img')?.attribs['alt'] ?? ''),
  ];
  return texts.find((text) => text !== '' && !genericText.test(text)) ?? '';
}

/**
 * A machine-readable date of the row, else one in its text. The text of the link counts only where a part of it is a date and
 * nothing else: a title may speak of any day.
 */
function rowDate(inside: readonly Element[], row: Element, link: Element, hints: DateHints): StatedDate | undefined {
  const stated = inside.map(machineDate).find((text) => text !== undefined);
  const parsed = stated === undefined ? undefined : parseDate(stated, hints);
  const date = parsed ?? findDate(spacedText(row, link), hints) ?? dateWithin(link, hints);
  return date === undefined ? undefined : { ...date, source: 'listing' };
}

/** `<time datetime>`, RDFa's dc:date, schema.org's datePublished. */
function machineDate({ name, attribs }: Element): string | undefined {
  if (name === 'time') return attribs['datetime'];
  return /\bdc:date\b/.test(attribs['property'] ?? '') || attribs['itemprop'] === 'datePublished'
    ? attribs['content']
    : undefined;
}

function dateWithin(link: Element, hints: DateHints): ReturnType<typeof parseDate> {
  for (const child of link.children) {
    if (!isElement(child)) continue;
    const text = spacedText(child);
    const date = text.length <= longestDateText ? parseDate(text, hints) : undefined;
    const found = date ?? dateWithin(child, hints);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Characters. The longest ways of writing a day with weekday and time of day stay below this. */
const longestDateText = 60;

/**
 * Rows grouped under their day: the nearest heading before the row, beside it or beside what it lies in, that holds a date, and the
 * nearest short element before it that is nothing but a date.
 */
function groupDate(
  row: Element,
  others: ReadonlySet<Element>,
  hints: DateHints,
  read: HeadingDates,
): StatedDate | undefined {
  for (
    let node: Element | undefined = row, level = 0;
    node !== undefined && level < 4 && node.name !== 'body';
    node = parentOf(node), level++
  ) {
    for (let before = node.prev; before !== null; before = before.prev) {
      if (!isElement(before) || others.has(before)) continue;
      const heading = /^(?:h[1-6]|dt|th|caption|summary)$/.test(before.name);
      if (!heading && (level > 0 || !/^(?:time|p|div|span|li|tr|td)$/.test(before.name))) continue;
      const date = dateOfHeading(before, heading, hints, read);
      if (date !== undefined) return { ...date, source: 'listing' };
    }
  }
  return undefined;
}

type HeadingDates = Map<Element, ReturnType<typeof parseDate>>;

/** Read once each: every row of a group asks for the same heading. */
function dateOfHeading(
  element: Element,
  heading: boolean,
  hints: DateHints,
  read: HeadingDates,
): ReturnType<typeof parseDate> {
  if (read.has(element)) return read.get(element);
  const text = shortText(element, longestDateText);
  const date = text === undefined ? undefined : heading ? findDate(text, hints) : parseDate(text, hints);
  read.set(element, date);
  return date;
}

function documentsOf(inside: readonly Element[], link: Element): Attachment[] {
  return inside.flatMap((element): Attachment[] => {
    const href = element.name === 'a' ? element.attribs['href'] : undefined;
    const type = href === undefined ? undefined : documentTypeOf(href);
    if (href === undefined || type === undefined || href === link.attribs['href']) return [];
    return [{ url: href, title: readableText(element), type }];
  });
}
