import { afterEach, describe, expect, it } from 'vitest';
import { createFetcher } from '../../../crawler/fetch/fetcher.ts';
import {
  createHostClocks,
  type HostAnswer,
  type HostClocks,
  type HostLimits,
} from '../../../crawler/fetch/host-clock.ts';
import { windowWaitMs } from '../../../crawler/fetch/night-window.ts';
import { localSource, page, startSite, type Site } from './site.ts';
import { virtualClock } from './virtual-clock.ts';

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const limits: HostLimits = { delayMs: 0, latencyFactor: 0, maxDelayMs: 0, concurrency: 1, patienceMs: 300_000 };

/** Starts a turn for each answer and tells when each began, milliseconds after the first. */
async function begins(
  clocks: HostClocks,
  clock: ReturnType<typeof virtualClock>,
  answers: readonly HostAnswer[],
  more: Partial<HostLimits> = {},
  tookMs = 0,
): Promise<number[]> {
  const times: number[] = [];
  await Promise.all(
    answers.map((answer) =>
      clocks.turn('gov.example', { ...limits, ...more }, async () => {
        times.push(clock.now());
        await clock.sleep(tookMs);
        return { value: undefined, answer };
      }),
    ),
  );
  return times.map((time) => time - times[0]!);
}

const answered: HostAnswer = { kind: 'answered', latencyMs: 0 };

