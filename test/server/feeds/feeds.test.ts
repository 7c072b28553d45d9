import { describe, expect, it } from 'vitest';
import { load } from 'cheerio';
import { federation, type Told } from '../api/announcements.ts';
import { origin, testWorld } from '../api/world.ts';

const world = testWorld();

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly content: string;
  readonly links: readonly { readonly rel?: string; readonly href: string }[];
}

async function atom(query: string, from = world): Promise<{ title: string; id: string; entries: Entry[] }> {
  const response = await from.get(`/api/v1/search.atom?${query}`);
  expect(response.status).toBe(200);
  const $ = load(await response.text(), { xml: true });
  expect($.root().children('feed').attr('xmlns')).toBe('http://www.w3.org/2005/Atom');
  const entries = $('feed > entry')
    .toArray()
    .map((element): Entry => {
      const entry = $(element);
      const child = (name: string): string => entry.children(name).text();
      const links = entry
        .children('link')
        .toArray()
        .map((link) => ({ rel: $(link).attr('rel') ?? '', href: $(link).attr('href') ?? '' }));
      return { id: child('id'), title: child('title'), updated: child('updated'), content: child('content'), links };
    });
  return { title: $('feed > title').text(), id: $('feed > id').text(), entries };
}

describe('the Atom feed of a search', () => {
  it('has the search in words as its title, and new, changed and removed announcements as entries', async () => {
    const feed = await atom('q=water&filter_source=lake-county');
    expect(feed.title).toBe('Announcements matching water — published by lake-county');
    expect(feed.entries.map((entry) => entry.title)).toEqual(
      expect.arrayContaining([
        'Memorandum of understanding with Norrland on drinking water',
        'Changed: Memorandum of understanding with Norrland on drinking water',
        'Removed: Boil water notice lifted in Eastgate',
      ]),
    );
  });

  it('has only what events= asks for', async () => {
    expect((await atom('events=removed')).entries.map((entry) => entry.title)).toEqual([
      'Removed: Boil water notice lifted in Eastgate',
    ]);
    expect((await atom('events=changed')).entries.map((entry) => entry.title)).toEqual([
      'Changed: Memorandum of understanding with Norrland on drinking water',
    ]);
    expect((await world.get('/api/v1/search.atom?events=new,gone')).status).toBe(400);
  });

  it('has ids that hold no host and stay the same at another address and after a rebuild', async () => {
    const here = await atom('q=water');
    const elsewhere = await atom(
      'q=water',
      testWorld([...federation].reverse(), { baseUrl: 'https://search.lake.example', indexVersion: 'rebuilt' }),
    );
    expect(here.entries.map((entry) => entry.id).sort()).toEqual(elsewhere.entries.map((entry) => entry.id).sort());
    expect(here.id).toBe(elsewhere.id);
    for (const { id } of here.entries)
      expect(id).toMatch(/^urn:herald:event:[\w%-]+:(?:new|changed:\d+|removed:\d{4}-\d\d-\d\d)$/);
    expect(new Set(here.entries.map((entry) => entry.id)).size).toBe(here.entries.length);
  });

  it('links our page first and the original as related; a change links its comparison and shows it', async () => {
    const changed = (await atom('events=changed')).entries[0]!;
    expect(changed.links.find((link) => link.rel === 'alternate')!.href).toBe(
      `${origin}/announcements/lake-county-0001/revisions/2?diff=1`,
    );
    expect(changed.links.find((link) => link.rel === 'related')!.href).toContain('news.lake-county.example');
    expect(changed.content).toContain('<del>');
    expect(changed.content).toContain('<ins>');
  });

  it('begins with the newest', async () => {
    const days = (await atom('')).entries.map((entry) => entry.updated.slice(0, 10));
    expect(days).toEqual(days.toSorted().reverse());
  });

  it('finds a change to an old announcement among many newer ones', async () => {
    const many: Told[] = Array.from({ length: 120 }, (_, at) => ({
      id: `n-${at}`,
      title: `Water notice ${at}`,
      published: '2025-05-01',
      firstSeen: '2025-05-02',
    }));
    const old: Told = {
      id: 'old',
      title: 'Water rates',
      published: '2001-01-01',
      firstSeen: '2025-01-01',
      seen: '2026-02-02',
      body: ['Rates rise.'],
      before: [{ seen: '2025-01-01', body: ['Rates stay.'] }],
    };
    const feed = await atom('q=water&limit=10', testWorld([...many, old]));
    expect(feed.entries).toHaveLength(10);
    expect(feed.entries[0]!.title).toBe('Changed: Water rates');
  });

  it('survives announcements without a date or text', async () => {
    expect((await atom('', testWorld([{ id: 'x', title: 'Nothing', body: [] }]))).entries).toHaveLength(1);
    expect((await atom('q=zeppelinnebel')).entries).toEqual([]);
  });
});

describe('the JSON Feed of a search', () => {
  it('has the same entries', async () => {
    const feed = (await world.json('/api/v1/search.feed.json?q=water')) as {
      version: string;
      items: { id: string; title: string; date_published?: string }[];
    };
    expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
    expect(feed.items.map((item) => item.id)).toEqual((await atom('q=water')).entries.map((entry) => entry.id));
    expect(feed.items.find((item) => item.title.startsWith('Removed'))!.date_published).toBe(
      '2024-06-02T00:00:00.000Z',
    );
  });
});

describe('OpenSearch', () => {
  it('describes results, suggestions and feed', async () => {
    const description = await world.text('/opensearch.xml');
    for (const type of ['text/html', 'application/atom+xml', 'application/x-suggestions+json'])
      expect(description).toContain(`<Url type="${type}"`);
    expect(description).toContain(`${origin}/search?q={searchTerms}&amp;page={startPage?}`);
    expect((await world.get('/search?q=water&page=')).status).toBe(303);
  });

  it('suggests in the form that browsers ask for', async () => {
    const [q, texts, counts, urls] = (await world.json('/api/v1/suggest.opensearch?q=wat')) as [
      string,
      string[],
      string[],
      string[],
    ];
    expect(q).toBe('wat');
    expect(texts.length).toBeGreaterThan(0);
    expect([counts.length, urls.length]).toEqual([texts.length, texts.length]);
  });
});
