import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRobots } from '../../../crawler/fetch/robots.ts';
import { robotsMeaning } from '../../../crawler/fetch/robots-files.ts';

const suite = new URL('../../../../shared/suites/robots/', import.meta.url);
const absent = !existsSync(suite);
const why = absent ? ' (skipped: the published suites are not beside the project)' : '';

/** Published cases that we answer otherwise, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  'google/robotstxt-spec-test stress/327748#6': 'forbids /robots.txt itself; RFC 9309 §2.2.2 allows it always',
  'google/robotstxt-spec-test stress/369883#6': 'forbids /robots.txt itself; RFC 9309 §2.2.2 allows it always',
};

describe.skipIf(absent)(`robots.txt as other projects read it${why}`, () => {
  for (const [tier, least] of [
    [1, 1],
    [2, 0.95],
  ] as const) {
    it(`tier ${tier}: at least ${least * 100} % of the verdicts are theirs`, () => {
      const cases = lines<AllowCase>('allow.jsonl').filter((one) => one.tier === tier);
      const wrong = cases.filter((one) => {
        const file = one.robotsB64 === undefined ? one.robots! : Buffer.from(one.robotsB64, 'base64');
        return parseRobots(file, one.agent).verdict(one.url).allowed !== one.allowed;
      });
      tell(
        `robots tier ${tier}`,
        cases.length,
        wrong.map((one) => `${one.suite} ${one.name}`),
      );
      expect(1 - wrong.length / cases.length).toBeGreaterThanOrEqual(least);
      for (const one of wrong)
        expect(exceptions, 'an exception without a reason').toHaveProperty([`${one.suite} ${one.name}`]);
    });
  }

  it('Crawl-delay: all of them', () => {
    const cases = lines<{ robots: string; agent: string; crawlDelay: number | null }>('crawl-delay.jsonl');
    const wrong = cases.filter(
      (one) =>
        (parseRobots(one.robots, one.agent).crawlDelayMs ?? null) !==
        (one.crawlDelay === null ? null : one.crawlDelay * 1000),
    );
    tell(
      'crawl-delay',
      cases.length,
      wrong.map((one) => one.agent),
    );
    expect(wrong).toEqual([]);
  });

  it('Sitemap: all of them', () => {
    const cases = lines<{ name: string; robots: string; sitemaps: string[] }>('sitemaps.jsonl');
    const wrong = cases.filter(
      (one) => JSON.stringify(parseRobots(one.robots, 'Herald').sitemaps) !== JSON.stringify(one.sitemaps),
    );
    tell(
      'sitemaps',
      cases.length,
      wrong.map((one) => one.name),
    );
    expect(wrong).toEqual([]);
  });

  it('the status of robots.txt: all of them, where a case requires something', () => {
    const cases = lines<StatusCase>('status.jsonl').filter(
      (one) => one.allowed !== null && one.note?.includes('do not require') !== true,
    );
    const wrong = cases.filter((one) => {
      const meaning = robotsMeaning(one.status);
      const allowed =
        meaning === 'unavailable' ||
        (meaning === 'rules' && parseRobots(one.body ?? '', 'Herald').verdict('http://gov.example/x').allowed);
      return allowed !== one.allowed;
    });
    tell(
      'robots status',
      cases.length,
      wrong.map((one) => String(one.status)),
    );
    expect(wrong).toEqual([]);
  });
});

interface AllowCase {
  readonly suite: string;
  readonly name: string;
  readonly robots?: string;
  readonly robotsB64?: string;
  readonly agent: string;
  readonly url: string;
  readonly allowed: boolean;
  readonly tier: number;
}

interface StatusCase {
  readonly status: number;
  readonly body?: string;
  readonly allowed: boolean | null;
  readonly note?: string;
}

function lines<T>(file: string): T[] {
  return readFileSync(new URL(file, suite), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

function tell(what: string, total: number, wrong: readonly string[]): void {
  process.stdout.write(`${what}: ${total - wrong.length} of ${total}\n`);
  for (const name of wrong) process.stdout.write(`  ${name}: ${exceptions[name] ?? 'no reason known'}\n`);
}
