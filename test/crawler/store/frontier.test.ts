import { describe, expect, it } from 'vitest';
import type { OutcomeKind } from '../../../crawler/fetch/outcome.ts';
import { capture, day, fetched, harbour, pageUrl, testStore } from './sample.ts';

describe('the frontier', () => {
  it('takes each URL of a source once, due at once, and lets two sources share a URL', () => {
    const store = testStore();
    const candidates = ['1', '2', '1'].map((name) => ({
      url: pageUrl(name),
      foundAs: `${pageUrl(name)}#top`,
      discoveredVia: 'listing' as const,
      attachments: [],
    }));
    expect(store.addCandidates(harbour, candidates, day(1))).toEqual({ added: 2, known: 1 });
    expect(store.addCandidates('port', candidates, day(1))).toEqual({ added: 2, known: 1 });
    expect(store.dueUrls(harbour, day(1), 10)).toMatchObject([
      { url: pageUrl('1'), fetchUrl: `${pageUrl('1')}#top`, state: 'discovered', discoveredVia: 'listing', fetches: 0 },
      { url: pageUrl('2') },
    ]);
    expect(store.dueCount(harbour, day(1))).toBe(2);
  });

  it('gives listings first, then what was never fetched, then by due time, and no more than asked for', () => {
    const store = testStore();
    store.recordFetch(fetched('known', day(1)));
    store.addCandidates(
      harbour,
      [{ url: pageUrl('fresh') }, { url: 'https://harbour.test/feed', kind: 'feed' }],
      day(2),
    );
    expect(store.dueUrls(harbour, day(3), 10).map(({ url }) => url)).toEqual([
      'https://harbour.test/feed',
      pageUrl('fresh'),
      pageUrl('known'),
    ]);
    expect(store.dueUrls(harbour, day(3), 1)).toHaveLength(1);
    expect(store.dueUrls(harbour, day(3), 10, ['page']).map(({ url }) => url)).toEqual([
      pageUrl('fresh'),
      pageUrl('known'),
    ]);
    expect(store.dueUrls('port', day(3), 10)).toEqual([]);
  });

  it('merges newer hints into older ones', () => {
    const store = testStore();
    const published = { value: '2026-03-01', precision: 'day', source: 'feed' } as const;
    store.addCandidates(harbour, [{ url: pageUrl('1'), published }], day(1));
    store.addCandidates(harbour, [{ url: pageUrl('1'), title: 'Berth 7' }], day(2));
    expect(store.frontierUrl(harbour, pageUrl('1'))?.hints).toEqual({ published, title: 'Berth 7' });
  });

  it('remembers validators of the last capture, keeps them over a 304 and forgets them after an error', () => {
    const store = testStore();
    const validators = { etag: '"1"', lastModified: 'Sun, 01 Mar 2026 12:00:00 GMT' };
    store.recordFetch(fetched('1', day(1), { validators }));
    expect(store.validators(harbour, pageUrl('1'))).toEqual(validators);
    store.recordFetch(fetched('1', day(2), { kind: 'not-modified', status: 304 }));
    expect(store.validators(harbour, pageUrl('1'))).toEqual(validators);
    store.recordFetch(fetched('1', day(3), { validators: { etag: '"2"' } }));
    expect(store.validators(harbour, pageUrl('1'))).toEqual({ etag: '"2"' });
    for (const kind of ['failed', 'unreachable', 'blocked', 'gone'] as const) {
      store.recordFetch(fetched('1', day(4), { validators }));
      store.recordFetch(fetched('1', day(5), { kind }));
      expect(store.validators(harbour, pageUrl('1'))).toBeUndefined();
    }
  });

  it('asks for a page again in the next run after its first capture, then ever more rarely, and soon after it changed', () => {
    const store = testStore();
    const waits: number[] = [];
    const look = (at: number, payload: string): void => {
      store.recordFetch(fetched('1', day(1, at), { capture: capture('1', day(1, at), payload) }));
      waits.push((Date.parse(store.frontierUrl(harbour, pageUrl('1'))!.nextDue!) - Date.parse(day(1, at))) / 3_600_000);
    };
    for (let hour = 0; hour < 6; hour++) look(hour, 'same');
    look(6, 'other');
    expect(waits.map((wait) => Math.round(wait * 10) / 10)).toEqual([0, 1, 1.5, 2.3, 3.4, 5.1, 2.5]);
    expect(store.frontierUrl(harbour, pageUrl('1'))).toMatchObject({ lastChanged: day(1, 6), fetches: 7 });
  });

  it('believes a stated change only of a source whose stated changes came true', () => {
    const store = testStore();
    const updated = (value: string): { value: string; precision: 'day'; source: 'feed' } => ({
      value,
      precision: 'day',
      source: 'feed',
    });
    for (const name of ['1', '2', '3', '4']) {
      store.addCandidates(harbour, [{ url: pageUrl(name), updated: updated('2026-03-01') }], day(1));
      for (const at of [day(1), day(2)]) store.recordFetch(fetched(name, at, { capture: capture(name, at, 'one') }));
    }
    const state = (name: string): unknown => ({
      stated: store.frontierUrl(harbour, pageUrl(name))?.changeStated,
      due: store.frontierUrl(harbour, pageUrl(name))?.nextDue,
    });
    for (const [index, name] of ['1', '2', '3'].entries()) {
      store.addCandidates(harbour, [{ url: pageUrl(name), updated: updated('2026-03-02') }], day(2));
      expect(state(name)).toEqual({ stated: true, due: day(2, 1) });
      store.recordFetch(fetched(name, day(2, 1), { capture: capture(name, day(2, 1), 'two') }));
      expect(store.lastmod(harbour)).toEqual({ right: index + 1, wrong: 0 });
    }
    store.addCandidates(harbour, [{ url: pageUrl('4'), updated: updated('2026-03-02') }], day(2));
    expect(state('4')).toEqual({ stated: true, due: day(2) });
    store.recordFetch(fetched('4', day(2), { capture: capture('4', day(2), 'one') }));
    expect(store.lastmod(harbour)).toEqual({ right: 3, wrong: 1 });
  });

  it('asks for everything at once when told to, removed pages excepted', () => {
    const store = testStore();
    for (const name of ['1', '2', '3']) for (const at of [day(1), day(2)]) store.recordFetch(fetched(name, at));
    expect(store.dueCount(harbour, day(2))).toBe(0);
    expect([
      store.makeDue(harbour, day(2), [pageUrl('1'), pageUrl('nobody')]),
      store.dueCount(harbour, day(2)),
    ]).toEqual([1, 1]);
    expect([store.makeDue(harbour, day(2)), store.dueCount(harbour, day(2))]).toEqual([3, 3]);
  });

  it('finds the capture that holds a payload, and lists those of a URL', () => {
    const store = testStore();
    const [first, again] = [capture('1', day(1), 'bytes'), capture('1', day(2), 'bytes', { kind: 'revisit' })];
    store.recordFetch(fetched('1', day(1), { capture: first }));
    store.recordFetch(fetched('1', day(2), { capture: again }));
    store.recordFetch(fetched('1', day(2), { capture: again }));
    expect(store.findOriginal(first.digest)).toEqual(first);
    expect(store.findOriginal('sha256:00')).toBeUndefined();
    expect(store.capturesOfUrl(pageUrl('1'))).toEqual([first, again]);
  });
});

