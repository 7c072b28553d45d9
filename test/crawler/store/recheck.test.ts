import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutcomeKind } from '../../../crawler/fetch/outcome.ts';
import { lastmodTrusted, nextCheck, type Look } from '../../../crawler/store/recheck.ts';
import { silenceOf, silenceText } from '../../../crawler/store/silence.ts';
import { day, limits } from './sample.ts';

const page: Look = {
  urlKind: 'page',
  at: day(1),
  outcome: 'fetched',
  changed: false,
  fetches: 5,
  failures: 0,
  intervalMs: 8 * 3_600_000,
  removed: false,
};
const hours = (look: Partial<Look>): number =>
  (Date.parse(nextCheck({ ...page, ...look }, limits).nextDue) - Date.parse(page.at)) / 3_600_000;

describe('when a URL is asked for again', () => {
  it.each([
    ['unchanged: half as rarely again', {}, 12],
    ['changed: twice as often', { changed: true }, 4],
    ['changed, but already at the shortest interval', { changed: true, intervalMs: limits.minRecheckMs }, 1],
    ['unchanged, but already at the longest interval', { intervalMs: limits.maxRecheckMs }, 720],
    ['first capture: in the next run', { fetches: 0 }, 0],
    ['a feed: in every run', { urlKind: 'feed' }, 0],
    ['a listing that failed: in every run', { urlKind: 'listing', outcome: 'failed' }, 0],
    ['gone: when it can be confirmed', { outcome: 'gone' }, 6],
    ['gone and confirmed: soon, it may come back', { outcome: 'gone', removed: true, failures: 2 }, 12],
    ['gone and gone again: twice as long each time', { outcome: 'gone', removed: true, failures: 4 }, 48],
    ['gone for long: rarely', { outcome: 'gone', removed: true, failures: 20 }, 720],
    ['first failure', { outcome: 'failed' }, 1],
    ['fourth failure in a row', { outcome: 'unreachable', failures: 3 }, 8],
    ['hundredth failure in a row', { outcome: 'blocked', failures: 99 }, 720],
    ['asked to wait longer', { outcome: 'blocked', retryAfterMs: 5 * 3_600_000 }, 5],
    ['robots forbids: after a day', { outcome: 'disallowed' }, 24],
    ['too large: rarely', { outcome: 'too-large' }, 720],
  ] satisfies [string, Partial<Look>, number][])('%s', (_, look, expected) => {
    expect(hours(look)).toBe(expected);
  });

  it('never leaves the limits, and never lies in the past', () => {
    const outcome = fc.constantFrom<OutcomeKind>(
      'fetched',
      'not-modified',
      'gone',
      'disallowed',
      'unreachable',
      'too-large',
      'unsupported-type',
      'blocked',
      'failed',
      'redirected-out-of-scope',
    );
    const look = fc.record({
      outcome,
      changed: fc.boolean(),
      fetches: fc.nat(),
      failures: fc.nat(),
      intervalMs: fc.nat(1e12),
      removed: fc.boolean(),
    });
    fc.assert(
      fc.property(look, (some) => {
        const next = nextCheck({ ...page, ...some }, limits);
        expect(next.intervalMs).toBeGreaterThanOrEqual(limits.minRecheckMs);
        expect(next.intervalMs).toBeLessThanOrEqual(limits.maxRecheckMs);
        expect(next.nextDue >= page.at).toBe(true);
        expect(Date.parse(next.nextDue)).toBeLessThanOrEqual(Date.parse(page.at) + limits.maxRecheckMs);
      }),
    );
  });
});

describe('stated changes', () => {
  it.each([
    [{ right: 0, wrong: 0 }, false],
    [{ right: 2, wrong: 0 }, false],
    [{ right: 3, wrong: 0 }, true],
    [{ right: 3, wrong: 4 }, false],
    [{ right: 300, wrong: 200 }, true],
  ])('%j: believed %s', (record, believed) => {
    expect(lastmodTrusted(record)).toBe(believed);
  });
});

describe('silence', () => {
  const everyTwoDays = Array.from({ length: 40 }, (_, index) => 20_000 + index * 2);

  it('of 21 days is unusual for a source that speaks every second day', () => {
    const silence = silenceOf(everyTwoDays, 20_078 + 21)!;
    expect(silence).toEqual({ days: 21, usualDays: 2, longestUsualDays: 2, unusual: true });
    expect(silenceText(silence)).toBe('no new announcement for 21 days, usually every 2');
  });

  it('of a few days is not, nor is a long one of a source that speaks rarely', () => {
    expect(silenceOf(everyTwoDays, 20_078 + 6)?.unusual).toBe(false);
    expect(
      silenceOf(
        everyTwoDays.map((number) => number * 30),
        20_078 * 30 + 90,
      )?.unusual,
    ).toBe(false);
  });

  it('says nothing of a source whose habit is not known', () => {
    expect(silenceOf([1, 2, 3, 4, 5], 100)).toBeUndefined();
    expect(silenceOf([], 100)).toBeUndefined();
  });
});
