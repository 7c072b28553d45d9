import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { browserNote, chromiumPath } from './chromium.ts';
import { focused, phone, visitor } from './visit.ts';

describe.skipIf(chromiumPath === undefined)(`searching in Chromium${browserNote}`, { timeout: 60_000 }, () => {
  const visit = visitor();

  it('searches and filters without JavaScript', async () => {
    await visit.on('/', { javaScriptEnabled: false }, async (page) => {
      await page.fill('#q', 'water');
      await page.press('#q', 'Enter');
      expect(new URL(page.url()).search).toBe('?q=water');
      await page.getByRole('checkbox', { name: /^Notice/ }).check();
      await page.locator('#filters').getByRole('button', { name: 'Apply' }).click();
      expect(new URL(page.url()).search).toBe('?q=water&filter_kind=notice&sort=relevance');
      expect(await page.getByRole('status').textContent()).toBe('1 announcement');
      await page.getByRole('link', { name: 'Remove Kind: Notice' }).click();
      expect(new URL(page.url()).searchParams.has('filter_kind')).toBe(false);
    });
  });

  it('orders without JavaScript by a button that is there only then', async () => {
    await visit.on('/search?q=water', { javaScriptEnabled: false }, async (page) => {
      await page.selectOption('#sort', 'published');
      await page.locator('.sort').getByRole('button', { name: 'Apply' }).click();
      expect(new URL(page.url()).searchParams.get('sort')).toBe('published');
    });
    await visit.on('/search?q=water', {}, async (page) => {
      expect(await page.locator('.sort button').isVisible()).toBe(false);
    });
  });

  it('applies a filter in place with JavaScript, keeps the focus and announces the count', async () => {
    await visit.on('/search?q=water', {}, async (page) => {
      const box = page.getByRole('checkbox', { name: /^Notice/ });
      await box.focus();
      await page.keyboard.press('Space');
      await page.waitForURL(/filter_kind=notice/);
      await expect.poll(() => page.getByRole('status').textContent()).toBe('1 announcement');
      expect(await page.evaluate('document.activeElement.value')).toBe('notice');
      expect(await page.title()).toContain('of kind Notice');
      await page.goBack();
      await expect.poll(() => page.getByRole('checkbox', { name: /^Notice/ }).isChecked()).toBe(false);
    });
  });

  it('completes by keyboard: arrows choose, Escape closes, Enter goes', async () => {
    await visit.on('/', {}, async (page) => {
      await page.locator('#q').pressSequentially('wat');
      await page.getByRole('listbox').waitFor();
      expect(await page.getAttribute('#q', 'aria-expanded')).toBe('true');
      await page.keyboard.press('Escape');
      expect(await page.getByRole('listbox').isVisible()).toBe(false);
      expect(await page.inputValue('#q')).toBe('wat');
      await page.keyboard.press('ArrowDown');
      await page.getByRole('listbox').waitFor();
      await page.keyboard.press('ArrowDown');
      expect(await page.getAttribute('#q', 'aria-activedescendant')).toBe('suggestion-0');
      expect((await new AxeBuilder({ page }).analyze()).violations.map((violation) => violation.id)).toEqual([]);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/(?:search\?|announcements\/)/);
    });
  });

  it('sets a span of dates by drawing across the histogram, and says it while drawing', async () => {
    await visit.on('/search', {}, async (page) => {
      const area = (await page.locator('[data-histogram]').boundingBox())!;
      await page.mouse.move(area.x + area.width * 0.99, area.y + 20);
      await page.mouse.down();
      await page.mouse.move(area.x + area.width * 0.7, area.y + 20, { steps: 4 });
      expect(await page.locator('[data-brushed]').textContent()).toBe('2023 – 2024');
      await page.mouse.up();
      await page.waitForURL(/published_from=2023&published_to=2024/);
      await page.getByRole('link', { name: 'Remove Published: 2023 – 2024' }).waitFor();
    });
  });

  it('draws a chosen year by its months, by pointer and in a table by keyboard', async () => {
    await visit.on('/search?published_from=2024&published_to=2024', {}, async (page) => {
      expect(await page.locator('.bar').count()).toBeLessThanOrEqual(12);
      await page.getByText('Numbers as a table').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL(/published_from=2024-\d\d&published_to=2024-\d\d/);
      await page.getByRole('link', { name: 'Wider span' }).click();
      await page.waitForURL(/published_from=2024&published_to=2024/);
    });
  });

  it('goes on from nothing found', async () => {
    await visit.on('/search?q=zeppelinnebel&filter_kind=notice&published_from=2020', {}, async (page) => {
      expect(await page.getByRole('status').textContent()).toBe('No announcements');
      await page.getByRole('link', { name: 'Remove all filters' }).click();
      expect(new URL(page.url()).search).toBe('?q=zeppelinnebel');
    });
  });

  it('is used by keyboard alone, in Japanese: search, filter, read, back', async () => {
    await visit.on('/', { locale: 'ja' }, async (page) => {
      const tabTo = async (wanted: RegExp): Promise<void> => {
        for (let step = 0; step < 80; step++) {
          await page.keyboard.press('Tab');
          if (wanted.test(await focused(page))) return;
        }
        throw new Error(`the tab key does not reach ${String(wanted)}`);
      };
      await tabTo(/^q$/);
      await page.keyboard.type('water');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/search\?q=water/);
      await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^\d+ 件の発表$/);
      await tabTo(/^filter_kind$/);
      await page.keyboard.press('Space');
      await page.waitForURL(/filter_kind=/);
      await expect.poll(() => page.getByRole('list', { name: '適用中の絞り込み' }).count()).toBe(1);
      await tabTo(/^\/announcements\//);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/announcements\//);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      await tabTo(/^https:/);
      await page.goBack();
      await page.waitForURL(/filter_kind=/);
    });
  });

  it('remembers a language that was chosen', async () => {
    await visit.on('/search?q=water', {}, async (page) => {
      await page.selectOption('#language', 'ja');
      await page.getByRole('button', { name: 'Change' }).click();
      expect(await page.getAttribute('html', 'lang')).toBe('ja');
      expect(new URL(page.url()).search).toBe('?q=water');
    });
  });

  it('opens the filters on a phone by keyboard, and says how many are active', async () => {
    await visit.on('/search?q=water&filter_kind=notice', { viewport: phone }, async (page) => {
      expect(await page.locator('#filter-list').isVisible()).toBe(false);
      const toggle = page.getByRole('checkbox', { name: 'Show filters (1)' });
      await toggle.focus();
      await page.keyboard.press('Space');
      expect(await page.locator('#filter-list').isVisible()).toBe(true);
    });
  });

  it('copies a citation', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await visit.on('/announcements/lake-county-0001', { permissions }, async (page) => {
      await page.getByText('BibTeX').click();
      await page.getByRole('button', { name: 'Copy' }).nth(1).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^@online\{lake-county-0001,/);
    });
  });
});

describe.skipIf(chromiumPath === undefined)(`a server in trouble${browserNote}`, { timeout: 60_000 }, () => {
  const broken = visitor([], {
    engine: () => {
      throw new Error('the disk is gone');
    },
  });

  it('tells an error in the reader’s language, with a number to find it by and a box to go on with', async () => {
    await broken.on('/search?q=water', { locale: 'fr' }, async (page) => {
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Quelque chose a échoué ici');
      expect(await page.locator('main code').textContent()).toMatch(/^[\w.-]+$/);
      expect(await page.locator('main').textContent()).not.toContain('disk');
      await page
        .getByRole('searchbox')
        .or(page.getByRole('combobox', { name: 'Rechercher des annonces' }))
        .waitFor();
    });
  });
});