describe('a run', () => {
  it('counts requests by outcome, bytes, what 304 saved, robots verdicts, and hosts, the slowest first', () => {
    const store = testStore();
    const run = store.beginRun(harbour, day(1));
    const robots = [{ host: 'harbour.test', verdict: 'allowed' }] as const;
    store.recordFetch(fetched('1', day(1), { bytes: 1000, tookMs: 30, robots }));
    store.recordFetch(fetched('1', day(1), { kind: 'not-modified', tookMs: 10, robots }));
    store.recordFetch(fetched('2', day(1), { kind: 'failed', attempts: 3, status: 500, tookMs: 20 }));
    store.recordFetch({
      ...fetched('3', day(1), { kind: 'fetched', tookMs: 500, bytes: 5 }),
      url: 'https://slow.test/',
    });
    const forbidden = [{ host: 'harbour.test', verdict: 'disallowed', reason: 'Disallow: /4' }] as const;
    store.recordFetch(fetched('4', day(1), { kind: 'disallowed', attempts: 0, robots: forbidden }));
    const report = store.endRun(run, day(1, 1), 'complete', {
      givenUp: [{ url: pageUrl('2'), reason: '500 three times' }],
    });
    expect(report).toMatchObject({
      source: harbour,
      started: day(1),
      ended: day(1, 1),
      ending: 'complete',
      requests: 6,
      outcomes: { fetched: 2, 'not-modified': 1, failed: 1, disallowed: 1 },
      bytes: 1005,
      savedBytes: 1000,
      givenUp: [{ url: pageUrl('2'), reason: '500 three times' }],
      hosts: [
        { host: 'slow.test', requests: 1, slowestMs: 500 },
        { host: 'harbour.test', requests: 5 },
      ],
      robots: [
        { host: 'harbour.test', verdict: 'allowed', urls: 2 },
        { host: 'harbour.test', verdict: 'disallowed', reason: 'Disallow: /4', urls: 1 },
      ],
    });
    expect(store.runs()).toEqual([report]);
    expect(store.events().map(({ kind }) => kind)).toEqual(['run-begun', 'run-ended']);
  });

  it('does not count what was undone with its transaction', () => {
    const store = testStore();
    const run = store.beginRun(harbour, day(1));
    const undone = (): void =>
      store.batch(() => {
        store.recordFetch(fetched('1', day(1), { bytes: 1000 }));
        throw new Error('the disk is full');
      });
    expect(undone).toThrow('the disk is full');
    store.recordFetch(fetched('2', day(1), { bytes: 5 }));
    expect(store.endRun(run, day(1, 1), 'complete')).toMatchObject({ bytes: 5, outcomes: { fetched: 1 } });
  });

  it('in which nothing could be got makes the source failing since its begin, until one in which something is', () => {
    const store = testStore();
    const runWith = (number: number, kind: OutcomeKind): void => {
      const run = store.beginRun(harbour, day(number));
      store.recordFetch(fetched('1', day(number, 1), { kind }));
      store.endRun(run, day(number, 2), 'complete');
    };
    const health = (): unknown => {
      const { failingSince, failingReason, lastSuccess } = store.coverage(day(30))[0]!;
      return [failingSince, failingReason, lastSuccess];
    };
    runWith(1, 'fetched');
    expect(health()).toEqual([undefined, undefined, day(1, 1)]);
    runWith(2, 'unreachable');
    runWith(3, 'blocked');
    expect(health()).toEqual([day(2), 'blocked', day(1, 1)]);
    runWith(4, 'not-modified');
    expect(health()).toEqual([undefined, undefined, day(4, 1)]);
  });

  it('that was cut off is told as interrupted when the next begins', () => {
    const store = testStore();
    store.beginRun(harbour, day(1));
    store.beginRun(harbour, day(2));
    expect(store.runs({ source: harbour }).map(({ ending }) => ending)).toEqual([undefined, 'interrupted']);
  });
});
