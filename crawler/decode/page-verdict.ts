import { challengeOf } from '../fetch/challenge.ts';
import type { Capture } from '../fetch/outcome.ts';

/** Whether a page answered with 200 is the page asked for. */
export type PageVerdict =
  | { readonly kind: 'page' }
  /** The site says in words that there is nothing here. */
  | { readonly kind: 'soft-404'; readonly reason: string }
  /** A wall against crawlers. */
  | { readonly kind: 'blocked'; readonly reason: string };

/**
 * Judges a captured page by its words. Cautious: a page is taken for a page unless its title or first heading is one of the known
 * phrases and there is little else to read, or it was answered from an address that says so.
 * @param html the capture's decoded text
 * @param askedUrl the URL before redirects
 */
export function pageVerdict(
  capture: Pick<Capture, 'url' | 'status' | 'headers' | 'content'>,
  html: string,
  askedUrl: string,
): PageVerdict {
  const wall = challengeOf(capture);
  if (wall !== undefined) return { kind: 'blocked', reason: wall };
  if (capture.status === 404 || capture.status === 410) return { kind: 'page' };
  const moved = errorAddress(capture.url, askedUrl);
  if (moved !== undefined) return { kind: 'soft-404', reason: moved };
  const phrase = [titleOf(html), headingOf(html)].find((text) => text !== '' && isNotFoundPhrase(text));
  if (phrase === undefined || html.length > longestErrorPage || visibleLength(html) > mostWords)
    return { kind: 'page' };
  return { kind: 'soft-404', reason: `the page is headed "${phrase}"` };
}

/** Characters of markup. Error pages with all their scripts stay far below; it bounds the work that follows. */
const longestErrorPage = 512 * 1024;

/** Visible characters of an error page with its navigation; announcements about errors have a text of their own, and are rarely headed by just these words. */
const mostWords = 6000;

/** Whole headings; site names before and after are cut off first. */
const phrases: readonly RegExp[] = [
  /^(?:error|http|http error|status)?[\s:-]*404(?:[\s:.-]*(?:error|not found|page not found|file not found|file or directory not found))?[.!]?$/i,
  /^(?:404[\s:.-]*)?(?:error[\s:-]*)?(?:sorry,? )?(?:the )?(?:requested )?(?:web ?)?(?:page|document|file|content|resource)(?: you (?:requested|were looking for|are looking for))?(?: is| was| has| could| can)?(?: ?not|n['’]t)(?: be)?(?: found| available| exist)[.!]?$/i,
  /^(?:the )?(?:page|document|content) (?:no longer exists|does(?: not|n['’]t) exist|is no longer available|has been removed)[.!]?$/i,
  /^not found[.!]?$/i,
  /^we (?:can['’]?t|cannot|could(?: not|n['’]t)) find (?:that|this|the|your) page[.!]?$/i,
  /^(?:fehler 404|(?:die )?(?:angeforderte )?seite (?:wurde )?(?:leider )?nicht gefunden|seite nicht (?:gefunden|verfügbar|vorhanden))[.!]?$/i,
  /^(?:erreur 404|(?:cette |la )?page (?:introuvable|non trouvée|n['’]existe pas|demandée est introuvable))[.!]?$/i,
  /^(?:error 404|(?:la )?página (?:no encontrada|no existe|no disponible)|(?:a )?página não (?:encontrada|existe))[.!]?$/i,
  /^(?:pagina (?:non trovata|inesistente|niet gevonden)|(?:sivua|sidan|siden|strona) (?:ei löydy|hittades inte|(?:ble |blev )?ikke funnet|findes ikke|nie (?:została )?(?:znaleziona|istnieje)))[.!]?$/i,
  /^страница не (?:найдена|существует)[.!]?$/i,
  /^(?:お探しの|指定された|ご指定の)?ページ(?:が|は)(?:見つかりません(?:でした)?|存在しません|ありません|削除されました)。?$/,
  /^(?:(?:요청하신|찾으시는)\s*)?페이지를\s*찾을\s*수\s*(?:없습니다|없음)\.?$/,
  /^(?:(?:您(?:要)?(?:訪問|访问|尋找|查找|請求|请求)的)?(?:頁面|页面|網頁|网页)(?:不存在|未找到|找不到|無法顯示)|找不到(?:此|該|该)?(?:頁面|页面|網頁|网页))[。!！]?$/,
];

function isNotFoundPhrase(heading: string): boolean {
  const parts = [heading, ...heading.split(/\s+[|–—:•»-]\s+|\s*[|｜]\s*/)];
  return parts.some((part) => phrases.some((phrase) => phrase.test(part.trim())));
}

/** A redirect to an address made for errors, or from a page deep in the site to its front door. */
function errorAddress(finalUrl: string, askedUrl: string): string | undefined {
  if (finalUrl === askedUrl) return undefined;
  const final = new URL(finalUrl);
  const asked = new URL(askedUrl);
  const isError = (url: URL): boolean =>
    /\/(?:404|error-?404|404-?error|page-?not-?found|not-?found|notfound)(?:\.\w+)?\/?$/i.test(url.pathname);
  if (isError(final) && !isError(asked)) return `it was answered from ${final.pathname}`;
  const frontDoor = /^\/(?:index\.\w+|home\/?)?$/i;
  const deep = asked.pathname.split('/').filter((part) => part !== '').length >= 2;
  return deep && frontDoor.test(final.pathname) && final.search === ''
    ? 'it was answered by the front page'
    : undefined;
}

function titleOf(html: string): string {
  return plain(/<title[^>]*>([^<]{0,500})/i.exec(html)?.[1] ?? '');
}

function headingOf(html: string): string {
  return plain(/<h1[^>]*>([\s\S]{0,500}?)<\/h1/i.exec(html)?.[1] ?? '');
}

function plain(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|&#160;/gi, ' ')
    .replace(/&(?:rsquo|#8217|#39|apos);/gi, '’')
    .replace(/&amp;/gi, '&')
    .replace(/&(?:mdash|ndash|#8211|#8212);/gi, '–')
    .replace(/\s+/g, ' ')
    .trim();
}

function visibleLength(html: string): number {
  const body = html.slice(Math.max(0, html.search(/<body[\s>]/i)));
  return plain(body.replace(/<(script|style|noscript|template|svg)\b[\s\S]*?<\/\1\s*>/gi, ' ')).length;
}
