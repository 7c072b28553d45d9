import type { ProvenanceKind } from '../../../core/announcement.ts';
import { ancestorsOf, standsAside } from '../body/body.ts';
import { hintsOf } from '../body/class-words.ts';
import {
  type DateContext,
  type DateEvidence,
  dated,
  firstOf,
  modifiedWords,
  withoutInstants,
} from './date-evidence.ts';
import { type WrittenDate, findDates } from './written-date.ts';
import { fieldOfLabel } from '../labels.ts';
import { type Element, type Page, fold, isElement, textOf } from '../page.ts';

/** Characters beside a date from which a line is taken for a sentence or a caption, whose date is of what it tells. Bylines with a section stay below. */
const sentence = 40;

/** A line that is not much more than a date, or that begins with a word for publishing: the nearer to the title the likelier. */
export function fromLines({ lines, reading }: DateContext): DateEvidence[] {
  return lines.slice(0, 300).flatMap(({ text: written, fromTitle, inCore, namesTitle }, index): DateEvidence[] => {
    const text = withoutInstants(written);
    const [date] = findDates(text, reading);
    if (date === undefined || date.precision === 'year') return [];
    if (/©|\(c\)|copyright/i.test(text) || isOfOtherThings(text) || aboutPicture.test(text)) return [];
    const publishing = publishedWords.test(text);
    if (namesTitle) return publishing ? [shownLine(text, date, 'published', tellsOfPage)] : [];
    const away = fromTitle === undefined ? 40 : Math.abs(fromTitle);
    const near = away <= 3 ? 32 : away <= 8 ? 28 : away <= 15 ? 24 : inCore ? 18 : 8;
    const bare =
      date.length >= text.length * 0.5 ? 3 : publishing ? 4 : text.length - date.length > sentence ? -12 : -2;
    const role = modifiedWords.test(text) && !publishing ? 'modified' : 'published';
    return [shownLine(text, date, role, near + bare - Math.min(4, index * 0.05))];
  });
}

/** What a line counts that says of the title when it was posted, wherever it stands: as much as one close to the title. */
const tellsOfPage = 34;

function shownLine(text: string, date: WrittenDate, role: DateEvidence['role'], weight: number): DateEvidence {
  return { date, role, kind: 'text', detail: `line "${text.slice(0, 60)}"`, weight };
}

/** How captions and sources of pictures and tables begin: their day is that of the picture. */
const aboutPicture =
  /^\W*(?:abb(?:ildung)?|fig(?:ure)?|foto|photo|picture|image|bild|quelle|source|grafik|karte|tabelle|table|tableau)\b(?:[\s.]*\d{1,3})?\s*[.:–-]/i;

/** Whether a line states another day by its label: of an event, a deadline, a registration. */
function isOfOtherThings(text: string): boolean {
  const label = /^([^:：]{2,40})[:：]/u.exec(text);
  return label !== null && fieldOfLabel(label[1]!) === 'other-date';
}

const publishedWords =
  /publi|veröffentlich|erschienen|erstellt|geschrieben am|verfasst|eingestellt|gepostet|posted|written|wurde am|vom \d|^am \d|released|issued|pubblicat|gepubliceerd|publicerad|udgivet|julkaistu|opublikowan|опубликован|掲載|公開|発表|发布|發布|發佈|등록|작성/i;

/** Elements walked from the title, either way, in which an unlabelled date is taken for the announcement's. Headers of the recorded pages fit in 30. */
const nearTitle = 40;

/** Characters of an element's text from which a date in it is of what the text tells. Bylines with a date and two times stay below 150. */
const longestShown = 160;

