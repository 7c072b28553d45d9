import { createHash } from 'node:crypto';
import { bodyText, type Announcement, type AnnouncementId, type SourceId } from './announcement.ts';

/** What a source id may look like: the name of its file, fit for URLs and file names. */
export const sourceIdPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export function isSourceId(text: string): text is SourceId {
  return text.length <= 64 && sourceIdPattern.test(text);
}

/** `us-justice-3f9a2c1b7d0e4a55`: the source, then 64 bits of the identity URL's SHA-256. 64 bits: one collision is expected at 2^32 announcements of one source. */
export function announcementId(source: SourceId, identityUrl: string): AnnouncementId {
  return `${source}-${createHash('sha256').update(identityUrl).digest('hex').slice(0, 16)}` as AnnouncementId;
}

/** `sha256:<hex>` of bytes or of UTF-8 text; of several pieces as if they were one. */
export function sha256(...pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return `sha256:${hash.digest('hex')}`;
}

/**
 * Digest of what a reader would call the announcement's content. Two captures with equal digests are one revision:
 * provenance, contacts' order or a moved attachment make no new one, a changed word, date, agency or topic does.
 */
export function contentDigest(announcement: Announcement): string {
  const { title, body, published, agency, components, kind, topics, number, language } = announcement;
  return sha256(
    JSON.stringify([
      title,
      bodyText(body),
      published?.value ?? null,
      agency ?? null,
      components,
      kind ?? null,
      topics,
      number ?? null,
      language,
    ]),
  );
}
