import type { Provenance } from '../../core/announcement.ts';
import { hintsOf } from './body/class-words.ts';
import { isHidden } from './body/blocks.ts';
import { newsObject } from './json-ld.ts';
import { fold, isElement, textOf, type Element, type Page } from './page.ts';

export interface FoundTitle {
  readonly text: string;
  readonly provenance: Provenance;
  /** The heading, where one shows it. */
  readonly element?: Element;
}

/** Titles above this many characters are cut sentences or whole pages in a heading. The longest real one recorded has 480. */
const limitTitleCharacters = 500;

/**
 * The title as a reader sees it. The head of a page says what it is about (JSON-LD, Open Graph, title tag), its headings say how it is
 * shown: a heading that the head confirms wins, then the head alone without the site's name, then a heading alone.
 */
export function findTitle(page: Page): FoundTitle | undefined {
  const stated = statedTitles(page);
  const headings = headingsOf(page);
  return confirmed(headings, [...stated.map(({ text }) => text), ...(page.titleTag === undefined ? [] : [page.titleTag])]) ?? first(stated, page) ?? only(headings) ?? fromTitleTag(page);
}

function statedTitles(page: Page): FoundTitle[] {
  const found: FoundTitle[] = [];
  const headline = newsObject(page)?.['headline'];
  if (typeof headline === 'string' && fold(headline) !== '') found.push({ text: decoded(fold(headline)), provenance: { kind: 'json-ld', detail: 'headline' } });
  for (const name of ['og:title', 'twitter:title', 'dcterms.title', 'dc.title', 'dc:title', 'citation_title', 'parsely-title', 'sailthru.title', 'headline', 'title']) {
    const text = page.meta.get(name)?.[0];
    if (text !== undefined) found.push({ text, provenance: { kind: 'meta', detail: name } });
  }
  return found.filter(({ text }) => text.length <= limitTitleCharacters);
}

/** JSON-LD texts are sometimes escaped twice. */
function decoded(text: string): string {
  return text
    .replace(/&#0?39;|&apos;|&#x27;/g, "'")
    .replace(/&quot;|&#34;/g, '"')
    .replace(/&#8217;|&rsquo;/g, '’')
    .replace(/&#8211;|&ndash;/g, '–')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&');
}

interface Heading {
  readonly element: Element;
  readonly text: string;
  readonly rank: number;
}

/** Headings that may be the title, the likeliest first: h1, then what is called a title, then h2 and h3. */
function headingsOf(page: Page): Heading[] {
  const found: Heading[] = [];
  for (const element of page.elements) {
    const level = /^h([1-3])$/.exec(element.name)?.[1];
    const named = element.attribs['itemprop']?.split(' ').some((name) => /^(?:headline|name)$/.test(name)) === true && /^(?:h\d|div|span|p)$/.test(element.name);
    const called = hintsOf(element).has('title') && /^(?:h\d|div|span|p|td)$/.test(element.name);
    if (level === undefined && !named && !called) continue;
    if (outOfSight(element)) continue;
    const text = textOf(element);
    if (text === '' || text.length > limitTitleCharacters) continue;
    found.push({ element, text, rank: (level === '1' ? 0 : level === '2' ? 2 : level === '3' ? 3 : 4) - (named ? 1.5 : 0) - (called ? 0.5 : 0) });
    if (found.length >= 300) break;
  }
  return found.sort((a, b) => a.rank - b.rank);
}

function outOfSight(element: Element): boolean {
  for (let up: Element | null = element; up !== null; up = isElement(up.parent) ? up.parent : null) {
    if (up.name === 'footer' || up.name === 'nav' || up.name === 'aside' || up.name === 'noscript' || up.name === 'template') return true;
    if (isHidden(up) && up.name !== 'body' && up.name !== 'html') return true;
  }
  return false;
}

/** Fewest characters of a heading that a longer stated title may confirm: "News" is part of many titles. CJK titles are short. */
const shortestConfirmed = 8;

function confirmed(headings: readonly Heading[], stated: readonly string[]): FoundTitle | undefined {
  const heads = stated.map(key);
  const matches = headings.filter(({ text }) => {
    const own = key(text);
    return own !== '' && heads.some((head) => head === own || (own.length >= shortestConfirmed && own.length >= head.length * 0.35 && startsOrEnds(head, own)) || nearlyEqual(head, own));
  });
  if (matches.length === 0) return undefined;
  const exact = matches.filter(({ text }) => heads.includes(key(text)));
  const [best] = exact.length > 0 ? exact : matches;
  return { text: best!.text, element: best!.element, provenance: { kind: 'heading', detail: `${best!.element.name}, confirmed by the page's head` } };
}

function startsOrEnds(head: string, own: string): boolean {
  return head.startsWith(own) || head.endsWith(own) || (own.length >= 20 && head.includes(own));
}

/** A stated title that was cut ("… Law") is confirmed by the heading it begins. */
function nearlyEqual(head: string, own: string): boolean {
  return head.length >= 25 && own.startsWith(head.replace(/(?: |\.|…)+$/, '')) && own.length < head.length * 2;
}

function key(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function first(stated: readonly FoundTitle[], page: Page): FoundTitle | undefined {
  const [best] = stated;
  return best === undefined ? undefined : { ...best, text: withoutSiteName(best.text, page) };
}

function only(headings: readonly Heading[]): FoundTitle | undefined {
  const top = headings.filter(({ element }) => element.name === 'h1');
  const [heading] = top;
  return heading !== undefined && top.length === 1 ? { text: heading.text, element: heading.element, provenance: { kind: 'heading', detail: 'the only h1' } } : undefined;
}

function fromTitleTag(page: Page): FoundTitle | undefined {
  if (page.titleTag === undefined) return undefined;
  return { text: withoutSiteName(page.titleTag, page), provenance: { kind: 'heading', detail: 'title tag' } };
}

/** What parts a title from the site's name: a bar, dash or colon with spaces, a double colon, a guillemet. */
const separator = /\s+(?:[|–—·•»«:：]|-|::|\/\/|›|‹|<|>|~|\*)\s+|\s*[|｜]\s*|\s*::\s*|\s+»\s*/;

/** `Title | Site` without the site: by `og:site_name` where the page says it, else the shorter outer part. */
export function withoutSiteName(title: string, page: Page): string {
  const parts = title.split(separator).filter((part) => part !== '');
  if (parts.length < 2) return title;
  const site = [page.meta.get('og:site_name')?.[0], page.meta.get('application-name')?.[0], hostWords(page.url)].filter((name) => name !== undefined).map(key);
  const last = parts.at(-1)!;
  const matchesSite = (part: string): boolean => site.some((name) => name !== '' && (name === key(part) || name.replaceAll(' ', '').includes(key(part).replaceAll(' ', '')) || key(part).includes(name)));
  if (matchesSite(last)) return title.slice(0, title.lastIndexOf(last)).replace(trailingSeparator, '');
  if (matchesSite(parts[0]!)) return title.slice(title.indexOf(parts[0]!) + parts[0]!.length).replace(leadingSeparator, '');
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
  return longest.length >= 10 && longest.length > title.length * 0.4 ? longest : title;
}

const trailingSeparator = /\s*(?:[|｜–—·•»«:：\-/›‹<>~*]|::)+\s*$/;
const leadingSeparator = /^\s*(?:[|｜–—·•»«:：\-/›‹<>~*]|::)+\s*/;

function hostWords(url: string): string | undefined {
  try {
    return new URL(url).hostname.replace(/^www\./, '').replace(/\.[a-z]{2,}$/, '');
  } catch {
    return undefined;
  }
}
