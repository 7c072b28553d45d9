import {
  bodyText,
  type Announcement,
  type AnnouncementId,
  type AnnouncementStatus,
  type Paragraph,
  type ParagraphKind,
  type ProvenanceKind,
  type RevisionRecord,
  type SourceId,
} from '../../core/announcement.ts';
import type { Instant, Precision } from '../../core/instant.ts';

/** The content columns of `revisions`, as SQLite gives them. */
export interface ContentRow {
  readonly title: string;
  readonly body: string;
  readonly published: string | null;
  readonly published_precision: string | null;
  readonly published_source: string | null;
  readonly agency: string | null;
  readonly kind: string | null;
  readonly number: string | null;
  readonly language: string;
  readonly components: string;
  readonly topics: string;
  readonly details: string;
}

/** A revision joined with its announcement. */
export interface RevisionRow extends ContentRow {
  readonly announcement: number;
  readonly id: string;
  readonly source: string;
  readonly url: string;
  readonly status: string;
  readonly revision: number;
  readonly revisions: number;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly revision_seen: string;
  readonly removed_at: string | null;
  readonly digest: string;
  readonly sequence: number;
}

export const revisionColumns = `
  r.announcement, a.id, a.source, a.url, a.status, r.revision, a.revisions, a.first_seen, a.last_seen,
  r.first_seen AS revision_seen, a.removed_at, r.digest, a.sequence,
  r.title, r.body, r.published, r.published_precision, r.published_source, r.agency, r.kind, r.number, r.language,
  r.components, r.topics, r.details`;

/** What has no column of its own: JSON in `details`, empty parts left out. */
interface Details {
  readonly modified?: Announcement['modified'];
  readonly people?: Announcement['people'];
  readonly places?: Announcement['places'];
  readonly organizations?: Announcement['organizations'];
  readonly quotes?: Announcement['quotes'];
  readonly contacts?: Announcement['contacts'];
  readonly attachments?: Announcement['attachments'];
  readonly translations?: Announcement['translations'];
  readonly provenance?: Announcement['provenance'];
  /** Kind of each paragraph, where they are not all `text`. */
  readonly kinds?: readonly ParagraphKind[];
  /** The body itself, where its paragraphs cannot be told apart in the text column. */
  readonly body?: readonly Paragraph[];
}

export function contentRow(announcement: Announcement): ContentRow {
  const { title, body, published, agency, kind, number, language, components, topics } = announcement;
  return {
    title: storable(title),
    body: storable(bodyText(body)),
    published: published?.value ?? null,
    published_precision: published?.precision ?? null,
    published_source: published?.source ?? null,
    agency: agency === undefined ? null : storable(agency),
    kind: kind === undefined ? null : storable(kind),
    number: number === undefined ? null : storable(number),
    language,
    components: JSON.stringify(components),
    topics: JSON.stringify(topics),
    details: JSON.stringify(detailsOf(announcement)),
  };
}

/** SQLite's text ends at a NUL for most of its readers: it becomes U+FFFD, as in an HTML parser, so that nothing after it is lost. (Half surrogates become that on their way to UTF-8.) */
function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}

export function recordOf(row: RevisionRow): RevisionRecord {
  return {
    announcement: announcementOf(row),
    revision: row.revision,
    revisions: row.revisions,
    current: row.revision === row.revisions,
    status: row.status as AnnouncementStatus,
    firstSeen: row.first_seen as Instant,
    lastSeen: row.last_seen as Instant,
    revisionSeen: row.revision_seen as Instant,
    ...(row.removed_at === null ? {} : { removedAt: row.removed_at as Instant }),
    digest: row.digest,
  };
}

export function announcementOf(row: ContentRow & Pick<RevisionRow, 'id' | 'source' | 'url'>): Announcement {
  const details = JSON.parse(row.details) as Details;
  return {
    id: row.id as AnnouncementId,
    source: row.source as SourceId,
    url: row.url,
    title: row.title,
    body: bodyOf(row.body, details),
    ...(row.published === null
      ? {}
      : {
          published: {
            value: row.published,
            precision: row.published_precision as Precision,
            source: row.published_source as ProvenanceKind,
          },
        }),
    ...(details.modified === undefined ? {} : { modified: details.modified }),
    ...(row.agency === null ? {} : { agency: row.agency }),
    components: JSON.parse(row.components) as string[],
    ...(row.kind === null ? {} : { kind: row.kind }),
    topics: JSON.parse(row.topics) as string[],
    ...(row.number === null ? {} : { number: row.number }),
    people: details.people ?? [],
    places: details.places ?? [],
    organizations: details.organizations ?? [],
    ...(details.quotes === undefined ? {} : { quotes: details.quotes }),
    contacts: details.contacts ?? [],
    attachments: details.attachments ?? [],
    language: row.language,
    translations: details.translations ?? [],
    provenance: details.provenance ?? {},
  };
}

function detailsOf(announcement: Announcement): Details {
  const { body, modified, people, places, organizations, quotes, contacts, attachments, translations, provenance } =
    announcement;
  return {
    ...(modified === undefined ? {} : { modified }),
    ...filled({ people, places, organizations, quotes: quotes ?? [], contacts, attachments, translations }),
    ...(Object.keys(provenance).length === 0 ? {} : { provenance }),
    ...bodyDetails(body),
  };
}

function bodyDetails(body: readonly Paragraph[]): Details {
  const separable = body.every(
    ({ text }) => text !== '' && !text.includes('\n\n') && !text.startsWith('\n') && !text.endsWith('\n'),
  );
  if (!separable) return { body };
  return body.every(({ kind }) => kind === 'text') ? {} : { kinds: body.map(({ kind }) => kind) };
}

function bodyOf(text: string, details: Details): readonly Paragraph[] {
  if (details.body) return details.body;
  if (text === '') return [];
  return text.split('\n\n').map((paragraph, index) => ({ kind: details.kinds?.[index] ?? 'text', text: paragraph }));
}

function filled<T extends Readonly<Record<string, readonly unknown[]>>>(lists: T): Partial<T> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<T>;
}
