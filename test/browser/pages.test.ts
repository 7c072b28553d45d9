import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Listening } from '../../server/listen.ts';
import { federation, type Told } from '../server/api/announcements.ts';
import { testWorld } from '../server/api/world.ts';
import { browserNote, chromiumPath, openBrowser } from './chromium.ts';

const longTitle = Array.from({ length: 300 }, (_, at) => `word${at}`).join(' ');
const told: readonly Told[] = [
  ...federation,
  {
    id: 'long',
    title: longTitle,
    published: '2020-02-02',
    agency: 'Department of Roads',
    kind: 'notice',
    body: ['Roads and a very long title.'],
  },
];

describe.skipIf(chromiumPath === undefined)(`pages in Chromium${browserNote}`, { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: Listening;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), serve(testWorld(told).app, { port: 0 })]);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function onPage<T>(path: string, options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> {
    const context = await browser.newContext(options);
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
  }

  const paths = [
    '/search?q=water',
    '/announcements/lake-county-0001',
    '/announcements/lake-county-0001/revisions/2?diff=1',
  ];
  const otherPaths = [
    '/docs',
    '/',
    '/search?q=zeppelinnebel',
    '/search?limit=0',
    '/announcements/norrland-0003',
    '/announcements/long',
    '/sources',
    '/help',
    '/about',
    '/nowhere',
  ];
  const desktop = { width: 1280, height: 900 };
  const phone = { width: 390, height: 844 };

  async function violations(visited: readonly string[], options: BrowserContextOptions): Promise<string[]> {
    const found: string[] = [];
    await onPage('/', options, async (page) => {
      for (const path of visited) {
        await page.goto(server.url + path);
        const { violations: broken } = await new AxeBuilder({ page }).analyze();
        found.push(
          ...broken.map((each) => `${path}: ${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`),
        );
        const wide = await page.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth ? [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((e) => e.tagName + "." + e.className).join(" ") || "something" : ""',
        );
        if (wide !== '') found.push(`${path}: wider than the screen: ${String(wide)}`);
      }
    });
    return found;
  }

  it('axe finds nothing and nothing is wider than the screen: desktop, light', async () => {
    expect(await violations(paths, { viewport: desktop, colorScheme: 'light', locale: 'en' })).toEqual([]);
  });

  it('axe finds nothing and nothing is wider than the screen: phone, dark, German', async () => {
    expect(await violations(paths.slice(0, 2), { viewport: phone, colorScheme: 'dark', locale: 'de' })).toEqual([]);
  });

  describe.skipIf(process.env['AXE'] !== 'all')(
    'every page, width, scheme and language (skipped unless AXE=all: takes minutes)',
    { timeout: 600_000 },
    () => {
      for (const locale of ['en', 'es', 'ja', 'fr', 'de']) {
        for (const colorScheme of ['light', 'dark'] as const) {
          for (const viewport of [desktop, phone]) {
            it(`${locale}, ${colorScheme}, ${viewport.width} px`, async () => {
              expect(await violations([...paths, ...otherPaths], { viewport, colorScheme, locale })).toEqual([]);
            });
          }
        }
      }
    },
  );

  it('searches and filters without JavaScript', async () => {
    await onPage('/', { javaScriptEnabled: false }, async (page) => {
      await page.fill('#q', 'water');
      await page.press('#q', 'Enter');
      expect(new URL(page.url()).search).toBe('?q=water');
      await page.getByRole('checkbox', { name: /^Notice/ }).check();
      await page.locator('#filters').getByRole('button', { name: 'Apply' }).click();
      expect(new URL(page.url()).search).toBe('?q=water&filter_kind=notice&sort=relevance');
      expect(await page.getByRole('status').textContent()).toBe('1 announcement');
      await page.getByRole('link', { name: 'Remove Notice' }).click();
      expect(new URL(page.url()).searchParams.has('filter_kind')).toBe(false);
    });
  });

  it('applies a filter in place with JavaScript, keeps the focus and announces the count', async () => {
    await onPage('/search?q=water', {}, async (page) => {
      const box = page.getByRole('checkbox', { name: /^Notice/ });
      await box.focus();
      await page.keyboard.press('Space');
      await page.waitForURL(/filter_kind=notice/);
      await expect.poll(() => page.getByRole('status').textContent()).toBe('1 announcement');
      expect(await page.evaluate('document.activeElement.value')).toBe('notice');
      expect(await page.title()).toContain('of kind Notice');
    });
  });

  it('completes by keyboard: arrows choose, Escape closes, Enter goes', async () => {
    await onPage('/', {}, async (page) => {
      await page.locator('#q').pressSequentially('wat');
      await page.getByRole('listbox').waitFor();
      expect(await page.getAttribute('#q', 'aria-expanded')).toBe('true');
      await page.keyboard.press('Escape');
      expect(await page.getByRole('listbox').isVisible()).toBe(false);
      await page.keyboard.press('ArrowDown');
      await page.getByRole('listbox').waitFor();
      await page.keyboard.press('ArrowDown');
      expect(await page.getAttribute('#q', 'aria-activedescendant')).toBe('suggestion-0');
      expect((await new AxeBuilder({ page }).analyze()).violations.map((violation) => violation.id)).toEqual([]);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/(?:search\?|announcements\/)/);
    });
  });

  it('sets a span of dates by drawing across the histogram', async () => {
    await onPage('/search', {}, async (page) => {
      const area = (await page.locator('[data-histogram]').boundingBox())!;
      await page.mouse.move(area.x + area.width * 0.99, area.y + 20);
      await page.mouse.down();
      await page.mouse.move(area.x + area.width * 0.7, area.y + 20, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL(/published_from=2023&published_to=2024/);
    });
  });

  it('has a way past the header, and every control in reach of the tab key', async () => {
    await onPage('/search?q=water', {}, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('#main');
      const reached: string[] = [];
      for (let step = 0; step < 30; step++) {
        await page.keyboard.press('Tab');
        reached.push(
          await page.evaluate<string>(
            'document.activeElement.name || document.activeElement.getAttribute("href") || document.activeElement.textContent.trim()',
          ),
        );
      }
      const order = ['q', '/sources', 'published_from', 'filter_agency'].map((name) => reached.indexOf(name));
      expect(order.every((at) => at >= 0)).toBe(true);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    });
  });

  it('remembers a language that was chosen', async () => {
    await onPage('/search?q=water', {}, async (page) => {
      await page.selectOption('#language', 'ja');
      await page.getByRole('button', { name: 'Change' }).click();
      expect(await page.getAttribute('html', 'lang')).toBe('ja');
      expect(new URL(page.url()).search).toBe('?q=water');
    });
  });

  it('shows Arabic from right to left', async () => {
    await onPage('/announcements/norrland-0003', {}, async (page) => {
      expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).direction')).toBe('rtl');
    });
  });

  it('opens the filters on a phone by keyboard', async () => {
    await onPage('/search?q=water', { viewport: { width: 390, height: 844 } }, async (page) => {
      expect(await page.locator('#filter-list').isVisible()).toBe(false);
      await page.locator('#show-filters').focus();
      await page.keyboard.press('Space');
      expect(await page.locator('#filter-list').isVisible()).toBe(true);
    });
  });

  it('transfers at most 60 KB for the search page, nothing of it from elsewhere, painted within half a second', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.goto(`${server.url}/search`, { waitUntil: 'networkidle' });
    const paint = await page.evaluate<number>(
      'performance.getEntriesByName("first-contentful-paint")[0].startTime - performance.timing.responseStart + performance.timing.navigationStart',
    );
    await context.close();
    expect([...hosts]).toEqual([new URL(server.url).host]);
    expect(bytes).toBeLessThan(60_000);
    expect(paint).toBeLessThan(2000);
  });
});
