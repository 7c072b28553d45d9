import { type DateContext, type DateEvidence, dated } from './date-evidence.ts';
import { type DateReading, findDates } from './written-date.ts';
import { objectsOfPage, textAt, typesOf } from '../json-ld.ts';
import { type Page, fold, isText } from '../page.ts';

/** Names of `meta` that state when a page was published, and how far they are believed. */
const metaPublished: readonly (readonly [RegExp, number])[] = [
  [/^(?:og:)?article:published(?:_time|_date)?$|^og:published_time$|^og:article:published_time$/, 70],
  [
    /^(?:dcterms?|dc)[.:](?:date\.)?(?:issued|available|published|publication)$|^dc\.date\.issued$|^dcterms\.issued$/,
    66,
  ],
  [
    /^(?:parsely-pub-date|sailthru\.date|cxenseparse:recs:publishtime|cxenseparse:publishtime|citation_publication_date|citation_date|citation_online_date|bt:pubdate|article\.published|article_date_original|datepublished|publish-date|publish_date|publication_date|publicationdate|pubdate|pub_date|published|published-date|publisheddate|publishdate|published_time_telegram|displaydate|original-publish-date|originalpublicationdate|release_date|releasedate|date-release-x|shareaholic:article_published_time|rnews:datepublished|vr:published_time|govuk:first-published-at|govuk:public-updated-at|analyticsattributes\.articledate|iso-8601-publish-date|eomportal-lastupdate-x|ptime|gsa_pub_date|artikel:published|dcsext\.articlefirstpublished|publicationtime|buchungsdatum)$/,
    60,
  ],
  [/^(?:dc|dcterms)[.:]date$|^dc\.date\.created$|^dcterms\.created$/, 44],
  [
    /^(?:date|creation_date|datecreated|date_created|created|pdate|article:date|doc-date|timestamp|last-publication|og:date)$/,
    42,
  ],
];

const metaModified =
  /^(?:(?:og:)?article:modified(?:_time)?|og:updated_time|og:modified_time|article:updated_time|(?:dc|dcterms)[.:](?:date\.)?modified|datemodified|last-modified|lastmod|modified|revised|date\.modified|date_modified|updated_time|modified_time|utime|lastupdate)$/;

export function fromJsonLd(page: Page, reading: DateReading): DateEvidence[] {
  return objectsOfPage(page).flatMap((object) => {
    const type = typesOf(object)[0] ?? 'thing';
    const strong = /Article|Posting|Report|Announcement|Legislation/.test(type);
    return [
      ...dated(
        textAt(object, 'datePublished'),
        'published',
        'json-ld',
        `${type}.datePublished`,
        strong ? 72 : 58,
        reading,
      ),
      ...dated(textAt(object, 'dateCreated'), 'published', 'json-ld', `${type}.dateCreated`, 40, reading),
      ...dated(textAt(object, 'uploadDate'), 'published', 'json-ld', `${type}.uploadDate`, 25, reading),
      ...dated(textAt(object, 'dateModified'), 'modified', 'json-ld', `${type}.dateModified`, 70, reading),
    ];
  });
}

export function fromMeta(page: Page, reading: DateReading): DateEvidence[] {
  const found: DateEvidence[] = [];
  for (const [name, values] of page.meta) {
    const published = metaPublished.find(([pattern]) => pattern.test(name));
    if (published !== undefined) found.push(...dated(values[0], 'published', 'meta', name, published[1], reading));
    else if (metaModified.test(name)) found.push(...dated(values[0], 'modified', 'meta', name, 60, reading));
  }
  return found;
}

