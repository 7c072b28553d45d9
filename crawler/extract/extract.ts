import type {
  Announcement,
  AnnouncementField,
  Paragraph,
  Provenance,
  ProvenanceKind,
  StatedDate,
} from '../../core/announcement.ts';
import { announcementId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { messageOf, type Problem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import { findAttachments, findTranslations } from './attachments.ts';
import { blocksOf } from './body/blocks.ts';
import { findBody, paragraphsOf, type PageLine } from './body/body.ts';
import { parseWrittenDate, type DateReading } from './dates/written-date.ts';
import { canonicalKind, findKind } from './kind.ts';
import { findLanguage } from './language.ts';
import { labelsOf, type Labelled } from './labels.ts';
import { namesIn } from './names/names.ts';
import { absoluteUrl, fold, isElement, parsePage, textOf, type Element, type Page } from './page.ts';
import { findPublishedAt } from './published-at.ts';
import { findPublisher } from './publisher.ts';
import { removed, select, type Selected } from './rules.ts';
import { findTitle } from './title.ts';
import { contactBlocks, contactsIn } from './names/contacts.ts';

export interface ExtractInput {
  /** Any text; a page, hopefully. */
  readonly html: string;
  /** The identity URL: the announcement's id is made from it, and relative links resolve against it. */
  readonly url: string;
  /** Response headers, names as received. */
  readonly headers: readonly (readonly [string, string])[];
  readonly source: Source;
  /** What the feed or listing said that led here; it fills gaps and is a witness for the date. */
  readonly hints?: ExtractHints;
  /** When the page was fetched: dates after it (a day's grace for time zones) are refused. */
  readonly fetchedAt?: Instant;
}

export interface ExtractHints {
  readonly title?: string;
  readonly published?: Pick<StatedDate, 'value' | 'precision'>;
  /** Where the hints come from; `feed` unless said otherwise. */
  readonly from?: 'feed' | 'listing';
}

export interface Extraction {
  /** Absent when the page holds no announcement: `problems` says why. */
  readonly announcement: Announcement | undefined;
  readonly problems: readonly Problem[];
  readonly links: {
    /** The page's own `link rel=canonical`, absolute. Whether to believe it is discovery's decision. */
    readonly canonical?: string;
  };
}

/** A page to an announcement: pure, total, no clock, no network. Whatever is wrong is told in `problems`. */
export function extract(input: ExtractInput): Extraction {
  try {
    return read(input);
  } catch (error) {
    return {
      announcement: undefined,
      links: {},
      problems: [
        {
          code: 'extraction-failed',
          message: `the page could not be read: ${messageOf(error)}`,
          where: input.url,
          hint: 'report the page: no page should fail',
        },
      ],
    };
  }
}

function read(input: ExtractInput): Extraction {
  const { source, url } = input;
  const problems: Problem[] = [];
  const page = parsePage(input.html, url);
  const links = canonicalOf(page);
  if (page.truncated)
    problems.push({
      code: 'page-truncated',
      message: 'the page is longer than 16 million characters; the rest was not read',
      where: url,
    });
  const rules = source.extraction;
  const labels = labelsOf(page);
  const title = titleOf(page, input, problems);
  if (title === undefined) {
    problems.push({
      code: 'no-title',
      message: 'no title was found: the page is empty or no announcement',
      where: url,
      hint: 'add a title selector to the source file if the page has one',
    });
    return { announcement: undefined, problems, links };
  }
  const body = bodyOf(page, title, input, problems);
  const opening = openingOf(body, title.text);
  const language = findLanguage(page, body.paragraphs.map(({ text }) => text).join(' ') || title.text, source.language);
  const reading: DateReading = { language: dateLanguage(page, language.language, source), order: rules.dateOrder };
  const dates = datesOf(page, {
    input,
    reading,
    labels,
    opening,
    problems,
    lines: body.lines,
    ...(title.element === undefined ? {} : { titleElement: title.element }),
    ...(body.element === undefined ? {} : { bodyElement: body.element }),
  });
  const publisher = publisherOf(page, labels, source, problems);
  const kind = kindOf(page, title.text, labels, opening, source, problems);
  const topics = topicsOf(page, labels, rules, problems);
  const number = numberOf(page, labels, rules, problems);
  const names = namesIn(body.paragraphs, language.language);
  const contacts = [...new Set([...contactBlocks(page), ...contactsIn(body.paragraphs, labels)])];
  const attachments = findAttachments(page, body.element === undefined ? [] : linksNear(body.element));
  const translations = findTranslations(page, language.language);
  if (body.paragraphs.length === 0)
    problems.push({
      code: 'no-body',
      message: 'no body text was found',
      where: url,
      hint: 'the page may be drawn by a script, or be only a link to a file',
    });
  if (dates.published === undefined)
    problems.push({ code: 'no-date', message: 'no publication date was found', where: url });
  const provenance: Partial<Record<AnnouncementField, Provenance>> = {
    title: title.provenance,
    language: language.provenance,
    ...(body.paragraphs.length === 0 ? {} : { body: body.provenance }),
    ...(dates.published === undefined ? {} : { published: provenanceOf(dates.published) }),
    ...(dates.modified === undefined ? {} : { modified: provenanceOf(dates.modified) }),
    ...(publisher.agency === undefined ? {} : { agency: publisher.provenance }),
    ...(publisher.components.length === 0 ? {} : { components: publisher.provenance }),
    ...(kind === undefined ? {} : { kind: kind.provenance }),
    ...(topics.values.length === 0 ? {} : { topics: topics.provenance }),
    ...(number === undefined ? {} : { number: number.provenance }),
    ...(names.people.length === 0 ? {} : { people: { kind: 'text' } }),
    ...(names.places.length === 0 ? {} : { places: { kind: 'dateline' } }),
    ...(names.organizations.length === 0 ? {} : { organizations: { kind: 'text' } }),
    ...(names.quotes === undefined
      ? {}
      : { quotes: { kind: 'text', detail: 'quotation marks beside words of saying' } }),
    ...(contacts.length === 0 ? {} : { contacts: { kind: 'text' } }),
    ...(attachments.length === 0 ? {} : { attachments: { kind: 'text', detail: 'links to files' } }),
    ...(translations.length === 0 ? {} : { translations: { kind: 'meta', detail: 'link rel=alternate hreflang' } }),
  };
  const announcement: Announcement = {
    id: announcementId(source.id, url),
    source: source.id,
    url,
    title: title.text,
    body: body.paragraphs,
    ...(dates.published === undefined ? {} : { published: stated(dates.published) }),
    ...(dates.modified === undefined ? {} : { modified: stated(dates.modified) }),
    ...(publisher.agency === undefined ? {} : { agency: publisher.agency }),
    components: publisher.components,
    ...(kind === undefined ? {} : { kind: kind.kind }),
    topics: topics.values,
    ...(number === undefined ? {} : { number: number.value }),
    ...names,
    contacts,
    attachments,
    language: language.language,
    translations,
    provenance,
  };
  return { announcement, problems, links };
}

function canonicalOf(page: Page): Extraction['links'] {
  const link = page.links.find((element) => /(?:^|\s)canonical(?:\s|$)/i.test(element.attribs['rel'] ?? ''));
  const canonical = absoluteUrl(link?.attribs['href'], page.baseUrl);
  return canonical === undefined ? {} : { canonical };
}

interface TitleFound {
  readonly text: string;
  readonly provenance: Provenance;
  readonly element?: Element;
}

function titleOf(page: Page, { source, hints }: ExtractInput, problems: Problem[]): TitleFound | undefined {
  const selected = select(page, source.extraction, 'title', problems);
  if (selected !== undefined)
    return { text: selected.values[0]!, provenance: bySelector(selected), element: selected.elements[0]! };
  const found = findTitle(page);
  if (found !== undefined) return found;
  const hinted = fold(hints?.title ?? '');
  return hinted === '' ? undefined : { text: hinted, provenance: { kind: hints?.from ?? 'feed' } };
}

interface BodyFound {
  readonly paragraphs: readonly Paragraph[];
  readonly provenance: Provenance;
  readonly element?: Element;
  readonly lines: readonly PageLine[];
}

function bodyOf(page: Page, title: TitleFound, { source }: ExtractInput, problems: Problem[]): BodyFound {
  const unwanted = removed(page, source.extraction, problems);
  const selected = select(page, source.extraction, 'body', problems);
  if (selected !== undefined) {
    const blocks = outermost(selected.elements).flatMap((element) => blocksOf(element, (inner) => unwanted.has(inner)));
    if (blocks.length > 0)
      return {
        paragraphs: paragraphsOf(blocks, title.text),
        provenance: bySelector(selected),
        element: selected.elements[0]!,
        lines: [],
      };
  }
  const found = findBody(page, title, unwanted);
  return {
    paragraphs: found.paragraphs,
    provenance: { kind: 'detected', detail: found.detail },
    lines: found.lines,
    ...(found.element === undefined ? {} : { element: found.element }),
  };
}

/** A selector may match an element and one inside it; the inner is read with the outer. */
function outermost(elements: readonly Element[]): Element[] {
  const all = new Set(elements);
  return elements.filter((element) => {
    for (let up = element.parent; up !== null; up = up.parent) if (all.has(up as Element)) return false;
    return true;
  });
}

/** The first lines of the announcement: those around the title, then the body's. */
function openingOf(body: BodyFound, title: string): string[] {
  const own = body.paragraphs.slice(0, 8).map(({ text }) => text);
  if (body.element === undefined) return own;
  const above = body.element.parent;
  const nearby = isElement(above)
    ? aroundTitle(
        blocksOf(above, (element) => element.name === 'nav' || element.name === 'aside').map(({ text }) => text),
        title,
      ).filter((text) => text !== title && text.length < 200)
    : [];
  return [...new Set([...nearby, ...own])];
}

/** Blocks above a title and below it that belong to it: kicker, day, office. Further above is the head of the page, with the present day. */
const aboveTitle = 4;
const belowTitle = 12;

function aroundTitle(texts: readonly string[], title: string): string[] {
  const at = Math.max(0, texts.indexOf(title));
  return texts.slice(Math.max(0, at - aboveTitle), at + belowTitle);
}

/** `en` says nothing about the order of numeric dates; the page's full tag or the source's country does. */
function dateLanguage(page: Page, language: string, source: Source): string {
  const written = page.htmlLanguage?.replaceAll('_', '-');
  if (written?.toLowerCase().startsWith(`${language}-`) === true) return written;
  return language === 'en' && source.country !== 'us' && source.country !== 'xx' ? `en-${source.country}` : language;
}

interface DateInputs {
  readonly input: ExtractInput;
  readonly reading: DateReading;
  readonly labels: readonly Labelled[];
  readonly opening: readonly string[];
  readonly problems: Problem[];
  readonly lines: readonly PageLine[];
  readonly titleElement?: Element;
  readonly bodyElement?: Element;
}

interface Dated extends StatedDate {
  readonly detail: string;
}

function datesOf(
  page: Page,
  { input, reading, labels, opening, problems, lines, titleElement, bodyElement }: DateInputs,
): { published?: Dated; modified?: Dated } {
  const lastDay = input.fetchedAt === undefined ? undefined : dayAfter(input.fetchedAt);
  const hint =
    input.hints?.published === undefined
      ? undefined
      : { value: input.hints.published.value, kind: (input.hints.from ?? 'feed') satisfies ProvenanceKind };
  const found = findPublishedAt(page, {
    reading,
    lastDay,
    labels,
    titleElement,
    bodyElement,
    opening,
    lines,
    headers: input.headers,
    hint,
  });
  const published = selectedDate(page, input, 'published', reading, lastDay, problems);
  const modified = selectedDate(page, input, 'modified', reading, lastDay, problems);
  return {
    ...found,
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
  };
}

/** A day's grace: where the page was written it may be tomorrow already. */
function dayAfter(instant: Instant): string {
  return new Date(Date.parse(instant) + 86_400_000).toISOString().slice(0, 10);
}

function selectedDate(
  page: Page,
  { source, url }: ExtractInput,
  field: 'published' | 'modified',
  reading: DateReading,
  lastDay: string | undefined,
  problems: Problem[],
): Dated | undefined {
  const selected = select(page, source.extraction, field, problems);
  if (selected === undefined) return undefined;
  for (const value of selected.values) {
    const date = parseWrittenDate(value, { ...reading, shortYears: true });
    if (date === undefined) continue;
    if (lastDay !== undefined && date.value.slice(0, 10) > lastDay) {
      problems.push({
        code: 'future-date',
        message: `${field}: "${value.slice(0, 80)}" lies in the future and was not believed`,
        where: url,
      });
      continue;
    }
    return { value: date.value, precision: date.precision, source: 'selector', detail: selected.rule };
  }
  problems.push({
    code: 'unread-date',
    message: `${field}: "${selected.values[0]!.slice(0, 80)}" is no date we can read`,
    where: url,
    hint: `check the ${field} selector "${selected.rule}"`,
  });
  return undefined;
}

function publisherOf(
  page: Page,
  labels: readonly Labelled[],
  source: Source,
  problems: Problem[],
): { agency?: string; components: readonly string[]; provenance: Provenance } {
  const agency = select(page, source.extraction, 'agency', problems);
  const components = select(page, source.extraction, 'components', problems);
  const rule = agency ?? components;
  if (rule !== undefined) {
    const all = [...new Set([...(agency?.values.slice(0, 1) ?? []), ...(components?.values ?? [])])];
    return { agency: all[0]!, components: all, provenance: bySelector(rule) };
  }
  return findPublisher(page, labels, source.agency);
}

function kindOf(
  page: Page,
  title: string,
  labels: readonly Labelled[],
  opening: readonly string[],
  source: Source,
  problems: Problem[],
): { kind: string; provenance: Provenance } | undefined {
  const selected = select(page, source.extraction, 'kind', problems);
  if (selected !== undefined) return { kind: canonicalKind(selected.values[0]!), provenance: bySelector(selected) };
  const found = findKind(page, title, labels, opening);
  if (found !== undefined) return found;
  return source.kind === undefined ? undefined : { kind: source.kind, provenance: { kind: 'source-file' } };
}

function topicsOf(
  page: Page,
  labels: readonly Labelled[],
  rules: Source['extraction'],
  problems: Problem[],
): { values: readonly string[]; provenance: Provenance } {
  const selected = select(page, rules, 'topics', problems);
  if (selected !== undefined) return { values: [...new Set(selected.values)], provenance: bySelector(selected) };
  const labelled = labels.find(({ field }) => field === 'topics');
  if (labelled !== undefined)
    return { values: labelled.values, provenance: { kind: 'label', detail: `label "${labelled.label}"` } };
  const tags = page.meta.get('article:tag') ?? page.meta.get('dcterms.subject') ?? page.meta.get('dc.subject');
  if (tags !== undefined)
    return { values: splitTags(tags), provenance: { kind: 'meta', detail: 'article:tag or dcterms.subject' } };
  const linked = page.elements
    .filter((element) => element.name === 'a' && /(?:^|\s)tag(?:\s|$)/.test(element.attribs['rel'] ?? ''))
    .map(textOf)
    .filter((text) => text !== '' && text.length <= 80);
  return { values: [...new Set(linked)].slice(0, 40), provenance: { kind: 'selector', detail: 'a[rel~=tag]' } };
}

function splitTags(tags: readonly string[]): string[] {
  const parts = tags.length === 1 ? tags[0]!.split(/\s*[,;]\s*/) : tags;
  return [...new Set(parts.map(fold).filter((part) => part !== ''))].slice(0, 40);
}

function numberOf(
  page: Page,
  labels: readonly Labelled[],
  rules: Source['extraction'],
  problems: Problem[],
): { value: string; provenance: Provenance } | undefined {
  const selected = select(page, rules, 'number', problems);
  if (selected !== undefined) return { value: selected.values[0]!, provenance: bySelector(selected) };
  const labelled = labels.find(({ field, values }) => field === 'number' && isNumber(values[0] ?? ''));
  return labelled === undefined
    ? undefined
    : { value: labelled.values[0]!, provenance: { kind: 'label', detail: `label "${labelled.label}"` } };
}

/** A release or docket number holds a digit and is no sentence, and no telephone number. */
function isNumber(text: string): boolean {
  return text.length <= 60 && /\d/.test(text) && !/^\+?[\d\s()/-]{9,}$/.test(text);
}

function linksNear(element: Element): Element[] {
  const found: Element[] = [];
  const collect = (node: Element): void => {
    for (const child of node.children) {
      if (!isElement(child)) continue;
      found.push(child);
      collect(child);
    }
  };
  const article = articleAround(element);
  collect(article);
  return found;
}

/** Files are often listed beside the body, inside the same article or main element. */
function articleAround(element: Element): Element {
  for (let up: Element = element; ;) {
    if (up.name === 'article' || up.name === 'main') return up;
    const parent = up.parent;
    if (!isElement(parent) || parent.name === 'body')
      return isElement(element.parent) && element.parent.name !== 'body' ? element.parent : element;
    up = parent;
  }
}

function bySelector({ rule }: Selected): Provenance {
  return { kind: 'selector', detail: rule };
}

function provenanceOf({ source, detail }: Dated): Provenance {
  return { kind: source, detail };
}

function stated({ value, precision, source }: Dated): StatedDate {
  return { value, precision, source };
}
