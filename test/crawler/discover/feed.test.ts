import { describe, expect, it } from 'vitest';
import { stated } from '../../../crawler/discover/date-text.ts';
import { discoverFeed, readFeed } from '../../../crawler/discover/feed.ts';
import { xmlText } from '../../../crawler/discover/xml-text.ts';
import { fictionalSource } from './fictional-source.ts';

const source = fictionalSource();
const url = 'https://www.nordmark.example/feed.xml';

const rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>News of Nordmark</title>
  <item><title>Harbour &amp; bridge</title><link>https://www.nordmark.example/news/1?utm_source=rss</link><pubDate>Tue, 25 Mar 2031 10:00:00 +0100</pubDate>
    <enclosure url="/files/1.pdf" type="application/pdf"/><enclosure url="/logo.png" type="image/png"/></item>
  <item><title><![CDATA[<b>Fees</b> fall]]></title><link>/news/2</link><pubDate>24 Mar 2031</pubDate></item>
  <item><title>Elsewhere</title><link>https://elsewhere.example/3</link></item>
</channel></rss>`;

describe('feeds', () => {
  it('gives the announcements of RSS with day, documents and identity', () => {
    const { candidates, outOfScope, problems } = discoverFeed(rss, url, source);
    expect(candidates).toEqual([
      {
        url: 'https://www.nordmark.example/news/1',
        foundAs: 'https://www.nordmark.example/news/1?utm_source=rss',
        discoveredVia: 'feed',
        title: 'Harbour & bridge',
        published: { value: '2031-03-25T10:00+01:00', precision: 'minute', source: 'feed' },
        attachments: [{ url: 'https://www.nordmark.example/files/1.pdf', title: '', type: 'application/pdf' }],
      },
      {
        url: 'https://www.nordmark.example/news/2',
        foundAs: 'https://www.nordmark.example/news/2',
        discoveredVia: 'feed',
        title: 'Fees fall',
        published: { value: '2031-03-24', precision: 'day', source: 'feed' },
        attachments: [],
      },
    ]);
    expect(outOfScope).toBe(1);
    expect(problems).toEqual([]);
  });

  it('reads Atom: alternate links before others, base addresses, updates, inline markup', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://www.nordmark.example/a/"><entry xml:base="b/">
      <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <em>new</em> bridge</div></title><id>tag:1</id>
      <link rel="self" href="1.atom"/><link rel="alternate" type="application/json" href="1.json"/><link href="1.html"/>
      <published>2031-03-24T08:00:00Z</published><updated>2031-03-25T08:00:00Z</updated>
      <source><title>Another feed</title><id>tag:other</id></source></entry></feed>`;
    const [entry] = readFeed(atom, url).value.entries;
    expect(entry).toMatchObject({
      title: 'The new bridge',
      id: 'tag:1',
      link: 'https://www.nordmark.example/a/b/1.html',
    });
    expect([stated(entry!.published!).value, stated(entry!.updated!).value]).toEqual([
      '2031-03-24T08:00Z',
      '2031-03-25T08:00Z',
    ]);
  });

  it('reads RSS 1.0, whose items stand beside the channel', () => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>
      <item rdf:about="https://www.nordmark.example/news/1"><title>One</title><link>https://www.nordmark.example/news/1</link><dc:date>2031-03-25</dc:date></item></rdf:RDF>`;
    expect(discoverFeed(rdf, url, source).candidates).toMatchObject([
      { url: 'https://www.nordmark.example/news/1', published: { value: '2031-03-25' } },
    ]);
  });

  it('reads JSON Feed, and a broken one up to its last whole item', () => {
    const json = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'N',
      items: [1, 2].map((n) => ({
        id: n,
        url: `/news/${n}`,
        title: `Title {"${n}"}`,
        date_published: '2031-03-25T10:00:00+01:00',
      })),
    });
    expect(discoverFeed(json, url, source).candidates).toHaveLength(2);
    const broken = discoverFeed(json.slice(0, json.length - 30), url, source);
    expect(broken.candidates.map(({ title }) => title)).toEqual(['Title {"1"}']);
    expect(broken.problems).toMatchObject([{ code: 'truncated-feed' }]);
  });

  it('reads a truncated feed as far as it goes', () => {
    for (let cut = 60; cut < rss.length; cut += 7) {
      const { candidates, problems } = discoverFeed(rss.slice(0, cut), url, source);
      const whole = rss.slice(0, cut).match(/<\/link>/g)?.length ?? 0;
      expect(candidates).toHaveLength(Math.min(whole, 2));
      if (cut < rss.length - 20) expect(problems.map((problem) => problem.code)).toContain('truncated-feed');
    }
  });

  it.each([
    ['no version and no channel', rss.replace(' version="2.0"', '').replace('<channel>', '').replace('</channel>', '')],
    [
      'upper case',
      rss.replace(
        /<(\/?)(rss|channel|item|title|link|pubDate)/g,
        (_, slash: string, name: string) => `<${slash}${name.toUpperCase()}`,
      ),
    ],
    ['an undeclared prefix', rss.replace('<pubDate>', '<x:extra>1</x:extra><pubDate>')],
    ['junk before the declaration', `\n\n<!-- generated -->Warning: foo\n${rss}`],
    [
      'undeclared HTML entities and bare ampersands',
      rss
        .replace('Harbour &amp; bridge', 'Harbour &amp; bridge &nbsp;')
        .replace('?utm_source=rss', '?utm_source=rss&utm_medium=x'),
    ],
    [
      'an unclosed element within',
      rss.replace('<title>News of Nordmark</title>', '<title>News of Nordmark</title><image><url>x'),
    ],
  ])('reads a feed with %s', (_, text) => {
    expect(discoverFeed(text, url, source).candidates.map((candidate) => candidate.url)).toEqual([
      'https://www.nordmark.example/news/1',
      'https://www.nordmark.example/news/2',
    ]);
  });

  it('says so when it is none, and names the feed of a web page', () => {
    const html = '<html><head><link rel="alternate" type="application/rss+xml" href="/real.xml"></head></html>';
    expect(discoverFeed(html, url, source).problems).toMatchObject([
      { code: 'not-a-feed', hint: 'the page names its feed: https://www.nordmark.example/real.xml' },
    ]);
    expect(discoverFeed('{"error": 1}', url, source).problems).toMatchObject([{ code: 'not-a-feed' }]);
    expect(discoverFeed('', url, source).problems).toMatchObject([{ code: 'not-a-feed' }]);
    expect(
      discoverFeed(
        rss.replaceAll('nordmark', 'elsewhere').replaceAll('/news/2', 'https://elsewhere.example/2'),
        url,
        source,
      ).problems,
    ).toMatchObject([{ code: 'nothing-in-scope' }]);
  });
});

