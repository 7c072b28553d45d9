import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFileAtomic } from '../../core/atomic-file.ts';
import { systemClock, type Clock } from '../../core/clock.ts';
import { instantOf } from '../../core/instant.ts';
import { HeraldError, messageOf } from '../../core/problem.ts';
import { describeSearch, englishDescription } from '../api/description.ts';
import type { AnnouncementHistory } from '../api/history.ts';
import { resultAnswer } from '../api/search-answer.ts';
import { factsOf } from '../api/world.ts';
import type { SearchEngine } from '../search/engine.ts';
import type { Alert } from './alerts.ts';
import { feedEntries, type FeedEntry } from './feed-entries.ts';

/** What a delivery stands on. */
export interface AlertWorld {
  readonly engine: SearchEngine;
  readonly history: AnnouncementHistory;
  /** Origin of the links in deliveries. */
  readonly base: string;
  /** The file that remembers what was delivered. */
  readonly stateFile: string;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

export interface AlertReport {
  readonly alert: string;
  readonly delivered: number;
  /** Why nothing could be delivered; the events stay due. */
  readonly failure?: string;
}

/** Entries in one delivery, the oldest that are due; the rest goes with the next run. 200 are about 200 KB, which every receiver takes. */
const mostEntries = 200;

/** Tries of one delivery, and the wait before the second, milliseconds; it triples. A receiver that restarts is back within 4 s; one that is down gets the events next run. */
const tries = 3;
const firstWaitMs = 1000;

/** Time for a receiver to answer, milliseconds. */
const timeoutMs = 10_000;

/**
 * Events looked through for an alert, and delivered ids remembered: as many as a feed looks through. Remembering fewer than are looked
 * through would deliver an event twice; looking through fewer would leave out what one run brought beyond them.
 */
const rememberedIds = 2000;

interface AlertState {
  /** Events before this instant are not due: an alert begins when it is first seen, it does not send the past. */
  readonly since: string;
  readonly delivered: readonly string[];
}

/**
 * Posts what is new for each alert, at most one delivery an alert and run. An event is delivered once: its id is written
 * down after the receiver answered 2xx. Between the two a crash could repeat a delivery; its `X-Herald-Delivery` is then the same.
 */
export async function deliverAlerts(alerts: readonly Alert[], world: AlertWorld): Promise<readonly AlertReport[]> {
  const clock = world.clock ?? systemClock;
  const states = readStates(world.stateFile);
  const reports: AlertReport[] = [];
  for (const alert of alerts) {
    const state = states[alert.id] ?? { since: instantOf(clock.now()), delivered: [] };
    const entries = await dueEntries(alert, state, world);
    const failure = entries.length === 0 ? undefined : await post(alert, entries, world, clock);
    const delivered = failure === undefined ? entries.map((entry) => entry.id) : [];
    states[alert.id] = { since: state.since, delivered: [...state.delivered, ...delivered].slice(-rememberedIds) };
    writeFileAtomic(world.stateFile, `${JSON.stringify(states, undefined, 2)}\n`);
    reports.push({ alert: alert.id, delivered: delivered.length, ...(failure === undefined ? {} : { failure }) });
  }
  return reports;
}

/** What an alert would have sent in the last days, newest first: a rehearsal before it is saved. */
export async function rehearseAlert(
  alert: Pick<Alert, 'search' | 'events'>,
  days: number,
  world: Pick<AlertWorld, 'engine' | 'history' | 'clock'>,
): Promise<readonly FeedEntry[]> {
  const since = instantOf((world.clock ?? systemClock).now() - days * 86_400_000);
  const { entries } = await feedEntries(world.engine, world.history, alert.search, {
    events: alert.events,
    entries: rememberedIds,
  });
  return entries.filter((entry) => entry.at >= since);
}

/** The signature of a delivery: receivers compute the same over the bytes of the body and compare. */
export function signature(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

async function dueEntries(
  alert: Alert,
  state: AlertState,
  { engine, history }: AlertWorld,
): Promise<readonly FeedEntry[]> {
  const known = new Set(state.delivered);
  const { entries } = await feedEntries(engine, history, alert.search, {
    events: alert.events,
    entries: rememberedIds,
  });
  // The newest come first; the oldest go first, so that a delivery that is full leaves the others to the next.
  return entries.filter((entry) => entry.at >= state.since && !known.has(entry.id)).slice(-mostEntries);
}

/** Answers why it failed, or nothing. */
async function post(
  alert: Alert,
  entries: readonly FeedEntry[],
  world: AlertWorld,
  clock: Clock,
): Promise<string | undefined> {
  const body = await deliveryBody(alert, entries, world);
  const headers = {
    'Content-Type': 'application/json',
    'X-Herald-Alert': alert.id,
    'X-Herald-Delivery': createHmac('sha256', alert.id)
      .update(entries.map((entry) => entry.id).join('\n'))
      .digest('hex')
      .slice(0, 32),
    'X-Herald-Signature': signature(alert.secret, body),
  };
  let failure = '';
  for (let attempt = 1; attempt <= tries; attempt++) {
    if (attempt > 1) await clock.sleep(firstWaitMs * 3 ** (attempt - 2));
    try {
      const response = await (world.fetch ?? fetch)(alert.url, {
        method: 'POST',
        body,
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      if (response.ok) return undefined;
      failure = `${alert.url} answered ${response.status}`;
      // The receiver refuses the delivery itself: the same one again would be refused again.
      if (response.status < 500 && response.status !== 408 && response.status !== 429) return failure;
    } catch (error) {
      failure = `${alert.url} could not be reached: ${messageOf(error)}`;
    }
  }
  return failure;
}

async function deliveryBody(
  alert: Alert,
  entries: readonly FeedEntry[],
  { engine, base }: AlertWorld,
): Promise<string> {
  const { label } = await factsOf(engine);
  return JSON.stringify({
    alert: alert.id,
    description: describeSearch(alert.search.parameters, alert.search.readAs, label, englishDescription),
    index_version: engine.indexVersion(),
    events: entries.map((entry) => ({
      id: entry.id,
      event: entry.event,
      at: entry.at,
      revision: entry.revision,
      announcement: resultAnswer(entry.hit, { base, label }),
    })),
  });
}

function readStates(path: string): Record<string, AlertState> {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, AlertState>;
  } catch (error) {
    throw new HeraldError('damaged', `cannot read what was delivered, ${path}: ${messageOf(error)}`, {
      hint: 'remove the file; alerts then begin anew from now',
      cause: error,
    });
  }
}
