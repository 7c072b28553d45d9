import type { Words } from './words/en.ts';

/** The name of a field of an announcement in the reader's language. */
export function fieldName(field: string, { announcement: texts }: Words): string {
  const names: Readonly<Partial<Record<string, string>>> = {
    title: texts.title,
    body: texts.body,
    published: texts.published,
    modified: texts.modified,
    agency: texts.agency,
    components: texts.components,
    kind: texts.kind,
    topics: texts.topics,
    number: texts.number,
    people: texts.people,
    places: texts.places,
    organizations: texts.organizations,
    quotes: texts.quotes,
    contacts: texts.contacts,
    attachments: texts.attachments,
    language: texts.language,
    translations: texts.translations,
  };
  return names[field] ?? field;
}
