import { createHash } from 'node:crypto';
import {
  paragraphsOf,
  type Announcement,
  type AnnouncementField,
  type AnnouncementId,
  type Attachment,
  type Paragraph,
  type ParagraphKind,
  type Person,
  type Provenance,
  type SourceId,
  type StatedDate,
  type Translation,
} from '../../core/announcement.ts';
import { announcementId, isSourceId } from '../../core/ids.ts';
import type { Problem } from '../../core/problem.ts';
import { parseWrittenDate } from './dates/written-date.ts';
import { canonicalKind } from './kind.ts';
import { canonicalLanguage, findLanguage } from './language.ts';
import { namesIn } from './names/names.ts';
import { fold, isObject, type JsonObject } from './page.ts';

export interface ImportOptions {
  /** Source of lines that name none. */
  readonly source?: SourceId;
}

export interface Imported {
  readonly announcement: Announcement | undefined;
  readonly problems: readonly Problem[];
}

/**
 * One parsed line of a JSONL import as an announcement. Needed: `title`, `body` (text or paragraphs, may be empty), `source` (or the
 * option). Known beside them: `id url agency components date|published|dateTime modified lang|language kind topics|keywords|subjects
 * number|docNo|frDoc people places organizations contacts attachments translations`; other keys are the importer's own and are left.
 * A needed key that is missing or wrong refuses the line; another that is wrong is told and left out. Never throws.
 */
export function announcementFromJson(value: unknown, options: ImportOptions = {}): Imported {
  const problems: Problem[] = [];
  if (!isObject(value)) {
    return {
      announcement: undefined,
      problems: [
        {
          code: 'not-an-object',
          message: `an announcement is a JSON object, this is ${kindOfValue(value)}`,
          hint: 'write one object a line',
        },
      ],
    };
  }
  const title = needed(value, 'title', problems);
  const body = bodyOf(value, problems);
  const source = sourceOf(value, options, problems);
  if (title === undefined || body === undefined || source === undefined) return { announcement: undefined, problems };
  return { announcement: assemble(value, { title, body, source }, problems), problems };
}

interface Needed {
  readonly title: string;
  readonly body: readonly Paragraph[];
  readonly source: SourceId;
}

function assemble(value: JsonObject, { title, body, source }: Needed, problems: Problem[]): Announcement {
  const givenUrl = urlOf(value, problems);
  const published = dateOf(value, ['date', 'published', 'dateTime'], problems);
  const modified = dateOf(value, ['modified'], problems);
  const id = idOf(value, problems) ?? announcementId(source, givenUrl ?? contentKey(title, body, published));
  const { agency, components } = publisherOf(value, problems);
  const kind = optionalText(value, 'kind', problems);
  const topics = topicsOf(value, problems);
  const number = numberOf(value, problems);
  const language = languageOf(value, title, body, problems);
  const names = namesIn(body, language);
  const people = peopleOf(value, problems) ?? names.people;
  const places = textList(value, 'places', problems) ?? names.places;
  const organizations = textList(value, 'organizations', problems) ?? names.organizations;
  const contacts = textList(value, 'contacts', problems) ?? [];
  const attachments = attachmentsOf(value);
  const translations = translationsOf(value);
  const imported: Provenance = { kind: 'import' };
  const fields: Partial<Record<AnnouncementField, unknown>> = {
    title,
    published,
    modified,
    agency,
    kind,
    number,
    ...nonEmpty({ body, components, topics, contacts, attachments, translations }),
  };
  const provenance: Partial<Record<AnnouncementField, Provenance>> = {
    language: value['lang'] === undefined && value['language'] === undefined ? { kind: 'detected' } : imported,
    ...(people.length === 0 ? {} : { people: value['people'] === undefined ? { kind: 'text' } : imported }),
    ...(places.length === 0 ? {} : { places: value['places'] === undefined ? { kind: 'dateline' } : imported }),
    ...(organizations.length === 0
      ? {}
      : { organizations: value['organizations'] === undefined ? { kind: 'text' } : imported }),
  };
  for (const [field, present] of Object.entries(fields))
    if (present !== undefined) provenance[field as AnnouncementField] = imported;
  return {
    id,
    source,
    url: givenUrl ?? `urn:herald:${source}:${encodeURIComponent(id)}`,
    title,
    body,
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    ...(agency === undefined ? {} : { agency }),
    components,
    ...(kind === undefined ? {} : { kind: canonicalKind(kind) }),
    topics,
    ...(number === undefined ? {} : { number }),
    people,
    places,
    organizations,
    contacts,
    attachments,
    language,
    translations,
    provenance,
  };
}

