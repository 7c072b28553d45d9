import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { hasCorpus, readCorpus } from './corpus.ts';
import { figure, median, percentile, table } from './figures.ts';
import { makeIndex, serve } from './http.ts';
import type { BenchOptions } from './options.ts';
import { visitPage, type PageVisit } from './page-visit.ts';

/** Visits of each page, each in a browser profile of its own, so that nothing is cached. */
const visits = 15;

/** Documents of the corpus where the command line does not say: enough to fill every list of a page. */
const usualDocuments = 3000;

const paths = ['/', '/search?q=water', '/search?q=water&published_from=2006&published_to=2006', '/search', '/sources'];

/** What the pages cost a reader on the same machine: bytes transferred with everything they load, requests, and the time to the first paint. */
export async function benchPages({ corpus, documents, data, say }: BenchOptions): Promise<string> {
  if (chromiumPath === undefined) return 'There is no Chromium here (CHROMIUM_PATH): not measured.';
  if (data === undefined && !hasCorpus(corpus))
    return `The ${corpus} corpus is not beside the project (../shared/corpora): not measured.`;
  const own = mkdtempSync(join(tmpdir(), 'herald-bench-'));
  try {
    if (data === undefined) await makeIndex(await readCorpus(corpus, Math.min(documents, usualDocuments)), own, say);
    const server = await serve(data ?? own);
    const browser = await openBrowser();
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

async function measured(browser: Browser, origin: string, path: string): Promise<string[]> {
  const seen: PageVisit[] = [];
  // The first visit pays for what the server makes once; it is not counted.
  for (let i = 0; i <= visits; i++) {
    const visit = await visitPage(browser, origin + path);
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
