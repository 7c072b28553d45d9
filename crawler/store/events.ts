import type { AnnouncementId, SourceId } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { Connection } from './connection.ts';

/**
 * `new`, `changed`, `removed`, `restored`: what happened to an announcement. `reextracted`: the same payload was read
 * differently (a better extractor), its text replaced in place. `details`: something beside its text moved (an attachment,
 * a sighting before the first). `missing`: a first or further 404. `alarm`: too much of a source vanished at once.
 */
export const eventKinds = [
  'new',
  'changed',
  'removed',
  'restored',
  'reextracted',
  'details',
  'missing',
  'alarm',
  'run-begun',
  'run-ended',
  'robots',
] as const;
export type EventKind = (typeof eventKinds)[number];

export interface StoreEvent {
  /** Grows with every event, never used twice. */
  readonly sequence: number;
  readonly at: Instant;
  readonly kind: EventKind;
  readonly source?: SourceId;
  readonly announcement?: AnnouncementId;
  readonly revision?: number;
  readonly url?: string;
  readonly run?: number;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface EventQuery {
  /** Only events with a larger sequence. */
  readonly since?: number;
  readonly kinds?: readonly EventKind[];
  readonly source?: string;
  readonly announcement?: string;
  /** At most this many; default 1,000. */
  readonly limit?: number;
  /** Newest first; default oldest first. */
  readonly newestFirst?: boolean;
}

export interface Events {
  events(query?: EventQuery): StoreEvent[];
  /** The sequence of the newest event; 0 in an empty store. */
  lastSequence(): number;
}

export function eventsOf(connection: Connection): Events {
  return {
    events: (query = {}) => selectEvents(connection, query),
    lastSequence: () =>
      connection.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'events'")?.seq ?? 0,
  };
}

/** Writes an event and answers its sequence. */
export function writeEvent(connection: Connection, event: Omit<StoreEvent, 'sequence'>): number {
  return connection.run(
    'INSERT INTO events (at, kind, source, announcement, revision, url, run, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    event.at,
    event.kind,
    event.source,
    event.announcement,
    event.revision,
    event.url,
    event.run,
    event.details === undefined ? undefined : JSON.stringify(event.details),
  ).key;
}

interface EventRow {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
  readonly source: string | null;
  readonly announcement: string | null;
  readonly revision: number | null;
  readonly url: string | null;
  readonly run: number | null;
  readonly details: string | null;
}

function selectEvents(connection: Connection, query: EventQuery): StoreEvent[] {
  const { since = 0, kinds, source, announcement, limit = 1000, newestFirst = false } = query;
  const conditions = ['sequence > ?'];
  const values: (string | number)[] = [since];
  if (kinds) {
    conditions.push(`kind IN (${kinds.map(() => '?').join(', ')})`);
    values.push(...kinds);
  }
  if (source !== undefined) {
    conditions.push('source = ?');
    values.push(source);
  }
  if (announcement !== undefined) {
    conditions.push('announcement = ?');
    values.push(announcement);
  }
  const order = newestFirst ? 'DESC' : 'ASC';
  return connection
    .all<EventRow>(
      `SELECT * FROM events WHERE ${conditions.join(' AND ')} ORDER BY sequence ${order} LIMIT ?`,
      ...values,
      limit,
    )
    .map(eventOf);
}

function eventOf(row: EventRow): StoreEvent {
  return {
    sequence: row.sequence,
    at: row.at as Instant,
    kind: row.kind as EventKind,
    ...(row.source === null ? {} : { source: row.source as SourceId }),
    ...(row.announcement === null ? {} : { announcement: row.announcement as AnnouncementId }),
    ...(row.revision === null ? {} : { revision: row.revision }),
    ...(row.url === null ? {} : { url: row.url }),
    ...(row.run === null ? {} : { run: row.run }),
    ...(row.details === null ? {} : { details: JSON.parse(row.details) as Record<string, unknown> }),
  };
}
