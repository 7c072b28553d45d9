import { bodyText, type RevisionRecord } from '../../core/announcement.ts';
import type { Label } from '../api/labels.ts';
import { webAddress } from './formats.ts';

/** Longest text in the structured data, characters: it is for previews; the page itself has the whole text. */
const descriptionCharacters = 300;

/** The announcement in schema.org's words. Values are texts of a crawled page: whoever writes them into HTML escapes them. */
export function announcementJsonLd(record: RevisionRecord, permalink: string, label: Label): unknown {
  const { announcement } = record;
  const original = webAddress(announcement.url);
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': permalink,
    headline: announcement.title,
    description: bodyText(announcement.body).slice(0, descriptionCharacters),
    ...(announcement.published === undefined ? {} : { datePublished: announcement.published.value }),
    ...(announcement.modified === undefined ? {} : { dateModified: announcement.modified.value }),
    ...(announcement.language === 'und' ? {} : { inLanguage: announcement.language }),
    publisher: { '@type': 'GovernmentOrganization', name: announcement.agency ?? label('source', announcement.source) },
    ...(announcement.topics.length === 0 ? {} : { keywords: announcement.topics }),
    ...(announcement.number === undefined ? {} : { identifier: announcement.number }),
    ...(original === undefined ? {} : { isBasedOn: original }),
    url: permalink,
  };
}
