import type { ProvenanceKind, StatedDate } from '../../core/announcement.ts';
import { findDates, parseWrittenDate, type DateReading, type WrittenDate } from './dates/written-date.ts';
import { ancestorsOf, standsAside, type PageLine } from './body/body.ts';
import { hintsOf } from './body/class-words.ts';
import { objectsOfPage, textAt, typesOf } from './json-ld.ts';
import type { Labelled } from './labels.ts';
import { fold, isElement, isText, textOf, type Element, type Page } from './page.ts';

/** A date and what speaks for it. */
export interface DateEvidence {
  readonly date: WrittenDate;
  readonly role: 'published' | 'modified';
  readonly kind: ProvenanceKind;
  /** Where it was found, in words. */
  readonly detail: string;
  /** How far it is believed alone, 0 to 100. */
  readonly weight: number;
}

/** What dates are read from, beside the page. */
export interface DateContext {
  readonly reading: DateReading;
  /** The last day that is not in the future, `YYYY-MM-DD`; absent when nobody knows. */
  readonly lastDay?: string | undefined;
  readonly labels: readonly Labelled[];
  /** The heading that is the title, and the element of the body: dates near them are the announcement's. */
  readonly titleElement?: Element | undefined;
  readonly bodyElement?: Element | undefined;
  /** The first paragraphs of the body, for datelines. */
  readonly opening: readonly string[];
  /** Short lines of the page, for dates that nothing marks. */
  readonly lines: readonly PageLine[];
  readonly headers: readonly (readonly [string, string])[];
  readonly hint?: { readonly value: string; readonly kind: ProvenanceKind } | undefined;
}

export interface FoundDates {
  readonly published?: StatedDate & { readonly detail: string };
  readonly modified?: StatedDate & { readonly detail: string };
}

/** Published-at and modified-at by weighing all evidence of the page: what several witnesses agree on wins over one. */
export function findPublishedAt(page: Page, context: DateContext): FoundDates {
  return weigh(evidenceOf(page, context), context);
}

/** Every witness for a date on the page. */
export function evidenceOf(page: Page, context: DateContext): DateEvidence[] {
  const { reading } = context;
  const marked = [
    ...fromJsonLd(page, reading),
    ...fromMeta(page, reading),
    ...fromMarkup(page, context),
    ...fromLabels(context),
    ...fromOpening(context),
    ...fromUrl(page.url),
    ...fromHint(context),
    ...fromHeaders(context),
    ...fromLines(context),
  ];
  return marked.some(({ role, weight }) => role === 'published' && weight >= 30)
    ? marked
    : [...marked, ...fromScripts(page)];
}

/** A line that is not much more than a date, or that begins with a word for publishing: the nearer to the title the likelier. */
function fromLines({ lines, reading }: DateContext): DateEvidence[] {
  return lines.slice(0, 300).flatMap(({ text, fromTitle, inCore }, index): DateEvidence[] => {
    const [date] = findDates(text, reading);
    if (date === undefined || date.precision === 'year') return [];
    if (/©|\(c\)|copyright/i.test(text)) return [];
    const away = fromTitle === undefined ? 40 : Math.abs(fromTitle);
    const near = away <= 3 ? 32 : away <= 8 ? 28 : away <= 15 ? 24 : inCore ? 18 : 8;
    const bare = date.length >= text.length * 0.5 ? 3 : publishedWords.test(text) ? 4 : text.length > 90 ? -8 : -2;
    const role = modifiedWords.test(text) && !publishedWords.test(text) ? 'modified' : 'published';
    return [
      {
        date,
        role,
        kind: 'text',
        detail: `line "${text.slice(0, 60)}"`,
        weight: near + bare - Math.min(4, index * 0.05),
      },
    ];
  });
}

const publishedWords =
  /publi|veröffentlich|erschienen|erstellt|geschrieben am|verfasst|eingestellt|gepostet|posted|written|wurde am|vom \d|^am \d|released|issued|pubblicat|gepubliceerd|publicerad|udgivet|julkaistu|opublikowan|опубликован|掲載|公開|発表|发布|發布|發佈|등록|작성/i;

