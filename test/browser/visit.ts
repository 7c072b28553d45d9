import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { serve, type Listening } from '../../server/listen.ts';
import { federation, type Told } from '../server/api/announcements.ts';
import { testWorld } from '../server/api/world.ts';
import { sampleCrawl, sampleRules } from '../server/ui/etiquette-sample.ts';
import { openBrowser } from './chromium.ts';

export const desktop = { width: 1280, height: 900 };
export const phone = { width: 390, height: 844 };

export const longTitle = Array.from({ length: 300 }, (_, at) => `word${at}`).join(' ');

/** The federation, and what is hard to lay out: a title of 300 words, Japanese, Arabic. */
export const hardWorld: readonly Told[] = [
  ...federation,
  {
    id: 'long',
    title: longTitle,
    published: '2020-02-02',
    agency: 'Department of Roads',
    kind: 'notice',
    body: ['Roads and a very long title.'],
  },
  {
    id: 'unbroken',
    title: `Roads/${'x'.repeat(400)}`,
    published: '2020-02-03',
    agency: 'A'.repeat(200),
    body: ['y'.repeat(1000)],
    quotes: ['Ada Pym', 'Bo Li', 'Cy Ash', 'Di Oak'].map((speaker) => ({
      speaker,
      office: 'Captain of the Port of Lakeside',
      text: `${speaker} said ${'z'.repeat(120)}`,
    })),
  },
];

/** A publisher with all there is to tell of how it is asked. */
const asked: Partial<AppOptions> = { publishers: [sampleRules], crawlState: () => sampleCrawl };

export interface Visitor {
  readonly url: () => string;
  readonly browser: () => Browser;
  /** Opens a path in a context of its own, and holds the page to running without an error in its console. */
  on<T>(path: string, options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T>;
}

/** A Chromium and a server for the tests of one suite. */
export function visitor(told: readonly Told[] = hardWorld, options: Partial<AppOptions> = asked): Visitor {
  let browser: Browser;
  let server: Listening;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), serve(testWorld(told, options).app, { port: 0 })]);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  return {
    url: () => server.url,
    browser: () => browser,
    on: async (path, contextOptions, use) => {
      const context = await browser.newContext(contextOptions);
      try {
        const page = await context.newPage();
        const errors: string[] = [];
        page.on('pageerror', (error) => errors.push(error.message));
        page.on('console', (message) => {
          if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
            errors.push(message.text());
        });
        await page.goto(server.url + path);
        const result = await use(page);
        expect(errors).toEqual([]);
        return result;
      } finally {
        await context.close();
      }
    },
  };
}

/** What has the focus, as a reader would name it. */
export function focused(page: Page): Promise<string> {
  return page.evaluate<string>(
    'document.activeElement.name || document.activeElement.getAttribute("href") || document.activeElement.textContent.trim()',
  );
}
