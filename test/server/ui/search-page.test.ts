import { describe, expect, it } from 'vitest';
import { corrected } from '../../../server/ui/error-page.tsx';
import { testWorld } from '../api/world.ts';

const world = testWorld();
const page = (path: string): Promise<string> => world.text(path);

describe('the search page', () => {
  it('says what was searched, how many there are, and marks what was found', async () => {
    const html = await page('/search?q=water');
    expect(html).toContain('<h1 class="summary" dir="auto">Announcements matching water</h1>');
    expect(html).toMatch(/role="status"[^>]*><strong>\d+ announcements<\/strong>/);
    expect(html).toMatch(/<mark>water<\/mark>/);
  });

  it('has every facet value as a checkbox of the search form, ticked where it filters', async () => {
    const html = await page('/search?q=water&filter_kind=notice');
    expect(html).toContain('<input form="search" type="checkbox" name="filter_kind" value="notice" checked=""/>');
    expect(html).toContain('<input form="search" type="checkbox" name="filter_kind" value="press-release"/>');
  });

  it('keeps rejections through the form', async () => {
    expect(await page('/search?reject_kind=notice')).toContain(
      '<input form="search" type="hidden" name="reject_kind" value="notice"/>',
    );
  });

  it('gives every active filter a chip that removes it and nothing else', async () => {
    const html = await page('/search?q=water&filter_kind=notice&published_from=2020&reject_topic=Roads');
    expect(html).toContain(
      'href="/search?q=water&amp;reject_topic=Roads&amp;published_from=2020" aria-label="Remove Kind: Notice"',
    );
    expect(html).toContain(
      'href="/search?q=water&amp;filter_kind=notice&amp;published_from=2020" aria-label="Remove Topic: not Roads"',
    );
    expect(html).toContain('aria-label="Remove Published: since 2020"');
  });

  it('has a chip for every option too, and one that takes all away', async () => {
    const html = await page('/search?q=water&match=any&exact=1&versions=all');
    for (const option of ['Any of the words', 'Words exactly as typed', 'Search every version'])
      expect(html).toContain(`aria-label="Remove ${option}"`);
    expect(html).toContain('class="clear" href="/search?q=water"');
  });

  it('draws the bars of the chosen span only, by what gives enough of them to see', async () => {
    const drawn = async (query: string): Promise<string[]> =>
      [...(await page(`/search?${query}`)).matchAll(/data-value="([^"]+)"/g)].map((match) => match[1]!);
    const all = await drawn('');
    expect(all.every((value) => /^\d{4}$/.test(value))).toBe(true);
    expect(all.length).toBeGreaterThan(3);
    const months = await drawn('published_from=2024&published_to=2024');
    expect(months.length).toBeGreaterThan(1);
    expect(months.every((value) => /^2024-\d\d$/.test(value))).toBe(true);
    const days = await drawn('published_from=2024-03&published_to=2024-04');
    expect(days.every((value) => /^2024-0[34]-\d\d$/.test(value))).toBe(true);
  });

  it('leads from a chosen month to its year, and from a year to all of them', async () => {
    const link = async (query: string): Promise<string> =>
      /<a href="([^"]+)">Wider span/.exec(await page(`/search?${query}`))![1]!.replaceAll('&amp;', '&');
    expect(await link('published_from=2024-03&published_to=2024-04')).toBe(
      '/search?published_from=2024&published_to=2024',
    );
    expect(await link('published_from=2020&published_to=2024')).toBe('/search');
  });

  it('makes the address of an emptied form clean', async () => {
    const response = await world.get('/search?q=water&published_from=&published_to=&filter_kind=notice');
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/search?q=water&filter_kind=notice']);
  });

  it('links feed, exports and API of the same search', async () => {
    const html = await page('/search?q=water&filter_kind=notice');
    for (const format of ['.atom', '.feed.json', '.csv', '.ndjson', ''])
      expect(html).toContain(`href="/api/v1/search${format}?q=water&amp;filter_kind=notice"`);
    expect(html).toContain(
      '<link rel="alternate" type="application/atom+xml" title="Announcements matching water — of kind Notice"',
    );
  });

  it('says that not all words were found together', async () => {
    expect(await page('/search?q=water+zeppelin')).toContain('No announcement has all of these words.');
  });

  it('helps when nothing was found', async () => {
    const html = await page('/search?q=zeppelinnebel&filter_kind=notice');
    expect(html).toContain('Nothing matches this search.');
    expect(html).toContain('href="/search?q=zeppelinnebel"');
  });

  it('marks removed and changed announcements', async () => {
    const html = await page('/search');
    expect(html).toContain('<span class="badge removed">Removed</span>');
    expect(html).toContain('Changed · 2 versions');
  });

  it('says what was searched and which index', async () => {
    const html = await page('/search?q=water');
    expect(html).toContain('Searched 10 announcements published January 1, 2021 to June 2, 2024.');
    expect(html).toContain('<code>2026-11-01T00:00:00Z-1</code>');
  });

  it('pages, and stops at the last page', async () => {
    const first = await page('/search?limit=4');
    expect(first).toContain('1–4 of 10');
    expect(first).toContain('rel="next" href="/search?page=2&amp;limit=4"');
    expect(await page('/search?limit=4&page=3')).not.toContain('rel="next"');
  });

  it('tells what is wrong with an address, with the corrected one', async () => {
    const response = await world.get('/search?q=water&limit=0&filter_agancy=x&published_from=2014-13');
    expect(response.status).toBe(400);
    const html = await response.text();
    for (const param of ['limit', 'filter_agancy', 'published_from']) expect(html).toContain(`<code>${param}</code>`);
    const better = /class="button" href="([^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&');
    expect(better).toBe('/search?q=water&limit=20&filter_agency=x&published_from=2014-12');
    expect((await world.get(better)).status).toBe(200);
  });

  it('mends a search text with a date that is none by leaving the date out', async () => {
    const link = async (q: string): Promise<string> =>
      /class="button" href="([^"]+)"/.exec(await page(`/search?q=${encodeURIComponent(q)}`))![1]!;
    expect(await link('water published:2014-13')).toBe('/search?q=water');
    expect(await link('published:2014-13')).toBe('/search');
  });

  it('leaves away what has no correction', () => {
    expect(
      corrected(
        [
          { name: 'q', value: 'a' },
          { name: 'cursor', value: 'x' },
        ],
        [{ param: 'cursor', message: 'not a cursor' }],
      ),
    ).toBe('q=a');
  });
});