/** Names under which scripts carry the date of what they draw. */
const scriptDate =
  /["'](?:datePublished|date_published|publishedAt|published_at|publishDate|publish_date|publicationDate|publication_date|pubDate|pub_date|firstPublished(?:At)?|displayDate|releaseDate|dateCreated|created_at|publishedDate)["']\s*:\s*["'](\d{4}-\d\d-\d\d[^"']{0,30})["']/;
/** Characters of one script that are searched: drawn pages carry megabytes, the page's own record comes early. */
const limitScript = 300_000;

/** Pages drawn by scripts carry their data as an object: asked only where nothing else tells. */
function fromScripts(page: Page): DateEvidence[] {
  for (const element of page.elements) {
    if (element.name !== 'script') continue;
    const text = element.children.map((child) => (isText(child) ? child.data.slice(0, limitScript) : '')).join('');
    const match = scriptDate.exec(text);
    if (match !== null) return dated(match[1], 'published', 'text', 'data of a script', 22, {});
  }
  return [];
}

function fromJsonLd(page: Page, reading: DateReading): DateEvidence[] {
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

function fromMeta(page: Page, reading: DateReading): DateEvidence[] {
  const found: DateEvidence[] = [];
  for (const [name, values] of page.meta) {
    const published = metaPublished.find(([pattern]) => pattern.test(name));
    if (published !== undefined) found.push(...dated(values[0], 'published', 'meta', name, published[1], reading));
    else if (metaModified.test(name)) found.push(...dated(values[0], 'modified', 'meta', name, 60, reading));
  }
  return found;
}

/** Elements walked from the title, either way, in which an unlabelled date is taken for the announcement's. Headers of the recorded pages fit in 30. */
const nearTitle = 40;

function fromMarkup(page: Page, context: DateContext): DateEvidence[] {
  const found: DateEvidence[] = [];
  const aroundCore = ancestorsOf(context.bodyElement);
  const titleAt = context.titleElement === undefined ? -1 : page.elements.indexOf(context.titleElement);
  const bodyAt = context.bodyElement === undefined ? -1 : page.elements.indexOf(context.bodyElement);
  page.elements.forEach((element, index) => {
    const { attribs } = element;
    const itemprop = attribs['itemprop'];
    const property = attribs['property'];
    const isTime = element.name === 'time';
    const hints = hintsOf(element);
    const named =
      itemprop !== undefined || property !== undefined ? markupRole(`${itemprop ?? ''} ${property ?? ''}`) : undefined;
    if (
      !isTime &&
      named === undefined &&
      !(hints.has('meta') && element.children.length > 0 && element.children.length < 20) &&
      attribs['datetime'] === undefined
    )
      return;
    if (element.name === 'meta' && named === undefined) return;
    if (standsAside(element, aroundCore) || inPageFooter(element)) return;
    const visible = fold(isTime || element.children.length < 20 ? textOf(element) : '').slice(0, 300);
    const near = titleAt >= 0 && Math.abs(index - titleAt) <= nearTitle ? 14 : 0;
    const within = bodyAt >= 0 && index >= bodyAt ? -4 : 0;
    const modified = named === 'modified' || modifiedWords.test(visible) || /modif|updat/i.test(attribs['class'] ?? '');
    const role = modified ? 'modified' : 'published';
    const machine = attribs['datetime'] ?? attribs['content'];
    const kind: ProvenanceKind = isTime
      ? 'time-element'
      : itemprop !== undefined
        ? 'microdata'
        : property !== undefined
          ? 'rdfa'
          : 'text';
    const base = named !== undefined ? 56 : isTime ? (attribs['pubdate'] !== undefined ? 52 : 42) : 24;
    const detail =
      named !== undefined
        ? (itemprop ?? property ?? '')
        : isTime
          ? 'time'
          : `class "${(attribs['class'] ?? attribs['id'] ?? '').slice(0, 60)}"`;
    const fromAttribute = dated(machine, role, kind, detail, base + near + within, context.reading);
    const shown = firstOf(visible, { ...context.reading, shortYears: true });
    if (fromAttribute.length > 0) found.push(...fromAttribute.map((evidence) => shownDay(evidence, shown)));
    else if (shown !== undefined && visible.length < 160)
      found.push({ date: shown, role, kind, detail, weight: base + near + within - (visible.length > 60 ? 6 : 0) });
  });
  return found.slice(0, 400);
}

/** An instant in UTC may be the day before or after the day a reader sees: the day that is shown is the one stated. */
function shownDay(evidence: DateEvidence, shown: WrittenDate | undefined): DateEvidence {
  if (shown === undefined || shown.precision === 'month' || shown.precision === 'year') return evidence;
  const stated = evidence.date.value.slice(0, 10);
  const visible = shown.value.slice(0, 10);
  if (stated === visible || Math.abs(Date.parse(stated) - Date.parse(visible)) > 86_400_000) return evidence;
  return { ...evidence, date: shown };
}

function markupRole(names: string): 'published' | 'modified' | undefined {
  if (/datemodified|date-?modified|dc(?:terms)?:modified/i.test(names)) return 'modified';
  return /datepublished|datecreated|pubdate|published|dc(?:terms)?:(?:date|issued|created)|datumveroeff|schema:date/i.test(
    names,
  )
    ? 'published'
    : undefined;
}

const modifiedWords =
  /updated|^stand\b|last edited|bearbeitet|last modified|aktualisiert|geändert|letzte änderung|mis à jour|actualizado|atualizad|aggiornat|bijgewerkt|gewijzigd|uppdaterad|oppdatert|opdateret|päivitetty|aktualiz|更新|修改|수정|обновлен|تحديث/i;

function inPageFooter(element: Element): boolean {
  for (
    let up: Element | null = element;
    up !== null && up.name !== 'body';
    up = isElement(up.parent) ? up.parent : null
  )
    if (up.name === 'footer') return !insideArticle(up);
  return false;
}

function insideArticle(element: Element): boolean {
  for (let up = element.parent; isElement(up); up = up.parent)
    if (up.name === 'article' || up.name === 'main') return true;
  return false;
}

function fromLabels(context: DateContext): DateEvidence[] {
  return context.labels.flatMap(({ field, label, values }) => {
    if (field !== 'published' && field !== 'modified') return [];
    return dated(values.join(' '), field, 'label', `label "${label}"`, field === 'published' ? 50 : 45, {
      ...context.reading,
      shortYears: true,
    });
  });
}

/** "For Immediate Release - May 07, 2014" and "BOSTON – Wednesday, May 7, 2014 –": a date in the opening lines that no sentence surrounds. */
export function fromOpening({ opening, reading }: Pick<DateContext, 'opening' | 'reading'>): DateEvidence[] {
  return opening.slice(0, 8).flatMap((line, index): DateEvidence[] => {
    const [date] = findDates(line.slice(0, 240), reading);
    if (date === undefined || (date.precision !== 'day' && date.precision !== 'minute')) return [];
    if (releaseLine.test(line))
      return [
        { date, role: 'published', kind: 'label', detail: `release line "${line.slice(0, 60)}"`, weight: 58 - index },
      ];
    if (line.length < 90 && date.length > line.length * 0.3)
      return [
        {
          date,
          role: modifiedWords.test(line) ? 'modified' : 'published',
          kind: 'text',
          detail: `line "${line.slice(0, 60)}"`,
          weight: 36 - index,
        },
      ];
    return date.index <= 60 && dateline.test(line.slice(0, 120))
      ? [{ date, role: 'published', kind: 'dateline', detail: `dateline "${line.slice(0, 60)}"`, weight: 46 - index }]
      : [];
  });
}

const releaseLine =
  /^\W*(?:for (?:immediate )?release|immediate release|embargo|press release|news release|sperrfrist|communiqué de presse|pour diffusion immédiate|comunicado de prensa|comunicato stampa|pressemitteilung|pressemeddelelse|pressmeddelande|persbericht|報道発表|新聞稿|보도자료)/i;
const dateline =
  /^[^.!?]{0,90}(?:\d{4}|\d{1,2})\s*(?:г\.?|年)?[^.!?\p{L}]{0,3}(?:[–—―-]{1,2}|\.\s*[–—-]|:|\/PRNewswire|\()/u;

/** A day in the URL is set once, when the page is made: as good a witness as metadata, which a later edit may rewrite. */
const dayInUrl = 66;

function fromUrl(url: string): DateEvidence[] {
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

function fromHint({ hint, reading }: DateContext): DateEvidence[] {
  if (hint === undefined) return [];
  return dated(hint.value, 'published', hint.kind, `stated by the ${hint.kind}`, 48, reading);
}

/** Last-Modified is a witness only when it is older than the answer: dynamic pages send the present. */
function fromHeaders({ headers, lastDay, reading }: DateContext): DateEvidence[] {
  const value = headers.find(([name]) => name.toLowerCase() === 'last-modified')?.[1];
  const [evidence] = dated(value, 'published', 'http-header', 'Last-Modified', 6, reading);
  if (evidence === undefined || lastDay === undefined || evidence.date.value.slice(0, 10) >= lastDay) return [];
  const day = evidence.date.value.slice(0, 10);
  return [{ ...evidence, date: { ...evidence.date, value: day, precision: 'day' } }];
}

function dated(
  text: string | undefined,
  role: DateEvidence['role'],
  kind: ProvenanceKind,
  detail: string,
  weight: number,
  reading: DateReading,
): DateEvidence[] {
  if (text === undefined || text.length > 400) return [];
  const date = parseWrittenDate(text, reading) ?? fromEpoch(text);
  return date === undefined ? [] : [{ date, role, kind, detail, weight }];
}

/** Seconds or milliseconds since 1970, as some systems write them into attributes. */
function fromEpoch(text: string): WrittenDate | undefined {
  const match = /^\s*(1[0-9]\d{8})(\d{3})?\s*$/.exec(text);
  if (match === null) return undefined;
  return {
    value: `${new Date(Number(match[1]) * 1000).toISOString().slice(0, 16)}Z`,
    precision: 'minute',
    index: 0,
    length: text.length,
  };
}

function firstOf(text: string, reading: DateReading): WrittenDate | undefined {
  return text === '' ? undefined : findDates(text, reading)[0];
}

/** Below this, a stray date of the text, a stated day of change is the better answer. Lines far from the title stay below it. */
const weakest = 24;

/** What one further agreeing kind of witness adds. */
const agreement = 9;

/** Witnesses that show a day to readers, in the time of the place. */
const shownKinds: readonly ProvenanceKind[] = ['url', 'label', 'dateline', 'text', 'time-element'];
/** Least weight of a shown day that corrects an instant: lines near the title and days in the URL reach it. */
const leastShown = 26;

/** Systems write instants in UTC; what a reader sees a day before or after is the day that was stated. */
function withShownDays(evidence: readonly DateEvidence[]): DateEvidence[] {
  const shown = evidence.filter(
    ({ kind, date, weight, role }) =>
      role === 'published' &&
      shownKinds.includes(kind) &&
      weight >= leastShown &&
      date.value.length >= 10 &&
      !/(?:Z|[+-]\d\d:\d\d)$/.test(date.value),
  );
  return evidence.map((witness) => {
    if (!/Z$|[+-]\d\d:\d\d$/.test(witness.date.value) || witness.role !== 'published') return witness;
    const day = witness.date.value.slice(0, 10);
    if (shown.some(({ date }) => date.value.slice(0, 10) === day)) return witness;
    const correct = shown.find(
      ({ date }) => Math.abs(Date.parse(date.value.slice(0, 10)) - Date.parse(day)) === 86_400_000,
    );
    return correct === undefined
      ? witness
      : { ...witness, date: { ...correct.date, value: correct.date.value.slice(0, 10), precision: 'day' } };
  });
}

/** The day most is said for, and the most precise way it is stated. */
export function weigh(
  stated: readonly DateEvidence[],
  { lastDay }: { readonly lastDay?: string | undefined },
): FoundDates {
  const evidence = withShownDays(stated);
  const possible = evidence.filter(
    ({ date }) => lastDay === undefined || date.value.slice(0, 10) <= lastDay.slice(0, Math.min(10, date.value.length)),
  );
  const modified = best(possible.filter(({ role }) => role === 'modified'));
  const publishing = possible.filter(({ role }) => role === 'published');
  const believed = publishing.some(({ weight }) => weight >= weakest) || modified === undefined;
  const published = (believed ? best(publishing) : undefined) ?? (modified === undefined ? undefined : { ...modified });
  return { ...(published === undefined ? {} : { published }), ...(modified === undefined ? {} : { modified }) };
}

function best(evidence: readonly DateEvidence[]): (StatedDate & { detail: string }) | undefined {
  let found: { score: number; group: DateEvidence[] } | undefined;
  for (const lead of evidence) {
    const group = evidence.filter((other) => agrees(lead.date.value, other.date.value));
    const strongest = Math.max(
      ...group
        .filter(({ date }) => date.value.slice(0, 10) === lead.date.value.slice(0, 10))
        .map(({ weight }) => weight),
    );
    const score =
      strongest +
      agreement * (new Set(group.map(({ kind }) => kind)).size - 1) +
      (lead.date.value.length >= 10 ? 5 : 0);
    if (found === undefined || score > found.score)
      found = { score, group: group.filter(({ date }) => date.value.slice(0, 10) === lead.date.value.slice(0, 10)) };
  }
  if (found === undefined) return undefined;
  const ranked = found.group.sort((a, b) => b.weight - a.weight);
  const lead = ranked[0]!;
  const minute = ranked.find(({ date, weight }) => date.precision === 'minute' && weight >= 40);
  const chosen = minute ?? lead;
  return { value: chosen.date.value, precision: chosen.date.precision, source: chosen.kind, detail: chosen.detail };
}

function agrees(a: string, b: string): boolean {
  return a.slice(0, 10).startsWith(b.slice(0, 10)) || b.slice(0, 10).startsWith(a.slice(0, 10));
}
