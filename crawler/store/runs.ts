import type { SourceId } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { OutcomeKind, RobotsAnswered, RobotsVerdict } from '../fetch/outcome.ts';
import type { Connection } from './connection.ts';
import { writeEvent } from './events.ts';
import type { OpenRuns } from './open-runs.ts';

export type RunEnding = 'complete' | 'stopped' | 'alarm' | 'failed' | 'interrupted';

/** What one crawl of one source did. */
export interface RunReport {
  readonly run: number;
  readonly source: SourceId;
  readonly started: Instant;
  readonly ended?: Instant;
  /** Missing while it runs. `interrupted`: its process ended before it did. */
  readonly ending?: RunEnding;
  readonly reason?: string;
  /** Requests made, retries included. */
  readonly requests: number;
  /** How the URLs asked for ended, by outcome. */
  readonly outcomes: Readonly<Partial<Record<OutcomeKind, number>>>;
  /** Bytes of payload received. */
  readonly bytes: number;
  /** Bytes that answers 304 saved: the size of what we had. */
  readonly savedBytes: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly reextracted: number;
  readonly restored: number;
  readonly missing: number;
  readonly removed: number;
  /** Hosts asked, the slowest on average first. */
  readonly hosts: readonly RunHost[];
  /** What robots.txt answered about the URLs, by host, verdict and reason; the most frequent first. */
  readonly robots: readonly RunRobots[];
  readonly givenUp: readonly GivenUp[];
}

export interface RunHost {
  readonly host: string;
  readonly requests: number;
  readonly meanMs: number;
  readonly slowestMs: number;
}

export interface RunRobots extends RobotsAnswered {
  /** URLs that it was asked about, redirects among them. */
  readonly urls: number;
}

export interface Runs {
  /** Begins a run of a source; until `endRun` everything recorded for that source counts for it. A run left open by a killed process is ended as `interrupted`. */
  beginRun(source: string, at: Instant): number;
  endRun(run: number, at: Instant, ending: Exclude<RunEnding, 'interrupted'>, details?: RunEndDetails): RunReport;
  /** Newest first. */
  runs(query?: { readonly source?: string; readonly limit?: number }): RunReport[];
  /** How the URLs asked for ended, over all runs, by source and outcome. */
  outcomes(): ReadonlyMap<string, Readonly<Partial<Record<OutcomeKind, number>>>>;
}

export interface RunEndDetails {
  /** Why it ended as it did. */
  readonly reason?: string;
  /** What was given up after all attempts; the first thousand are kept. */
  readonly givenUp?: readonly GivenUp[];
}

export interface GivenUp {
  readonly url: string;
  readonly reason: string;
}

/** Why pages were given up, the most frequent reason first. */
export function givenUpByReason({ givenUp }: Pick<RunReport, 'givenUp'>): { reason: string; pages: number }[] {
  const pages = new Map<string, number>();
  for (const { reason } of givenUp) pages.set(reason, (pages.get(reason) ?? 0) + 1);
  return [...pages].map(([reason, many]) => ({ reason, pages: many })).sort((one, two) => two.pages - one.pages);
}

/** More than this many given up in one run say nothing that the counts by outcome do not. */
const keptGivenUp = 1000;

export function runsOf(connection: Connection, open: OpenRuns): Runs {
  return {
    beginRun: (source, at) => connection.batch(() => beginRun(connection, open, source, at)),
    endRun: (run, at, ending, details = {}) =>
      connection.batch(() => endRun(connection, open, run, at, ending, details)),
    runs: ({ source, limit = 20 } = {}) =>
      connection
        .all<RunRow>(
          `SELECT * FROM runs ${source === undefined ? '' : 'WHERE source = ?'} ORDER BY run DESC LIMIT ?`,
          ...(source === undefined ? [] : [source]),
          limit,
        )
        .map((row) => reportOf(connection, row)),
    outcomes: () => {
      const bySource = new Map<string, Partial<Record<OutcomeKind, number>>>();
      for (const { source, outcome, count } of connection.all<{ source: string; outcome: OutcomeKind; count: number }>(
        'SELECT source, outcome, sum(count) AS count FROM run_outcomes JOIN runs USING (run) GROUP BY source, outcome',
      ))
        bySource.set(source, { ...bySource.get(source), [outcome]: count });
      return bySource;
    },
  };
}