function nonEmpty(
  lists: Partial<Record<AnnouncementField, readonly unknown[]>>,
): Partial<Record<AnnouncementField, readonly unknown[]>> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

/** Tells what is wrong with a key. */
function wrong(problems: Problem[], key: string, message: string, hint?: string): void {
  problems.push({ code: `bad-${key.toLowerCase()}`, message, where: key, ...(hint === undefined ? {} : { hint }) });
}

function needed(value: JsonObject, key: string, problems: Problem[]): string | undefined {
  const text = value[key];
  if (text === undefined || text === null) {
    problems.push({
      code: `missing-${key}`,
      message: `the key "${key}" is missing`,
      where: key,
      hint: `give "${key}" as a text`,
    });
    return undefined;
  }
  if (typeof text !== 'string') {
    wrong(problems, key, `"${key}" must be a text, it is ${kindOfValue(text)}`);
    return undefined;
  }
  if (fold(text) !== '') return fold(text);
  wrong(problems, key, `"${key}" is empty`, `give "${key}" as a text`);
  return undefined;
}

const paragraphKinds: ReadonlySet<string> = new Set<ParagraphKind>([
  'text',
  'heading',
  'item',
  'quote',
  'table',
  'caption',
  'contact',
]);

function bodyOf(value: JsonObject, problems: Problem[]): Paragraph[] | undefined {
  const body = value['body'];
  if (body === undefined || body === null) {
    problems.push({
      code: 'missing-body',
      message: 'the key "body" is missing',
      where: 'body',
      hint: 'give "body" as a text (it may be empty) or as a list of paragraphs',
    });
    return undefined;
  }
  if (typeof body === 'string') return paragraphsOf(body);
  if (!Array.isArray(body)) {
    wrong(problems, 'body', `"body" must be a text or a list of paragraphs, it is ${kindOfValue(body)}`);
    return undefined;
  }
  const paragraphs: Paragraph[] = [];
  for (const [index, entry] of (body as readonly unknown[]).entries()) {
    if (typeof entry === 'string') paragraphs.push(...paragraphsOf(entry));
    else if (
      isObject(entry) &&
      typeof entry['text'] === 'string' &&
      typeof entry['kind'] === 'string' &&
      paragraphKinds.has(entry['kind'])
    ) {
      const kind = entry['kind'] as ParagraphKind;
      const text =
        kind === 'table'
          ? entry['text']
              .split('\n')
              .map(fold)
              .filter((line) => line !== '')
              .join('\n')
          : fold(entry['text']);
      if (text !== '') paragraphs.push({ kind, text });
    } else {
      wrong(
        problems,
        'body',
        `"body[${index}]" must be a text or {kind, text} with kind one of ${[...paragraphKinds].join(', ')}`,
      );
      return undefined;
    }
  }
  return paragraphs;
}