describe('the host clock', () => {
  it('waits after the answer, not after the request', async () => {
    const clock = virtualClock();
    expect(
      await begins(createHostClocks(clock), clock, [answered, answered, answered], { delayMs: 1000 }, 250),
    ).toEqual([0, 1250, 2500]);
  });

  it('lets several requests run only where no wait is wished', async () => {
    for (const [delayMs, most] of [
      [0, 3],
      [10, 1],
    ] as const) {
      const clock = virtualClock();
      const clocks = createHostClocks(clock);
      let running = 0;
      let peak = 0;
      await Promise.all(
        Array.from({ length: 9 }, () =>
          clocks.turn('gov.example', { ...limits, delayMs, concurrency: 3 }, async () => {
            peak = Math.max(peak, ++running);
            await clock.sleep(100);
            running -= 1;
            return { value: undefined, answer: answered };
          }),
        ),
      );
      expect(peak).toBe(most);
    }
  });

  it('leaves a slow host alone for longer, up to a limit', async () => {
    const clock = virtualClock();
    const slow: HostAnswer = { kind: 'answered', latencyMs: 800 };
    const wait = { delayMs: 100, latencyFactor: 10, maxDelayMs: 5000 };
    const [, second, third, fourth] = await begins(createHostClocks(clock), clock, [slow, slow, slow, slow], wait);
    expect([second, third! - second!, fourth! - third!]).toEqual([2000, 3500, 4625]);
    const fast = virtualClock();
    expect(await begins(createHostClocks(fast), fast, [{ ...slow, latencyMs: 60_000 }, slow], wait)).toEqual([0, 5000]);
  });

  it('keeps Retry-After for the whole host', async () => {
    const clock = virtualClock();
    expect(
      await begins(createHostClocks(clock), clock, [
        { kind: 'overloaded', status: 503, retryAfterMs: 30_000 },
        answered,
      ]),
    ).toEqual([0, 30_000]);
  });

  it('does not believe a Retry-After of years, nor a clock that was set back', async () => {
    const clock = virtualClock();
    const clocks = createHostClocks(clock);
    await begins(clocks, clock, [{ kind: 'overloaded', status: 503, retryAfterMs: 1e12 }]);
    const turn = await clocks.turn('gov.example', limits, () => Promise.resolve({ value: 1, answer: answered }));
    expect(turn).toMatchObject({ kind: 'refused', waitMs: 24 * 3_600_000 });
    let now = 10_000_000;
    const waits: number[] = [];
    const setBack = createHostClocks({
      now: () => now,
      sleep: (ms) => {
        waits.push(ms);
        now += ms;
        return Promise.resolve();
      },
    });
    const ask = (): Promise<unknown> =>
      setBack.turn('gov.example', { ...limits, delayMs: 1000 }, () => Promise.resolve({ value: 1, answer: answered }));
    await ask();
    now -= 3_600_000;
    await ask();
    expect(waits).toEqual([1000]);
  });

  it('refuses at once what would take longer than it is worth, and asks again when it is over', async () => {
    const clock = virtualClock();
    const clocks = createHostClocks(clock);
    await begins(clocks, clock, [{ kind: 'overloaded', status: 429, retryAfterMs: 3_600_000 }]);
    const turn = await clocks.turn('gov.example', limits, () => Promise.resolve({ value: 1, answer: answered }));
    expect(turn).toEqual({ kind: 'refused', reason: 'retry-after', status: 429, waitMs: 3_600_000 });
    await clock.sleep(3_600_000);
    expect(await clocks.turn('gov.example', limits, () => Promise.resolve({ value: 1, answer: answered }))).toEqual({
      kind: 'taken',
      value: 1,
    });
  });

  it('backs off exponentially with jitter after failures in a row, and leaves a dead host alone', async () => {
    const clock = virtualClock();
    const clocks = createHostClocks(clock, () => 1);
    const starts = await begins(
      clocks,
      clock,
      Array.from({ length: 10 }, (): HostAnswer => ({ kind: 'silent' })),
    );
    const gaps = starts.slice(1).map((time, i) => time - starts[i]!);
    expect(gaps).toEqual([0, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000]);
    expect(
      await clocks.turn('gov.example', limits, () => Promise.resolve({ value: 1, answer: answered })),
    ).toMatchObject({ kind: 'refused', reason: 'silent' });
    const other = await clocks.turn('other.example', limits, () => Promise.resolve({ value: 1, answer: answered }));
    expect(other.kind).toBe('taken');
  });

  it('does not take broken pages for a dead host', async () => {
    const clock = virtualClock();
    const clocks = createHostClocks(clock, () => 1);
    const failures = Array.from({ length: 15 }, (): HostAnswer => ({ kind: 'failed' }));
    expect(await begins(clocks, clock, failures)).toHaveLength(15);
  });

  it('forgets no host before its delay is over, however long that is', async () => {
    const clock = virtualClock();
    const clocks = createHostClocks(clock);
    const hour = { ...limits, delayMs: 3_600_000 };
    const ask = (host: string, wish: HostLimits): Promise<unknown> =>
      clocks.turn(host, wish, () => Promise.resolve({ value: 1, answer: answered }));
    await ask('slow.example', hour);
    await clock.sleep(1_800_000);
    for (let i = 0; i < 1100; i++) await ask('other.example', limits);
    const before = clock.now();
    await ask('slow.example', hour);
    expect(clock.now() - before).toBe(1_800_000);
  });

  it('forgets hosts that were idle for a while', async () => {
    const clock = virtualClock();
    const clocks = createHostClocks(clock);
    const ask = (host: string): Promise<unknown> =>
      clocks.turn(host, limits, () => Promise.resolve({ value: 1, answer: answered }));
    for (let i = 0; i < 900; i++) await ask(`h${i}.example`);
    expect(clocks.size).toBe(900);
    await clock.sleep(3_600_000);
    for (let i = 0; i < 200; i++) await ask('one.example');
    expect(clocks.size).toBe(1);
  });
});

describe('night windows', () => {
  const at = (time: string): number => Date.parse(`2026-07-01T${time}Z`);
  it.each([
    ['23:30', 0],
    ['05:59', 0],
    ['06:00', 16 * 60],
    ['12:00', 10 * 60],
    ['21:59', 1],
  ])('of 22:00-06:00, at %s, open in %i minutes', (time, minutes) => {
    expect(windowWaitMs({ from: '22:00', to: '06:00' }, undefined, at(`${time}:00`))).toBe(minutes * 60_000);
  });

  it('go by the zone of the source', () => {
    // 12:00 UTC is 21:00 in Tokyo.
    expect(windowWaitMs({ from: '22:00', to: '06:00' }, 'Asia/Tokyo', at('12:00:00'))).toBe(60 * 60_000);
    expect(windowWaitMs({ from: '09:00', to: '17:00' }, 'Asia/Tokyo', at('03:00:30'))).toBe(0);
    expect(windowWaitMs({ from: '12:01', to: '17:00' }, 'Asia/Tokyo', at('03:00:30'))).toBe(30_000);
  });

  it('that open much later defer a request; that open soon are waited for', async () => {
    const made = await site({ '/': 'page' });
    const clock = virtualClock(Date.parse('2026-07-01T12:00:00Z'));
    const fetcher = createFetcher({ proxy: 'none', clock });
    open.push(fetcher);
    const source = localSource({ window: { from: '12:03', to: '14:00' } });
    const night = localSource({ window: { from: '22:00', to: '23:00' } });
    expect(await fetcher.fetch(page(made.origin, { source: night }))).toMatchObject({
      kind: 'failed',
      attempts: 0,
      reason: expect.stringContaining('outside the hours') as string,
    });
    expect(made.log).toHaveLength(0);
    expect(await fetcher.fetch(page(`${made.origin}/`, { source }))).toMatchObject({ kind: 'fetched' });
    expect(clock.now()).toBe(Date.parse('2026-07-01T12:03:00Z'));
  });
});

