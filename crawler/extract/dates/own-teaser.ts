import type { DateContext, DateEvidence } from './date-evidence.ts';
import { type DateReading, type WrittenDate, findDates } from './written-date.ts';
import { type Element, type Page, absoluteUrl, isElement, textOf } from '../page.ts';

/** What the day of the page's own teaser counts: as much as a line close to the title, which it repeats. */
const weight = 28;
/** Characters of a teaser: larger is a list of several. */
const longestTeaser = 500;
/** Steps from the link up to the teaser around it. */
const steps = 4;
/** Characters of the last part of an address from which it is unlike others. */
const leastName = 6;

/** Lists of the latest news on a page often show the page itself, with the day it does not show elsewhere. */
export function fromOwnTeaser(page: Page, { reading }: Pick<DateContext, 'reading'>): DateEvidence[] {
  const name = lastPart(page.url);
  if (name.length < leastName) return [];
  return page.elements.flatMap((element): DateEvidence[] => {
    const href = element.name === 'a' ? element.attribs['href'] : undefined;
    if (href?.includes(name) !== true || href.includes('#') || !isSame(href, page)) return [];
    const date = dayAround(element, reading);
    return date === undefined
      ? []
      : [{ date, role: 'published', kind: 'text', detail: "the page's own teaser", weight }];
  });
}

/** The only day written in a link, or in the teaser around it. */
function dayAround(link: Element, reading: DateReading): WrittenDate | undefined {
  let teaser = link;
  for (let step = 0; step < steps; step++) {
    const text = textOf(teaser);
    if (text.length > longestTeaser) return undefined;
    const dates = findDates(text, reading).filter(({ value }) => value.length >= 10);
    const days = new Set(dates.map(({ value }) => value.slice(0, 10)));
    if (days.size > 0) return days.size === 1 ? dates[0] : undefined;
    if (!isElement(teaser.parent) || teaser.parent.name === 'body') return undefined;
    teaser = teaser.parent;
  }
  return undefined;
}

function isSame(href: string, page: Page): boolean {
  return absoluteUrl(href, page.baseUrl)?.replace(/^https?:\/\/(?:www\.)?|\/$/g, '') === bare(page.url);
}

function bare(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?|#.*$/g, '').replace(/\/$/, '');
}

/** `/news/mayor-elected/` as `mayor-elected`. */
function lastPart(url: string): string {
  return /([^/]*)\/?$/.exec(bare(url))?.[1] ?? '';
}
