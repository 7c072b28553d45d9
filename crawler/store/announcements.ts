import type { Announcement, AnnouncementId, RevisionRecord } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { Connection } from './connection.ts';
import { recordOf, revisionColumns, type RevisionRow } from './revision-row.ts';
import type { OpenRuns } from './open-runs.ts';
import { countTouch, put, type PutFrom, type PutResult } from './sightings.ts';

export type { PutFrom, PutResult } from './sightings.ts';

export interface SequencedRecord extends RevisionRecord {
  /** Of the last change of the announcement. */
  readonly sequence: number;
}

export interface Announcements {
  /** Stores what extraction read from a capture at `seenAt`, which may lie in the past (an import). Equal `contentDigest`s are one revision. */
  putAnnouncement(announcement: Announcement, seenAt: Instant, from?: PutFrom): PutResult;
  /** The page was there and said the same (an equal payload; `recordFetch` itself sees to a 304). `unknown`: the URL carries no announcement. */
  touch(source: string, url: string, at: Instant): 'unchanged' | 'restored' | 'unknown';
  /** All revisions, oldest first; the last is current. `undefined` when there is no such id. */
  announcement(id: string): readonly RevisionRecord[] | undefined;
  /** The id of the announcement that a URL carries, by the frontier or by its identity URL. */
  announcementAt(url: string): AnnouncementId | undefined;
  /** Every revision of every announcement, by announcement, oldest first. Streams; what is written meanwhile may be in it or not, and is in `changesSince` of the sequence asked before. */
  records(): Iterable<RevisionRecord>;
  /** Every revision of each announcement that changed after `sequence` (new, changed, removed, restored …), in the order of their last change. */
  changesSince(sequence: number): Iterable<SequencedRecord>;
  counts(): {
    readonly announcements: number;
    readonly revisions: number;
    readonly live: number;
    readonly changed: number;
    readonly removed: number;
  };
}

export function announcementsOf(connection: Connection, open: OpenRuns): Announcements {
  return {
    putAnnouncement: (announcement, seenAt, from = {}) =>
      connection.batch(() => {
        const result = put(connection, announcement, seenAt, from);
        open.count(announcement.source, result);
        return result;
      }),
    touch: (source, url, at) => connection.batch(() => countTouch(connection, open, source, url, at)),
    announcement: (id) => {
      const rows = connection.all<RevisionRow>(
        `SELECT ${revisionColumns} FROM announcements a JOIN revisions r ON r.announcement = a.key WHERE a.id = ? ORDER BY r.revision`,
        id,
      );
      return rows.length === 0 ? undefined : rows.map(recordOf);
    },
    announcementAt: (url) =>
      connection.get<{ id: AnnouncementId }>(
        `SELECT a.id FROM announcements a WHERE a.url = ?1
         UNION ALL SELECT a.id FROM urls u JOIN announcements a ON a.key = u.announcement WHERE u.url = ?1 LIMIT 1`,
        url,
      )?.id,
    records: () => records(connection),
    changesSince: (sequence) => changesSince(connection, sequence),
    counts: () =>
      connection.get(
        `SELECT count(*) AS announcements, coalesce(sum(revisions), 0) AS revisions, coalesce(sum(status = 'live'), 0) AS live,
           coalesce(sum(status = 'changed'), 0) AS changed, coalesce(sum(status = 'removed'), 0) AS removed FROM announcements`,
      )!,
  };
}

/** Rows read at once: enough that the query's own cost vanishes, few enough to stay small (about 1 MB). */
const pageRows = 256;

function* records(connection: Connection): Generator<RevisionRecord> {
  let [announcement, revision] = [0, 0];
  for (;;) {
    const rows = connection.all<RevisionRow>(
      `SELECT ${revisionColumns} FROM revisions r JOIN announcements a ON a.key = r.announcement
       WHERE (r.announcement, r.revision) > (?, ?) ORDER BY r.announcement, r.revision LIMIT ?`,
      announcement,
      revision,
      pageRows,
    );
    for (const row of rows) yield recordOf(row);
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) return;
    [announcement, revision] = [last.announcement, last.revision];
  }
}

function* changesSince(connection: Connection, since: number): Generator<SequencedRecord> {
  for (let sequence = since; ;) {
    const changed = connection.all<{ key: number; sequence: number }>(
      'SELECT key, sequence FROM announcements WHERE sequence > ? ORDER BY sequence LIMIT ?',
      sequence,
      pageRows,
    );
    for (const { key } of changed) {
      const rows = connection.all<RevisionRow>(
        `SELECT ${revisionColumns} FROM revisions r JOIN announcements a ON a.key = r.announcement WHERE r.announcement = ? ORDER BY r.revision`,
        key,
      );
      for (const row of rows) yield { ...recordOf(row), sequence: row.sequence };
    }
    const last = changed.at(-1);
    if (!last || changed.length < pageRows) return;
    sequence = last.sequence;
  }
}
