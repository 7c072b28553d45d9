import type { CheerioAPI } from 'cheerio/slim';
import type { Source } from '../../core/source.ts';
import { admit } from './admit.ts';
import { documentTypeOf } from './document-type.ts';
import { isElement, oneLine, parentOf, readableText, type Element } from './dom.ts';
import type { FoundLink } from './gather.ts';
import { rowElements, rowsOf } from './listing-rows.ts';
import { NavigationFinder } from './navigation.ts';
import { genericText, titleLike } from './title-like.ts';
import { absoluteUrl } from './url-identity.ts';

/**
 * Finds the links to announcements on a listing page without being told how it is made.
 *
 * A listing repeats itself: its rows are made by one template, so their links stand at the same place of the tree and their URLs are
 * of one shape. The links of the page (without those of navigation) are put into groups of equal place; each group is weighed by
 * how many links it has, whether they read like titles, whether a date stands beside them, whether their URLs look like those of single pages;
 * the best group is the listing. Links elsewhere on the page join it when their URLs are of the same shape: a featured story
 * has its own template.
 */
export function announcementLinks(page: CheerioAPI, base: string, source: Source): FoundLink[] {
  const links = contentLinks(page, base, source);
  const groups = [...grouped(links).values()].map((group) => weighed(group, source));
  const best = groups.reduce<WeighedGroup | undefined>(
    (a, b) => (a !== undefined && a.weight >= b.weight ? a : b),
    undefined,
  );
  if (best === undefined || best.weight <= 0) return [];
  const chosen = new Set(best.links);
  const rows = rowElements(best.links.map((link) => link.element));
  for (const group of groups.sort((a, b) => b.weight - a.weight)) {
    if (group === best || !joins(group, best, rows)) continue;
    for (const link of group.links) chosen.add(link);
    for (const row of rowElements(group.links.map((link) => link.element))) rows.add(row);
  }
  return rowsOf(
    links.filter((link) => chosen.has(link)).map((link) => link.element),
    source,
  );
}

/**
 * Whether another group belongs to the listing too: URLs of the same shapes, dated where the listing is, and not within its rows,
 * where further links are topics, "more" and copies as PDF.
 */
function joins(group: WeighedGroup, best: WeighedGroup, rows: ReadonlySet<Element>): boolean {
  if (group.weight <= 0 || (best.datedShare > 0.5 && group.datedShare <= 0.5)) return false;
  const shapes = new Set(best.links.map((link) => link.shape));
  return group.links.every((link) => shapes.has(link.shape) && !within(link.element, rows));
}

function within(element: Element, rows: ReadonlySet<Element>): boolean {
  for (let node: Element | undefined = element; node !== undefined; node = parentOf(node))
    if (rows.has(node)) return true;
  return false;
}

interface PageLink {
  readonly element: Element;
  readonly text: string;
  /** The URL without what differs between the pages of one kind. */
  readonly shape: string;
  readonly url: string;
}

interface WeighedGroup {
  readonly links: readonly PageLink[];
  readonly weight: number;
  readonly datedShare: number;
}

/** Links that could be announcements at all, in the order of the page. */
function contentLinks(page: CheerioAPI, base: string, source: Source): PageLink[] {
  const links = page('a[href]')
    .toArray()
    .flatMap((element) => pageLink(page, element, base, source));
  const titles = links.filter((link) => titleLike(link.text)).map((link) => link.element);
  const navigation = new NavigationFinder(titles);
  return links.filter((link) => !navigation.holds(link.element));
}

function pageLink(page: CheerioAPI, element: Element, base: string, source: Source): PageLink[] {
  const admission = admit(element.attribs['href']!, source, base);
  if (admission.kind !== 'admitted') return [];
  const url = new URL(admission.url);
  const here = absoluteUrl(base);
  if ((url.pathname === '/' && url.search === '') || (here !== undefined && samePage(url, here))) return [];
  const { title, 'aria-label': label } = element.attribs;
  const text = readableText(element) || oneLine(title ?? label ?? page(element).find('img[alt]').attr('alt') ?? '');
  return [{ element, text, shape: shapeOf(url), url: url.href }];
}

