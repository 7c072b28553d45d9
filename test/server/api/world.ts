import type { Hono } from 'hono';
import type { AnnouncementId, RevisionRecord } from '../../../core/announcement.ts';
import { createApp, type AppOptions } from '../../../server/app.ts';
import type { AnnouncementEvent, AnnouncementHistory } from '../../../server/api/history.ts';
import type { SearchEngine } from '../../../server/search/engine.ts';
import { createNaiveEngine } from '../../../server/search/naive/naive-engine.ts';
import { federation, instant, revisionsOf, type Told } from './announcements.ts';

/** A server over announcements in memory, searched by the reference engine. Its address is `http://herald.example`. */
export interface TestWorld {
  readonly app: Hono;
  readonly engine: SearchEngine;
  readonly history: AnnouncementHistory;
  /** A request to a path, with headers. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  json(path: string, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  text(path: string, headers?: Readonly<Record<string, string>>): Promise<string>;
}

export const origin = 'http://herald.example';

export function testWorld(
  told: readonly Told[] = federation,
  options: Partial<AppOptions> & { readonly indexVersion?: string } = {},
): TestWorld {
  const records = told.map(revisionsOf);
  const engine = createNaiveEngine(records.flat(), { indexVersion: options.indexVersion ?? '2026-11-01T00:00:00Z-1' });
  const history = memoryHistory(records);
  const app = createApp({ engine, history, ...options });
  const get = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    app.request(`${origin}${path}`, { headers: { ...headers } });
  return {
    app,
    engine,
    history,
    get,
    json: async (path, headers) => (await get(path, headers)).json(),
    text: async (path, headers) => (await get(path, headers)).text(),
  };
}

export function memoryHistory(records: readonly (readonly RevisionRecord[])[]): AnnouncementHistory {
  const byId = new Map<AnnouncementId, readonly RevisionRecord[]>(
    records.map((revisions) => [revisions[0]!.announcement.id, revisions]),
  );
  const events = records
    .flatMap((revisions) => eventsOf(revisions))
    .sort((a, b) => a.at.localeCompare(b.at))
    .map((event, at): AnnouncementEvent => ({ ...event, sequence: at + 1 }));
  return {
    announcement: (id) => {
      const revisions = byId.get(id);
      if (revisions === undefined) return undefined;
      const captures = revisions.map((each) => ({
        url: each.announcement.url,
        fetchedAt: each.revisionSeen,
        status: 200,
        digest: each.digest,
        archive: { file: 'lake-county-00001.warc.gz', offset: 1024 * each.revision },
      }));
      return { revisions, captures: captures.reverse() };
    },
    events: ({ kinds, limit }) =>
      events
        .filter((event) => kinds.includes(event.kind))
        .reverse()
        .slice(0, limit),
  };
}

function eventsOf(revisions: readonly RevisionRecord[]): Omit<AnnouncementEvent, 'sequence'>[] {
  const { announcement, removedAt, revision } = revisions.at(-1)!;
  return [
    ...revisions.map((each) => ({
      id: announcement.id,
      kind: each.revision === 1 ? ('new' as const) : ('changed' as const),
      at: each.revisionSeen,
      revision: each.revision,
    })),
    ...(removedAt === undefined
      ? []
      : [{ id: announcement.id, kind: 'removed' as const, at: instant(removedAt), revision }]),
  ];
}
