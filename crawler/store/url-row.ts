import type { AnnouncementId, Attachment, SourceId, StatedDate } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { OutcomeKind, Validators } from '../fetch/outcome.ts';
import type { Connection } from './connection.ts';

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

export const urlColumns =
  'u.*, a.id AS announcement_id FROM urls u LEFT JOIN announcements a ON a.key = u.announcement';

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

export function selectUrl(connection: Connection, source: string, url: string): FrontierUrl | undefined {
  const row = connection.get<UrlRow>(`SELECT ${urlColumns} WHERE u.source = ? AND u.url = ?`, source, url);
  return row && frontierUrlOf(row);
}

export function frontierUrlOf(row: UrlRow): FrontierUrl {
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

type Present<T> = { [K in keyof T]?: Exclude<T[K], null> };

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Present<T>;
}