describe('the announcement page', () => {
  it('links the original first, then shows typed paragraphs', async () => {
    const html = await page('/announcements/lake-county-0001');
    expect(html.indexOf('Read the original at news.lake-county.example')).toBeLessThan(
      html.indexOf('signed a memorandum', html.indexOf('<h1')),
    );
    for (const element of [
      '<h2 dir="auto">What it says</h2>',
      '<li dir="auto">Both sides share',
      '<blockquote',
      '<td dir="auto">1,518</td>',
    ])
      expect(html).toContain(element);
  });

  it('has facts with where they were found, versions, captures, citations and attachments', async () => {
    const html = await page('/announcements/lake-county-0001');
    for (const text of [
      'found in the page’s meta data',
      'Versions',
      'Captures (2)',
      '@online{lake-county-0001,',
      'TY  - ELEC',
      'The memorandum (PDF)',
      'Where each fact was found',
    ])
      expect(html).toContain(text);
  });

  it('says that the publisher removed it', async () => {
    expect(await page('/announcements/lake-county-0002')).toContain('We found it gone on January 10, 2025');
  });

  it('compares versions with insertions and deletions that are said, not only coloured', async () => {
    const html = await page('/announcements/lake-county-0001/revisions/2?diff=1');
    expect(html).toMatch(/<del><span class="hidden"> \[removed: <\/span>tomorrow/);
    expect(html).toMatch(/<ins><span class="hidden"> \[added: <\/span>today/);
    expect((await world.get('/announcements/lake-county-0001/revisions/9')).status).toBe(404);
    expect((await world.get('/announcements/lake-county-0001/revisions/2?diff=x')).status).toBe(404);
  });

  it('describes itself in schema.org’s words', async () => {
    const block = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(
      await page('/announcements/lake-county-0001'),
    )![1]!;
    expect(JSON.parse(block)).toMatchObject({
      '@type': 'NewsArticle',
      datePublished: '2024-03-25',
      inLanguage: 'en',
      publisher: { name: 'Water Office of Lake County' },
    });
  });
});

describe('the other pages', () => {
  it('the start page tells what is here and links searches that find something', async () => {
    const html = await page('/');
    expect(html).toContain('10 announcements');
    const examples = [...html.matchAll(/class="examples">.*?<\/p>/gs)][0]![0].match(/href="([^"]+)"/g)!;
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) {
      const path = example.slice(6, -1).replaceAll('&amp;', '&');
      expect(await page(path), path).not.toContain('Nothing matches');
    }
  });

  it('the sources page charts each publisher and names its gaps', async () => {
    const html = await page('/sources');
    expect(html).toContain('id="norrland"');
    expect(html).toContain('No announcements in February 2021 – February 2024');
  });

  it('files carry a hash in their name and may be kept for ever', async () => {
    const css = /href="(\/assets\/herald\.[0-9a-f]+\.css)"/.exec(await page('/'))![1]!;
    const response = await world.get(css, { 'Accept-Encoding': 'gzip' });
    expect(response.headers.get('Cache-Control')).toContain('immutable');
    expect(response.headers.get('Content-Encoding')).toBe('gzip');
    expect((await world.get('/assets/herald.0000000000.css')).status).toBe(404);
  });
});
