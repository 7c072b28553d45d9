import type { AnnouncementHistory } from '../api/history.ts';
import type { Label } from '../api/labels.ts';
import { places } from '../api/places.ts';
import { entryText, entryTitle } from './entry-text.ts';
import type { FeedEntry } from './feed-entries.ts';
import { xmlText } from './xml.ts';

/** What a feed says of itself. */
export interface FeedFrame {
  /** The search in words. */
  readonly title: string;
  /** Stable, without a host. */
  readonly id: string;
  readonly self: string;
  readonly html: string;
  readonly base: string;
  /** When it last could have changed, for a feed without entries. */
  readonly updated: string;
  readonly label: Label;
  readonly history: AnnouncementHistory;
}

/** RFC 4287. */
export function atomFeed(entries: readonly FeedEntry[], frame: FeedFrame): string {
  const newest = entries.reduce((latest, entry) => (entry.at > latest ? entry.at : latest), '');
  return [
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n',
    `<title>${xmlText(frame.title)}</title>\n`,
    `<id>${xmlText(frame.id)}</id>\n`,
    `<updated>${newest === '' ? frame.updated : newest}</updated>\n`,
    `<link rel="self" type="application/atom+xml" href="${xmlText(frame.self)}"/>\n`,
    `<link rel="alternate" type="text/html" href="${xmlText(frame.html)}"/>\n`,
    '<generator>Herald</generator>\n',
    ...entries.map((entry) => atomEntry(entry, frame)),
    '</feed>\n',
  ].join('');
}

function atomEntry(entry: FeedEntry, frame: FeedFrame): string {
  const { hit } = entry;
  const { html } = entryText(entry, frame.history);
  const published = timestamp(hit.published?.value);
  const page =
    entry.event === 'changed' && entry.revision > 1
      ? places.revisionPage(frame.base, hit.id, entry.revision, entry.revision - 1)
      : places.announcementPage(frame.base, hit.id);
  const terms = [
    ...(hit.kind === undefined ? [] : [[hit.kind, frame.label('kind', hit.kind)]]),
    ...hit.topics.map((topic) => [topic, topic]),
  ] as [string, string][];
  return [
    `<entry${hit.language === 'und' ? '' : ` xml:lang="${xmlText(hit.language)}"`}>\n`,
    `<id>${xmlText(entry.id)}</id>\n`,
    `<title>${xmlText(entryTitle(entry))}</title>\n`,
    `<updated>${entry.at}</updated>\n`,
    published === undefined ? '' : `<published>${published}</published>\n`,
    `<link rel="alternate" type="text/html" href="${xmlText(page)}"/>\n`,
    /^https?:/.test(hit.url) ? `<link rel="related" type="text/html" href="${xmlText(hit.url)}"/>\n` : '',
    `<author><name>${xmlText(hit.agency ?? frame.label('source', hit.source))}</name></author>\n`,
    `<category term="${entry.event}" scheme="urn:herald:event"/>\n`,
    ...terms.map(([term, label]) => `<category term="${xmlText(term)}" label="${xmlText(label)}"/>\n`),
    `<content type="html">${xmlText(html)}</content>\n`,
    '</entry>\n',
  ].join('');
}

/** A stated date as the timestamp that feeds demand: midnight UTC of its first day where it names no time. */
export function timestamp(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const epochMs = Date.parse(value.length <= 10 ? value : /(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(epochMs) ? undefined : new Date(epochMs).toISOString();
}
