import { describe, expect, it } from 'vitest';
import { discoverListing, type ListingEntry } from '../../../crawler/discover/listing.ts';
import { fictionalSource } from './fictional-source.ts';

const source = fictionalSource(
  'scope: { include: ["https://www.nordmark.example/news/**", "https://www.nordmark.example/view?id=*"] }\n',
);
const url = 'https://www.nordmark.example/news';

function discover(html: string, entry: Partial<ListingEntry> = {}, at = url, pageNumber = 1) {
  return discoverListing(html, at, { type: 'listing', url, maxPages: 10, ...entry }, source, pageNumber);
}

function rows(count: number, from = 1): string {
  return Array.from(
    { length: count },
    (_, i) =>
      `<li class="row"><span>${i + 1} March 2031</span> <a href="/news/item-${i + from}-of-the-harbour-board">The harbour board decides item ${i + from}</a></li>`,
  ).join('');
}

describe('a listing page', () => {
  it('gives title, day and documents of each row', () => {
    const html = `<table><tr><td>25.03.2031</td><td><a href="/news/a">Harbour fees fall</a></td><td><a href="/files/a.pdf">Table of fees</a></td></tr>
      <tr><td><time datetime="2031-03-24T09:30+01:00">yesterday</time></td><td><a href="/news/b">Bridge opens</a></td></tr></table>`;
    expect(discover(html, { links: 'td:nth-child(2) a' }).candidates).toEqual([
      {
        url: 'https://www.nordmark.example/news/a',
        foundAs: 'https://www.nordmark.example/news/a',
        discoveredVia: 'listing',
        title: 'Harbour fees fall',
        published: { value: '2031-03-25', precision: 'day', source: 'listing' },
        attachments: [
          { url: 'https://www.nordmark.example/files/a.pdf', title: 'Table of fees', type: 'application/pdf' },
        ],
      },
      {
        url: 'https://www.nordmark.example/news/b',
        foundAs: 'https://www.nordmark.example/news/b',
        discoveredVia: 'listing',
        title: 'Bridge opens',
        published: { value: '2031-03-24T09:30+01:00', precision: 'minute', source: 'listing' },
        attachments: [],
      },
    ]);
  });

  it('takes the day from the heading above, not from the title', () => {
    const html =
      '<h3>2 March 2031</h3><p><a href="/news/a">Report on 1 May 2030</a></p><h3>1 March 2031</h3><p><a href="/news/b">Bridge</a></p>';
    expect(discover(html, { links: 'p a' }).candidates.map(({ published }) => published?.value)).toEqual([
      '2031-03-02',
      '2031-03-01',
    ]);
  });

  it('reads ambiguous numeric dates as their neighbours are', () => {
    const html = '<ul><li>05.04.31 <a href="/news/a">One</a></li><li>05.19.31 <a href="/news/b">Two</a></li></ul>';
    expect(discover(html, { links: 'li a' }).candidates.map(({ published }) => published?.value)).toEqual([
      '2031-05-04',
      '2031-05-19',
    ]);
  });

  it('finds the announcements without a selector, beside menus, facets, sort orders and topics', () => {
    const html = `<nav><a href="/news/press-office">All about the press office here</a></nav>
      <div class="menu">${Array.from({ length: 30 }, (_, i) => `<a href="/news/topic-${i}">Topic ${i}</a>`).join('')}</div>
      <aside class="facets">${Array.from({ length: 40 }, (_, i) => `<li><a href="/news?year=${1990 + i}">${1990 + i} (${i})</a></li>`).join('')}</aside>
      <a href="/news?sort=title">Sort by title, descending order</a>
      <ul>${rows(8)}</ul>
      <footer><a href="/news/imprint-of-this-site">Imprint and data protection</a></footer>`;
    const { candidates, problems } = discover(html);
    expect(candidates.map((candidate) => candidate.url)).toEqual(
      Array.from({ length: 8 }, (_, i) => `https://www.nordmark.example/news/item-${i + 1}-of-the-harbour-board`),
    );
    expect(problems).toEqual([]);
  });

  it('names each announcement once, however often the page does', () => {
    const html = `<div class="featured"><a href="/news/item-2-of-the-harbour-board?utm_source=top"><img alt="Picture"></a></div><ul>${rows(6)}</ul>`;
    expect(discover(html, { links: 'a' }).candidates).toHaveLength(6);
  });

  it('obeys <base href>', () => {
    expect(
      discover('<base href="/news/2031/"><p><a href="a">A title</a></p>', { links: 'p a' }).candidates[0]?.url,
    ).toBe('https://www.nordmark.example/news/2031/a');
  });

  it('says what is wrong when nothing is found', () => {
    expect(discover('<p>Nothing</p>', { links: '.row a' }).problems).toMatchObject([{ code: 'no-links', where: url }]);
    expect(discover('<p>Nothing</p>').problems).toMatchObject([{ code: 'no-links' }]);
    const outside = discover('<p><a href="https://elsewhere.example/1">Elsewhere</a></p>', { links: 'p a' });
    expect(outside.outOfScope).toBe(1);
    expect(outside.problems).toMatchObject([{ code: 'nothing-in-scope' }]);
    expect(discover('<p>x</p>', { links: 'p:nonsense(' }).problems).toMatchObject([
      { code: 'bad-selector' },
      { code: 'no-links' },
    ]);
  });

  it('refuses traps and tells of them once', () => {
    const html = '<p><a href="/news/x/x/x/1">A</a><a href="/news/y/y/y/1">B</a><a href="/news/good">C</a></p>';
    const { candidates, problems } = discover(html, { links: 'p a' });
    expect(candidates.map((candidate) => candidate.url)).toEqual(['https://www.nordmark.example/news/good']);
    expect(problems).toMatchObject([{ code: 'trap' }]);
    expect(problems[0]!.message).toContain('and 1 more');
  });

  it('survives what is no HTML', () => {
    for (const html of [
      '',
      '\0\0\0',
      '<'.repeat(5000),
      '<a href="'.repeat(300),
      '{"a": 1}',
      '<a href="http://[">x</a>',
    ]) {
      expect(discover(html).candidates).toEqual([]);
    }
  });
});