/** `08.11.2021 | Conference`, `Weapons | 02.11.2021`, `A record year (News of 14 January 2020)`: a date that stands apart in the title tag or ends the description. */
export function fromTitles(page: Page, reading: DateReading): DateEvidence[] {
  const heads = [page.titleTag, page.meta.get('og:title')?.[0]].flatMap(
    (title) => title?.split(/\s+[|–—·•-]\s+|\s*[|｜]\s*/) ?? [],
  );
  const found = heads.flatMap((part): DateEvidence[] => {
    const [date] = findDates(part, reading);
    return date === undefined || date.precision === 'year' || date.length < fold(part).length * 0.8
      ? []
      : [{ date, role: 'published', kind: 'heading', detail: `part "${part.slice(0, 60)}" of the title`, weight: 30 }];
  });
  const closing = /\(([^()]{6,60})\)\s*$/.exec((page.meta.get('description')?.[0] ?? '').slice(-400))?.[1];
  const [date] = closing === undefined ? [] : findDates(closing, reading);
  if (date?.precision === 'day')
    found.push({ date, role: 'published', kind: 'meta', detail: 'end of the description', weight: 26 });
  return found;
}

/** Names under which scripts carry the date of what they draw. */
const scriptDate =
  /["'](?:datePublished|date_published|publishedAt|published_at|publishDate|publish_date|publicationDate|publication_date|pubDate|pub_date|firstPublished(?:At)?|displayDate|releaseDate|dateCreated|created_at|publishedDate)["']\s*:\s*["'](\d{4}-\d\d-\d\d[^"']{0,30})["']/;

/** Characters of one script that are searched: drawn pages carry megabytes, the page's own record comes early. */
const limitScript = 300_000;

/** Pages drawn by scripts carry their data as an object: asked only where nothing else tells. */
export function fromScripts(page: Page): DateEvidence[] {
  for (const element of page.elements) {
    if (element.name !== 'script') continue;
    const text = element.children.map((child) => (isText(child) ? child.data.slice(0, limitScript) : '')).join('');
    const match = scriptDate.exec(text);
    if (match !== null) return dated(match[1], 'published', 'text', 'data of a script', 22, {});
  }
  return [];
}

/** A day in the URL is set once, when the page is made: as good a witness as metadata, which a later edit may rewrite. */
const dayInUrl = 66;

export function fromUrl(url: string): DateEvidence[] {
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    path = url;
  }
  const day =
    /(?:^|[/_.-])((?:19|20)\d\d)[/_.-](\d{1,2})[/_.-](\d{1,2})(?=$|[/_.\-a-z])/i.exec(path) ??
    /(?:^|[/_.\-a-z])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/i.exec(path);
  if (day !== null) return dated(`${day[1]!}-${day[2]!}-${day[3]!}`, 'published', 'url', day[0], dayInUrl, {});
  const reversed = /(?:^|[/_~-])(\d{2})[._-](\d{2})[._-]((?:19|20)\d\d)(?=$|[/_.\-a-z])/i.exec(path);
  if (reversed !== null)
    return dated(`${reversed[3]!}-${reversed[2]!}-${reversed[1]!}`, 'published', 'url', reversed[0], 34, {});
  const named = /\/((?:19|20)\d\d)\/([a-z]{3,9})\/(\d{1,2})(?=\/|$)/i.exec(path);
  if (named !== null)
    return dated(`${named[3]!} ${named[2]!} ${named[1]!}`, 'published', 'url', named[0], dayInUrl, {});
  const month = /\/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=\/|$)/.exec(path);
  return month === null ? [] : dated(`${month[1]!}-${month[2]!}`, 'published', 'url', month[0], 14, {});
}

export function fromHint({ hint, reading }: DateContext): DateEvidence[] {
  if (hint === undefined) return [];
  return dated(hint.value, 'published', hint.kind, `stated by the ${hint.kind}`, 48, reading);
}

/** Last-Modified is a witness only when it is older than the answer: dynamic pages send the present. */
export function fromHeaders({ headers, lastDay, reading }: DateContext): DateEvidence[] {
  const value = headers.find(([name]) => name.toLowerCase() === 'last-modified')?.[1];
  const [evidence] = dated(value, 'published', 'http-header', 'Last-Modified', 6, reading);
  if (evidence === undefined || lastDay === undefined || evidence.date.value.slice(0, 10) >= lastDay) return [];
  const day = evidence.date.value.slice(0, 10);
  return [{ ...evidence, date: { ...evidence.date, value: day, precision: 'day' } }];
}