describe('the charset of XML', () => {
  const latin = (text: string): Uint8Array => Uint8Array.from(Array.from(text), (letter) => letter.charCodeAt(0));

  it.each([
    [
      'a byte order mark',
      new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('<a>Ä</a>')]),
      'text/xml; charset=iso-8859-1',
    ],
    ['the Content-Type', latin('<?xml version="1.0" encoding="utf-8"?><a>Ä</a>'), 'text/xml; charset="iso-8859-1"'],
    ['the declaration', latin('<?xml version="1.0" encoding="ISO-8859-1"?><a>Ä</a>'), undefined],
    ['nothing but UTF-8', new TextEncoder().encode('<a>Ä</a>'), 'application/xml'],
    [
      'a wrong declaration over UTF-8',
      new TextEncoder().encode('<?xml version="1.0" encoding="ISO-8859-1"?><a>Ä</a>'),
      undefined,
    ],
    [
      'a declaration of UTF-16 that is not true',
      new TextEncoder().encode('<?xml version="1.0" encoding="UTF-16"?><a>Ä</a>'),
      undefined,
    ],
    ['UTF-16 without a mark', new Uint8Array(Buffer.from('<a>Ä</a>', 'utf16le')), undefined],
    ['an encoding nobody knows', latin('<?xml version="1.0" encoding="x-none"?><a>Ä</a>'), undefined],
  ])('is told by %s', (_, bytes, contentType) => {
    expect(xmlText(bytes, contentType)).toContain('<a>Ä</a>');
  });
});
