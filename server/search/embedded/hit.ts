import type { AnnouncementId, AnnouncementStatus } from '../../../core/announcement.ts';
import type { Instant } from '../../../core/instant.ts';
import type { StoredFields } from '../../../indexer/index/document.ts';
import type { Explanation, Hit, Snippet, SortKey } from '../engine.ts';

/** Stored fields as a hit. */
export function hitOf(fields: StoredFields, found: { score: number; sortKey: SortKey; snippets: readonly Snippet[]; explanation?: Explanation }): Hit {
  const { id, status, firstSeen, lastSeen, removedAt, ...same } = fields;
  return {
    ...same,
    id: id as AnnouncementId,
    status: status as AnnouncementStatus,
    firstSeen: firstSeen as Instant,
    lastSeen: lastSeen as Instant,
    ...(removedAt === undefined ? {} : { removedAt: removedAt as Instant }),
    ...found,
  };
}
