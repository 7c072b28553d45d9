import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/instant.ts';
import type { CrawlState } from '../../../server/api/crawl-state.ts';
import { statusAnswerSchema } from '../../../server/api/schemas.ts';
import { madeAtOf } from '../../../server/api/status.ts';
import { federation } from './announcements.ts';
import { testWorld } from './world.ts';

const crawl: CrawlState = {
  announcements: 7,
  revisions: 9,
  live: 5,
  changed: 1,
  removed: 1,
  lastSequence: 12,
  due: 3,
  sources: [
    {
      source: 'lake-county',
      announcements: 7,
      lastSuccess: '2026-09-14T02:04:11.000Z' as Instant,
      urls: { live: 6, removed: 1 },
      outcomes: { fetched: 20, 'not-modified': 4 },
    },
    {
      source: 'odd "name"\\',
      announcements: 0,
      failingSince: '2026-09-01T00:00:00.000Z' as Instant,
      urls: {},
      outcomes: {},
    },
  ],
  runs: [
    {
      source: 'lake-county',
      started: '2026-09-14T02:00:00.000Z' as Instant,
      requests: 24,
      outcomes: { fetched: 20, 'not-modified': 4 },
      bytes: 1000,
      savedBytes: 300,
      new: 1,
      changed: 0,
      unchanged: 23,
      restored: 0,
      missing: 0,
      removed: 0,
      robots: [
        { host: 'lake.example', verdict: 'allowed', urls: 24 },
        { host: 'lake.example', verdict: 'disallowed', reason: 'Disallow: /drafts/', urls: 2 },
      ],
      slowestHost: { host: 'lake.example', requests: 24, meanMs: 40.5, slowestMs: 900 },
      givenUp: [{ reason: 'robots.txt forbids it: Disallow: /drafts/', pages: 2 }],
    },
  ],
};
const version = '20260914T021000123Z-9f3c';
const world = testWorld(federation, { indexVersion: version, crawlState: () => crawl });

describe('/api/v1/status', () => {
  it('tells of index, store, queue, sources and runs', async () => {
    const answer = statusAnswerSchema.parse(await world.json('/api/v1/status'));
    expect(answer).toMatchObject({
      index: { version, announcements: federation.length, made_at: '2026-09-14T02:10:00.123Z' },
      store: { announcements: 7, removed: 1, last_event: 12 },
      due: 3,
      sources: [{ source: 'lake-county', outcomes: { fetched: 20 } }, { failing_since: '2026-09-01T00:00:00.000Z' }],
      runs: [
        {
          source: 'lake-county',
          ending: null,
          outcomes: { fetched: 20, 'not-modified': 4 },
          saved_bytes: 300,
          robots: [
            { host: 'lake.example', verdict: 'allowed', reason: null, urls: 24 },
            { verdict: 'disallowed', reason: 'Disallow: /drafts/', urls: 2 },
          ],
          slowest_host: { host: 'lake.example', mean_ms: 40.5, slowest_ms: 900 },
          given_up: [{ pages: 2 }],
        },
      ],
    });
  });

  it('tells what it knows where there is only an index', async () => {
    expect(await testWorld().json('/api/v1/status')).toMatchObject({ store: null, due: null, sources: [] });
  });

  it('reads the instant of a snapshot from its name', () => {
    expect(madeAtOf(version)).toBe('2026-09-14T02:10:00.123Z');
    expect(madeAtOf('something else')).toBeUndefined();
  });
});

/** A reader of the Prometheus text format: every line must be a comment or a sample, every sample of a declared metric. */
function readMetrics(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  for (const line of text.trimEnd().split('\n')) {
    const declared = /^# TYPE (\w+) (counter|gauge|histogram)$/.exec(line);
    if (declared !== null) types.set(declared[1]!, declared[2]!);
    if (line.startsWith('#')) continue;
    const sample = /^(\w+)(\{(?:\w+="(?:[^"\\]|\\["\\n])*",?)+\})? (\S+)$/.exec(line);
    expect(sample, line).not.toBeNull();
    const [, name, labels = '', value] = sample!;
    expect(types.has(name!) || types.get(name!.replace(/_(?:bucket|sum|count)$/, '')) === 'histogram', line).toBe(true);
    expect(samples.has(name! + labels), line).toBe(false);
    expect(Number.isFinite(Number(value)), line).toBe(true);
    samples.set(name! + labels, Number(value));
  }
  return samples;
}

describe('/metrics', () => {
  it('counts requests by route, method and status, and how long they took', async () => {
    const own = testWorld();
    await own.get('/api/v1/search?q=water');
    await own.get('/api/v1/search?q=roads');
    await own.get('/api/v1/search?limit=0');
    await own.get('/announcements/lake-county-0001');
    await own.get('/no/such/page');
    await own.app.request('http://herald.example/api/v1/search', { method: 'BREW' });
    await own.app.request('http://herald.example/api/v1/admin/crawl', { method: 'POST' });
    const samples = readMetrics(await own.text('/metrics'));
    const route = 'route="/api/v1/search"';
    expect(samples.get(`herald_http_requests_total{${route},method="GET",status="200"}`)).toBe(2);
    expect(samples.get(`herald_http_requests_total{${route},method="GET",status="400"}`)).toBe(1);
    expect(samples.get('herald_http_requests_total{route="/announcements/:id",method="GET",status="200"}')).toBe(1);
    expect(samples.get('herald_http_requests_total{route="none",method="GET",status="404"}')).toBe(1);
    expect(samples.get('herald_http_requests_total{route="none",method="other",status="405"}')).toBe(1);
    expect(samples.get(`herald_http_request_duration_seconds_bucket{${route},le="+Inf"}`)).toBe(3);
    expect(samples.get(`herald_http_request_duration_seconds_count{${route}}`)).toBe(3);
    expect(samples.get(`herald_http_request_duration_seconds_bucket{${route},le="60"}`)).toBe(3);
  });

  it('tells version and age of the index, the crawl by source and outcome, and the queue', async () => {
    const response = await world.get('/metrics');
    expect(response.headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const samples = readMetrics(await response.text());
    expect(samples.get(`herald_index_info{version="${version}"}`)).toBe(1);
    expect(samples.get('herald_index_announcements')).toBe(federation.length);
    expect(samples.get('herald_index_age_seconds')).toBeGreaterThan(0);
    expect(samples.get('herald_fetches_total{source="lake-county",outcome="not-modified"}')).toBe(4);
    expect(samples.get('herald_source_last_success_timestamp_seconds{source="lake-county"}')).toBe(1789351451);
    expect(samples.get('herald_source_failing_since_timestamp_seconds{source="odd \\"name\\"\\\\"}')).toBe(1788220800);
    expect(samples.get('herald_queue_due')).toBe(3);
    expect(samples.get('herald_queue_urls{source="lake-county",state="removed"}')).toBe(1);
  });
});