describe('the next page of a listing', () => {
  const nextOf = (html: string, at = url, pageNumber = 1, entry: Partial<ListingEntry> = {}): string | undefined =>
    discover(html, entry, at, pageNumber).nested[0]?.url;

  it.each([
    ['rel=next in the head', '<link rel="next" href="/news?page=2">', 'https://www.nordmark.example/news?page=2'],
    ['a link that says so', '<a href="/news?page=2">Next page ›</a>', 'https://www.nordmark.example/news?page=2'],
    ['German', '<a href="?seite=2">Nächste Seite</a>', 'https://www.nordmark.example/news?seite=2'],
    ['Japanese', '<a href="?p=2">次へ</a>', 'https://www.nordmark.example/news?p=2'],
    [
      'a label for screen readers',
      '<a href="/news/page/2" aria-label="Next"><svg></svg></a>',
      'https://www.nordmark.example/news/page/2',
    ],
    [
      'a class',
      '<li class="pager__item--next next"><a href="?page=1"><i></i></a></li>',
      'https://www.nordmark.example/news?page=1',
    ],
    ['an arrow', '<a href="?start=20">»</a>', 'https://www.nordmark.example/news?start=20'],
    ['numbers', '<b>1</b> <a href="?p=2">2</a> <a href="?p=3">3</a>', 'https://www.nordmark.example/news?p=2'],
    [
      'a button that would load more',
      '<button class="more" data-url="/news?page=2&ajax=1">Load more</button>',
      'https://www.nordmark.example/news?page=2&ajax=1',
    ],
  ])('is found by %s', (_, html, expected) => {
    expect(nextOf(html)).toBe(expected);
  });

  it('counts on from the page it is on', () => {
    const html = '<a href="?p=1">1</a> <b>2</b> <a href="?p=3">3</a>';
    expect(nextOf(html, `${url}?p=2`, 2)).toBe('https://www.nordmark.example/news?p=3');
  });

  it.each([
    ['another sort order', '<a href="?sort=date&order=asc">Next</a>'],
    ['another facet', '<a href="?f[0]=topic:7&page=2">Next</a>'],
    ['another listing', '<a href="/speeches?page=2">Next</a>'],
    ['another host', '<a href="https://elsewhere.example/news?page=2">Next</a>'],
    ['itself', '<a href="/news">Next</a><link rel="next" href="/news">'],
    ['a script', '<a href="javascript:next()">Next</a>'],
    ['an announcement called next', '<a href="/news/next">Next</a>'],
  ])('is never %s', (_, html) => {
    expect(nextOf(html)).toBeUndefined();
  });

  it('keeps what the first URL says', () => {
    const first = `${url}?type=press&per_page=50`;
    expect(nextOf('<a href="?page=2">Next</a>', first)).toBeUndefined();
    expect(nextOf('<a href="?type=press&per_page=50&page=2">Next</a>', first)).toBe(`${first}&page=2`);
  });

  it('is what the source file says, by selector or template', () => {
    const html = '<a class="older" href="/archive/2">…</a><a href="?page=9">Next</a>';
    expect(nextOf(html, url, 1, { next: { by: 'selector', selector: 'a.older' } })).toBe(
      'https://www.nordmark.example/archive/2',
    );
    const template = {
      by: 'template',
      template: 'https://www.nordmark.example/news?from={page}',
      first: 20,
      step: 20,
    } as const;
    expect([1, 2, 3].map((page) => nextOf('', url, page, { next: template }))).toEqual(
      [20, 40, 60].map((from) => `https://www.nordmark.example/news?from=${from}`),
    );
  });
});
