import type { Announcement, AnnouncementField, Paragraph, Provenance, StatedDate } from '../../core/announcement.ts';
import { announcementId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { messageOf, type Problem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import { isBoilerplatePhrase } from './body/phrases.ts';
import { findDates, type DateReading } from './dates/written-date.ts';
import type { Extraction } from './extract.ts';
import { issuingOffice } from './issuing-office.ts';
import { kindOfText } from './kind.ts';
import { fieldOfLabel } from './labels.ts';
import { findLanguage } from './language.ts';
import { contactsIn } from './names/contacts.ts';
import { namesIn } from './names/names.ts';
import { fold } from './page.ts';
import { fromOpening } from './dates/shown-dates.ts';
import { weigh } from './dates/weigh-dates.ts';

export interface PlainTextInput {
  readonly text: string;
  /** The identity URL; `file:` and `urn:` are as good as any. */
  readonly url: string;
  readonly source: Source;
  readonly fetchedAt?: Instant;
}

/** An announcement from text without markup: release line, title, dateline and closing lines are told apart by their words and places. Never throws. */
export function extractPlainText(input: PlainTextInput): Extraction {
  try {
    return read(input);
  } catch (error) {
    return {
      announcement: undefined,
      links: {},
      problems: [
        { code: 'extraction-failed', message: `the text could not be read: ${messageOf(error)}`, where: input.url },
      ],
    };
  }
}

function read({ text, url, source, fetchedAt }: PlainTextInput): Extraction {
  const problems: Problem[] = [];
  const paragraphs = partsOf(text);
  const head = paragraphs.findIndex((paragraph) => isTitle(paragraph));
  if (head < 0) {
    problems.push({
      code: 'no-title',
      message: 'the text has no line that could be a title',
      where: url,
      hint: 'the first short line that is no date and no release line is taken for it',
    });
    return { announcement: undefined, problems, links: {} };
  }
  const title = paragraphs[head]!;
  const opening = [...paragraphs.slice(0, head), ...paragraphs.slice(head + 1, head + 5)];
  const body = paragraphs
    .slice(head + 1)
    .filter((paragraph) => !isClosing(paragraph))
    .map(asParagraph);
  const labelled = labelledLines(paragraphs.slice(0, head + 3));
  const language = findLanguage(undefined, body.map((paragraph) => paragraph.text).join(' ') || title, source.language);
  const reading: DateReading = {
    language:
      language.language === 'en' && source.country !== 'us' && source.country !== 'xx'
        ? `en-${source.country}`
        : language.language,
    order: source.extraction.dateOrder,
  };
  const lastDay =
    fetchedAt === undefined ? undefined : new Date(Date.parse(fetchedAt) + 86_400_000).toISOString().slice(0, 10);
  const dates = weigh(fromOpening({ opening, reading }), { lastDay });
  const kind =
    kindOfText(title, opening) ??
    (source.kind === undefined
      ? undefined
      : { kind: source.kind, provenance: { kind: 'source-file' } satisfies Provenance });
  const names = namesIn(body, language.language);
  const contacts = contactsIn(body, []);
  // A source made of an import knows no publisher: the text may name the office it comes from.
  const office = source.file === '' ? issuingOffice(text.slice(0, 100_000)) : undefined;
  const agency = labelled.get('agency') ?? office ?? (source.agency === '' ? undefined : source.agency);
  const agencyFrom: Provenance = labelled.has('agency')
    ? { kind: 'label' }
    : office === undefined
      ? { kind: 'source-file' }
      : { kind: 'text', detail: 'the office that the text names as its own' };
  const number = labelled.get('number');
  if (dates.published === undefined)
    problems.push({ code: 'no-date', message: 'no publication date was found', where: url });
  if (body.length === 0)
    problems.push({ code: 'no-body', message: 'the text has a title and nothing else', where: url });
  const provenance: Partial<Record<AnnouncementField, Provenance>> = {
    title: { kind: 'text', detail: 'first line that is a title' },
    ...(body.length === 0 ? {} : { body: { kind: 'text' } }),
    ...(dates.published === undefined
      ? {}
      : { published: { kind: dates.published.source, detail: dates.published.detail } }),
    ...(agency === undefined
      ? {}
      : {
          agency: agencyFrom,
          components: agencyFrom,
        }),
    ...(kind === undefined ? {} : { kind: kind.provenance }),
    ...(number === undefined ? {} : { number: { kind: 'label' } }),
    ...(names.people.length === 0 ? {} : { people: { kind: 'text' } }),
    ...(names.places.length === 0 ? {} : { places: { kind: 'dateline' } }),
    ...(names.organizations.length === 0 ? {} : { organizations: { kind: 'text' } }),
    ...(names.quotes === undefined
      ? {}
      : { quotes: { kind: 'text', detail: 'quotation marks beside words of saying' } }),
    ...(contacts.length === 0 ? {} : { contacts: { kind: 'text' } }),
    language: language.provenance,
  };
  const announcement: Announcement = {
    id: announcementId(source.id, url),
    source: source.id,
    url,
    title,
    body,
    ...(dates.published === undefined ? {} : { published: stated(dates.published) }),
    ...(agency === undefined ? {} : { agency }),
    components: agency === undefined ? [] : [agency],
    ...(kind === undefined ? {} : { kind: kind.kind }),
    topics: [],
    ...(number === undefined ? {} : { number }),
    ...names,
    contacts,
    attachments: [],
    language: language.language,
    translations: [],
    provenance,
  };
  return { announcement, problems, links: {} };
}

function stated({ value, precision, source }: StatedDate): StatedDate {
  return { value, precision, source };
}

/** Paragraphs by empty lines; a text without any has a paragraph a line. */
function partsOf(text: string): string[] {
  const parts = text
    .split(/\r?\n[ \t]*(?:\r?\n[ \t]*)+/)
    .map(fold)
    .filter((part) => /[\p{L}\p{N}#]/u.test(part));
  return parts.length > 1
    ? parts
    : text
        .split(/\r?\n/)
        .map(fold)
        .filter((part) => /[\p{L}\p{N}#]/u.test(part));
}

/** Titles longer than this are paragraphs. */
const limitTitle = 300;

function isTitle(paragraph: string): boolean {
  if (paragraph.length > limitTitle || paragraph.length < 3) return false;
  if (
    /^\W*(?:for (?:immediate )?release|embargo|contact|press release|news release|media release|pressemitteilung|communiqué|comunicado|not for publication|date|page \d)\b/i.test(
      paragraph,
    ) &&
    paragraph.length < 100
  )
    return false;
  const line = /^([^:：]{2,40})[:：]/.exec(paragraph);
  if (line !== null && fieldOfLabel(line[1]!) !== undefined) return false;
  const [date] = findDates(paragraph);
  if (date !== undefined && date.length > paragraph.length * 0.5) return false;
  return !isBoilerplatePhrase(paragraph);
}

/** "Follow us on Twitter – View our Photos – Watch our Videos", "###", "-30-". */
function isClosing(paragraph: string): boolean {
  return isBoilerplatePhrase(paragraph) || /^(?:#\s*){2,}$/.test(paragraph);
}

function asParagraph(text: string): Paragraph {
  if (/\((?:photo|image|picture|foto|bild|写真)\s*[:：][^)]*\)\s*$/i.test(text)) return { kind: 'caption', text };
  if (/^\s*(?:[•·▪◦‣*–-]|\d{1,2}[.)])\s+/.test(text) && text.length < 600)
    return { kind: 'item', text: text.replace(/^\s*[•·▪◦‣*–-]\s+/, '') };
  return { kind: 'text', text };
}

function labelledLines(lines: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of lines) {
    const match = /^([^:：]{2,40})[:：]\s*(\S.{0,160})$/.exec(line);
    const field = match === null ? undefined : fieldOfLabel(match[1]!);
    if (match !== null && field !== undefined && !found.has(field)) found.set(field, match[2]!.trim());
  }
  return found;
}