function sourceOf(value: JsonObject, options: ImportOptions, problems: Problem[]): SourceId | undefined {
  const source = value['source'];
  if (source === undefined || source === null) {
    if (options.source !== undefined) return options.source;
    problems.push({
      code: 'missing-source',
      message: 'the key "source" is missing',
      where: 'source',
      hint: 'give "source" as an id such as "us-justice", or name the source of the whole file',
    });
    return undefined;
  }
  if (typeof source === 'string' && isSourceId(source)) return source;
  wrong(
    problems,
    'source',
    `"source" must be an id of lower-case letters, digits and single hyphens, it is ${typeof source === 'string' ? `"${source.slice(0, 80)}"` : kindOfValue(source)}`,
  );
  return undefined;
}

/** A given id is kept when it can be printed, linked and logged as it is. */
function idOf(value: JsonObject, problems: Problem[]): AnnouncementId | undefined {
  const id = value['id'];
  if (id === undefined || id === null) return undefined;
  if (typeof id === 'string' && id !== '' && id.length <= 200 && !/[\p{Cc}\s]/u.test(id)) return id as AnnouncementId;
  wrong(
    problems,
    'id',
    '"id" was not kept: it must be a text of 1 to 200 characters without white space and control characters',
    'another id was made from the URL or the content',
  );
  return undefined;
}

function contentKey(title: string, body: readonly Paragraph[], published: StatedDate | undefined): string {
  return `urn:sha256:${createHash('sha256')
    .update(JSON.stringify([title, published?.value ?? null, body.map(({ text }) => text)]))
    .digest('hex')}`;
}

function urlOf(value: JsonObject, problems: Problem[]): string | undefined {
  const url = value['url'];
  if (url === undefined || url === null || url === '') return undefined;
  if (typeof url !== 'string') {
    wrong(problems, 'url', `"url" must be a text, it is ${kindOfValue(url)}`);
    return undefined;
  }
  try {
    const parsed = new URL(url);
    if (parsed.protocol === 'http:' || parsed.protocol === 'https:' || parsed.protocol === 'urn:') return parsed.href;
  } catch {
    // Told below with the other bad ones.
  }
  wrong(problems, 'url', `"url" is no http, https or urn URL: "${url.slice(0, 120)}"`);
  return undefined;
}

/** The first key that states a date; a later one that states the same day with a time makes it more precise. */
function dateOf(value: JsonObject, keys: readonly string[], problems: Problem[]): StatedDate | undefined {
  const found: StatedDate[] = [];
  for (const key of keys) {
    const written = isObject(value[key]) ? value[key]['value'] : value[key];
    if (written === undefined || written === null || written === '') continue;
    const date = typeof written === 'string' ? parseWrittenDate(written, { order: 'ymd' }) : undefined;
    const year =
      typeof written === 'string' && /^\d{4}$/.test(written)
        ? { value: written, precision: 'year' as const }
        : undefined;
    if (date !== undefined) found.push({ value: date.value, precision: date.precision, source: 'import' });
    else if (year !== undefined) found.push({ ...year, source: 'import' });
    else
      wrong(
        problems,
        key,
        `"${key}" is no date: ${typeof written === 'string' ? `"${written.slice(0, 80)}"` : kindOfValue(written)}`,
        'write 2014, 2014-03, 2014-03-25 or 2014-03-25T10:00+09:00',
      );
  }
  const [first] = found;
  return first === undefined
    ? undefined
    : (found.find(({ value: other }) => other.startsWith(first.value) && other.length > first.value.length) ?? first);
}

function publisherOf(value: JsonObject, problems: Problem[]): { agency?: string; components: readonly string[] } {
  const agency = optionalText(value, 'agency', problems);
  const components = textList(value, 'components', problems) ?? [];
  const all = [...new Set([...(agency === undefined ? [] : [agency]), ...components])];
  return all.length === 0 ? { components: [] } : { agency: all[0]!, components: all };
}

function topicsOf(value: JsonObject, problems: Problem[]): readonly string[] {
  for (const key of ['topics', 'keywords', 'subjects']) {
    const given = value[key];
    if (given === undefined || given === null) continue;
    if (typeof given === 'string')
      return [
        ...new Set(
          given
            .split(/\s*[;；、，]\s*|,\s+/)
            .map(fold)
            .filter((part) => part !== ''),
        ),
      ];
    return textList(value, key, problems) ?? [];
  }
  return [];
}

