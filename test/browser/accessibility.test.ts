import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserNote, chromiumPath } from './chromium.ts';
import { desktop, focused, phone, visitor } from './visit.ts';

/** Elements that reach past the right edge without a scrolling box of their own. */
const tooWide = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return '';
  const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > clientWidth + 1);
  return wide.map((e) => e.tagName + '.' + e.className).join(' ') || 'something';
})()`;

describe.skipIf(chromiumPath === undefined)(`pages for everybody${browserNote}`, { timeout: 60_000 }, () => {
  const visit = visitor();
  const paths = [
    '/search?q=water',
    '/announcements/lake-county-0001',
    '/announcements/lake-county-0001/revisions/2?diff=1',
  ];
  const otherPaths = [
    '/docs',
    '/',
    '/search',
    '/search?q=water&filter_kind=notice&published_from=2020&exact=1&versions=all',
    '/search?q=%E2%80%9Cwater%E2%80%9D+%28roads+-+agancy:x',
    '/search?q=zeppelinnebel',
    '/search?limit=0&filtr=1&q=published:2014-13',
    '/announcements/norrland-0003',
    '/announcements/lake-county-0002',
    '/announcements/long',
    '/announcements/unbroken',
    '/sources',
    '/help',
    '/about',
    '/nowhere',
  ];

  async function violations(visited: readonly string[], options: BrowserContextOptions): Promise<string[]> {
    const found: string[] = [];
    await visit.on('/', options, async (page) => {
      for (const path of visited) {
        await page.goto(visit.url() + path);
        found.push(...(await broken(page)).map((each) => `${path}: ${each}`));
      }
    });
    return found;
  }

  async function broken(page: Page): Promise<string[]> {
    // What is folded away is there for everybody who unfolds it.
    await page.evaluate('document.querySelectorAll("details").forEach((details) => (details.open = true))');
    // Off unless asked for: controls of at least 24 by 24 pixels (WCAG 2.2, 2.5.8).
    const axe = new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } });
    const found = (await axe.analyze()).violations.map(
      (each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
    const wide = await page.evaluate<string>(tooWide);
    return wide === '' ? found : [...found, `wider than the screen: ${wide}`];
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

  it('reflows at 320 pixels, which is 1280 at 400 %, and with text of twice the size', async () => {
    const found: string[] = [];
    await visit.on('/', { viewport: { width: 320, height: 640 }, locale: 'de' }, async (page) => {
      for (const path of ['/', ...paths, ...otherPaths]) {
        await page.goto(visit.url() + path);
        const wide = await page.evaluate<string>(tooWide);
        if (wide !== '') found.push(`${path}: ${wide}`);
      }
    });
    await visit.on('/', { viewport: desktop }, async (page) => {
      for (const path of ['/', ...paths]) {
        await page.goto(visit.url() + path);
        await page.evaluate('document.documentElement.style.fontSize = "200%"');
        const wide = await page.evaluate<string>(tooWide);
        if (wide !== '') found.push(`${path} at 200 %: ${wide}`);
      }
    });
    expect(found).toEqual([]);
  });

  it('has a way past the header, and every control in reach of the tab key in the order of reading', async () => {
    await visit.on('/search?q=water', {}, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('#main');
      const reached: string[] = [];
      for (let step = 0; step < 60; step++) {
        await page.keyboard.press('Tab');
        reached.push(await focused(page));
      }
      const sought = ['q', '/sources', 'published_from', 'filter_agency', 'exact', 'sort'];
      const order = sought.map((name) => reached.indexOf(name));
      expect(order.every((at) => at >= 0)).toBe(true);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(reached.findIndex((name) => name.startsWith('/announcements/'))).toBeGreaterThan(order.at(-1)!);
    });
  });

  it('moves past the header by its first link', async () => {
    await visit.on('/search?q=water', {}, async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('main');
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('sort');
    });
  });

  it('shows what has the focus, in full view and with an outline, wherever the tab key goes', async () => {
    for (const path of ['/search?q=water&filter_kind=notice', '/announcements/lake-county-0001'])
      await visit.on(path, { viewport: phone }, async (page) => {
        for (let step = 0; step < 40; step++) {
          await page.keyboard.press('Tab');
          const seen = await page.evaluate<{ what: string; hidden: boolean; outlined: boolean }>(`(() => {
            const element = document.activeElement;
            const shown = element.id === 'show-filters' ? element.nextElementSibling : element;
            const { left, top, width, height } = shown.getBoundingClientRect();
            const above = document.elementFromPoint(left + width / 2, top + Math.min(height, 20) / 2);
            return {
              what: element.outerHTML.slice(0, 120),
              hidden: !(shown.contains(above) || above?.contains(shown)),
              outlined: getComputedStyle(shown).outlineStyle !== 'none',
            };
          })()`);
          if (seen.what.startsWith('<body')) break;
          expect(seen).toMatchObject({ hidden: false, outlined: true });
        }
      });
  });

  it('tells a screen reader what is where', async () => {
    await visit.on('/search?q=water&filter_kind=notice', {}, async (page) => {
      const told = await page.locator('body').ariaSnapshot();
      for (const part of [
        '- link "Skip to the results"',
        '- banner:',
        '- navigation "Main"',
        '- search:',
        '- complementary "Filters":',
        '- group "Kind":',
        '- checkbox "Notice 1" [checked]',
        '- main:',
        '- heading "Announcements matching water — of kind Notice" [level=1]',
        '- status:',
        'strong: 1 announcement',
        '- list "Active filters":',
        'link "Remove Kind: Notice"',
        '- list "Results":',
        '- contentinfo:',
      ]) {
        expect(told).toContain(part);
      }
    });
  });

  it('keeps its shapes where the system chooses the colours, and its stillness where motion is unwanted', async () => {
    await visit.on('/search', { forcedColors: 'active', reducedMotion: 'reduce' }, async (page) => {
      const seen = await page.evaluate<{ bar: string; paper: string; motion: string }>(`(() => ({
        bar: getComputedStyle(document.querySelector('.bar')).fill,
        paper: getComputedStyle(document.body).backgroundColor,
        motion: getComputedStyle(document.querySelector('.take a')).transitionDuration,
      }))()`);
      expect(seen.bar).not.toBe(seen.paper);
      expect(seen.motion).toBe('0s');
    });
  });

  it('leaves out on paper what only a screen can use', async () => {
    await visit.on('/search?q=water', {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('#filters').isVisible()).toBe(false);
      expect(await page.locator('.results').isVisible()).toBe(true);
    });
  });
});
