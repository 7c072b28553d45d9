import type { CheerioAPI } from 'cheerio/slim';
import { messageOf, type Problem } from '../../core/problem.ts';
import type { NextPage } from '../../core/source.ts';
import { oneLine, type Element } from './dom.ts';
import { absoluteUrl } from './url-identity.ts';

export interface ListingPosition {
  /** The URL that answered. */
  readonly url: string;
  /** What relative links are relative to. */
  readonly base: string;
  /** 1 for the listing's own URL. */
  readonly pageNumber: number;
  /** Of the source file; without one the page is asked. */
  readonly rule?: NextPage;
}

/**
 * The URL of the listing's next page, `undefined` on its last. Without a rule: `rel=next`, then a link that says "next" in one
 * of many languages, then the number after the current one in a row of page numbers, then a "load more" that names a URL. A link
 * found that way must keep all of the URL but the page (no other sort order, no other facet), so that a pager
 * cannot lead into permutations.
 */
export function nextPage(page: CheerioAPI, position: ListingPosition, problems: Problem[]): string | undefined {
  const { rule } = position;
  if (rule?.by === 'template') return pageByTemplate(rule, position);
  if (rule?.by === 'selector') return pageBySelector(page, rule.selector, position, problems);
  return relNext(page, position) ?? nextWord(page, position) ?? nextNumber(page, position) ?? loadMore(page, position);
}

function pageByTemplate(rule: Extract<NextPage, { by: 'template' }>, position: ListingPosition): string | undefined {
  const number = rule.first + (position.pageNumber - 1) * rule.step;
  return other(rule.template.replaceAll('{page}', String(number)), position);
}

function pageBySelector(
  page: CheerioAPI,
  selector: string,
  position: ListingPosition,
  problems: Problem[],
): string | undefined {
  try {
    const found = page(selector).first();
    const href = found.attr('href') ?? found.find('a[href]').attr('href') ?? found.closest('a[href]').attr('href');
    return href === undefined ? undefined : other(href, position);
  } catch (error) {
    problems.push({
      code: 'bad-selector',
      message: `the selector \`${selector}\` cannot be used: ${messageOf(error)}`,
      where: position.url,
    });
    return undefined;
  }
}

function relNext(page: CheerioAPI, position: ListingPosition): string | undefined {
  const stated = page('link[rel~="next"][href], a[rel~="next"][href]')
    .toArray()
    .map((element) => element.attribs['href']!);
  return stated.map((href) => other(href, position)).find((url) => url !== undefined && sameHost(url, position.url));
}

/** "Next" as pagers say it. Arrows alone count too: they are looked at only where the URL is otherwise the same. */
const nextWords =
  /^(?:go to )?(?:the )?(?:next|older|next page|next results|older (?:posts|entries|releases|news)|weiter|nächste|nächste seite|vor|suivante?|page suivante|siguientes?|página siguiente|próxim[ao]|seguinte|successiv[ao]|avanti|pagina successiva|volgende|nästa|næste|neste|seuraava|następn[ae]|dalej|další|ďalšia|następna strona|następny|következő|următoare(?:a)?|pagina următoare|sljedeć[ae]|naslednja|следующая|следваща|наступна|επόμενη|sonraki|tiếp|berikutnya|selanjutnya|次|次へ|次のページ|次ページ|下一頁|下一页|下页|下頁|다음|다음 ?페이지|التالي|הבא)(?: page| ?›| ?»| ?>)*$/iu;
const arrows = /^(?:>|›|»|→|▶|⟩|>>|≫|＞)$/u;

function nextWord(page: CheerioAPI, position: ListingPosition): string | undefined {
  const links = page('a[href]').toArray();
  const named = links.filter(
    (link) =>
      namesOf(page, link).some((name) => nextWords.test(name)) ||
      /(?:^|[\s_-])next(?:$|[\s_-])/i.test(classesAround(link)),
  );
  const pointing = links.filter((link) => arrows.test(oneLine(page(link).text())));
  return firstPager([...named, ...pointing], position);
}

function namesOf(page: CheerioAPI, link: Element): string[] {
  const names = [
    page(link).text(),
    link.attribs['aria-label'],
    link.attribs['title'],
    page(link).find('img[alt]').attr('alt'),
  ];
  return names.filter((name) => name !== undefined).map((name) => oneLine(name.replace(/[›»→>≫▶]+|\(.*?\)/gu, ' ')));
}

