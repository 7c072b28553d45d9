import type { Announcement, AnnouncementField, Provenance, StatedDate } from '../../core/announcement.ts';
import { announcementId } from '../../core/ids.ts';
import { messageOf, type Problem } from '../../core/problem.ts';
import { titleOf } from './announcement-title.ts';
import { elementsNear, findAttachments, findTranslations } from './attachments.ts';
import { bodyOf, openingOf } from './body/announcement-body.ts';
import { datesOf, dateLanguage, type Dated } from './dates/announcement-dates.ts';
import type { ExtractInput, Extraction } from './extraction.ts';
import { kindOf } from './kind.ts';
import { labelsOf } from './labels.ts';
import { findLanguage } from './language.ts';
import { contactBlocks, contactsIn } from './names/contacts.ts';
import { namesIn } from './names/names.ts';
import { absoluteUrl, parsePage, type Page } from './page.ts';
import { publisherOf } from './publisher.ts';
import { numberOf } from './release-number.ts';
import { unwatched, type Watch } from './stages.ts';
import { topicsOf } from './topics.ts';

export type { Extraction, ExtractHints, ExtractInput } from './extraction.ts';

/**
 * A page to an announcement: pure, total, no clock, no network. Whatever is wrong is told in `problems`.
 * @param watch does the work of each stage; nobody watches in a crawl
 */
export function extract(input: ExtractInput, watch: Watch = unwatched): Extraction {
  try {
    return read(input, watch);
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

function read(input: ExtractInput, watch: Watch): Extraction {
  const { source, url } = input;
  const problems: Problem[] = [];
  const page = watch('parse', () => parsePage(input.html, url));
  const links = canonicalOf(page);
  if (page.truncated)
    problems.push({
      code: 'page-truncated',
      message: 'the page is longer than 16 million characters; the rest was not read',
      where: url,
    });
  const rules = source.extraction;
  const labels = watch('labels', () => labelsOf(page));
  const title = watch('title', () => titleOf(page, input, problems));
  if (title === undefined) {
    problems.push({
      code: 'no-title',
      message: 'no title was found: the page is empty or no announcement',
      where: url,
      hint: 'add a title selector to the source file if the page has one',
    });
    return { announcement: undefined, problems, links };
  }
  const body = watch('body', () => bodyOf(page, title, input, problems));
  const opening = watch('body', () => openingOf(body, title.text));
  const language = watch('language', () =>
    findLanguage(page, body.paragraphs.map(({ text }) => text).join(' ') || title.text, source.language),
  );
  const dates = watch('dates', () =>
    datesOf(page, {
      input,
      reading: { language: dateLanguage(page, language.language, source), order: rules.dateOrder },
      labels,
      opening,
      problems,
      lines: body.lines,
      ...(title.element === undefined ? {} : { titleElement: title.element }),
      ...(body.element === undefined ? {} : { bodyElement: body.element }),
    }),
  );
  const publisher = watch('publisher', () => publisherOf(page, labels, source, problems));
  const kind = watch('kind', () => kindOf(page, title.text, labels, opening, source, problems));
  const topics = watch('topics', () => topicsOf(page, labels, rules, problems));
  const number = watch('topics', () => numberOf(page, labels, rules, problems));
  const names = watch('names', () => namesIn(body.paragraphs, language.language));
  const contacts = watch('contacts', () => [
    ...new Set([...contactBlocks(page), ...contactsIn(body.paragraphs, labels)]),
  ]);
  const attachments = watch('links', () =>
    findAttachments(page, body.element === undefined ? [] : elementsNear(body.element)),
  );
  const translations = watch('links', () => findTranslations(page, language.language));
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

function provenanceOf({ source, detail }: Dated): Provenance {
  return { kind: source, detail };
}

function stated({ value, precision, source }: Dated): StatedDate {
  return { value, precision, source };
}
