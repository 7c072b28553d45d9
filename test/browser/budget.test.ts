import { describe, expect, it } from 'vitest';
import { visitPage } from '../../bench/page-visit.ts';
import { browserNote, chromiumPath } from './chromium.ts';
import { visitor } from './visit.ts';

/** Bytes a search page may transfer with everything it loads, headers included: a second on a slow phone. */
const mostBytes = 60_000;

describe.skipIf(chromiumPath === undefined)(`what a page costs${browserNote}`, { timeout: 60_000 }, () => {
  // As many announcements, agencies and topics as fill a page: results, lists of values and bars.
  const words = (seed: number, count: number): string =>
    Array.from({ length: count }, (_, at) => `water${(seed * 31 + at * 17) % 997}`).join(' ');
  const visit = visitor(
    Array.from({ length: 300 }, (_, at) => ({
      id: `many-${at}`,
      title: `Water ${words(at, 14)}`,
      published: `${1950 + (at % 75)}-0${1 + (at % 9)}-1${at % 10}`,
      agency: `Office of ${words(at % 40, 4)}`,
      kind: `kind-${at % 20}`,
      topics: [`Topic ${at % 50}`, `Topic ${(at * 7) % 50}`],
      source: `publisher-${at % 12}`,
      body: [`Water ${words(at, 120)}`],
    })),
  );

  it('transfers at most 60 KB for a full search page, nothing of it from elsewhere', async () => {
    const cost = await visitPage(visit.browser(), `${visit.url()}/search?q=water`, async (page) =>
      expect(await page.locator('.result').count()).toBe(10),
    );
    expect(cost.foreign).toBe(0);
    expect(cost.requests).toBeLessThanOrEqual(4);
    expect(cost.bytes).toBeGreaterThan(5_000);
    expect(cost.bytes).toBeLessThan(mostBytes);
  });
});
