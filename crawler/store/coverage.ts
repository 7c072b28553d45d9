import type { SourceId } from '../../core/announcement.ts';
import { dayRange, type Instant } from '../../core/instant.ts';
import type { RobotsVerdict } from '../fetch/outcome.ts';
import type { Connection } from './connection.ts';
import { writeEvent } from './events.ts';
import { silenceOf, type Silence } from './silence.ts';

/** How completely we have a source, and how it is doing. */
export interface SourceCoverage {
  readonly source: SourceId;
  readonly announcements: number;
  readonly live: number;
  readonly changed: number;
  readonly removed: number;
  readonly revisions: number;
  /** First and last published date, as stated. */
  readonly firstPublished?: string;
  readonly lastPublished?: string;
  /** Without a published date. */
  readonly undated: number;
  /** When an announcement was first seen, for the newest one. */
  readonly lastNew?: Instant;
  readonly lastSuccess?: Instant;
  /** Since when nothing could be got although it was asked for, and how most requests ended. */
  readonly failingSince?: Instant;
  readonly failingReason?: string;
  readonly robots?: { readonly verdict: RobotsVerdict; readonly reason?: string; readonly at: Instant };
  /** Milliseconds between requests that robots.txt asks for, before any cap of ours. */
  readonly crawlDelayMs?: number;
  /** The wait after an answer that was kept last, milliseconds. */
  readonly waitMs?: number;
  /** The name under which it was asked last. */
  readonly userAgent?: string;
  /** URLs of the frontier by state. */
  readonly urls: Readonly<Record<'discovered' | 'live' | 'missing' | 'removed' | 'refused', number>>;
  /** How long nothing new was published, against its habit. */
  readonly silence?: Silence;
}

/** How a source was asked in a run, and what its robots.txt said to it. */
export interface Manners {
  readonly verdict: RobotsVerdict;
  readonly reason?: string;
  readonly crawlDelayMs?: number;
  readonly waitMs?: number;
  readonly userAgent?: string;
}

export interface Coverage {
  /** By source id. `now` is for the silence. */
  coverage(now: Instant): SourceCoverage[];
  recordManners(source: string, at: Instant, manners: Manners): void;
}

export function coverageOf(connection: Connection): Coverage {
  return {
    coverage: (now) => connection.reading(() => coverage(connection, now)),
    recordManners: (source, at, manners) => connection.batch(() => recordManners(connection, source, at, manners)),
  };
}

function recordManners(
  connection: Connection,
  source: string,
  at: Instant,
  { verdict, reason, crawlDelayMs, waitMs, userAgent }: Manners,
): void {
  const before = connection.get<{ robots_verdict: string | null }>(
    'SELECT robots_verdict FROM sources WHERE source = ?',
    source,
  );
  connection.run(
    `INSERT INTO sources (source, robots_verdict, robots_reason, robots_at, crawl_delay_ms, wait_ms, user_agent)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
     ON CONFLICT DO UPDATE SET robots_verdict = ?2, robots_reason = ?3, robots_at = ?4, crawl_delay_ms = ?5, wait_ms = ?6, user_agent = ?7`,
    source,
    verdict,
    reason,
    at,
    crawlDelayMs,
    waitMs,
    userAgent,
  );
  if ((before?.robots_verdict ?? verdict) === verdict) return;
  writeEvent(connection, {
    at,
    kind: 'robots',
    source: source as SourceId,
    details: { verdict, before: before?.robots_verdict, ...(reason === undefined ? {} : { reason }) },
  });
}

interface CountRow {
  readonly source: string;
  readonly announcements: number;
  readonly live: number;
  readonly changed: number;
  readonly removed: number;
  readonly revisions: number;
  readonly undated: number;
  readonly first_published: string | null;
  readonly last_published: string | null;
  readonly last_new: string | null;
}

interface SourceRow {
  readonly source: string;
  readonly robots_verdict: string | null;
  readonly robots_reason: string | null;
  readonly robots_at: string | null;
  readonly last_success: string | null;
  readonly failing_since: string | null;
  readonly failing_reason: string | null;
  /** Absent in stores of format 1, as are the two that follow. */
  readonly crawl_delay_ms?: number | null;
  readonly wait_ms?: number | null;
  readonly user_agent?: string | null;
}

