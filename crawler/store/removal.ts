import type { AnnouncementId, SourceId } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { RemovalRule } from '../../core/source.ts';
import type { UrlRow } from './url-row.ts';
import type { Connection } from './connection.ts';
import { writeEvent } from './events.ts';
import type { Vanishing } from './recheck.ts';
import type { OpenRuns } from './open-runs.ts';

/**
 * `missing`: counted, not (yet) a removal. `removed`: confirmed by this answer. `still-removed`: it had been confirmed
 * before. `outdated`: the page was seen well after that instant, or this very answer was counted before.
 */
export type MissingResult = 'missing' | 'removed' | 'still-removed' | 'outdated';

export interface Removal {
  /**
   * Counts a 404 or 410 (never anything else: a timeout or 5xx is no evidence). Answers in one run count once; without an
   * open run (an import) each instant counts once. Confirmed, the announcement of the URL becomes *removed* and stays stored.
   */
  recordMissing(source: string, url: string, at: Instant, rule: RemovalRule): MissingResult;
  /** How many announcements' pages answered 404 for the first time in the source's open run, of how many that are not removed. See `isAlarming`. */
  vanishing(source: string): Vanishing;
  /** Doubts the site instead of its announcements: what vanished in the source's open run counts as not asked, and an alarm is told. Answers how many. */
  raiseAlarm(source: string, at: Instant, reason: string): number;
}

export function removalOf(connection: Connection, open: OpenRuns): Removal {
  return {
    recordMissing: (source, url, at, rule) =>
      connection.batch(() => {
        const result = recordMissing(connection, source, url, at, rule, open.runOf(source));
        if (result === 'missing' || result === 'removed') open.count(source, result);
        return result;
      }),
    vanishing: (source) => vanishing(connection, source, open.runOf(source)),
    raiseAlarm: (source, at, reason) =>
      connection.batch(() => raiseAlarm(connection, source, at, reason, open.runOf(source))),
  };
}

function recordMissing(
  connection: Connection,
  source: string,
  url: string,
  at: Instant,
  rule: RemovalRule,
  run: number | undefined,
): MissingResult {
  connection.run(
    `INSERT INTO urls (source, url, fetch_url, kind, state, discovered_at) VALUES (?, ?, ?, 'page', 'discovered', ?) ON CONFLICT DO NOTHING`,
    source,
    url,
    url,
    at,
  );
  const before = connection.get<UrlRow>('SELECT * FROM urls WHERE source = ? AND url = ?', source, url)!;
  if ((before.last_success !== null && before.last_success >= at) || lastSeen(connection, before) >= at)
    return 'outdated';
  if (before.missing_at !== null && before.missing_at >= at) return 'outdated';
  const counts = run === undefined || before.missing_run !== run;
  const count = before.missing_count + (counts ? 1 : 0);
  const since = before.missing_since ?? at;
  const confirmed = count >= rule.confirmations && Date.parse(at) - Date.parse(since) >= rule.afterMs;
  const already = before.state === 'removed';
  connection.run(
    `UPDATE urls SET state = ?, missing_since = ?, missing_at = ?, missing_count = ?, missing_run = coalesce(?, missing_run), etag = NULL, last_modified = NULL WHERE key = ?`,
    confirmed || already ? 'removed' : 'missing',
    since,
    at,
    count,
    run,
    before.key,
  );
  const announcement = announcementFor(connection, before);
  if (announcement) connection.run('UPDATE urls SET announcement = ? WHERE key = ?', announcement.key, before.key);
  if (announcement?.status === 'removed' || (already && !announcement)) return 'still-removed';
  if (announcement) return noteMissing(connection, before, announcement, at, { confirmed, count, run, counts });
  return confirmed ? 'removed' : 'missing';
}

interface Affected {
  readonly key: number;
  readonly id: AnnouncementId;
  readonly status: string;
}

function announcementFor(connection: Connection, url: UrlRow): Affected | undefined {
  return connection.get<Affected>(
    'SELECT key, id, status FROM announcements WHERE key = ?1 OR (?1 IS NULL AND source = ?2 AND url = ?3) LIMIT 1',
    url.announcement,
    url.source,
    url.url,
  );
}

/** The last sight of the URL's announcement, for URLs that an import brought and the frontier never asked for. */
function lastSeen(connection: Connection, url: UrlRow): string {
  if (url.last_success !== null) return '';
  const announcement = announcementFor(connection, url);
  if (!announcement) return '';
  return (
    connection.get<{ last_seen: string }>('SELECT last_seen FROM announcements WHERE key = ?', announcement.key)
      ?.last_seen ?? ''
  );
}

interface Judged {
  readonly confirmed: boolean;
  readonly count: number;
  readonly counts: boolean;
  readonly run: number | undefined;
}

function noteMissing(
  connection: Connection,
  url: UrlRow,
  announcement: Affected,
  at: Instant,
  judged: Judged,
): 'missing' | 'removed' {
  const event = {
    at,
    source: url.source as SourceId,
    announcement: announcement.id,
    url: url.url,
    ...(judged.run === undefined ? {} : { run: judged.run }),
  };
  if (judged.confirmed && !servedElsewhere(connection, url, announcement)) {
    const sequence = writeEvent(connection, { ...event, kind: 'removed', details: { confirmations: judged.count } });
    connection.run(
      "UPDATE announcements SET status = 'removed', removed_at = ?, sequence = ? WHERE key = ?",
      at,
      sequence,
      announcement.key,
    );
    return 'removed';
  }
  if (judged.counts) writeEvent(connection, { ...event, kind: 'missing', details: { confirmations: judged.count } });
  return 'missing';
}

/** Whether another URL still carries the announcement: a page that moved is not gone. */
function servedElsewhere(connection: Connection, url: UrlRow, announcement: Affected): boolean {
  return (
    connection.get(
      "SELECT 1 FROM urls WHERE announcement = ? AND key <> ? AND state = 'live'",
      announcement.key,
      url.key,
    ) !== undefined
  );
}

function vanishing(connection: Connection, source: string, run: number | undefined): Vanishing {
  const vanished = connection.get<{ count: number }>(
    'SELECT count(DISTINCT announcement) AS count FROM urls WHERE missing_run = ? AND missing_count = 1 AND source = ? AND announcement IS NOT NULL',
    run,
    source,
  );
  const present = connection.get<{ count: number }>(
    "SELECT count(*) AS count FROM announcements WHERE source = ? AND status <> 'removed'",
    source,
  );
  return { vanished: vanished?.count ?? 0, present: present?.count ?? 0 };
}

function raiseAlarm(
  connection: Connection,
  source: string,
  at: Instant,
  reason: string,
  run: number | undefined,
): number {
  const counts = vanishing(connection, source, run);
  const { changes } = connection.run(
    `UPDATE urls SET state = 'live', missing_since = NULL, missing_at = NULL, missing_count = 0, missing_run = NULL, next_due = ?
     WHERE missing_run = ? AND missing_count = 1 AND source = ? AND state = 'missing'`,
    at,
    run,
    source,
  );
  writeEvent(connection, {
    at,
    kind: 'alarm',
    source: source as SourceId,
    ...(run === undefined ? {} : { run }),
    details: { ...counts, reason },
  });
  return changes;
}
