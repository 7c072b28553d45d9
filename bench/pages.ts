import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { hasCorpus, readCorpus } from './corpus.ts';
import { figure, median, percentile, table } from './figures.ts';
import { makeIndex, serve } from './http.ts';
import type { BenchOptions } from './options.ts';

/** Visits of each page, each in a browser profile of its own, so that nothing is cached. */
const visits = 15;

/** Documents of the corpus where the command line does not say: enough to fill every list of a page. */
const usualDocuments = 3000;

const paths = ['/', '/search?q=water', '/search?q=water&published_from=2006&published_to=2006', '/search', '/sources'];

const places = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** What the pages cost a reader on the same machine: bytes transferred with everything they load, requests, and the time to the first paint. */
export async function benchPages({ corpus, documents, data, say }: BenchOptions): Promise<string> {
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined) return 'There is no Chromium here (CHROMIUM_PATH): not measured.';
  if (data === undefined && !hasCorpus(corpus))
    return `The ${corpus} corpus is not beside the project (../shared/corpora): not measured.`;
  const own = mkdtempSync(join(tmpdir(), 'herald-bench-'));
  try {
    if (data === undefined) await makeIndex(await readCorpus(corpus, Math.min(documents, usualDocuments)), own, say);
    const server = await serve(data ?? own);
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    try {
      const rows: string[][] = [];
      for (const path of paths) rows.push(await measured(browser, server.url, path));
      return `${visits} visits of each page with an empty cache.\n\n${table(['page', 'KB transferred', 'requests', 'of other hosts', 'first paint p50, ms', 'p90, ms', 'document p50, ms'], rows)}`;
    } finally {
      await browser.close();
      await server.close();
    }
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

interface Visit {
  readonly bytes: number;
  readonly requests: number;
  readonly foreign: number;
  readonly paintMs: number;
  readonly documentMs: number;
}

async function measured(browser: Browser, origin: string, path: string): Promise<string[]> {
  const seen: Visit[] = [];
  // The first visit pays for what the server makes once; it is not counted.
  for (let i = 0; i <= visits; i++) {
    const visit = await visited(browser, origin, path);
    if (i > 0) seen.push(visit);
  }
  const { bytes, requests, foreign } = seen[0]!;
  const paints = seen.map((visit) => visit.paintMs);
  return [
    path,
    figure(bytes / 1000),
    String(requests),
    String(foreign),
    figure(median(paints)),
    figure(percentile(paints, 0.9)),
    figure(median(seen.map((visit) => visit.documentMs))),
  ];
}

async function visited(browser: Browser, origin: string, path: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(origin + path, { waitUntil: 'networkidle' });
    // From the click to the first thing seen, and to the last byte of the document.
    const times = await page.evaluate<{ paintMs: number; documentMs: number }>(`({
      paintMs: performance.getEntriesByName('first-contentful-paint')[0].startTime,
      documentMs: performance.getEntriesByType('navigation')[0].responseEnd,
    })`);
    const foreign = requests.filter((request) => !request.startsWith(origin)).length;
    return { bytes, requests: requests.length, foreign, ...times };
  } finally {
    await context.close();
  }
}