function numberOf(value: JsonObject, problems: Problem[]): string | undefined {
  for (const key of ['number', 'docNo', 'frDoc']) {
    const given = value[key];
    if (typeof given === 'number' && Number.isFinite(given)) return String(given);
    const text = optionalText(value, key, problems);
    if (text !== undefined) return text;
  }
  return undefined;
}

function languageOf(value: JsonObject, title: string, body: readonly Paragraph[], problems: Problem[]): string {
  for (const key of ['lang', 'language']) {
    const given = optionalText(value, key, problems);
    if (given === undefined) continue;
    const language = given === 'und' ? given : canonicalLanguage(given);
    if (language !== undefined) return language;
    wrong(problems, key, `"${key}" is no language tag: "${given.slice(0, 40)}"`, 'write en, ja or zh-Hant (BCP 47)');
  }
  return findLanguage(undefined, [title, ...body.slice(0, 20).map(({ text }) => text)].join(' '), '').language;
}

function optionalText(value: JsonObject, key: string, problems: Problem[]): string | undefined {
  const text = value[key];
  if (text === undefined || text === null) return undefined;
  if (typeof text !== 'string') {
    wrong(problems, key, `"${key}" must be a text, it is ${kindOfValue(text)}`);
    return undefined;
  }
  return fold(text) === '' ? undefined : fold(text);
}

function textList(value: JsonObject, key: string, problems: Problem[]): string[] | undefined {
  const list = value[key];
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list) || !list.every((entry) => typeof entry === 'string')) {
    wrong(problems, key, `"${key}" must be a list of texts`);
    return undefined;
  }
  return [...new Set(list.map(fold).filter((entry) => entry !== ''))];
}

function peopleOf(value: JsonObject, problems: Problem[]): readonly Person[] | undefined {
  const people = value['people'];
  if (people === undefined || people === null) return undefined;
  if (!Array.isArray(people)) {
    wrong(problems, 'people', `"people" must be a list of names or {name, office}, it is ${kindOfValue(people)}`);
    return undefined;
  }
  return (people as readonly unknown[]).flatMap((entry): Person[] => {
    if (typeof entry === 'string' && fold(entry) !== '') return [{ name: fold(entry) }];
    if (!isObject(entry) || typeof entry['name'] !== 'string' || fold(entry['name']) === '') return [];
    return [
      {
        name: fold(entry['name']),
        ...(typeof entry['office'] === 'string' && fold(entry['office']) !== ''
          ? { office: fold(entry['office']) }
          : {}),
      },
    ];
  });
}

/** Attachments need a URL; bare file names lead nowhere and are left out. */
function attachmentsOf(value: JsonObject): Attachment[] {
  return listOf(value['attachments']).flatMap((entry): Attachment[] => {
    const url = isObject(entry) ? entry['url'] : entry;
    if (typeof url !== 'string' || !/^https?:\/\//.test(url) || !URL.canParse(url)) return [];
    const title = isObject(entry) && typeof entry['title'] === 'string' ? fold(entry['title']) : '';
    const type = isObject(entry) && typeof entry['type'] === 'string' ? { type: entry['type'] } : {};
    return [{ url, title: title === '' ? url : title, ...type }];
  });
}

function translationsOf(value: JsonObject): Translation[] {
  return listOf(value['translations']).flatMap((entry): Translation[] => {
    if (
      !isObject(entry) ||
      typeof entry['language'] !== 'string' ||
      typeof entry['url'] !== 'string' ||
      !URL.canParse(entry['url'])
    )
      return [];
    const language = canonicalLanguage(entry['language']);
    return language === undefined ? [] : [{ language, url: entry['url'] }];
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`.replace('a object', 'an object');
}
