import type { AnnouncementId } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { AnnouncementHistory, EventKind } from '../api/history.ts';
import type { PreparedSearch } from '../api/prepared-search.ts';
import { searchRequest } from '../api/search-request.ts';
import type { Hit, SearchEngine, SearchResult } from '../search/engine.ts';
import type { FeedQuestion } from './feed-parameters.ts';

/** Something that happened to an announcement that matches the feed's search. */
export interface FeedEntry {
  /** `urn:herald:event:…`: the same wherever and whenever the feed is written, so that no reader sees an entry twice. No host in it. */
  readonly id: string;
  readonly event: EventKind;
  readonly at: Instant;
  readonly revision: number;
  readonly hit: Hit;
}

export interface FeedContent {
  readonly entries: readonly FeedEntry[];
  readonly indexVersion: string;
}

/** Newest events looked through for matches: some days of a hundred publishers. More would make each feed slower for entries nobody scrolls to. */
const recentEvents = 2000;

/** The newest things that happened to announcements matching a search. */
export async function feedEntries(
  engine: SearchEngine,
  history: AnnouncementHistory,
  search: PreparedSearch,
  question: FeedQuestion,
): Promise<FeedContent> {
  const request = {
    ...searchRequest(search.parameters, search.query),
    facets: [],
    offset: 0,
    sort: '-published',
  } as const;
  const newest = await engine.search({ ...request, limit: question.entries });
  const events = history.events({ kinds: question.events, limit: recentEvents });
  const found = await matching(engine, request, newest, [...new Set(events.map((event) => event.id))]);
  const entries = new Map<string, FeedEntry>();
  for (const event of events) {
    const hit = found.get(event.id);
    if (hit !== undefined) add(entries, { event: event.kind, at: event.at, revision: event.revision, hit });
  }
  // What was first seen long ago in one great crawl is no recent event, yet the newest by its own date belongs in the feed.
  if (question.events.includes('new'))
    for (const hit of newest.hits) add(entries, { event: 'new', at: hit.firstSeen, revision: 1, hit });
  const ordered = [...entries.values()].sort(byDayThenDate).slice(0, question.entries);
  return { entries: ordered, indexVersion: newest.indexVersion };
}

async function matching(
  engine: SearchEngine,
  request: Parameters<SearchEngine['search']>[0],
  newest: SearchResult,
  ids: readonly AnnouncementId[],
): Promise<Map<string, Hit>> {
  const found = new Map<string, Hit>(newest.hits.map((hit) => [hit.id, hit]));
  const others = ids.filter((id) => !found.has(id));
  if (others.length === 0 || newest.total <= newest.hits.length) return found;
  for (const hit of (await engine.search({ ...request, ids: others, limit: others.length })).hits)
    found.set(hit.id, hit);
  return found;
}

function add(entries: Map<string, FeedEntry>, entry: Omit<FeedEntry, 'id'>): void {
  const { hit, event, at, revision } = entry;
  // A page may be removed, come back, and be removed again: the day tells them apart and survives a rebuilt store.
  const which = event === 'new' ? '' : event === 'changed' ? `:${revision}` : `:${at.slice(0, 10)}`;
  const id = `urn:herald:event:${encodeURIComponent(hit.id)}:${event}${which}`;
  if (!entries.has(id)) entries.set(id, { id, ...entry });
}

/** By the day it happened, the newest first; within a day (a first crawl has thousands) by the publisher's date. */
function byDayThenDate(a: FeedEntry, b: FeedEntry): number {
  const day = b.at.slice(0, 10).localeCompare(a.at.slice(0, 10));
  if (day !== 0) return day;
  const date = (b.hit.published?.value ?? '').localeCompare(a.hit.published?.value ?? '');
  return date !== 0 ? date : b.at.localeCompare(a.at) || a.id.localeCompare(b.id);
}