/** The listing itself, another page or another order of it: same path, and no parameter that names a single thing. */
function samePage(url: URL, here: URL): boolean {
  if (url.host !== here.host || url.pathname.replace(/\/$/, '') !== here.pathname.replace(/\/$/, '')) return false;
  return ![...url.searchParams.keys()].some(
    (name) =>
      /(?:^|_)id$|^(?:newsid|articleid|itemid|docid|release|document|article|pid|nid|a|n)$/i.test(name) &&
      url.searchParams.get(name) !== here.searchParams.get(name),
  );
}

function grouped(links: readonly PageLink[]): Map<string, PageLink[]> {
  const groups = new Map<string, PageLink[]>();
  for (const link of links) {
    const place = placeOf(link.element);
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [link]);
    else group.push(link);
  }
  return groups;
}

/** Where a link stands: the names and classes of the elements around it, without what tells one row from the next. */
function placeOf(element: Element): string {
  const steps: string[] = [];
  for (let node: Element | null = element; node !== null; node = parentOf(node) ?? null) {
    const classes = (node.attribs['class'] ?? '')
      .split(/\s+/)
      .filter(
        (name) =>
          name !== '' &&
          !/\d|^(?:odd|even|first|last|active|visited|new|is-\w+|has-\w+)$|(?:odd|even|first|last)$/i.test(name),
      )
      .sort();
    steps.push([node.name, ...classes].join('.'));
  }
  return steps.join('<');
}

/** `/news/2014/budget-speech` as `host/news/#/*`: numbers and the last segment are what differs between pages of a kind. */
function shapeOf(url: URL): string {
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const last = segments.pop() ?? '';
  const path = segments.map((segment) => (/^\d+$|\d{3,}/.test(segment) ? '#' : segment)).join('/');
  const ending = /\.([a-z]{2,5})$/i.exec(last)?.[1]?.toLowerCase() ?? '';
  const names = [...new Set(url.searchParams.keys())].sort().join('&');
  return `${url.host}/${path}/${names === '' ? '*' : last}.${ending}?${names}`;
}

/**
 * Weight of a group. Each part was set on ten listing pages of as many systems on 2026-11-23: a date beside every link
 * says more than anything, then titles of several words, then headings; many short links are a menu.
 */
function weighed(links: readonly PageLink[], source: Source): WeighedGroup {
  const distinct = new Set(links.map((link) => link.url)).size;
  const rows = rowsOf(
    links.map((link) => link.element),
    source,
  );
  const datedShare = share(rows, (row) => row.published !== undefined);
  const titled = share(links, (link) => titleLike(link.text));
  const single = share(links, (link) => singlePage(new URL(link.url)));
  const headed = share(links, (link) => inHeading(link.element));
  const documents = share(links, (link) => documentTypeOf(link.url) !== undefined);
  const generic = share(links, (link) => genericText.test(link.text));
  const texts = new Set(links.map((link) => link.text)).size;
  const repeated = (distinct < links.length / 2 ? 2 : 0) + (texts < distinct / 2 ? 3 : 0);
  const quality = 3 * datedShare + 3 * titled + 2 * single + headed - documents - 3 * generic - repeated - 3;
  return { links, datedShare, weight: quality * Math.log2(1 + distinct) };
}

function share<T>(things: readonly T[], test: (thing: T) => boolean): number {
  return things.length === 0 ? 0 : things.filter(test).length / things.length;
}

/** A URL of one thing: a slug of several words, a number, a date. */
function singlePage(url: URL): boolean {
  const last =
    url.pathname
      .split('/')
      .filter((segment) => segment !== '')
      .at(-1) ?? '';
  if (/\d{3,}/.test(last) || last.split(/[-_+]|%20/).length >= 4) return true;
  return [...url.searchParams].some(
    ([name, value]) => /id|no|num|article|news|release/i.test(name) && /\d{2,}|[\da-f]{8,}/i.test(value),
  );
}

function inHeading(element: Element): boolean {
  if (element.children.some((child) => isElement(child) && /^h[1-6]$/.test(child.name))) return true;
  for (let node = element.parent, steps = 0; node !== null && isElement(node) && steps < 3; node = node.parent, steps++)
    if (/^h[1-6]$/.test(node.name)) return true;
  return false;
}