export function fromMarkup(page: Page, context: DateContext): DateEvidence[] {
  const found: DateEvidence[] = [];
  const around = new Set([...ancestorsOf(context.bodyElement), ...ancestorsOf(context.titleElement)]);
  const titleAt = context.titleElement === undefined ? -1 : page.elements.indexOf(context.titleElement);
  const bodyAt = context.bodyElement === undefined ? -1 : page.elements.indexOf(context.bodyElement);
  page.elements.forEach((element, index) => {
    const { attribs } = element;
    const itemprop = attribs['itemprop'];
    const property = attribs['property'];
    const isTime = element.name === 'time';
    const named =
      itemprop !== undefined || property !== undefined ? markupRole(`${itemprop ?? ''} ${property ?? ''}`) : undefined;
    if (
      !isTime &&
      named === undefined &&
      attribs['datetime'] === undefined &&
      !(attribs['title'] !== undefined && microformat.test(attribs['class'] ?? '')) &&
      !(element.children.length > 0 && element.children.length < 20 && hintsOf(element).has('meta'))
    )
      return;
    // What `meta` states has been read from the head.
    if (element.name === 'meta') return;
    const aside = standsAside(element, around);
    if ((aside && !(named !== undefined || isTime)) || inPageFooter(element)) return;
    if (aside && !besideTheText(element, around)) return;
    const visible = (isTime || element.children.length < 20 ? textOf(element) : '').slice(0, 300);
    const shown = firstOf(visible, { ...context.reading, shortYears: true });
    const machine =
      attribs['datetime'] ??
      attribs['content'] ??
      (microformat.test(attribs['class'] ?? '') ? attribs['title'] : undefined);
    if (machine === undefined && (shown === undefined || visible.length >= longestShown)) return;
    const near = titleAt < 0 ? 0 : Math.abs(index - titleAt) <= nearTitle ? 14 : index < titleAt ? -farAbove : 0;
    const within = (bodyAt >= 0 && index >= bodyAt ? -4 : 0) - (aside ? asidePenalty : 0);
    const modified = named === 'modified' || modifiedWords.test(visible) || /modif|updat/i.test(attribs['class'] ?? '');
    const role = modified ? 'modified' : 'published';
    const kind: ProvenanceKind =
      isTime && fold(withoutInstants(visible)) !== ''
        ? 'time-element'
        : itemprop !== undefined
          ? 'microdata'
          : property !== undefined
            ? 'rdfa'
            : 'text';
    const called = publishedClass.test(attribs['class'] ?? '');
    const base = named !== undefined ? 56 : isTime ? (attribs['pubdate'] !== undefined ? 52 : 42) : called ? 34 : 24;
    const detail =
      named !== undefined
        ? (itemprop ?? property ?? '')
        : isTime
          ? 'time'
          : `class "${(attribs['class'] ?? attribs['id'] ?? '').slice(0, 60)}"`;
    const fromAttribute = dated(machine, role, kind, detail, base + near + within, context.reading);
    if (fromAttribute.length > 0) found.push(...fromAttribute.map((evidence) => shownDay(evidence, shown)));
    else if (shown !== undefined && visible.length < longestShown)
      found.push({ date: shown, role, kind, detail, weight: base + near + within - (visible.length > 60 ? 6 : 0) });
  });
  return found.slice(0, 400);
}

/** Classes that name the day of publishing, and not only some day. */
const publishedClass =
  /(?:^|[\s_-])(?:(?:date-?)?publish(?:ed|ing)?(?:-?(?:at|on|date|time))?|pub-?date|posted-?on|(?:post|entry|article|news|release)-?date|date-?posted|erscheinungsdatum|veroeffentlichungsdatum|fecha-?publicacion|date-?publication)(?:$|[\s_-])/i;

/** Classes of the hAtom microformat, whose machine-readable form stands in the title attribute. */
const microformat = /(?:^|\s)(?:published|updated|dt-published|dt-updated)(?:\s|$)/;

/** What a date loses far above the title: the head of a page shows the present day. */
const farAbove = 12;

/** What a date loses that stands beside the text, in a margin of the article: there are dates of other pages too. */
const asidePenalty = 8;

