import { instantOf, type Instant } from '../../core/instant.ts';
import type { RemovalRule, Schedule } from '../../core/source.ts';
import { outcomeRemedy, type OutcomeKind } from '../fetch/outcome.ts';

/** Bounds of the interval, milliseconds. */
export type RecheckLimits = Pick<Schedule, 'minRecheckMs' | 'maxRecheckMs'> & Pick<RemovalRule, 'afterMs'>;

/** A look at a URL that has just ended, and what was known before it. */
export interface Look {
  readonly urlKind: 'page' | 'listing' | 'feed' | 'sitemap';
  readonly at: Instant;
  readonly outcome: OutcomeKind;
  /** Whether the page said something else than before. */
  readonly changed: boolean;
  /** Answered well how often before this look. */
  readonly fetches: number;
  /** Failures in a row before this look. */
  readonly failures: number;
  readonly intervalMs?: number;
  /** Whether its removal is confirmed already. */
  readonly removed: boolean;
  /** Retry-After: it is not asked for earlier than that, the longest interval notwithstanding. */
  readonly retryAfterMs?: number;
}

export interface NextCheck {
  readonly nextDue: Instant;
  readonly intervalMs: number;
}

/**
 * A page that changed is asked for twice as often, one that did not half as rarely again. Halving follows a burst of
 * corrections within two or three looks; growing by a half needs about ten looks from an hour to two months, so that a
 * quiet archive page soon costs little. (Guesses of 2026-11; larger factors hunt, smaller ones waste requests.)
 */
const shrinkFactor = 0.5;
const growFactor = 1.5;

/** robots.txt may be cached for a day (RFC 9309 §2.4): asking earlier asks the same rules. */
const disallowedMs = 24 * 3_600_000;

/**
 * When to ask for a URL again. Feeds, sitemaps and listings: in every run. A page after its first capture: in the next
 * run; then on an interval of its own that shrinks when it changed and grows when not, within the source's limits.
 */
export function nextCheck(look: Look, limits: RecheckLimits): NextCheck {
  const base = clamp(look.intervalMs ?? limits.minRecheckMs, limits);
  if (look.outcome === 'fetched' || look.outcome === 'not-modified') return afterSuccess(look, base, limits);
  return {
    nextDue: later(look.at, Math.max(look.retryAfterMs ?? 0, waitAfterFailure(look, limits))),
    intervalMs: base,
  };
}

function afterSuccess(look: Look, base: number, limits: RecheckLimits): NextCheck {
  if (look.urlKind !== 'page') return { nextDue: look.at, intervalMs: limits.minRecheckMs };
  if (look.fetches === 0) return { nextDue: look.at, intervalMs: limits.minRecheckMs };
  // The second look has no interval behind it that proved too long or too short.
  if (look.fetches === 1 && !look.changed)
    return { nextDue: later(look.at, limits.minRecheckMs), intervalMs: limits.minRecheckMs };
  const intervalMs = clamp(Math.round(base * (look.changed ? shrinkFactor : growFactor)), limits);
  return { nextDue: later(look.at, intervalMs), intervalMs };
}

/** The interval itself stays: a failure says nothing about how often the page changes. */
function waitAfterFailure(look: Look, limits: RecheckLimits): number {
  if (look.urlKind !== 'page') return 0;
  if (look.outcome === 'gone') return look.removed ? waitAfterRemoval(look, limits) : limits.afterMs;
  if (look.outcome === 'disallowed') return Math.min(disallowedMs, limits.maxRecheckMs);
  if (outcomeRemedy[look.outcome] === 'never-retry') return limits.maxRecheckMs;
  return Math.min(limits.maxRecheckMs, limits.minRecheckMs * 2 ** Math.min(look.failures, 30));
}

/**
 * A page may come back soon after it was withdrawn, or never: asked again after a day or two, then twice as long each time. A page
 * that is restored within a week is noticed within another; one that stays away costs seven requests in its first three months.
 */
function waitAfterRemoval({ failures }: Look, { afterMs, minRecheckMs, maxRecheckMs }: RecheckLimits): number {
  return Math.min(maxRecheckMs, Math.max(afterMs, minRecheckMs) * 2 ** Math.min(Math.max(0, failures - 1), 30));
}

function clamp(intervalMs: number, { minRecheckMs, maxRecheckMs }: RecheckLimits): number {
  return Math.max(minRecheckMs, Math.min(maxRecheckMs, intervalMs));
}

function later(at: Instant, ms: number): Instant {
  return instantOf(Date.parse(at) + ms);
}

/** How often a stated change (a sitemap's lastmod, a feed's updated) came true. */
export interface LastmodRecord {
  readonly right: number;
  readonly wrong: number;
}

/** Predictions that must have come true before lastmod is believed. Many sites stamp every page with the day of the export. */
const leastRight = 3;

/** Share of predictions that must come true. Below, most requests that it causes are in vain. */
const rightShare = 0.5;

export function lastmodTrusted({ right, wrong }: LastmodRecord): boolean {
  return right >= leastRight && right / (right + wrong) >= rightShare;
}

/** Pages that vanished in a run, of those that were there. */
export interface Vanishing {
  readonly vanished: number;
  readonly present: number;
}

/** Fewer than this never raise an alarm: of a source with four announcements, one withdrawn is a quarter. */
const leastVanished = 3;

/** Whether so much of a source vanished at once that the site is to be doubted and not its announcements. */
export function isAlarming({ vanished, present }: Vanishing, rule: Pick<RemovalRule, 'alarmShare'>): boolean {
  return vanished >= leastVanished && vanished > rule.alarmShare * present;
}