describe('as the server sees it', () => {
  it('with a delay of 100 ms no two requests come closer than that, retries, redirects and robots included', async () => {
    let failures = 0;
    const made = await site({
      '/robots.txt': 'User-agent: *\nAllow: /',
      '/moved': (_, response) => response.writeHead(302, { location: '/0' }).end(),
      '/broken': (_, response) => (failures++ < 2 ? response.writeHead(500).end() : response.end('page')),
      '*': 'page',
    });
    const fetcher = createFetcher({ proxy: 'none', random: () => 0 });
    open.push(fetcher);
    const source = localSource({ delayMs: 100, concurrency: 4, attempts: 3 });
    const paths = ['moved', 'broken', ...Array.from({ length: 7 }, (_, i) => String(i))];
    const outcomes = await Promise.all(paths.map((path) => fetcher.fetch(page(`${made.origin}/${path}`, { source }))));
    expect(outcomes.every(({ kind }) => kind === 'fetched')).toBe(true);
    expect(made.log).toHaveLength(13);
    const gaps = made.log.slice(1).map(({ atMs }, i) => atMs - made.log[i]!.atMs);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
  });

  it("Crawl-delay is kept up to the source's cap, and holds even where no delay is wished", async () => {
    for (const [maxCrawlDelayMs, expected] of [
      [60_000, 7000],
      [3000, 3000],
    ] as const) {
      const made = await site({ '/robots.txt': 'User-agent: Herald\nCrawl-delay: 7', '*': 'page' });
      const clock = virtualClock();
      const fetcher = createFetcher({ proxy: 'none', clock });
      open.push(fetcher);
      const source = localSource({ concurrency: 8, maxCrawlDelayMs });
      await Promise.all(['/a', '/b', '/c'].map((path) => fetcher.fetch(page(`${made.origin}${path}`, { source }))));
      expect(clock.waits).toEqual([expected, expected, expected]);
      expect(fetcher.report().hosts[0]).toMatchObject({ delayMs: expected });
    }
  });

  it('Retry-After of 429 is kept, then the page is had', async () => {
    let first = true;
    const made = await site({
      '/robots.txt': '',
      '/': (_, response) => {
        if (first) response.writeHead(429, { 'retry-after': '120' }).end();
        else response.end('page');
        first = false;
      },
    });
    const clock = virtualClock();
    const started = clock.now();
    const fetcher = createFetcher({ proxy: 'none', clock });
    open.push(fetcher);
    expect(await fetcher.fetch(page(made.origin, { source: localSource({ attempts: 2 }) }))).toMatchObject({
      kind: 'fetched',
      attempts: 2,
    });
    expect(clock.now() - started).toBeGreaterThanOrEqual(120_000);
  });

  it('a long Retry-After gives the host up at once and says when it may be asked again', async () => {
    const made = await site({
      '/robots.txt': '',
      '*': (_, response) => response.writeHead(503, { 'retry-after': '7200' }).end(),
    });
    const fetcher = createFetcher({ proxy: 'none', clock: virtualClock() });
    open.push(fetcher);
    const source = localSource({ attempts: 5 });
    expect(await fetcher.fetch(page(`${made.origin}/a`, { source }))).toMatchObject({
      kind: 'failed',
      status: 503,
      attempts: 1,
    });
    expect(await fetcher.fetch(page(`${made.origin}/b`, { source }))).toMatchObject({
      kind: 'blocked',
      status: 503,
      attempts: 0,
      retryAfterMs: 7_200_000,
    });
    expect(made.log).toHaveLength(2);
  });
});

async function site(answers: Parameters<typeof startSite>[0]): Promise<Site> {
  const made = await startSite(answers);
  open.push(made);
  return made;
}
