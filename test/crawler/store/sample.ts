import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { paragraphsOf, type Announcement, type SourceId } from '../../../core/announcement.ts';
import { announcementId, sha256 } from '../../../core/ids.ts';
import type { Instant } from '../../../core/instant.ts';
import type { RemovalRule } from '../../../core/source.ts';
import type { CapturePointer } from '../../../crawler/store/capture-rows.ts';
import type { FetchRecord } from '../../../crawler/store/frontier.ts';
import { openStore, type Store } from '../../../crawler/store/store.ts';

export const harbour = 'harbour' as SourceId;

export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'herald-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a folder of its own; closed and deleted when the test ends. */
export function testStore(path = join(testFolder(), 'store.db')): Store {
  const store = openStore(path);
  onTestFinished(() => store.close());
  return store;
}

/** `day(3)`: noon of the third of March 2026; hours on top. */
export function day(number: number, hours = 0): Instant {
  return new Date(Date.UTC(2026, 2, number, 12 + hours)).toISOString() as Instant;
}

export function pageUrl(name: string): string {
  return `https://harbour.test/news/${name}`;
}

/** An announcement of the harbour office of Port Sample, which does not exist. */
export function announcement(name: string, text: string, more: Partial<Announcement> = {}): Announcement {
  return {
    id: announcementId(harbour, pageUrl(name)),
    source: harbour,
    url: pageUrl(name),
    title: `Notice ${name}`,
    body: paragraphsOf(text),
    components: ['Harbour Office'],
    topics: [],
    people: [],
    places: [],
    organizations: [],
    contacts: [],
    attachments: [],
    language: 'en',
    translations: [],
    provenance: {},
    ...more,
  };
}

export function capture(
  name: string,
  at: Instant,
  payload: string,
  more: Partial<CapturePointer> = {},
): CapturePointer {
  return {
    url: pageUrl(name),
    fetchedAt: at,
    kind: 'capture',
    status: 200,
    contentType: 'text/html',
    digest: sha256(payload),
    location: { file: 'herald-20260303000000-00000.warc.gz', offset: 100, length: 50 },
    ...more,
  };
}

export const limits = { minRecheckMs: 3_600_000, maxRecheckMs: 30 * 86_400_000, afterMs: 6 * 3_600_000 };

export const rule: RemovalRule = { confirmations: 2, afterMs: 6 * 3_600_000, alarmShare: 0.25 };

export function fetched(name: string, at: Instant, more: Partial<FetchRecord> = {}): FetchRecord {
  return {
    source: harbour,
    url: pageUrl(name),
    at,
    kind: 'fetched',
    status: 200,
    attempts: 1,
    tookMs: 10,
    limits,
    ...more,
  };
}
