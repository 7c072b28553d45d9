import type { Announcement, RevisionRecord } from '../../core/announcement.ts';
import type { Hit } from '../search/engine.ts';
import { citation } from './citation.ts';
import type { AnnouncementRecord, CaptureNote } from './history.ts';
import type { Label } from './labels.ts';
import { places } from './places.ts';
import type { AnnouncementAnswer, AnnouncementContent, CaptureAnswer, DiffAnswer, RevisionAnswer } from './schemas.ts';
import { diffParagraphs, diffWords } from './word-diff.ts';

interface Context {
  readonly base: string;
  readonly label: Label;
}

/** The answer of `GET /api/v1/announcements/{id}`: the newest text, and how it came to be. */
export function announcementAnswer(
  record: AnnouncementRecord,
  similar: readonly Hit[],
  context: Context,
): AnnouncementAnswer {
  const { base, label } = context;
  const newest = newestOf(record);
  const { announcement } = newest;
  return {
    id: announcement.id,
    url: announcement.url,
    source: { value: announcement.source, label: label('source', announcement.source) },
    status: newest.status,
    first_seen: newest.firstSeen,
    last_seen: newest.lastSeen,
    removed_at: newest.removedAt ?? null,
    revision: newest.revision,
    ...contentAnswer(announcement, label),
    revisions: record.revisions.map((each) => ({
      revision: each.revision,
      seen: each.revisionSeen,
      title: each.announcement.title,
      digest: each.digest,
      current: each === newest,
      links: {
        self: places.revisionApi(base, announcement.id, each.revision),
        html: places.revisionPage(base, announcement.id, each.revision),
        diff: each.revision === 1 ? null : places.revisionApi(base, announcement.id, each.revision, each.revision - 1),
      },
    })),
    captures: record.captures.map(captureAnswer),
    more_like_this: similar.map((hit) => ({
      id: hit.id,
      title: hit.title,
      links: { html: places.announcementPage(base, hit.id), self: places.announcementApi(base, hit.id) },
    })),
    citation: citation(announcement, newest.firstSeen, places.announcementPage(base, announcement.id), label).plain,
    links: {
      self: places.announcementApi(base, announcement.id),
      html: places.announcementPage(base, announcement.id),
    },
  };
}

/** The answer of `GET /api/v1/announcements/{id}/revisions/{n}`, with a word diff from another revision when one is given. */
export function revisionAnswer(
  record: AnnouncementRecord,
  shown: RevisionRecord,
  against: RevisionRecord | undefined,
  context: Context,
): RevisionAnswer {
  const { base, label } = context;
  const { announcement } = shown;
  const at = record.revisions.indexOf(shown);
  const linkTo = (other: RevisionRecord | undefined): string | null =>
    other === undefined ? null : places.revisionApi(base, announcement.id, other.revision);
  return {
    id: announcement.id,
    url: announcement.url,
    revision: shown.revision,
    revisions: record.revisions.length,
    current: shown === newestOf(record),
    seen: shown.revisionSeen,
    digest: shown.digest,
    ...contentAnswer(announcement, label),
    diff: against === undefined ? null : revisionDiff(against, shown),
    links: {
      self: places.revisionApi(base, announcement.id, shown.revision, against?.revision),
      html: places.revisionPage(base, announcement.id, shown.revision, against?.revision),
      announcement: places.announcementApi(base, announcement.id),
      previous: linkTo(record.revisions[at - 1]),
      next: linkTo(record.revisions[at + 1]),
    },
  };
}

export function newestOf(record: AnnouncementRecord): RevisionRecord {
  return record.revisions.at(-1)!;
}

/** What changed between two revisions: the text word by word, other fields as a whole. */
export function revisionDiff(from: RevisionRecord, to: RevisionRecord): DiffAnswer {
  const title = diffWords(from.announcement.title, to.announcement.title);
  const body = diffParagraphs(from.announcement.body, to.announcement.body).map(({ kind, pieces }) => ({
    kind,
    pieces: [...pieces],
  }));
  const pieces = [...title, ...body.flatMap((paragraph) => paragraph.pieces)];
  const count = (op: string): number =>
    pieces.reduce((sum, piece) => sum + (piece.op === op ? wordCount(piece.text) : 0), 0);
  return {
    from: from.revision,
    to: to.revision,
    words_added: count('added'),
    words_removed: count('removed'),
    title,
    body,
    fields: changedFields(from.announcement, to.announcement),
  };
}

function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

function changedFields(from: Announcement, to: Announcement): DiffAnswer['fields'] {
  const read: Readonly<Record<string, (announcement: Announcement) => string>> = {
    published: (each) => each.published?.value ?? '',
    modified: (each) => each.modified?.value ?? '',
    agency: (each) => each.agency ?? '',
    components: (each) => each.components.join('; '),
    kind: (each) => each.kind ?? '',
    topics: (each) => each.topics.join('; '),
    number: (each) => each.number ?? '',
    language: (each) => each.language,
  };
  return Object.entries(read).flatMap(([field, of]) => {
    const [before, after] = [of(from), of(to)];
    return before === after ? [] : [{ field, from: before === '' ? null : before, to: after === '' ? null : after }];
  });
}

function contentAnswer(announcement: Announcement, label: Label): AnnouncementContent {
  const { kind } = announcement;
  return {
    title: announcement.title,
    body: announcement.body.map((paragraph) => ({ kind: paragraph.kind, text: paragraph.text })),
    published: announcement.published ?? null,
    modified: announcement.modified ?? null,
    agency: announcement.agency ?? null,
    components: [...announcement.components],
    kind: kind === undefined ? null : { value: kind, label: label('kind', kind) },
    topics: [...announcement.topics],
    number: announcement.number ?? null,
    people: announcement.people.map((person) => ({ ...person })),
    places: [...announcement.places],
    organizations: [...announcement.organizations],
    quotes: (announcement.quotes ?? []).map((quote) => ({ ...quote })),
    contacts: [...announcement.contacts],
    attachments: announcement.attachments.map((attachment) => ({ ...attachment })),
    language: announcement.language,
    translations: announcement.translations.map((translation) => ({ ...translation })),
    provenance: { ...announcement.provenance },
  };
}

function captureAnswer(capture: CaptureNote): CaptureAnswer {
  return {
    url: capture.url,
    fetched_at: capture.fetchedAt,
    status: capture.status ?? null,
    digest: capture.digest ?? null,
    archive: capture.archive ?? null,
  };
}
