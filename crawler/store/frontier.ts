import type { AnnouncementId, Attachment, SourceId, StatedDate } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { OutcomeKind, Validators } from '../fetch/outcome.ts';
import { countTouch } from './announcements.ts';
import { writeCapture, type CapturePointer } from './capture-rows.ts';
import type { Connection } from './connection.ts';
import { lastmodTrusted, nextCheck, type NextCheck, type RecheckLimits } from './recheck.ts';
import { countFetch, type OpenRuns } from './runs.ts';

export const urlKinds = ['page', 'listing', 'feed', 'sitemap'] as const;
export type UrlKind = (typeof urlKinds)[number];

/**
 * `discovered`: never answered. `live`: answered well the last time it answered. `missing`: answered 404 or 410, not yet
 * confirmed. `removed`: confirmed. `refused`: not to be asked (out of scope, disallowed, too large, another type).
 */
export type UrlState = 'discovered' | 'live' | 'missing' | 'removed' | 'refused';

/** What the place of discovery said about a URL. */
export interface Hints {
  readonly title?: string;
  readonly published?: StatedDate;
  readonly updated?: StatedDate;
  readonly attachments?: readonly Attachment[];
}

/** A URL worth fetching, as discovery hands it over. */
export interface CandidateInput extends Hints {
  /** The identity URL. */
  readonly url: string;
  /** The URL to ask for, when it is spelt otherwise. */
  readonly foundAs?: string;
  /** Default `page`. */
  readonly kind?: UrlKind;
  /** `feed`, `sitemap`, `listing`, `seed`, `import`. */
  readonly discoveredVia?: string;
}

/** A URL of the frontier with everything that is known about it. */
export interface FrontierUrl {
  readonly source: SourceId;
  readonly url: string;
  readonly fetchUrl: string;
  readonly kind: UrlKind;
  readonly state: UrlState;
  readonly discoveredVia?: string;
  readonly discoveredAt: Instant;
  readonly hints: Hints;
  /** Of the last capture; none after an error. */
  readonly validators?: Validators;
  /** Payload digest of the last capture. */
  readonly digest?: string;
  /** When to ask again; missing: never again by itself. */
  readonly nextDue?: Instant;
  readonly intervalMs?: number;
  /** Requests that were answered well. */
  readonly fetches: number;
  /** Failures in a row. */
  readonly failures: number;
  readonly lastOutcome?: OutcomeKind;
  readonly lastStatus?: number;
  readonly lastReason?: string;
  readonly lastFetched?: Instant;
  readonly lastSuccess?: Instant;
  readonly lastChanged?: Instant;
  readonly missingSince?: Instant;
  /** Payload bytes of the last capture. */
  readonly bytes?: number;
  /** Whether a sitemap or feed stated a change since the last fetch. */
  readonly changeStated: boolean;
  readonly announcement?: AnnouncementId;
}

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

export interface Frontier {
  /** Adds candidates; known ones get newer hints. */
  addCandidates(
    source: string,
    candidates: readonly CandidateInput[],
    at: Instant,
  ): { readonly added: number; readonly known: number };
  /** URLs due at `now`: feeds, sitemaps and listings first, then what was never fetched, then by due time. */
  dueUrls(source: string, now: Instant, limit: number, kinds?: readonly UrlKind[]): FrontierUrl[];
  /** How many URLs of the source are due at `now`. */
  dueCount(source: string, now: Instant): number;
  frontierUrl(source: string, url: string): FrontierUrl | undefined;
  /** Of the last capture of the URL; `undefined` when there are none or the last answer was an error. */
  validators(source: string, url: string): Validators | undefined;
  /** Notes how a fetch ended. Unknown URLs are added. On `not-modified` the announcement of the page counts as seen (`touch`). 404 and 410 are counted by `recordMissing`. */
  recordFetch(fetch: FetchRecord): void;
  /** Asks for these URLs (or for all of the source) again at once. Answers how many. */
  makeDue(source: string, at: Instant, urls?: readonly string[]): number;
  /** How often the source's stated changes came true; see `lastmodTrusted`. */
  lastmod(source: string): { readonly right: number; readonly wrong: number };
}

