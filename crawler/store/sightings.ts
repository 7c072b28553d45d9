import type { Announcement, AnnouncementId, SourceId } from '../../core/announcement.ts';
import { contentDigest } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { writeCapture, type CapturePointer } from './capture-rows.ts';
import type { Connection } from './connection.ts';
import { writeEvent, type EventKind, type StoreEvent } from './events.ts';
import { contentRow, type ContentRow } from './revision-row.ts';
import {
  appendRevision,
  extendRevision,
  insertRevision,
  replaceRevision,
  stretchBack,
  type StoredRevision,
} from './revisions.ts';
import type { OpenRuns } from './open-runs.ts';

/**
 * What `putAnnouncement` found. `reextracted`: the very payload of a known revision was read differently, so the text was
 * replaced and no revision made. `restored`: it was removed and is back, with a new revision if its text is another.
 */
export type PutResult = 'new' | 'changed' | 'unchanged' | 'restored' | 'reextracted';

/** Where a sighting comes from. */
export interface PutFrom {
  readonly capture?: CapturePointer;
  /** The frontier's URL that was asked for, where redirects led on from it. */
  readonly pageUrl?: string;
}

interface AnnouncementRow {
  readonly key: number;
  readonly status: string;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly removed_at: string | null;
}

/** Stores one look at an announcement. */
export function put(
  connection: Connection,
  announcement: Announcement,
  seenAt: Instant,
  { capture, pageUrl }: PutFrom,
): PutResult {
  const digest = contentDigest(announcement);
  const content = contentRow(announcement);
  const known = connection.get<AnnouncementRow>(
    'SELECT key, status, first_seen, last_seen, removed_at FROM announcements WHERE id = ?',
    announcement.id,
  );
  const sighting: Sighting = { announcement, seenAt, digest, content, payloadDigest: capture?.digest };
  const key = known?.key ?? insertAnnouncement(connection, sighting);
  const result = known ? see(connection, known, sighting) : 'new';
  if (capture) writeCapture(connection, announcement.source, capture, key);
  linkUrls(connection, announcement, key, [announcement.url, capture?.url, pageUrl]);
  return result;
}

/** One look at an announcement. */
interface Sighting {
  readonly announcement: Announcement;
  readonly seenAt: Instant;
  readonly digest: string;
  readonly content: ContentRow;
  readonly payloadDigest: string | undefined;
}

function insertAnnouncement(connection: Connection, sighting: Sighting): number {
  const { announcement, seenAt, content } = sighting;
  const { id, source, url } = announcement;
  const sequence = writeEvent(connection, { at: seenAt, kind: 'new', source, announcement: id, revision: 1, url });
  const { key } = connection.run(
    `INSERT INTO announcements (id, source, url, title, published, agency, status, revisions, first_seen, last_seen, sequence)
     VALUES (?, ?, ?, ?, ?, ?, 'live', 1, ?, ?, ?)`,
    id,
    source,
    url,
    content.title,
    content.published,
    content.agency,
    seenAt,
    seenAt,
    sequence,
  );
  appendRevision(connection, { ...sighting, announcement: key, revision: 1 });
  return key;
}

function see(connection: Connection, known: AnnouncementRow, sighting: Sighting): PutResult {
  const { seenAt } = sighting;
  const text = seeText(connection, known.key, sighting);
  const restored = seeAgain(connection, known, seenAt);
  if (text !== 'same') renewCurrent(connection, known.key);
  else if (restored) renewStatus(connection, known.key);
  const events: EventKind[] = [...(text === 'same' ? [] : [text]), ...(restored ? (['restored'] as const) : [])];
  const { source, id, url } = sighting.announcement;
  for (const kind of events) noteChange(connection, known.key, kind, { at: seenAt, source, announcement: id, url });
  if (restored) return 'restored';
  return text === 'same' || text === 'details' ? 'unchanged' : text;
}

/** Widens the time in which it was seen; answers whether it was removed before and is back. */
function seeAgain(connection: Connection, known: AnnouncementRow, at: Instant): boolean {
  const restored = known.status === 'removed' && known.removed_at !== null && at > known.removed_at;
  connection.run(
    `UPDATE announcements SET first_seen = min(first_seen, ?2), last_seen = max(last_seen, ?2),
       removed_at = CASE WHEN ?3 THEN NULL ELSE removed_at END, status = CASE WHEN ?3 THEN 'live' ELSE status END WHERE key = ?1`,
    known.key,
    at,
    restored ? 1 : 0,
  );
  return restored;
}

