import type { Provenance } from '../../core/announcement.ts';
import { bitOf, hintBitsOf, hintsOf } from './body/class-words.ts';
import { isHidden } from './body/blocks.ts';
import { newsObject } from './json-ld.ts';
import { absoluteUrl, fold, isElement, textOf, type Element, type Page } from './page.ts';

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
 * shown: the heading with most in its favour wins if there is enough, else the head alone without the site's name.
 */
export function findTitle(page: Page): FoundTitle | undefined {
  const stated = statedTitles(page);
  const heads = [...stated.map(({ text }) => text), ...(page.titleTag === undefined ? [] : [page.titleTag])].map(key);
  const headings = headingsOf(page);
  const mains = headings.filter(({ level }) => level === 1).length;
  let best: { heading: Heading; score: number; agreement: number } | undefined;
  for (const heading of headings) {
    const agreement = agreementOf(key(heading.text), heads);
    const score = agreement + heading.standing + (heading.level === 1 && mains === 1 ? 0.7 : 0);
    if (best === undefined || score > best.score) best = { heading, score, agreement };
  }
  if (best !== undefined && best.score >= enoughForHeading) {
    const { heading, agreement } = best;
    const statedAlone = [...stated.map(({ text }) => text), ...(page.titleTag === undefined ? [] : [page.titleTag])];
    return {
      text: cleaned(withoutLead(heading.text, statedAlone), page),
      element: heading.element,
      provenance: {
        kind: 'heading',
        detail: `${heading.element.name}${agreement >= 1.5 ? ", confirmed by the page's head" : ''}`,
      },
    };
  }
  const shown = onlyShown(headings, heads);
  if (shown !== undefined)
    return {
      text: cleaned(shown.text, page),
      element: shown.element,
      provenance: { kind: 'heading', detail: `${shown.element.name}, the first that is shown` },
    };
  return first(stated, page) ?? fromTitleTag(page);
}

/** Heads that no heading confirms are written for search engines or name the site: the only h1 that is shown, else the first h2 with a word of the head, is what readers see. */
function onlyShown(headings: readonly Heading[], heads: readonly string[]): Heading | undefined {
  const mains = headings.filter(({ level, standing }) => level === 1 && standing > -1);
  if (mains.length > 0) return mains.length === 1 && mains[0]!.standing >= leastShown ? mains[0] : undefined;
  return headings.find(
    ({ level, standing, text }) => level === 2 && standing >= leastShown && agreementOf(key(text), heads) >= leastShown,
  );
}

/** A heading outside of lists and margins stands at 0.25 or more, and one long word in common with the head is 0.43, two words of eight 0.3. */
const leastShown = 0.25;

/** A shown title without the day before it and the site's name behind it. */
function cleaned(text: string, page: Page): string {
  const undated = text.replace(/^\d{1,2}[./]\d{1,2}[./]\d{4}\s*[-–—|:]\s+(?=\S)/, '');
  const parts = undated.split(/\s+[|–—-]\s+/);
  const last = parts.at(-1)!;
  return parts.length > 1 && (siteNames(page).includes(key(last)) || isHostName(last))
    ? undated.slice(0, undated.lastIndexOf(last)).replace(trailingSeparator, '')
    : undated;
}

/** `Example.net` behind a title is the name of a site, be it an earlier one. */
function isHostName(text: string): boolean {
  return /^[a-z\d-]{3,40}\.(?:com|org|net|info|eu|gov|edu|[a-z]{2})$/i.test(text);
}

/**
 * A heading needs an only h1 with some words of the head (0.7 + 0.8 + a share of agreement), or a lower heading that the head confirms. Set by
 * hand on half of the public pages; smaller: section headings become titles, larger: search-engine titles win over the shown ones.
 */
const enoughForHeading = 1.7;

/** A kicker that runs into the heading ("Politics | Mayor elected", "Anniversary Survivor turns 100") is cut where the head states the rest alone. */
function withoutLead(text: string, stated: readonly string[]): string {
  const own = key(text);
  const rest = stated.find((other) => {
    const head = key(other);
    return (
      head.length >= 15 && head.length < own.length && head.length >= own.length * leastRest && own.endsWith(` ${head}`)
    );
  });
  return rest ?? text;
}

