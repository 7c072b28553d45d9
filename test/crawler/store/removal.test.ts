import { describe, expect, it } from 'vitest';
import { isAlarming } from '../../../crawler/store/recheck.ts';
import type { Store } from '../../../crawler/store/store.ts';
import { announcement, day, fetched, harbour, pageUrl, rule, testStore } from './sample.ts';

/** A store that has seen the pages on the first of March. */
function storeWith(...names: string[]): Store {
  const store = testStore();
  store.beginRun(harbour, day(1));
  for (const name of names) {
    store.recordFetch(fetched(name, day(1)));
    store.putAnnouncement(announcement(name, `Text of ${name}`), day(1), { pageUrl: pageUrl(name) });
  }
  return store;
}

function statusOf(store: Store, name: string): string | undefined {
  return store.announcement(announcement(name, '').id)?.[0]?.status;
}

describe('a page that vanished', () => {
  it('is removed when a later run confirms it after the least time, and stays stored', () => {
    const store = storeWith('7');
    store.beginRun(harbour, day(2));
    expect(store.recordMissing(harbour, pageUrl('7'), day(2), rule)).toBe('missing');
    store.beginRun(harbour, day(3));
    expect(store.recordMissing(harbour, pageUrl('7'), day(3), rule)).toBe('removed');
    expect(store.announcement(announcement('7', '').id)).toMatchObject([
      { status: 'removed', removedAt: day(3), announcement: { title: 'Notice 7' } },
    ]);
    expect(store.events({ kinds: ['missing', 'removed'] }).map(({ kind, at }) => [kind, at])).toEqual([
      ['missing', day(2)],
      ['removed', day(3)],
    ]);
  });

  it('is not removed by answers of one run, however many', () => {
    const store = storeWith('7');
    store.beginRun(harbour, day(2));
    for (const hours of [0, 10, 20])
      expect(store.recordMissing(harbour, pageUrl('7'), day(2, hours), rule)).toBe('missing');
    expect(statusOf(store, '7')).toBe('live');
  });

  it('is not removed by two runs too close together', () => {
    const store = storeWith('7');
    for (const hours of [0, 3]) {
      store.beginRun(harbour, day(2, hours));
      expect(store.recordMissing(harbour, pageUrl('7'), day(2, hours), rule)).toBe('missing');
    }
    store.beginRun(harbour, day(2, 7));
    expect(store.recordMissing(harbour, pageUrl('7'), day(2, 7), rule)).toBe('removed');
  });

  it('must vanish anew when it was seen in between; an error in between changes nothing', () => {
    const store = storeWith('7', '8');
    store.beginRun(harbour, day(2));
    for (const name of ['7', '8']) store.recordMissing(harbour, pageUrl(name), day(2), rule);
    store.beginRun(harbour, day(3));
    store.recordFetch(fetched('7', day(3), { kind: 'not-modified', status: 304 }));
    store.recordFetch(fetched('8', day(3), { kind: 'failed', status: 503 }));
    store.beginRun(harbour, day(4));
    expect(['7', '8'].map((name) => store.recordMissing(harbour, pageUrl(name), day(4), rule))).toEqual([
      'missing',
      'removed',
    ]);
  });

  it('is never removed by errors alone', () => {
    const store = storeWith('7');
    for (let number = 2; number < 20; number++) {
      store.beginRun(harbour, day(number));
      store.recordFetch(
        fetched('7', day(number), number % 2 === 0 ? { kind: 'failed', status: 500 } : { kind: 'unreachable' }),
      );
    }
    expect(statusOf(store, '7')).toBe('live');
    expect(store.frontierUrl(harbour, pageUrl('7'))).toMatchObject({ state: 'live', failures: 18 });
  });

  it('is restored when it comes back, with a revision if it says something else', () => {
    const store = storeWith('7', '8');
    for (const at of [day(2), day(3)]) {
      store.beginRun(harbour, at);
      for (const name of ['7', '8']) store.recordMissing(harbour, pageUrl(name), at, rule);
    }
    expect(store.putAnnouncement(announcement('7', 'Text of 7'), day(4))).toBe('restored');
    expect(store.putAnnouncement(announcement('8', 'Another text'), day(4))).toBe('restored');
    expect(['7', '8'].map((name) => statusOf(store, name))).toEqual(['live', 'changed']);
    expect(store.events({ since: store.lastSequence() - 3 }).map(({ kind }) => kind)).toEqual([
      'restored',
      'changed',
      'restored',
    ]);
    expect(store.announcement(announcement('7', '').id)?.[0]).not.toHaveProperty('removedAt');
  });

  it('is not removed while another URL carries the announcement', () => {
    const store = storeWith('7');
    store.recordFetch(fetched('copy', day(1)));
    store.putAnnouncement(announcement('7', 'Text of 7'), day(1), { pageUrl: pageUrl('copy') });
    for (const at of [day(2), day(3)]) {
      store.beginRun(harbour, at);
      store.recordMissing(harbour, pageUrl('copy'), at, rule);
    }
    expect(statusOf(store, '7')).toBe('live');
  });

  it('is rebuilt from an archive by the instants of its answers, once only, and not by answers older than its last sight', () => {
    const store = testStore();
    store.putAnnouncement(announcement('7', 'open'), day(3));
    const answers = [day(2), day(4), day(5), day(4), day(5)];
    expect(answers.map((at) => store.recordMissing(harbour, pageUrl('7'), at, rule))).toEqual([
      'outdated',
      'missing',
      'removed',
      'outdated',
      'outdated',
    ]);
    expect(store.announcement(announcement('7', '').id)).toMatchObject([{ removedAt: day(5) }]);
    expect(store.putAnnouncement(announcement('7', 'open'), day(4))).toBe('unchanged');
    expect(statusOf(store, '7')).toBe('removed');
  });
});

