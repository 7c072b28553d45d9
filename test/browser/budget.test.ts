import { describe, expect, it } from 'vitest';
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
    await visit.on('/about', {}, async (blank) => {
      const context = await blank.context().browser()!.newContext();
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Network.enable');
      let bytes = 0;
      session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(`${visit.url()}/search?q=water`, { waitUntil: 'networkidle' });
      expect(await page.locator('.result').count()).toBe(10);
      await context.close();
      expect([...new Set(requests.map((request) => new URL(request).origin))]).toEqual([visit.url()]);
      expect(requests.length).toBeLessThanOrEqual(4);
      expect(bytes).toBeGreaterThan(5_000);
      expect(bytes).toBeLessThan(mostBytes);
    });
  });
});