export function frontierOf(connection: Connection, open: OpenRuns): Frontier {
  return {
    addCandidates: (source, candidates, at) =>
      connection.batch(() => addCandidates(connection, source, candidates, at)),
    dueUrls: (source, now, limit, kinds = urlKinds) =>
      connection.all<UrlRow>(dueSql, source, now, JSON.stringify(kinds), limit).map(frontierUrlOf),
    dueCount: (source, now) =>
      connection.get<{ count: number }>(
        'SELECT count(*) AS count FROM urls WHERE source = ? AND next_due <= ?',
        source,
        now,
      )?.count ?? 0,
    frontierUrl: (source, url) => selectUrl(connection, source, url),
    validators: (source, url) => selectUrl(connection, source, url)?.validators,
    recordFetch: (fetch) => connection.batch(() => recordFetch(connection, open, fetch)),
    lastmod: (source) => lastmodOf(connection, source),
    makeDue: (source, at, urls) => connection.batch(() => makeDue(connection, source, at, urls)),
  };
}

const urlColumns = 'u.*, a.id AS announcement_id FROM urls u LEFT JOIN announcements a ON a.key = u.announcement';

const dueSql = `SELECT ${urlColumns} WHERE u.source = ? AND u.next_due <= ? AND u.kind IN (SELECT value FROM json_each(?))
  ORDER BY u.kind = 'page', u.last_fetched IS NOT NULL, u.next_due, u.key LIMIT ?`;