describe('a whole source that vanishes', () => {
  it('raises an alarm instead: nothing counts as missing, and every step is told', () => {
    const names = Array.from({ length: 10 }, (_, index) => String(index));
    const store = storeWith(...names);
    for (const number of [2, 3, 4]) {
      const run = store.beginRun(harbour, day(number));
      for (const name of names.slice(0, 4)) store.recordMissing(harbour, pageUrl(name), day(number), rule);
      expect(store.vanishing(harbour)).toEqual({ vanished: 4, present: 10 });
      expect(isAlarming(store.vanishing(harbour), rule)).toBe(true);
      expect(store.raiseAlarm(harbour, day(number), '4 of 10 pages answered 404')).toBe(4);
      expect(store.endRun(run, day(number), 'alarm', { reason: '4 of 10 pages answered 404' })).toMatchObject({
        ending: 'alarm',
        missing: 4,
      });
    }
    expect(names.map((name) => statusOf(store, name))).toEqual(Array(10).fill('live'));
    expect(store.events({ kinds: ['alarm'] })).toMatchObject([{ details: { vanished: 4, present: 10 } }, {}, {}]);
    expect(store.frontierUrl(harbour, pageUrl('0'))).toMatchObject({ state: 'live', nextDue: day(4) });
  });

  it('is not suspected when few vanish, or when pages vanish one after the other', () => {
    const names = Array.from({ length: 10 }, (_, index) => String(index));
    const store = storeWith(...names);
    for (let number = 2; number < 12; number++) {
      store.beginRun(harbour, day(number));
      for (const name of names.slice(0, number - 1)) store.recordMissing(harbour, pageUrl(name), day(number), rule);
      expect(isAlarming(store.vanishing(harbour), rule)).toBe(false);
    }
    expect(store.counts().removed).toBe(9);
  });

  it('takes at least three pages', () => {
    expect([1, 2, 3].map((vanished) => isAlarming({ vanished, present: 4 }, rule))).toEqual([false, false, true]);
  });
});
