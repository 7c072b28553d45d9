import { load, type CheerioAPI } from 'cheerio/slim';
import type { Problem, WithProblems } from '../../core/problem.ts';
import type { SourceDraft } from '../source/format-source.ts';
import { readSource } from '../source/read-source.ts';
import { formatSource } from '../source/format-source.ts';
import { oneLine } from './dom.ts';
import { feedLinksOf } from './feed-autodiscovery.ts';
import { baseUrl, discoverListing } from './listing.ts';
import { absoluteUrl } from './url-identity.ts';
import { sitemapLinesOf } from './sitemap-places.ts';

/** Most entry points of one kind in a proposal. A home page may name fifty feeds, one a topic; a person picks among a few. */
const mostEntries = 3;

/**
 * Proposes a source file from a home page, or from a listing page itself: its feeds, the listings that its links name, the sitemaps of
 * robots.txt; who the publisher is, as far as the page says. The problems say what a person should look at before trusting it.
 *
 * @param url the URL that answered. @param robotsText of the same host, where there is one.
 */
export function proposeSource(html: string, url: string, robotsText?: string): WithProblems<SourceDraft> {
  const page = load(html);
  const problems: Problem[] = [];
  const tell = (code: string, message: string, hint: string): void =>
    void problems.push({ code, message, hint, where: url });
  const country = countryOf(url);
  if (country === 'xx')
    tell('guessed-country', 'the address names no country', 'set `country`, or leave `xx` for an international body');
  const language = languageOf(page);
  if (language === undefined) tell('guessed-language', 'the page does not state its language', 'set `language`');
  const draft: SourceDraft = {
    id: `${country}-${nameOfHost(url)}`.slice(0, 64).replace(/-$/, ''),
    name: publisherOf(page) ?? new URL(url).hostname,
    country,
    language: language ?? 'en',
    homepage: url,
    verified: 'never',
    entry: [],
  };
  const found = entriesOf(page, html, url, draft, robotsText);
  if (found.entry.length === 0)
    tell(
      'no-entry',
      'neither feed nor listing nor sitemap was found',
      'give the page that lists the announcements instead of the home page',
    );
  const entry = found.entry.length === 0 ? [{ listing: url }] : found.entry;
  if (found.include.length === 0)
    tell(
      'wide-scope',
      'the scope is the whole host, for no announcement was seen yet',
      'run `herald sources check` and narrow `scope.include`',
    );
  return {
    value: { ...draft, entry, ...(found.include.length === 0 ? {} : { scope: { include: found.include } }) },
    problems,
  };
}

interface Entries {
  readonly entry: SourceDraft['entry'];
  readonly include: string[];
}

/** The page itself where it is a listing, its feeds, the pages that its links call news, the sitemaps. */
function entriesOf(
  page: CheerioAPI,
  html: string,
  url: string,
  draft: SourceDraft,
  robotsText: string | undefined,
): Entries {
  const announcements = announcementsOn(html, url, draft);
  const listings = announcements.length > 0 ? [url] : listingLinks(page, url);
  const feeds = feedLinksOf(html, url).filter(({ title, url: feed }) => !/comment|kommentar/i.test(`${title} ${feed}`));
  const news = feeds.filter(({ title, url: feed }) => newsWords.test(title) || newsPath.test(feed));
  const sitemaps = robotsText === undefined ? [] : sitemapLinesOf(robotsText, new URL('/robots.txt', url).href);
  const newsSitemaps = sitemaps.filter((sitemap) => /news|press|release|post/i.test(sitemap));
  return {
    entry: [
      ...(news.length > 0 ? news : feeds).slice(0, mostEntries).map(({ url: feed }) => ({ feed })),
      ...listings.slice(0, mostEntries).map((listing) => ({ listing })),
      ...(newsSitemaps.length > 0 ? newsSitemaps : sitemaps).slice(0, mostEntries).map((sitemap) => ({ sitemap })),
    ],
    include: proposeScope(announcements),
  };
}

/** Announcements found on the page itself. Fewer than five dated links are the "latest news" of a home page, not a listing. */
function announcementsOn(html: string, url: string, draft: SourceDraft): string[] {
  const yaml = formatSource({ ...draft, entry: [{ listing: url }] });
  const { value: source } = readSource(yaml, `${draft.id}.yaml`);
  const entry = source?.entryPoints[0];
  if (source === undefined || entry?.type !== 'listing') return [];
  const { candidates } = discoverListing(html, url, entry, source);
  const dated = candidates.filter((candidate) => candidate.published !== undefined);
  return dated.length >= 5 ? dated.map((candidate) => candidate.url) : [];
}

/**
 * Patterns that admit what these URLs have in common: the folder that most of them lie in, or the page they share with a
 * different query. Nothing when they have nothing in common.
 */
