import type { Instant } from '../../core/instant.ts';
import type { OutcomeKind, RobotsAnswered, Validators } from '../fetch/outcome.ts';
import { writeCapture, type CapturePointer } from './capture-rows.ts';
import type { Connection } from './connection.ts';
import { nextCheck, type NextCheck, type RecheckLimits } from './recheck.ts';
import type { OpenRuns } from './open-runs.ts';
import { countTouch } from './sightings.ts';
import type { UrlKind, UrlRow } from './url-row.ts';

/** How a fetch ended, for the frontier. */
export interface FetchRecord {
  readonly source: string;
  /** The identity URL. */
  readonly url: string;
  readonly at: Instant;
  readonly kind: OutcomeKind;
  readonly status?: number;
  readonly reason?: string;
  /** Requests made; 0 when none was needed. */
  readonly attempts: number;
  readonly tookMs: number;
  /** What robots.txt answered on the way. */
  readonly robots?: readonly RobotsAnswered[];
  /** Bytes of payload received. */
  readonly bytes?: number;
  /** Of this capture, on `fetched`. On `not-modified` the earlier ones stay; on everything else they are forgotten. */
  readonly validators?: Validators;
  /** Where the archive put it. */
  readonly capture?: CapturePointer;
  /** Of a URL that is not yet known. Default `page`. */
  readonly urlKind?: UrlKind;
  /** Whether the page said something else than before, where the caller knows better than the payload's digest (a page whose bytes differ each time). */
  readonly changed?: boolean;
  /** The server asked for this much patience. */
  readonly retryAfterMs?: number;
  /** Decides when it is due again (recheck.ts); without them it is never due again by itself. */
  readonly limits?: RecheckLimits;
}

/** Notes how a fetch ended: state, validators, when it is due again, its capture, and the run's counts. */
export function recordFetch(connection: Connection, open: OpenRuns, fetch: FetchRecord): void {
  const { source, url, at, capture } = fetch;
  const before = knownUrl(connection, source, url) ?? addUrl(connection, fetch);
  const success = fetch.kind === 'fetched' || fetch.kind === 'not-modified';
  if (success) noteSuccess(connection, before, fetch);
  else noteFailure(connection, before, fetch);
  if (capture) writeCapture(connection, source, capture, before.announcement ?? undefined);
  if (fetch.kind === 'not-modified') countTouch(connection, open, source, url, at);
  const savedBytes = fetch.kind === 'not-modified' ? (before.bytes ?? 0) : 0;
  open.countFetch(source, {
    url,
    kind: fetch.kind,
    attempts: fetch.attempts,
    tookMs: fetch.tookMs,
    bytes: fetch.bytes ?? 0,
    savedBytes,
    robots: fetch.robots ?? [],
  });
}

/** What the new look is judged by. */
type Before = Pick<
  UrlRow,
  | 'key'
  | 'kind'
  | 'state'
  | 'etag'
  | 'last_modified'
  | 'digest'
  | 'bytes'
  | 'interval_ms'
  | 'fetches'
  | 'failures'
  | 'stated_change'
  | 'announcement'
>;

function knownUrl(connection: Connection, source: string, url: string): Before | undefined {
  return connection.get<Before>(
    `SELECT key, kind, state, etag, last_modified, digest, bytes, interval_ms, fetches, failures, stated_change, announcement
     FROM urls WHERE source = ? AND url = ?`,
    source,
    url,
  );
}

function addUrl(connection: Connection, { source, url, urlKind = 'page', at }: FetchRecord): Before {
  connection.run(
    "INSERT INTO urls (source, url, fetch_url, kind, state, discovered_at) VALUES (?, ?, ?, ?, 'discovered', ?)",
    source,
    url,
    url,
    urlKind,
    at,
  );
  return knownUrl(connection, source, url)!;
}

function noteSuccess(connection: Connection, before: Before, fetch: FetchRecord): void {
  const digest = fetch.kind === 'fetched' ? fetch.capture?.digest : undefined;
  const changed = before.fetches > 0 && (fetch.changed ?? (digest !== undefined && digest !== before.digest));
  const validators =
    fetch.kind === 'fetched' ? fetch.validators : { etag: before.etag, lastModified: before.last_modified };
  const next = nextOf(before, fetch, changed);
  connection.run(
    `UPDATE urls SET state = 'live', etag = ?, last_modified = ?, digest = coalesce(?, digest), bytes = coalesce(?, bytes),
       outcome = ?, status = ?, reason = NULL, fetches = fetches + 1, failures = 0, last_fetched = ?, last_success = ?,
       last_changed = CASE WHEN ? THEN ? ELSE last_changed END, next_due = ?, interval_ms = coalesce(?, interval_ms),
       missing_since = NULL, missing_at = NULL, missing_count = 0, missing_run = NULL, stated_change = NULL
     WHERE key = ?`,
    validators?.etag,
    validators?.lastModified,
    digest,
    fetch.kind === 'fetched' ? fetch.bytes : undefined,
    fetch.kind,
    fetch.status,
    fetch.at,
    fetch.at,
    changed ? 1 : 0,
    fetch.at,
    next?.nextDue,
    next?.intervalMs,
    before.key,
  );
  const judged = before.stated_change !== null && before.fetches > 0;
  connection.run(
    `INSERT INTO sources (source, last_success, lastmod_right, lastmod_wrong) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET
       last_success = max(coalesce(last_success, ?2), ?2), lastmod_right = lastmod_right + ?3, lastmod_wrong = lastmod_wrong + ?4`,
    fetch.source,
    fetch.at,
    judged && changed ? 1 : 0,
    judged && !changed ? 1 : 0,
  );
}

function nextOf(before: Before, fetch: FetchRecord, changed: boolean): NextCheck | undefined {
  if (!fetch.limits) return undefined;
  const look = {
    urlKind: before.kind as UrlKind,
    at: fetch.at,
    outcome: fetch.kind,
    changed,
    fetches: before.fetches,
    failures: before.failures,
    removed: before.state === 'removed',
    ...(before.interval_ms === null ? {} : { intervalMs: before.interval_ms }),
    ...(fetch.retryAfterMs === undefined ? {} : { retryAfterMs: fetch.retryAfterMs }),
  };
  return nextCheck(look, fetch.limits);
}

const refusing: ReadonlySet<OutcomeKind> = new Set<OutcomeKind>([
  'redirected-out-of-scope',
  'disallowed',
  'too-large',
  'unsupported-type',
]);

/** Validators are forgotten: after an error only a full answer proves what the page is now. */
function noteFailure(connection: Connection, before: Before, fetch: FetchRecord): void {
  const next = nextOf(before, fetch, false);
  connection.run(
    `UPDATE urls SET state = CASE WHEN ? THEN 'refused' ELSE state END, etag = NULL, last_modified = NULL,
       outcome = ?, status = ?, reason = ?, failures = failures + 1, last_fetched = ?, next_due = ?, interval_ms = coalesce(?, interval_ms)
     WHERE key = ?`,
    refusing.has(fetch.kind) ? 1 : 0,
    fetch.kind,
    fetch.status,
    fetch.reason,
    fetch.at,
    next?.nextDue,
    next?.intervalMs,
    before.key,
  );
}
