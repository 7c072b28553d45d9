import type { AnnouncementId, RevisionRecord } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';

/**
 * What the server needs to know of announcements beyond the index: full texts, older texts, captures, events. The
 * store answers it (store-history.ts); tests answer it from memory.
 */
export interface AnnouncementHistory {
  /** Everything about one announcement; `undefined` for an unknown id. */
  announcement(id: AnnouncementId): AnnouncementRecord | undefined;
  /** The newest events of the given kinds, newest first. */
  events(question: EventQuestion): readonly AnnouncementEvent[];
}

export interface AnnouncementRecord {
  /** Every text we saw, the oldest first; never empty; the last is the newest. */
  readonly revisions: readonly RevisionRecord[];
  /** Newest first. */
  readonly captures: readonly CaptureNote[];
}

/** One response as the archive keeps it. */
export interface CaptureNote {
  readonly url: string;
  readonly fetchedAt: Instant;
  /** Absent where the archive has no HTTP answer, as for an imported announcement. */
  readonly status?: number;
  readonly digest?: string;
  readonly archive?: { readonly file: string; readonly offset: number };
}

export const eventKinds = ['new', 'changed', 'removed', 'restored'] as const;
export type EventKind = (typeof eventKinds)[number];

export interface AnnouncementEvent {
  /** Grows with every event: the order in which they happened. */
  readonly sequence: number;
  readonly id: AnnouncementId;
  readonly kind: EventKind;
  readonly at: Instant;
  /** The revision that the event made or left. */
  readonly revision: number;
}

export interface EventQuestion {
  readonly kinds: readonly EventKind[];
  readonly limit: number;
}
