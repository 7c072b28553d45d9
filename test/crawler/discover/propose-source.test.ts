import { describe, expect, it } from 'vitest';
import { proposeScope, proposeSource } from '../../../crawler/discover/propose-source.ts';
import { formatSource } from '../../../crawler/source/format-source.ts';
import { readSource } from '../../../crawler/source/read-source.ts';

const home = `<html lang="de"><head><title>Startseite - Kanzlei Nordmark</title><meta property="og:site_name" content="Kanzlei: Nordmark #1">
  <link rel="alternate" type="application/rss+xml" title="Pressemitteilungen" href="/feed/presse.xml">
  <link rel="alternate" type="application/rss+xml" title="Kommentare" href="/comments/feed"></head>
  <body><nav><a href="/presse/mitteilungen">Pressemitteilungen</a><a href="/amt/kontakt">Kontakt</a><a href="/aktuelles">Aktuelles</a><a href="https://elsewhere.example/presse">Presse</a></nav></body></html>`;

describe('the proposal of a source file', () => {
  it('names publisher, language, feeds, listings and sitemaps of a home page', () => {
    const { value, problems } = proposeSource(
      home,
      'https://www.kanzlei.nordmark.de/',
      'User-agent: *\nSitemap: /sitemap.xml\nSitemap: /news-sitemap.xml\n',
    );
    expect(value).toMatchObject({
      id: 'de-kanzlei-nordmark',
      name: 'Kanzlei: Nordmark #1',
      country: 'de',
      language: 'de',
      verified: 'never',
      entry: [
        { feed: 'https://www.kanzlei.nordmark.de/feed/presse.xml' },
        { listing: 'https://www.kanzlei.nordmark.de/presse/mitteilungen' },
        { listing: 'https://www.kanzlei.nordmark.de/aktuelles' },
        { sitemap: 'https://www.kanzlei.nordmark.de/news-sitemap.xml' },
      ],
    });
    expect(problems.map((problem) => problem.code)).toEqual(['wide-scope']);
  });

  it('takes a listing page for what it is, and its announcements for the scope', () => {
    const rows = Array.from(
      { length: 8 },
      (_, i) =>
        `<li>${i + 1}.3.2031 <a href="/presse/2031/mitteilung-nummer-${i}">Die Hafenbehörde beschließt Nummer ${i}</a></li>`,
    ).join('');
    const { value } = proposeSource(
      `<html lang="de"><title>Presse | Hafenamt</title><ul>${rows}</ul></html>`,
      'https://www.hafen.example/presse',
    );
    expect(value).toMatchObject({
      name: 'Hafenamt',
      country: 'xx',
      entry: [{ listing: 'https://www.hafen.example/presse' }],
      scope: { include: ['https://www.hafen.example/presse/*/*'] },
    });
  });

  it('is sound as a file whatever the page holds, and says what was guessed', () => {
    for (const html of ['', '<html lang="nonsense!!"><title>: {[#</title>', home]) {
      const { value, problems } = proposeSource(html, 'https://nordmark.example/');
      const read = readSource(formatSource(value, ['a note', 'another']), `${value.id}.yaml`);
      expect(read.problems).toEqual([]);
      expect(read.value?.name).toBe(value.name);
      expect(problems.map((problem) => problem.code)).toContain('guessed-country');
    }
    expect(proposeSource('', 'https://nordmark.example/').problems.map((problem) => problem.code)).toEqual([
      'guessed-country',
      'guessed-language',
      'no-entry',
      'wide-scope',
    ]);
  });

  it('proposes a scope that admits what most addresses share', () => {
    const urls = [...Array(20).keys()].map((i) => `https://a.example/news/${2000 + i}/item-${i}`);
    expect(proposeScope([...urls, 'https://a.example/about/us'])).toEqual(['https://a.example/news/*/*']);
    expect(proposeScope(['https://a.example/view.php?id=1', 'https://a.example/view.php?id=2'])).toEqual([
      'https://a.example/view.php?*',
    ]);
    expect(proposeScope(['https://a.example/one', 'https://a.example/two'])).toEqual([]);
  });
});

describe('a formatted source file', () => {
  it('reads back as the same source, in the order people read it', () => {
    const draft = {
      schedule: { every: '6h' },
      entry: [
        { listing: 'https://a.example/news?f[0]=x', links: '.row a', next: { selector: 'li.next > a' }, maxPages: 7 },
        { feed: 'https://a.example/feed' },
      ],
      scope: { include: ['https://a.example/{news,speech}/*', '^https://a\\.example/\\d+$'] },
      id: 'a-b',
      name: 'A: "B" # C',
      country: 'fr',
      language: 'fr',
      homepage: 'https://a.example/',
      extract: { title: 'h1', body: ['.body', 'meta[name="x"]@content'] },
    };
    const text = formatSource(draft);
    expect(text.indexOf('id:')).toBe(0);
    const { value, problems } = readSource(text, 'a-b.yaml');
    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      name: 'A: "B" # C',
      entryPoints: [
        {
          type: 'listing',
          url: 'https://a.example/news?f[0]=x',
          links: '.row a',
          next: { by: 'selector', selector: 'li.next > a' },
          maxPages: 7,
        },
        { type: 'feed', url: 'https://a.example/feed' },
      ],
      schedule: { everyMs: 21_600_000 },
      extraction: { title: ['h1'], body: ['.body', 'meta[name="x"]@content'] },
    });
  });
});