/** Share of a heading that remains when its kicker is cut: offices have long names. Less: the last words of a heading become the title. */
const leastRest = 0.35;

function statedTitles(page: Page): FoundTitle[] {
  const found: FoundTitle[] = [];
  const headline = newsObject(page)?.['headline'];
  if (typeof headline === 'string' && fold(headline) !== '')
    found.push({ text: decoded(fold(headline)), provenance: { kind: 'json-ld', detail: 'headline' } });
  for (const name of [
    'og:title',
    'twitter:title',
    'dcterms.title',
    'dc.title',
    'dc:title',
    'citation_title',
    'parsely-title',
    'sailthru.title',
    'headline',
    'title',
  ]) {
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
  readonly level: number | undefined;
  /** What its element says for it, -3 to 2. */
  readonly standing: number;
}

/** Elements that show titles, `h7` and its like among them, which some pages invent. */
const titleTags = new Set('h0 h1 h2 h3 h4 h5 h6 h7 h8 h9 div span p td'.split(' '));
const titleBit = bitOf('title');

/** Headings that may be the title, in page order. */
function headingsOf(page: Page): Heading[] {
  const found: Heading[] = [];
  for (const element of page.elements) {
    if (!titleTags.has(element.name)) continue;
    const level = /^h([1-3])$/.exec(element.name)?.[1];
    const named =
      element.attribs['itemprop']?.split(' ').some((name) => /^(?:headline|name)$/.test(name)) === true &&
      element.name !== 'td';
    const called = (hintBitsOf(element) & titleBit) !== 0;
    if (level === undefined && !named && !called) continue;
    if (outOfSight(element)) continue;
    const text = headingText(element);
    if (text === '' || text.length > limitTitleCharacters) continue;
    const byLevel = level === '1' ? 0.8 : level === '2' ? 0.25 : level === '3' ? 0.1 : 0;
    const standing =
      byLevel +
      (named && element.attribs['itemprop'] !== 'name' ? 0.8 : 0) +
      (called ? 0.3 : 0) -
      (isSiteName(element, page) ? 3 : 0) -
      (inList(element) ? 0.8 : 0);
    found.push({ element, text, level: level === undefined ? undefined : Number(level), standing });
    if (found.length >= 300) break;
  }
  return found;
}

/** A heading's text without the kicker that some themes put inside it. */
function headingText(element: Element): string {
  const parts = element.children.filter((child): child is Element => isElement(child) && isKicker(child)).map(textOf);
  const whole = textOf(element);
  const kicker = parts.find(
    (part) => part !== '' && part.length < whole.length * 0.7 && (whole.startsWith(part) || whole.endsWith(part)),
  );
  if (kicker === undefined) return whole;
  return whole.startsWith(kicker)
    ? whole.slice(kicker.length).replace(/^[\s:|–-]+/, '')
    : whole.slice(0, -kicker.length).replace(/[\s:|–-]+$/, '');
}

function isKicker(element: Element): boolean {
  return (
    /kicker|top-?title|title-?header|small|fake-h|sub-?heading|overline|eyebrow|dachzeile|topline|roofline|spitzmarke|roof|supertitle|surtitle|subtitle|sub-?headline|subhead|untertitel|vorspann|pretitle|pre-title|rubrik|badge|hidden|sr-only|label|prefix|category|section-name|strapline|^date|-date|time/i.test(
      `${element.attribs['class'] ?? ''} ${element.attribs['itemprop'] ?? ''}`,
    ) || /^(?:small|sup|button)$/.test(element.name)
  );
}

/** A heading that links to the home page, or stands in the site's banner, names the site. */
function isSiteName(element: Element, page: Page): boolean {
  const named = /\b(?:site|blog|brand|logo)[-_]?(?:title|name|branding|logo|heading)?\b|^logo|branding/i.test(
    `${element.attribs['class'] ?? ''} ${element.attribs['id'] ?? ''}`,
  );
  if (named && !hintsOf(element).has('body')) return true;
  const link =
    element.children.find((child): child is Element => isElement(child) && child.name === 'a') ??
    (isElement(element.parent) && element.parent.name === 'a' ? element.parent : undefined);
  const target = absoluteUrl(link?.attribs['href'], page.baseUrl);
  if (target === undefined) return false;
  const { pathname, search } = new URL(target);
  return (
    (pathname === '/' || /^\/(?:index\.\w+|home|[a-z]{2}\/?)$/.test(pathname)) &&
    search === '' &&
    !sameAddress(target, page.url)
  );
}

function sameAddress(a: string, b: string): boolean {
  return a.replace(/[#/]+$/, '') === b.replace(/[#/]+$/, '');
}

/** Titles of other announcements stand in lists and teasers. */
function inList(element: Element): boolean {
  for (
    let up: Element | null = element;
    up !== null && up.name !== 'body' && up.name !== 'main';
    up = isElement(up.parent) ? up.parent : null
  ) {
    if (up.name === 'li' || up.name === 'aside') return true;
    const hints = hintsOf(up);
    if (
      (hints.has('related') || hints.has('sidebar') || hints.has('comments')) &&
      !hints.has('body') &&
      up.name !== 'article'
    )
      return true;
  }
  return false;
}

function outOfSight(element: Element): boolean {
  for (let up: Element | null = element; up !== null; up = isElement(up.parent) ? up.parent : null) {
    if (
      up.name === 'footer' ||
      up.name === 'nav' ||
      up.name === 'aside' ||
      up.name === 'noscript' ||
      up.name === 'template'
    )
      return true;
    if (isHidden(up) && up.name !== 'body' && up.name !== 'html') return true;
  }
  return false;
}

/** Fewest characters of a heading that a longer stated title may confirm: "News" is part of many titles. CJK titles are short. */
const shortestConfirmed = 8;

/** How far the head of the page agrees with a heading: 2.2 said exactly, 1.5 and more said within a longer title, below that by shared words. */
function agreementOf(own: string, heads: readonly string[]): number {
  if (own === '') return 0;
  let best = 0;
  for (const head of heads) {
    if (head === own) return 2.2;
    if (
      own.length >= shortestConfirmed &&
      own.length >= head.length * 0.35 &&
      (head.startsWith(own) || head.endsWith(own) || (own.length >= 20 && head.includes(own)))
    )
      best = Math.max(best, 1.5 + (own.length / head.length) * 0.6);
    else if (head.length >= 25 && own.startsWith(head.slice(0, -3)) && own.length < head.length * 2)
      best = Math.max(best, 1.9);
    else best = Math.max(best, sharedWords(own, head) * 1.3);
  }
  return best;
}

function sharedWords(own: string, head: string): number {
  const words = own.split(' ').filter((word) => word.length > 2);
  const others = new Set(head.split(' '));
  return words.length === 0 ? 0 : words.filter((word) => others.has(word)).length / Math.max(words.length, 3);
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
  const site = siteNames(page);
  const last = parts.at(-1)!;
  const matchesSite = (part: string): boolean =>
    site.some(
      (name) =>
        name !== '' &&
        (name === key(part) ||
          name.replaceAll(' ', '').includes(key(part).replaceAll(' ', '')) ||
          key(part).includes(name)),
    );
  if (matchesSite(last)) return title.slice(0, title.lastIndexOf(last)).replace(trailingSeparator, '');
  if (matchesSite(parts[0]!))
    return title.slice(title.indexOf(parts[0]!) + parts[0]!.length).replace(leadingSeparator, '');
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
  return longest.length >= 10 && longest.length > title.length * 0.4 ? longest : title;
}

/** What the site calls itself, and the words of its host: `og:site_name`, `application-name`, `example` of example.org. */
function siteNames(page: Page): string[] {
  return [page.meta.get('og:site_name')?.[0], page.meta.get('application-name')?.[0], hostWords(page.url)]
    .filter((name) => name !== undefined)
    .map(key);
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
