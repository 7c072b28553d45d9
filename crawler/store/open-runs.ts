import type { OutcomeKind, RobotsAnswered } from '../fetch/outcome.ts';
import type { Connection } from './connection.ts';

/** What one look, or one page, adds to its source's run. */
export type RunCount = 'new' | 'changed' | 'unchanged' | 'reextracted' | 'restored' | 'missing' | 'removed';

export interface RunFetch {
  readonly url: string;
  readonly kind: OutcomeKind;
  readonly attempts: number;
  readonly tookMs: number;
  readonly bytes: number;
  readonly savedBytes: number;
  readonly robots: readonly RobotsAnswered[];
}

/**
 * Which run of which source this process has open, and what they counted since it was last written. A page adds to five rows of the
 * runs' tables, the same five as the page before: they are written once a transaction, with what the transaction itself writes.
 */
export class OpenRuns {
  readonly #connection: Connection;
  readonly #bySource = new Map<string, Tally>();

  constructor(connection: Connection) {
    this.#connection = connection;
    connection.gathers({ write: () => this.write(), forget: () => this.#forget() });
  }

  begin(source: string, run: number): void {
    this.#bySource.set(source, newTally(run));
  }

  /** The open run of a source. */
  runOf(source: string): number | undefined {
    return this.#bySource.get(source)?.run;
  }

  end(source: string, run: number): void {
    if (this.runOf(source) === run) this.#bySource.delete(source);
  }

  /** Counts for the source's open run, if there is one. Inside a transaction only. */
  count(source: string, what: RunCount): void {
    const tally = this.#bySource.get(source);
    if (tally !== undefined) add(tally.columns, what, 1);
  }

  /** Counts a fetch for the source's open run, if there is one. Inside a transaction only. */
  countFetch(source: string, { url, kind, attempts, tookMs, bytes, savedBytes, robots }: RunFetch): void {
    const tally = this.#bySource.get(source);
    if (tally === undefined) return;
    add(tally.columns, 'requests', attempts);
    add(tally.columns, 'bytes', bytes);
    add(tally.columns, 'saved_bytes', savedBytes);
    add(tally.outcomes, kind, 1);
    for (const answered of robots) add(tally.robots, keyOf(answered), 1);
    if (attempts > 0 && URL.canParse(url)) addHost(tally, new URL(url).host, attempts, tookMs);
  }

  /** Writes what was counted, so that it can be read. Inside a transaction only. */
  write(): void {
    for (const [source, tally] of this.#bySource) {
      if (tally.columns.size === 0 && tally.outcomes.size === 0) continue;
      writeTally(this.#connection, tally);
      this.#bySource.set(source, newTally(tally.run));
    }
  }

  /** The transaction was undone, and what it counted with it. */
  #forget(): void {
    for (const [source, { run }] of this.#bySource) this.#bySource.set(source, newTally(run));
  }
}

type Column = RunCount | 'requests' | 'bytes' | 'saved_bytes';

interface Tally {
  readonly run: number;
  readonly columns: Map<Column, number>;
  readonly outcomes: Map<OutcomeKind, number>;
  readonly hosts: Map<string, { requests: number; totalMs: number; slowestMs: number }>;
  /** URLs by what robots.txt answered: host, verdict and reason as JSON. */
  readonly robots: Map<string, number>;
}

function newTally(run: number): Tally {
  return { run, columns: new Map(), outcomes: new Map(), hosts: new Map(), robots: new Map() };
}

function add<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function addHost({ hosts }: Tally, host: string, requests: number, tookMs: number): void {
  const counts = hosts.get(host) ?? { requests: 0, totalMs: 0, slowestMs: 0 };
  counts.requests += requests;
  counts.totalMs += tookMs;
  counts.slowestMs = Math.max(counts.slowestMs, tookMs);
  hosts.set(host, counts);
}

function keyOf({ host, verdict, reason = '' }: RobotsAnswered): string {
  return JSON.stringify([host, verdict, reason]);
}

function writeTally(connection: Connection, { run, columns, outcomes, hosts, robots }: Tally): void {
  const names = [...columns.keys()].sort();
  if (names.length > 0)
    connection.run(
      `UPDATE runs SET ${names.map((name) => `${name} = ${name} + ?`).join(', ')} WHERE run = ?`,
      ...names.map((name) => columns.get(name)),
      run,
    );
  for (const [outcome, count] of outcomes)
    connection.run(
      'INSERT INTO run_outcomes VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET count = count + ?3',
      run,
      outcome,
      count,
    );
  for (const [host, { requests, totalMs, slowestMs }] of hosts)
    connection.run(
      `INSERT INTO run_hosts VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET
         requests = requests + ?3, total_ms = total_ms + ?4, slowest_ms = max(slowest_ms, ?5)`,
      run,
      host,
      requests,
      totalMs,
      slowestMs,
    );
  for (const [key, urls] of robots)
    connection.run(
      'INSERT INTO run_robots VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET urls = urls + ?5',
      run,
      ...(JSON.parse(key) as [string, string, string]),
      urls,
    );
}
