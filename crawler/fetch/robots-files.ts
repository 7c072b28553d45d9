import type { Clock } from '../../core/clock.ts';
import type { Verdict } from './judge.ts';
import { allowEverything, parseRobots, type Robots } from './robots.ts';

/** robots.txt files by authority: asked once, kept for a day at most, and never taken for permission when they could not be had. */
export interface RobotsFiles {
  /**
   * The rules for a URL's authority.
   * @param ask how to ask for the file, when it must be asked for
   */
  rulesFor(url: URL, ask: (robotsUrl: URL) => Promise<RobotsAnswer>): Promise<RobotsState>;
}

/** What asking for robots.txt came to, redirects followed. */
export type RobotsAnswer =
  | { readonly kind: 'file'; readonly content: Uint8Array }
  /** 4xx but for 429, or more redirects than RFC 9309 asks us to follow. */
  | { readonly kind: 'unavailable' }
  /** 429, 5xx, no answer. */
  | { readonly kind: 'unreachable'; readonly reason: string; readonly retryAfterMs?: number }
  /** Nothing was sent, for a reason of ours (budget, hours) or the host's (Retry-After): nothing to remember. */
  | { readonly kind: 'not-asked'; readonly verdict: Exclude<Verdict, { kind: 'redirect' }> };

export type RobotsState =
  | { readonly kind: 'rules'; readonly robots: Robots }
  | { readonly kind: 'unreachable'; readonly reason: string; readonly retryAfterMs: number }
  | { readonly kind: 'not-asked'; readonly verdict: Exclude<Verdict, { kind: 'redirect' }> };

/** RFC 9309 §2.4: not longer than 24 hours. */
const keepMs = 24 * 3_600_000;

/** How long a host whose robots.txt was unreachable is left alone, milliseconds: a quarter of an hour is a short outage; every URL of the host is deferred meanwhile. */
const keepUnreachableMs = 15 * 60_000;

/** Authorities in memory before expired ones are thrown out; some kilobytes each. */
const sweepAt = 2000;

export function createRobotsFiles(clock: Clock, productToken: string): RobotsFiles {
  const known = new Map<string, { state: Promise<RobotsState>; until: number }>();

  return {
    rulesFor(url, ask) {
      const now = clock.now();
      const found = known.get(url.origin);
      if (found !== undefined && found.until > now) return found.state;
      if (known.size >= sweepAt) for (const [authority, { until }] of known) if (until <= now) known.delete(authority);
      // The entry is there before the answer is: everybody else who needs it waits for the same one.
      const entry = {
        until: Infinity,
        state: Promise.resolve<RobotsState>(unreachable('not asked yet', keepUnreachableMs)),
      };
      entry.state = ask(new URL('/robots.txt', url)).then(
        (answer) => {
          const state = stateOf(answer, productToken);
          entry.until = clock.now() + keptMs(state);
          return state;
        },
        (error: unknown) => {
          // A fault of ours is not to be remembered as an answer of theirs.
          entry.until = 0;
          throw error;
        },
      );
      known.set(url.origin, entry);
      return entry.state;
    },
  };
}

/** What an answer to robots.txt means, by its status alone (RFC 9309 §2.3.1): `rules` to read, `unavailable` allows, `unreachable` defers the host. */
export function robotsMeaning(status: number): 'rules' | 'unavailable' | 'unreachable' {
  if (status >= 200 && status < 300) return 'rules';
  return status >= 400 && status < 500 && status !== 429 ? 'unavailable' : 'unreachable';
}

function keptMs(state: RobotsState): number {
  switch (state.kind) {
    case 'rules':
      return keepMs;
    case 'unreachable':
      return Math.min(state.retryAfterMs, keepMs);
    case 'not-asked':
      return 0;
  }
}

function stateOf(answer: RobotsAnswer, productToken: string): RobotsState {
  switch (answer.kind) {
    case 'file':
      return { kind: 'rules', robots: parseRobots(answer.content, productToken) };
    case 'unavailable':
      return { kind: 'rules', robots: allowEverything };
    case 'not-asked':
      return answer;
    case 'unreachable':
      return unreachable(answer.reason, Math.max(answer.retryAfterMs ?? 0, keepUnreachableMs));
  }
}

function unreachable(reason: string, retryAfterMs: number): RobotsState {
  return { kind: 'unreachable', reason, retryAfterMs };
}
