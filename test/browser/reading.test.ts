import { describe, expect, it } from 'vitest';
import { browserNote, chromiumPath } from './chromium.ts';
import { desktop, longTitle, phone, visitor } from './visit.ts';

describe.skipIf(chromiumPath === undefined)(`reading in Chromium${browserNote}`, { timeout: 60_000 }, () => {
  const visit = visitor();

  it('shows Arabic from right to left, in a page and among results from left to right', async () => {
    await visit.on('/announcements/norrland-0003', {}, async (page) => {
      expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).direction')).toBe('rtl');
      expect(await page.evaluate('getComputedStyle(document.querySelector("nav")).direction')).toBe('ltr');
    });
    await visit.on('/search?filter_language=ar', { viewport: phone }, async (page) => {
      const result = page.locator('.result').first();
      expect(await result.getAttribute('lang')).toBe('ar');
      const direction = (selector: string) =>
        page.evaluate(`getComputedStyle(document.querySelector('.result ${selector}')).direction`);
      expect(await direction('h2')).toBe('rtl');
      expect(await direction('.meta')).toBe('ltr');
      // The title ends, and so begins, at the right edge.
      const [title, card] = [await result.locator('h2 a').boundingBox(), await result.boundingBox()];
      expect(Math.abs(title!.x + title!.width - (card!.x + card!.width))).toBeLessThan(2);
    });
  });

  it('finds Japanese and marks it as Japanese, with dates as Japanese writes them', async () => {
    await visit.on('/search?filter_language=ja', { locale: 'ja' }, async (page) => {
      const result = page.locator('.result').first();
      expect(await result.getAttribute('lang')).toBe('ja');
      expect(await result.locator('time').textContent()).toMatch(/^\d{4}年\d{1,2}月\d{1,2}日$/);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('すべての発表 — 言語：日本語');
    });
  });

  it('shows a title of 300 words whole, on a phone too', async () => {
    await visit.on('/announcements/long', { viewport: phone }, async (page) => {
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(longTitle);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width);
    });
  });

  it('cuts a title of 300 words in a list, where it would push everything else away', async () => {
    await visit.on('/search?q=roads', { viewport: phone }, async (page) => {
      const title = await page.locator('.result h2 a', { hasText: 'word1' }).boundingBox();
      expect(title!.height).toBeLessThan(200);
    });
  });

  it('is dark where the system is', async () => {
    const brightness = (scheme: 'light' | 'dark') =>
      visit.on('/', { colorScheme: scheme, viewport: desktop }, (page) =>
        page.evaluate<number>(
          '(([r, g, b]) => r + g + b)(getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number))',
        ),
      );
    expect(await brightness('light')).toBeGreaterThan(700);
    expect(await brightness('dark')).toBeLessThan(120);
  });
});