function beginRun(connection: Connection, open: OpenRuns, source: string, at: Instant): number {
  connection.run("UPDATE runs SET ended = ?, ending = 'interrupted' WHERE source = ? AND ended IS NULL", at, source);
  connection.run('INSERT INTO sources (source) VALUES (?) ON CONFLICT DO NOTHING', source);
  const run = connection.run('INSERT INTO runs (source, started) VALUES (?, ?)', source, at).key;
  open.begin(source, run);
  writeEvent(connection, { at, kind: 'run-begun', source: source as SourceId, run });
  return run;
}

function endRun(
  connection: Connection,
  open: OpenRuns,
  run: number,
  at: Instant,
  ending: RunEnding,
  { reason, givenUp = [] }: RunEndDetails,
): RunReport {
  open.write();
  connection.run(
    'UPDATE runs SET ended = ?, ending = ?, reason = ?, given_up = ? WHERE run = ?',
    at,
    ending,
    reason,
    JSON.stringify(givenUp.slice(0, keptGivenUp)),
    run,
  );
  const row = connection.get<RunRow>('SELECT * FROM runs WHERE run = ?', run);
  if (!row) throw new RangeError(`there is no run ${run}`);
  open.end(row.source, run);
  const report = reportOf(connection, row);
  noteHealth(connection, report);
  const { outcomes, requests } = report;
  writeEvent(connection, {
    at,
    kind: 'run-ended',
    source: report.source,
    run,
    details: { ending, ...(reason === undefined ? {} : { reason }), requests, outcomes },
  });
  return report;
}

/** A source fails from the begin of the first run in which nothing was got, until one in which something is. */
function noteHealth(connection: Connection, report: RunReport): void {
  const { outcomes, source, started } = report;
  const successes = (outcomes.fetched ?? 0) + (outcomes['not-modified'] ?? 0);
  const asked = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  if (successes > 0)
    connection.run('UPDATE sources SET failing_since = NULL, failing_reason = NULL WHERE source = ?', source);
  else if (asked > 0) {
    const [worst] = Object.entries(outcomes).sort((a, b) => b[1] - a[1]);
    connection.run(
      'UPDATE sources SET failing_since = coalesce(failing_since, ?), failing_reason = ? WHERE source = ?',
      started,
      worst?.[0],
      source,
    );
  }
}

interface RunRow {
  readonly run: number;
  readonly source: string;
  readonly started: string;
  readonly ended: string | null;
  readonly ending: string | null;
  readonly reason: string | null;
  readonly given_up: string;
  readonly requests: number;
  readonly bytes: number;
  readonly saved_bytes: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly reextracted: number;
  readonly restored: number;
  readonly missing: number;
  readonly removed: number;
}

function reportOf(connection: Connection, row: RunRow): RunReport {
  const outcomes = connection.all<{ outcome: string; count: number }>(
    'SELECT outcome, count FROM run_outcomes WHERE run = ? ORDER BY count DESC',
    row.run,
  );
  const hosts = connection.all<{ host: string; requests: number; mean: number; slowest: number }>(
    'SELECT host, requests, total_ms / requests AS mean, slowest_ms AS slowest FROM run_hosts WHERE run = ? ORDER BY mean DESC',
    row.run,
  );
  const robots = connection.all<{ host: string; verdict: RobotsVerdict; reason: string; urls: number }>(
    'SELECT host, verdict, reason, urls FROM run_robots WHERE run = ? ORDER BY urls DESC, host, verdict, reason',
    row.run,
  );
  const { saved_bytes: savedBytes, given_up: givenUp, ended, ending, reason, source, started, ...counts } = row;
  return {
    ...counts,
    source: source as SourceId,
    started: started as Instant,
    ...(ended === null ? {} : { ended: ended as Instant }),
    ...(ending === null ? {} : { ending: ending as RunEnding }),
    ...(reason === null ? {} : { reason }),
    outcomes: Object.fromEntries(outcomes.map(({ outcome, count }) => [outcome, count])),
    savedBytes,
    givenUp: JSON.parse(givenUp) as GivenUp[],
    robots: robots.map(({ reason: why, ...answered }) => ({ ...answered, ...(why === '' ? {} : { reason: why }) })),
    hosts: hosts.map(({ host, requests, mean, slowest }) => ({ host, requests, meanMs: mean, slowestMs: slowest })),
  };
}