/** Whether a margin belongs to the article itself: it stands inside an `article` or `main` that holds the text. */
function besideTheText(element: Element, around: ReadonlySet<Element>): boolean {
  for (let up = element.parent; isElement(up); up = up.parent) {
    const hints = hintsOf(up);
    if (hints.has('comments') || hints.has('related') || up.name === 'li' || (up.name === 'article' && !around.has(up)))
      return false;
    if (around.has(up)) return up.name === 'article' || insideArticle(up);
  }
  return false;
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
  if (/datemodified|date-?modified|dc(?:terms)?:(?:date\.)?modified/i.test(names)) return 'modified';
  return /datepublished|datecreated|pubdate|published|dc(?:terms)?:(?:date|issued|created)|datumveroeff|schema:date/i.test(
    names,
  )
    ? 'published'
    : undefined;
}

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

export function fromLabels(context: DateContext): DateEvidence[] {
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
  return opening.slice(0, 8).flatMap((written, index): DateEvidence[] => {
    const line = withoutInstants(written);
    const [date] = findDates(line.slice(0, 240), reading);
    if (date === undefined || (date.precision !== 'day' && date.precision !== 'minute')) return [];
    if (isOfOtherThings(line)) return [];
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
    const weight = isDateline(line, date) ? 46 - index : leadsParagraph(line, date) ? leadingDay : 0;
    return weight === 0
      ? []
      : [{ date, role: 'published', kind: 'dateline', detail: `dateline "${line.slice(0, 60)}"`, weight }];
  });
}

const releaseLine =
  /^\W*(?:for (?:immediate )?release|immediate release|embargo|press release|news release|sperrfrist|communiqué de presse|pour diffusion immédiate|comunicado de prensa|comunicato stampa|pressemitteilung|pressemeddelelse|pressmeddelande|persbericht|報道発表|新聞稿|보도자료)/i;

/** A day in figures before the first word of a paragraph, as in `01.02.2022 The labour market`. Below a dateline: it may open an account of that day. */
const leadingDay = 31;
/** Characters from which a line is a paragraph of running text. */
const paragraph = 100;

function leadsParagraph(line: string, date: WrittenDate): boolean {
  if (date.index > 1 || line.length < paragraph || !/^\W?\d/.test(line)) return false;
  return /^\)?\s+["“„«»‚‘']?\p{Lu}/u.test(line.slice(date.index + date.length, date.index + date.length + 8));
}

/** `Karlsruhe, (12.11.2021). Am Sonntag`, `Berlin, den 7. Mai 2014. Die Ministerin`: a place, the day, the first sentence. */
const placeBefore = /^\W*\p{Lu}[\p{L}\p{M}./ -]{1,40},\s*(?:\(|(?:den|am|le|el|il|den)\s)?\s*$/u;
const sentenceAfter = /^\s*\)?\s*[.:]?\s+["“„«»‚‘']?\p{Lu}/u;

/** `BOSTON – Wednesday, May 7, 2014 –`, `29.11.2022 – Mehrfach`, `(21. November 2022) Die`: a date that a sentence follows and none precedes. */
function isDateline(line: string, date: WrittenDate): boolean {
  if (date.index > 60 || /[.!?]\s+\p{L}{3,}.*[.!?]|[!?]/u.test(line.slice(0, date.index))) return false;
  const before = line.slice(0, date.index);
  const after = line.slice(date.index + date.length, date.index + date.length + 16);
  if (/^\s*\($/.test(before)) return /^\s*\)/.test(after);
  if (line.length >= paragraph && placeBefore.test(before)) return sentenceAfter.test(after);
  if (line.length >= paragraph && /^\W*$/.test(before) && /^\)?[.:]\s+["“„«»‚‘']?\p{Lu}/u.test(after)) return true;
  return (
    /^\s*(?:г\.?|年)?\s?[^.!?\p{L}\s]{0,2}\s*(?:[–—―-]{1,2}|:|\/PRNewswire|\()/u.test(after) ||
    /^\s*\.\s*[–—-]/.test(after)
  );
}
