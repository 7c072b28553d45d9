import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutputFolder } from '../../server/export/output-folder.ts';
import { openSelection } from '../../server/export/selection.ts';
import { writeSite } from '../../server/export/site.ts';
import { languages } from '../../server/ui/languages.ts';
import { federation, type Told } from '../server/api/announcements.ts';
import { testWorld } from '../server/api/world.ts';
import { browserNote, chromiumPath, openBrowser } from './chromium.ts';

const hostile = '<img src=x onerror="document.title=1"> & "quoted"';
const told: readonly Told[] = [
  ...federation,
  { id: 'hostile', title: hostile, published: '2020-02-02', agency: hostile, body: [`Zebra ${hostile}`] },
  {
    id: 'arabic',
    title: 'مذكرة تفاهم',
    published: '2020-03-02',
    agency: 'الوزارة',
    body: ['وقعت الوزارة مذكرة تفاهم.'],
  },
];

describe.skipIf(chromiumPath === undefined)(
  `an exported site in Chromium, from the disk and from a static host${browserNote}`,
  { timeout: 60_000 },
  () => {
    let browser: Browser;
    let root: string;
    let host: Server;
    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), 'herald-site-'));
      mkdirSync(root, { recursive: true });
      const { engine, history } = testWorld(told);
      const selection = await openSelection({ engine: () => engine, history }, '');
      const folder = new OutputFolder(join(root, 'site'));
      const source = { selection, history, base: 'https://herald.example', written: () => undefined };
      await writeSite(folder, source, { madeAt: '2026-11-25T10:00:00.000Z', languages });
      folder.publish({});
      browser = await openBrowser();
      const types: Readonly<Record<string, string>> = { html: 'text/html', css: 'text/css', js: 'text/javascript' };
      host = createServer((request, response) => {
        const path = new URL(request.url ?? '/', 'http://host').pathname;
        readFile(join(root, 'site', path)).then(
          (content) => response.writeHead(200, { 'Content-Type': types[path.split('.').at(-1)!] ?? '' }).end(content),
          () => response.writeHead(404).end(),
        );
      });
      await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    });
    afterAll(async () => {
      await browser.close();
      await new Promise((resolve) => host.close(resolve));
      rmSync(root, { recursive: true, force: true });
    });

    const starts = {
      'file://': () => pathToFileURL(join(root, 'site', 'index.html')).href,
      'a static host': () => `http://127.0.0.1:${(host.address() as AddressInfo).port}/index.html`,
    };

    async function onPage(
      from: keyof typeof starts,
      use: (page: Page) => Promise<void>,
      options: BrowserContextOptions = {},
    ): Promise<void> {
      const context = await browser.newContext(options);
      try {
        const page = await context.newPage();
        const errors: string[] = [];
        page.on('pageerror', (error) => errors.push(error.message));
        page.on('console', (message) => {
          if (message.type() === 'error' && !message.text().includes('favicon')) errors.push(message.text());
        });
        await page.goto(starts[from]());
        await use(page);
        expect(errors.filter((text) => !text.includes('Failed to load resource'))).toEqual([]);
      } finally {
        await context.close();
      }
    }

    async function search(page: Page, q: string): Promise<string[]> {
      await page.getByRole('searchbox').fill(q);
      await page.getByRole('searchbox').press('Enter');
      await expect.poll(() => new URLSearchParams(new URL(page.url()).hash.slice(1)).get('q')).toBe(q);
      return page.locator('#results h2').allTextContents();
    }

    it.each(Object.keys(starts) as (keyof typeof starts)[])('searches and opens what was found: %s', (from) =>
      onPage(from, async (page) => {
        const titles = await search(page, 'water');
        expect(titles.length).toBeGreaterThan(0);
        expect(await page.getByRole('status').textContent()).toMatch(/^\d+ announcements?$/);
        await page.locator('#results a').first().click();
        expect(await page.locator('h1').textContent()).toBe(titles[0]);
        await page.goBack();
        expect(await page.locator('#results h2').allTextContents()).toEqual(titles);
      }),
    );

    it('finds Japanese and Arabic, and marks what was found', () =>
      onPage('file://', async (page) => {
        const japanese = told.find(({ title }) => /\p{Script=Han}/u.test(title))!;
        const part = /\p{Script=Han}{2}/u.exec(japanese.title)![0];
        expect(await search(page, part)).toContain(japanese.title);
        expect(await page.locator('#results mark').first().textContent()).toContain(part);
        expect((await search(page, 'مذكرة'))[0]).toBe('مذكرة تفاهم');
      }));

    it('narrows by agency and year, each counted without its own choice', () =>
      onPage('a static host', async (page) => {
        await search(page, '');
        await page.getByLabel('Agency').selectOption({ index: 1 });
        const counts = await page.getByLabel('Year').locator('option').allTextContents();
        await page.getByLabel('Year').selectOption({ index: 1 });
        await expect.poll(() => page.getByRole('status').textContent()).toContain(/\((\d+)\)$/.exec(counts[1]!)![1]!);
        expect(await page.getByLabel('Year').locator('option').allTextContents()).toEqual(counts);
      }));

    it('shows markup of a page as text, in results and on its page', () =>
      onPage('file://', async (page) => {
        expect(await search(page, 'zebra')).toEqual([hostile]);
        expect(await page.locator('#results img').count()).toBe(0);
        await page.locator('#results a').first().click();
        expect(await page.locator('h1').textContent()).toBe(hostile);
        expect(await page.locator('img').count()).toBe(0);
        expect(await page.title()).toBe(hostile);
      }));

    it('says that quotation marks are not understood, instead of ignoring them', () =>
      onPage('file://', async (page) => {
        await search(page, '"water office"');
        expect(await page.getByRole('status').textContent()).toContain('Quotation marks');
      }));

    it('leads to everything without JavaScript', () =>
      onPage(
        'file://',
        async (page) => {
          expect(await page.getByRole('search').count()).toBe(0);
          const seen = new Set<string>();
          const months = await page
            .locator('a[href^="browse/"]')
            .evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href));
          for (const month of months) {
            await page.goto(month);
            for (const title of await page.locator('main li a').allTextContents()) seen.add(title);
          }
          expect(seen).toEqual(new Set(told.map(({ title }) => title)));
        },
        { javaScriptEnabled: false },
      ));

    it.each(languages.map((words) => [words.locale, words] as const))('speaks %s, its search too', (locale, words) =>
      onPage('a static host', async (page) => {
        if (locale !== 'en') await page.getByRole('link', { name: words.name, exact: true }).click();
        expect(await page.locator('html').getAttribute('lang')).toBe(locale);
        await page.getByRole('searchbox', { name: words.box.label }).waitFor();
        const titles = await search(page, 'water');
        expect(await page.getByRole('status').textContent()).toBe(
          words.results.count(titles.length, String(titles.length)),
        );
        expect(await page.getByLabel(words.filters.facets.agency).count()).toBe(1);
        await page.locator('#results a').first().click();
        expect(await page.locator('h1').textContent()).toBe(titles[0]);
        expect(await page.locator('dl').getAttribute('lang')).toBe(locale);
        expect(await page.locator('dt').first().textContent()).toBe(words.announcement.published);
        const broken = (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
        expect(broken).toEqual([]);
        // The other languages of this very page are one click away.
        const other = languages.find((each) => each.locale !== locale)!;
        await page.getByRole('link', { name: other.name, exact: true }).click();
        expect(await page.locator('h1').textContent()).toBe(titles[0]);
        expect(await page.locator('dl').getAttribute('lang')).toBe(other.locale);
      }),
    );

    it.each(['light', 'dark'] as const)('axe finds nothing, %s', (colorScheme) =>
      onPage(
        'a static host',
        async (page) => {
          const broken = async (): Promise<string[]> =>
            (await new AxeBuilder({ page }).analyze()).violations.map(
              ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
            );
          expect(await broken()).toEqual([]);
          await search(page, 'water');
          expect(await broken()).toEqual([]);
          const shot = process.env['SITE_SHOTS'];
          if (shot !== undefined) await page.screenshot({ path: join(shot, `site-${colorScheme}.png`) });
          await page.locator('#results a').first().click();
          expect(await broken()).toEqual([]);
          if (shot !== undefined) await page.screenshot({ path: join(shot, `page-${colorScheme}.png`) });
        },
        { colorScheme, viewport: { width: 390, height: 844 } },
      ),
    );
  },
);