function addCandidates(
  connection: Connection,
  source: string,
  candidates: readonly CandidateInput[],
  at: Instant,
): { added: number; known: number } {
  let added = 0;
  for (const candidate of candidates) {
    const { url, foundAs, kind = 'page', discoveredVia } = candidate;
    const hints = hintsOf(candidate);
    const { changes } = connection.run(
      `INSERT INTO urls (source, url, fetch_url, kind, state, discovered_via, discovered_at, hints, next_due)
       VALUES (?, ?, ?, ?, 'discovered', ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      source,
      url,
      foundAs ?? url,
      kind,
      discoveredVia,
      at,
      JSON.stringify(hints),
      at,
    );
    if (changes > 0) added++;
    else if (Object.keys(hints).length > 0) renewHints(connection, source, url, hints, at);
  }
  return { added, known: candidates.length - added };
}

/**
 * Newer hints replace older ones field by field: a listing without dates does not wipe out what the feed said. A stated
 * change makes the page due at once only for a source whose stated changes came true before; the others are watched.
 */
function renewHints(connection: Connection, source: string, url: string, hints: Hints, at: Instant): void {
  const row = connection.get<UrlRow>('SELECT * FROM urls WHERE source = ? AND url = ?', source, url)!;
  const before = JSON.parse(row.hints) as Hints;
  const merged = JSON.stringify({ ...before, ...hints });
  if (merged === row.hints) return;
  connection.run('UPDATE urls SET hints = ? WHERE key = ?', merged, row.key);
  const stated = hints.updated?.value;
  const known = before.updated?.value ?? row.last_fetched;
  if (stated === undefined || known === null || row.last_fetched === null || stated <= known) return;
  connection.run('UPDATE urls SET stated_change = ? WHERE key = ?', stated, row.key);
  if (lastmodTrusted(lastmodOf(connection, source)))
    connection.run('UPDATE urls SET next_due = ? WHERE key = ? AND next_due > ?', at, row.key, at);
}

function lastmodOf(connection: Connection, source: string): { right: number; wrong: number } {
  const row = connection.get<{ right: number; wrong: number }>(
    'SELECT lastmod_right AS right, lastmod_wrong AS wrong FROM sources WHERE source = ?',
    source,
  );
  return row ?? { right: 0, wrong: 0 };
}

function recordFetch(connection: Connection, open: OpenRuns, fetch: FetchRecord): void {
  const { source, url, at, capture } = fetch;
  connection.run(
    `INSERT INTO urls (source, url, fetch_url, kind, state, discovered_at) VALUES (?, ?, ?, ?, 'discovered', ?) ON CONFLICT DO NOTHING`,
    source,
    url,
    url,
    fetch.urlKind ?? 'page',
    at,
  );
  const before = connection.get<UrlRow>('SELECT * FROM urls WHERE source = ? AND url = ?', source, url)!;
  const success = fetch.kind === 'fetched' || fetch.kind === 'not-modified';
  if (success) noteSuccess(connection, before, fetch);
  else noteFailure(connection, before, fetch);
  if (capture) writeCapture(connection, source, capture, before.announcement ?? undefined);
  if (fetch.kind === 'not-modified') countTouch(connection, open, source, url, at);
  const savedBytes = fetch.kind === 'not-modified' ? (before.bytes ?? 0) : 0;
  countFetch(connection, open, source, {
    url,
    kind: fetch.kind,
    attempts: fetch.attempts,
    tookMs: fetch.tookMs,
    bytes: fetch.bytes ?? 0,
    savedBytes,
  });
}

function noteSuccess(connection: Connection, before: UrlRow, fetch: FetchRecord): void {
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

function nextOf(before: UrlRow, fetch: FetchRecord, changed: boolean): NextCheck | undefined {
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
function noteFailure(connection: Connection, before: UrlRow, fetch: FetchRecord): void {
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

function makeDue(connection: Connection, source: string, at: Instant, urls?: readonly string[]): number {
  if (!urls)
    return connection.run("UPDATE urls SET next_due = ? WHERE source = ? AND state <> 'removed'", at, source).changes;
  return urls.reduce(
    (count, url) =>
      count + connection.run('UPDATE urls SET next_due = ? WHERE source = ? AND url = ?', at, source, url).changes,
    0,
  );
}

export interface UrlRow {
  readonly key: number;
  readonly source: string;
  readonly url: string;
  readonly fetch_url: string;
  readonly kind: string;
  readonly state: string;
  readonly discovered_via: string | null;
  readonly discovered_at: string;
  readonly hints: string;
  readonly stated_change: string | null;
  readonly next_due: string | null;
  readonly interval_ms: number | null;
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly digest: string | null;
  readonly bytes: number | null;
  readonly outcome: string | null;
  readonly status: number | null;
  readonly reason: string | null;
  readonly fetches: number;
  readonly failures: number;
  readonly last_fetched: string | null;
  readonly last_success: string | null;
  readonly last_changed: string | null;
  readonly missing_since: string | null;
  readonly missing_at: string | null;
  readonly missing_count: number;
  readonly missing_run: number | null;
  readonly announcement: number | null;
  readonly announcement_id?: string | null;
}

function selectUrl(connection: Connection, source: string, url: string): FrontierUrl | undefined {
  const row = connection.get<UrlRow>(`SELECT ${urlColumns} WHERE u.source = ? AND u.url = ?`, source, url);
  return row && frontierUrlOf(row);
}

function frontierUrlOf(row: UrlRow): FrontierUrl {
  const validators = {
    ...(row.etag === null ? {} : { etag: row.etag }),
    ...(row.last_modified === null ? {} : { lastModified: row.last_modified }),
  };
  return {
    source: row.source as SourceId,
    url: row.url,
    fetchUrl: row.fetch_url,
    kind: row.kind as UrlKind,
    state: row.state as UrlState,
    discoveredAt: row.discovered_at as Instant,
    hints: JSON.parse(row.hints) as Hints,
    fetches: row.fetches,
    failures: row.failures,
    changeStated: row.stated_change !== null,
    ...(Object.keys(validators).length === 0 ? {} : { validators }),
    ...present({
      discoveredVia: row.discovered_via,
      digest: row.digest,
      bytes: row.bytes,
      nextDue: row.next_due as Instant | null,
      intervalMs: row.interval_ms,
      lastOutcome: row.outcome as OutcomeKind | null,
      lastStatus: row.status,
      lastReason: row.reason,
      lastFetched: row.last_fetched as Instant | null,
      lastSuccess: row.last_success as Instant | null,
      lastChanged: row.last_changed as Instant | null,
      missingSince: row.missing_since as Instant | null,
      announcement: (row.announcement_id ?? null) as AnnouncementId | null,
    }),
  };
}

function hintsOf({ title, published, updated, attachments }: CandidateInput): Hints {
  return {
    ...(title === undefined ? {} : { title }),
    ...(published === undefined ? {} : { published }),
    ...(updated === undefined ? {} : { updated }),
    ...(attachments === undefined || attachments.length === 0 ? {} : { attachments }),
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], null> };

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Present<T>;
}