function coverage(connection: Connection, now: Instant): SourceCoverage[] {
  const counts = new Map(connection.all<CountRow>(countSql).map((row) => [row.source, row]));
  const facts = new Map(connection.all<SourceRow>('SELECT * FROM sources').map((row) => [row.source, row]));
  const urls = urlCounts(connection);
  const sources = [...new Set([...counts.keys(), ...facts.keys(), ...urls.keys()])].sort();
  return sources.map((source) => ({
    source: source as SourceId,
    ...countsOf(counts.get(source)),
    ...factsOf(facts.get(source)),
    urls: { discovered: 0, live: 0, missing: 0, removed: 0, refused: 0, ...urls.get(source) },
    ...silence(connection, source, now),
  }));
}

const countSql = `SELECT source, count(*) AS announcements, sum(status = 'live') AS live, sum(status = 'changed') AS changed,
    sum(status = 'removed') AS removed, sum(revisions) AS revisions, sum(published IS NULL) AS undated,
    min(published) AS first_published, max(published) AS last_published, max(first_seen) AS last_new
  FROM announcements GROUP BY source`;

function countsOf(row: CountRow | undefined): Omit<SourceCoverage, 'source' | 'urls'> {
  if (!row) return { announcements: 0, live: 0, changed: 0, removed: 0, revisions: 0, undated: 0 };
  const { announcements, live, changed, removed, revisions, undated } = row;
  return {
    announcements,
    live,
    changed,
    removed,
    revisions,
    undated,
    ...(row.first_published === null ? {} : { firstPublished: row.first_published }),
    ...(row.last_published === null ? {} : { lastPublished: row.last_published }),
    ...(row.last_new === null ? {} : { lastNew: row.last_new as Instant }),
  };
}

function factsOf(row: SourceRow | undefined): Partial<SourceCoverage> {
  if (!row) return {};
  const robots =
    row.robots_verdict === null || row.robots_at === null
      ? {}
      : {
          robots: {
            verdict: row.robots_verdict as RobotsVerdict,
            at: row.robots_at as Instant,
            ...(row.robots_reason === null ? {} : { reason: row.robots_reason }),
          },
        };
  return {
    ...robots,
    ...(row.last_success === null ? {} : { lastSuccess: row.last_success as Instant }),
    ...(row.failing_since === null ? {} : { failingSince: row.failing_since as Instant }),
    ...(row.failing_reason === null ? {} : { failingReason: row.failing_reason }),
    ...(typeof row.crawl_delay_ms === 'number' ? { crawlDelayMs: row.crawl_delay_ms } : {}),
    ...(typeof row.wait_ms === 'number' ? { waitMs: row.wait_ms } : {}),
    ...(typeof row.user_agent === 'string' ? { userAgent: row.user_agent } : {}),
  };
}

function urlCounts(connection: Connection): Map<string, Record<string, number>> {
  const counts = new Map<string, Record<string, number>>();
  for (const row of connection.all<{ source: string; state: string; count: number }>(
    'SELECT source, state, count(*) AS count FROM urls GROUP BY source, state',
  )) {
    counts.set(row.source, { ...counts.get(row.source), [row.state]: row.count });
  }
  return counts;
}

/** Newest publication days looked at for the habit: about the last half year of a daily source, many years of a rare one. */
const habitDays = 120;

function silence(connection: Connection, source: string, now: Instant): { readonly silence?: Silence } {
  const published = connection.all<{ published: string }>(
    'SELECT DISTINCT substr(published, 1, 10) AS published FROM announcements WHERE source = ? AND published IS NOT NULL AND published <= ? ORDER BY published DESC LIMIT ?',
    source,
    now,
    habitDays,
  );
  const days = published.flatMap(({ published: value }) => {
    const range = dayRange(value);
    return range?.first === range?.last && range ? [range.first] : [];
  });
  const answer = silenceOf(days, Math.floor(Date.parse(now) / 86_400_000));
  return answer ? { silence: answer } : {};
}
