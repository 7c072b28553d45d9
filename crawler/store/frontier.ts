import type { Instant } from '../../core/instant.ts';
import type { Validators } from '../fetch/outcome.ts';
import type { Connection } from './connection.ts';
import { recordFetch, type FetchRecord } from './fetch-record.ts';
import { lastmodTrusted } from './recheck.ts';
import type { OpenRuns } from './open-runs.ts';
import {
  frontierUrlOf,
  selectUrl,
  urlColumns,
  urlKinds,
  type FrontierUrl,
  type Hints,
  type UrlKind,
  type UrlRow,
} from './url-row.ts';

export type { FetchRecord } from './fetch-record.ts';
export type { FrontierUrl, Hints, UrlKind } from './url-row.ts';

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
    dueUrls: (source, now, limit, kinds = urlKinds) => dueUrls(connection, source, now, limit, kinds),
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

/** The order of asking: first what leads to others, and in both what was never fetched. */
const dueGroups = [
  { page: 0, fetched: 0 },
  { page: 0, fetched: 1 },
  { page: 1, fetched: 0 },
  { page: 1, fetched: 1 },
] as const;

/** One group after the other, each read off the index `urls_due`: a hundred thousand due URLs are never sorted to get the first few. */
function dueUrls(
  connection: Connection,
  source: string,
  now: Instant,
  limit: number,
  kinds: readonly UrlKind[],
): FrontierUrl[] {
  const rows: UrlRow[] = [];
  for (const { page, fetched } of dueGroups) {
    if (rows.length >= limit) break;
    rows.push(
      ...connection.all<UrlRow>(dueSql, source, page, fetched, now, JSON.stringify(kinds), limit - rows.length),
    );
  }
  return rows.map(frontierUrlOf);
}

const dueSql = `SELECT ${urlColumns}
  WHERE u.source = ? AND (u.kind = 'page') = ? AND (u.last_fetched IS NOT NULL) = ? AND u.next_due <= ?
    AND u.kind IN (SELECT value FROM json_each(?))
  ORDER BY u.next_due, u.key LIMIT ?`;

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

function makeDue(connection: Connection, source: string, at: Instant, urls?: readonly string[]): number {
  if (!urls)
    return connection.run("UPDATE urls SET next_due = ? WHERE source = ? AND state <> 'removed'", at, source).changes;
  return urls.reduce(
    (count, url) =>
      count + connection.run('UPDATE urls SET next_due = ? WHERE source = ? AND url = ?', at, source, url).changes,
    0,
  );
}

function hintsOf({ title, published, updated, attachments }: CandidateInput): Hints {
  return {
    ...(title === undefined ? {} : { title }),
    ...(published === undefined ? {} : { published }),
    ...(updated === undefined ? {} : { updated }),
    ...(attachments === undefined || attachments.length === 0 ? {} : { attachments }),
  };
}
