import type { Instant } from '../../core/instant.ts';
import type { Connection } from './connection.ts';
import type { ContentRow } from './revision-row.ts';

/** A revision without its text. */
export interface StoredRevision {
  readonly revision: number;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly digest: string;
  readonly payload_digest: string | null;
}

interface SeenText {
  readonly seenAt: Instant;
  readonly digest: string;
  readonly content: ContentRow;
  readonly payloadDigest: string | undefined;
}

const contentColumns =
  'title, body, published, published_precision, published_source, agency, kind, number, language, components, topics, details';

export function appendRevision(
  connection: Connection,
  text: SeenText & { readonly announcement: number; readonly revision: number },
): void {
  const { content, seenAt } = text;
  connection.run(
    `INSERT INTO revisions (announcement, revision, first_seen, last_seen, digest, payload_digest, ${contentColumns})
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    text.announcement,
    text.revision,
    seenAt,
    seenAt,
    text.digest,
    text.payloadDigest,
    ...contentValues(content),
  );
}

/**
 * The same text was seen again. With `content` (the newest look) what is beside the text is renewed; answers whether
 * that changed anything. The payload is remembered: when it comes again and reads differently, the extractor changed and not the page.
 */
export function extendRevision(
  connection: Connection,
  announcement: number,
  revision: number,
  seenAt: Instant,
  content: ContentRow | undefined,
  payloadDigest: string | undefined,
): boolean {
  connection.run(
    'UPDATE revisions SET last_seen = max(last_seen, ?), payload_digest = coalesce(?, payload_digest) WHERE announcement = ? AND revision = ?',
    seenAt,
    payloadDigest,
    announcement,
    revision,
  );
  if (!content) return false;
  const { changes } = connection.run(
    `UPDATE revisions SET details = ?3, published_precision = ?4, published_source = ?5 WHERE announcement = ?1 AND revision = ?2
       AND (details <> ?3 OR published_precision IS NOT ?4 OR published_source IS NOT ?5)`,
    announcement,
    revision,
    content.details,
    content.published_precision,
    content.published_source,
  );
  return changes > 0;
}

/** The same text was seen earlier than we knew. */
export function stretchBack(connection: Connection, announcement: number, revision: number, seenAt: Instant): void {
  connection.run(
    'UPDATE revisions SET first_seen = min(first_seen, ?) WHERE announcement = ? AND revision = ?',
    seenAt,
    announcement,
    revision,
  );
}

/** The same payload, read differently: the text is replaced, its time stays. */
export function replaceRevision(
  connection: Connection,
  announcement: number,
  revision: number,
  { seenAt, digest, content }: SeenText,
): void {
  connection.run(
    `UPDATE revisions SET last_seen = max(last_seen, ?), digest = ?, (${contentColumns}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     WHERE announcement = ? AND revision = ?`,
    seenAt,
    digest,
    ...contentValues(content),
    announcement,
    revision,
  );
}

/**
 * Another text, after `inEffect` and before `next`. In a crawl there is no next. An import of an older archive may fall
 * between two revisions, or into the time of one: that one is then split, because its text was there before and after.
 */
export function insertRevision(
  connection: Connection,
  announcement: number,
  inEffect: StoredRevision | undefined,
  next: StoredRevision | undefined,
  text: SeenText,
): void {
  const revision = (inEffect?.revision ?? 0) + 1;
  const split = inEffect !== undefined && inEffect.last_seen > text.seenAt;
  if (next || split) moveUp(connection, announcement, revision, split ? 2 : 1);
  if (split) splitRevision(connection, announcement, inEffect);
  appendRevision(connection, { ...text, announcement, revision });
}

/** Makes room: revisions from `from` on get numbers larger by `by`. By way of negative numbers, because the numbers are unique at every moment. */
function moveUp(connection: Connection, announcement: number, from: number, by: number): void {
  connection.run(
    'UPDATE revisions SET revision = -(revision + ?) WHERE announcement = ? AND revision >= ?',
    by,
    announcement,
    from,
  );
  connection.run('UPDATE revisions SET revision = -revision WHERE announcement = ? AND revision < 0', announcement);
}

/** The later half of a revision becomes one of its own, two numbers on. Of its time only the begin and the end are known. */
function splitRevision(connection: Connection, announcement: number, whole: StoredRevision): void {
  connection.run(
    `INSERT INTO revisions (announcement, revision, first_seen, last_seen, digest, payload_digest, ${contentColumns})
     SELECT announcement, revision + 2, last_seen, last_seen, digest, payload_digest, ${contentColumns} FROM revisions WHERE announcement = ? AND revision = ?`,
    announcement,
    whole.revision,
  );
  connection.run(
    'UPDATE revisions SET last_seen = first_seen WHERE announcement = ? AND revision = ?',
    announcement,
    whole.revision,
  );
}

function contentValues(content: ContentRow): (string | null)[] {
  const {
    title,
    body,
    published,
    published_precision: precision,
    published_source: source,
    agency,
    kind,
    number,
    language,
    components,
    topics,
    details,
  } = content;
  return [title, body, published, precision, source, agency, kind, number, language, components, topics, details];
}