/** Puts the text where its time belongs among the revisions. */
function seeText(
  connection: Connection,
  key: number,
  sighting: Sighting,
): 'same' | 'details' | 'changed' | 'reextracted' {
  const { seenAt, digest, content, payloadDigest } = sighting;
  const revisions = connection.all<StoredRevision>(
    'SELECT revision, first_seen, last_seen, digest, payload_digest FROM revisions WHERE announcement = ? ORDER BY revision',
    key,
  );
  const index = revisions.findLastIndex((revision) => revision.first_seen <= seenAt);
  const inEffect = revisions[index];
  const next = revisions[index + 1];
  if (inEffect?.digest === digest) {
    const newest = next === undefined && seenAt >= inEffect.last_seen;
    return extendRevision(connection, key, inEffect.revision, seenAt, newest ? content : undefined, payloadDigest)
      ? 'details'
      : 'same';
  }
  if (next?.digest === digest) {
    stretchBack(connection, key, next.revision, seenAt);
    return 'details';
  }
  if (inEffect && payloadDigest !== undefined && inEffect.payload_digest === payloadDigest) {
    replaceRevision(connection, key, inEffect.revision, sighting);
    return 'reextracted';
  }
  insertRevision(connection, key, inEffect, next, sighting);
  return 'changed';
}

/** The columns of `announcements` that tell of its newest revision. */
function renewCurrent(connection: Connection, key: number): void {
  connection.run(
    `UPDATE announcements SET (title, published, agency, revisions) =
       (SELECT title, published, agency, revision FROM revisions WHERE announcement = ?1 ORDER BY revision DESC LIMIT 1) WHERE key = ?1`,
    key,
  );
  renewStatus(connection, key);
}

function renewStatus(connection: Connection, key: number): void {
  connection.run(
    "UPDATE announcements SET status = CASE WHEN revisions > 1 THEN 'changed' ELSE 'live' END WHERE key = ? AND status <> 'removed'",
    key,
  );
}

/** Tells of a change and makes the announcement show up in `changesSince`. */
function noteChange(
  connection: Connection,
  key: number,
  kind: EventKind,
  event: Omit<StoreEvent, 'sequence' | 'kind' | 'revision'>,
): void {
  const revision = connection.get<{ revisions: number }>(
    'SELECT revisions FROM announcements WHERE key = ?',
    key,
  )!.revisions;
  const sequence = writeEvent(connection, { ...event, kind, revision });
  connection.run('UPDATE announcements SET sequence = ? WHERE key = ?', sequence, key);
}

/** The URLs by which the page was reached carry this announcement, as far as the frontier knows them. */
function linkUrls(
  connection: Connection,
  { source }: Announcement,
  key: number,
  urls: readonly (string | undefined)[],
): void {
  for (const url of new Set(urls)) {
    if (url !== undefined)
      connection.run(
        'UPDATE urls SET announcement = ?1 WHERE source = ?2 AND url = ?3 AND announcement IS NOT ?1',
        key,
        source,
        url,
      );
  }
}

/** The page was there and said the same: moves the last sight, and counts for the run. */
export function countTouch(
  connection: Connection,
  open: OpenRuns,
  source: string,
  url: string,
  at: Instant,
): ReturnType<typeof touch> {
  const result = touch(connection, source, url, at);
  if (result !== 'unknown') open.count(source, result);
  return result;
}

function touch(connection: Connection, source: string, url: string, at: Instant): 'unchanged' | 'restored' | 'unknown' {
  const known = connection.get<AnnouncementRow & { readonly id: AnnouncementId; readonly url: string }>(
    `SELECT a.* FROM announcements a WHERE a.key = coalesce(
       (SELECT announcement FROM urls WHERE source = ?1 AND url = ?2),
       (SELECT key FROM announcements WHERE source = ?1 AND url = ?2))`,
    source,
    url,
  );
  if (!known) return 'unknown';
  connection.run(
    `UPDATE revisions SET last_seen = max(last_seen, ?1) WHERE key =
       (SELECT key FROM revisions WHERE announcement = ?2 AND first_seen <= ?1 ORDER BY revision DESC LIMIT 1)`,
    at,
    known.key,
  );
  const restored = seeAgain(connection, known, at);
  if (!restored) return 'unchanged';
  renewStatus(connection, known.key);
  noteChange(connection, known.key, 'restored', {
    at,
    source: source as SourceId,
    announcement: known.id,
    url: known.url,
  });
  return 'restored';
}