function classesAround(link: Element): string {
  const parent = link.parent;
  return `${link.attribs['class'] ?? ''} ${parent !== null && 'attribs' in parent && parent.name === 'li' ? (parent.attribs['class'] ?? '') : ''}`;
}

/** A row of page numbers: the link whose text is one more than this page's number, beside links of other numbers. */
function nextNumber(page: CheerioAPI, position: ListingPosition): string | undefined {
  const wanted = String(position.pageNumber + 1);
  const links = page('a[href]').toArray();
  return firstPager(
    links.filter((link) => oneLine(page(link).text()).replace(/^(?:page|seite|página|pagina)\s/i, '') === wanted),
    position,
  );
}

/** Buttons that a script would act upon, but that carry the URL of what they would load. */
function loadMore(page: CheerioAPI, position: ListingPosition): string | undefined {
  const more = page(
    '[data-next-url], [data-next], [data-load-more-url], [data-href][class*="more"], [data-url][class*="more"], a[href][class*="load-more"]',
  ).first();
  const url =
    more.attr('data-next-url') ??
    more.attr('data-next') ??
    more.attr('data-load-more-url') ??
    more.attr('data-href') ??
    more.attr('data-url') ??
    more.attr('href');
  const next = url === undefined || !/^(?:https?:|[/?.])/.test(url) ? undefined : other(url, position);
  return next !== undefined && sameHost(next, position.url) ? next : undefined;
}

function firstPager(links: readonly Element[], position: ListingPosition): string | undefined {
  for (const link of links) {
    const url = other(link.attribs['href']!, position);
    if (url !== undefined && isPageOf(url, position.url)) return url;
  }
  return undefined;
}

/** Absolute and not the page itself (a pager's last page often links to itself). */
function other(href: string, { base, url }: ListingPosition): string | undefined {
  if (/^\s*(?:javascript:|#)/i.test(href)) return undefined;
  const next = absoluteUrl(href, base);
  if (next === undefined) return undefined;
  next.hash = '';
  return next.href === absoluteUrl(url)?.href ? undefined : next.href;
}

function sameHost(one: string, two: string): boolean {
  return new URL(one).host === new URL(two).host;
}

const pageParameter =
  /^(?:.*[_.-])?(?:page|p|pg|pn|paged|seite|pagina|página|strona|offset|start|from|skip|startrow|pagenum|pagenumber|currentpage|pageindex|pageno|cursor|after|gp|gtp|_page)(?:[_.-].*|\d*)$/i;

/** Whether a query parameter chooses a page of a listing, by its name. */
export function isPageParameter(name: string): boolean {
  return pageParameter.test(name);
}

/** Whether `next` is a page of the same listing: same host, and path and query differ by a page number only. */
export function isPageOf(next: string, current: string): boolean {
  const a = new URL(next);
  const b = new URL(current);
  if (a.host !== b.host) return false;
  if (withoutPageSegment(a.pathname) !== withoutPageSegment(b.pathname)) return false;
  const queryA = plainParameters(a.searchParams);
  const queryB = plainParameters(b.searchParams);
  // A pager may spell out a default that the first URL leaves unsaid, never drop or change what the URL says.
  return (
    queryB.every((parameter) => queryA.includes(parameter)) &&
    (queryA.length === queryB.length || pagedBy(a.searchParams))
  );
}

function withoutPageSegment(path: string): string {
  return path
    .replace(/\/(?:page|seite|pagina|p|pg)[/_-]?\d+(?=\/|$|\.)/i, '')
    .replace(/[_-]?\d{1,4}(?=\.[a-z]{3,5}$)/i, '')
    .replace(/\/(?:index|default)\.[a-z]{3,5}$/i, '')
    .replace(/(?<=\/)\d{1,4}\/?$/, '')
    .replace(/\/+$/, '');
}

function plainParameters(parameters: URLSearchParams): string[] {
  return [...parameters]
    .filter(([name, value]) => !pageParameter.test(name) && value !== '')
    .map(([name, value]) => `${name}=${value}`);
}

function pagedBy(parameters: URLSearchParams): boolean {
  return (
    [...parameters.keys()].some((name) => pageParameter.test(name)) &&
    ![...parameters.keys()].some((name) => /sort|order|^f\[|facet|filter/i.test(name))
  );
}
