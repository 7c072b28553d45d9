import type { Instant } from '../core/instant.ts';
import type { Problem } from '../core/problem.ts';
import type { Capture, Validators } from './fetch/outcome.ts';
import { headerOf, type PageReading } from './read-page.ts';
import type { PutFrom, PutResult } from './store/announcements.ts';
import type { CapturePointer } from './store/capture-rows.ts';
import type { Store } from './store/store.ts';

/** What one capture brought: what the store made of its announcement, or why it brought none. */
export interface IntakeResult {
  readonly kind: PutResult | Exclude<PageReading['kind'], 'announcement'>;
  readonly title?: string;
  readonly problems: readonly Problem[];
}

/**
 * From what an archived capture says to the store. A crawl and an import end here alike, and so does a rebuild from the archive.
 * @param from where the archive keeps the capture, and the identity URL under which the page was asked for.
 */
export function takeIn(store: Store, reading: PageReading, fetchedAt: Instant, from: PutFrom): IntakeResult {
  if (reading.kind !== 'announcement') return reading;
  const { announcement, problems } = reading;
  return { kind: store.putAnnouncement(announcement, fetchedAt, from), title: announcement.title, problems };
}

/** The pointer that the store keeps to a capture in the archive. */
export function pointerOf(
  capture: Capture,
  appended: {
    readonly kind: string;
    readonly digest: string;
    readonly file: string;
    readonly offset: number;
    readonly length: number;
  },
  url: string,
): CapturePointer {
  const contentType = headerOf(capture, 'content-type');
  return {
    url,
    fetchedAt: capture.fetchedAt,
    kind: appended.kind === 'revisit' ? 'revisit' : 'capture',
    status: capture.status,
    ...(contentType === undefined ? {} : { contentType }),
    digest: appended.digest,
    location: { file: appended.file, offset: appended.offset, length: appended.length },
  };
}

/** What a capture leaves for the next conditional request. */
export function validatorsOf(capture: Capture): Validators {
  const etag = headerOf(capture, 'etag');
  const lastModified = headerOf(capture, 'last-modified');
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}
