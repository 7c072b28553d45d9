import type { Browser, Page } from 'playwright-core';

/** What one visit with an empty cache cost. */
export interface PageVisit {
  /** Bytes over the wire with everything the page loads, headers included. */
  readonly bytes: number;
  readonly requests: number;
  /** Requests to other origins than the page's. */
  readonly foreign: number;
  /** From the click to the first thing seen, milliseconds. */
  readonly paintMs: number;
  /** From the click to the last byte of the document, milliseconds. */
  readonly documentMs: number;
}

/** Opens a page in a browser profile of its own, so that nothing is cached, until it loads nothing more. */
export async function visitPage(
  browser: Browser,
  address: string,
  look: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<PageVisit> {
  const { origin } = new URL(address);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(address, { waitUntil: 'networkidle' });
    const times = await page.evaluate<{ paintMs: number; documentMs: number }>(`({
      paintMs: performance.getEntriesByName('first-contentful-paint')[0].startTime,
      documentMs: performance.getEntriesByType('navigation')[0].responseEnd,
    })`);
    await look(page);
    const foreign = requests.filter((request) => new URL(request).origin !== origin).length;
    return { bytes, requests: requests.length, foreign, ...times };
  } finally {
    await context.close();
  }
}