export function proposeScope(urls: readonly string[]): string[] {
  const folders = new Map<string, number>();
  for (const text of urls) {
    const url = new URL(text);
    const folder = url.pathname
      .slice(0, url.pathname.lastIndexOf('/') + 1)
      .replace(/\/\d{1,4}(?=\/)/g, '/*')
      .replace(/\d{4,}[^/]*\//g, '*/');
    const pattern = url.search === '' ? `${url.origin}${folder}*` : `${url.origin}${url.pathname}?*`;
    folders.set(pattern, (folders.get(pattern) ?? 0) + 1);
  }
  // A folder with one link of ten is something else that stood on the page.
  return [...folders]
    .filter(([pattern, count]) => count > urls.length / 10 && !/^https?:\/\/[^/]+\/\*$/.test(pattern))
    .map(([pattern]) => pattern);
}

/** "Press releases", "news", "announcements" in the languages of the governments we know. */
const newsWords =
  /\b(?:press|news|newsroom|media (?:releases?|cent(?:re|er))|releases?|announcements?|statements?|speeches|presse|pressemitteilung(?:en)?|medienmitteilung(?:en)?|aktuelles|meldungen|nachrichten|communiqués?|actualités?|salle de presse|comunicados?|noticias|notícias|sala de prensa|prensa|imprensa|comunicat[io]|notizie|stampa|persbericht(?:en)?|nieuws|pressmeddelanden|nyheter|nyheder|pressemeddelelser|pressemeldinger|uutiset|tiedotteet|aktualności|komunikaty|aktuality|zprávy|tiskové|hírek|közlemény(?:ek)?|știri|comunicate|vijesti|novosti|berita|siaran pers|tin tức|haberler|duyurular)\b|новини|новости|пресс|прес|ανακοιν|νέα|δελτία|報道|発表|プレスリリース|お知らせ|新着|新聞|新闻|公告|보도|뉴스|공지|أخبار|بيان|חדשות|समाचार|प्रेस/iu;
const newsPath =
  /\/(?:press|news|newsroom|media|release|presse|aktuell|actualit|communiqu|noticia|prensa|imprensa|comunicat|stampa|nieuws|nyheter|tiedot|aktualn|zprav|hirek|berita|haber|houdou|hodo|press-?release)/i;

/** Pages that the links of a home page call news, each once, best first: word and path both say so, then either. */
function listingLinks(page: CheerioAPI, url: string): string[] {
  const base = baseUrl(page, url);
  const scored = new Map<string, number>();
  for (const link of page('a[href]').toArray()) {
    const target = absoluteUrl(link.attribs['href']!, base);
    if (
      target?.host !== new URL(url).host ||
      target.pathname === '/' ||
      /\.(?:pdf|xml|rss|atom|jpe?g|png|zip)$/i.test(target.pathname)
    )
      continue;
    const text = oneLine(page(link).text());
    if (text.length > 40) continue;
    target.hash = '';
    const score =
      (newsWords.test(text) ? 2 : 0) +
      (newsPath.test(target.pathname) ? 1 : 0) +
      (/press|报道|報道|presse|prensa/i.test(text) ? 1 : 0);
    if (score >= 2) scored.set(target.href, Math.max(score, scored.get(target.href) ?? 0));
  }
  return [...scored].sort((a, b) => b[1] - a[1]).map(([href]) => href);
}

/** `og:site_name`, `application-name`, the last part of the title after a bar or dash. */
function publisherOf(page: CheerioAPI): string | undefined {
  const stated =
    page('meta[property="og:site_name"]').attr('content') ?? page('meta[name="application-name"]').attr('content');
  const title = oneLine(page('title').first().text())
    .split(/\s[|–—-]\s|\s*[|｜]\s*/)
    .filter((part) => !/^(?:home|homepage|startseite|accueil|inicio|welcome|トップ(?:ページ)?)$/i.test(part));
  const name = oneLine(stated ?? title.at(-1) ?? '');
  return name === '' ? undefined : name;
}

function languageOf(page: CheerioAPI): string | undefined {
  const stated =
    page('html').attr('lang') ??
    page('html').attr('xml:lang') ??
    page('meta[property="og:locale"]').attr('content') ??
    page('meta[http-equiv="content-language"]').attr('content');
  try {
    return stated === undefined ? undefined : Intl.getCanonicalLocales(stated.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** By the top-level domain: .gov and .mil are of the United States, .int of everybody. */
function countryOf(url: string): string {
  const last = new URL(url).hostname.split('.').at(-1)!;
  if (last === 'gov' || last === 'mil') return 'us';
  if (last === 'uk') return 'gb';
  if (last === 'eu' || !/^[a-z]{2}$/.test(last)) return last === 'eu' ? 'eu' : 'xx';
  return new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(last.toUpperCase()) === undefined
    ? 'xx'
    : last;
}

/** `www.justice.gov` as `justice`, `www.mofa.go.jp` as `mofa`: the first label that says something. */
function nameOfHost(url: string): string {
  const labels = new URL(url).hostname
    .split('.')
    .filter((label) => !/^(?:www\d*|web|m|gov|gob|gouv|go|gv|govt|mil|com|org|net|int|co|ac|[a-z]{2})$/.test(label));
  const name = labels
    .join('-')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return name === '' ? new URL(url).hostname.replace(/^www\./, '').replace(/[^a-z0-9]+/g, '-') : name;
}
