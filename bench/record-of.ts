import type { Announcement, RevisionRecord } from '../core/announcement.ts';
import type { Instant } from '../core/instant.ts';

/** When everything was seen. No part of what is measured. */
const seen = '2026-11-23T00:00:00.000Z' as Instant;

/** An announcement as a store without history would give it to the indexer. The digest is no part of an index. */
export function recordOf(announcement: Announcement): RevisionRecord {
  return {
    announcement,
    revision: 1,
    revisions: 1,
    current: true,
    status: 'live',
    firstSeen: seen,
    lastSeen: seen,
    revisionSeen: seen,
    digest: '',
  };
}
