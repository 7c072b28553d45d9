import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutate, mutationKinds, mutationTexts, unsoundness } from '../../../bench/extraction/mutations.ts';
import { extract } from '../../../crawler/extract/extract.ts';
import { extractPlainText } from '../../../crawler/extract/plain-text.ts';
import { hasRecordedSite, answers, openPages } from './recorded-site.ts';
import { sourceWith } from './source.ts';

const source = sourceWith();
/** Mutated pages tried in one run; `MUTATIONS=20000` tries more. */
const runs = Number(process.env['MUTATIONS'] ?? 200);
const read = (html: string): ReturnType<typeof extract> =>
  extract({ html, url: 'https://news.testland.example/a/1', headers: [], source });

const page = `<!doctype html><html lang="en"><head><title>Harbour opens | Testland</title><meta property="article:published_time" content="2021-05-04T10:00:00Z">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour opens","datePublished":"2021-05-04"}</script></head><body><nav><ul><li><a href="/">Home</a></li></ul></nav>
<main><article><h1>Harbour opens</h1><p class="date">Released: May 4, 2021</p><div class="body"><p>WENDMOUTH – Minister Ann Lee today opened the new harbour, which took <b>four years</b> to build and cost 12 million crowns.</p>
<table><tr><th>Year</th><th>Ships</th></tr><tr><td>2020</td><td>17</td></tr></table><ul><li>First quay, for ferries.</li><li>Second quay, for freight.</li></ul><blockquote>“A good day for the coast,” she said.</blockquote></div></article></main><footer>© Testland</footer></body></html>`;

/** Mutations that pages suffer; `npm run score -- mutations` tries many thousands on real pages. */
const mutations = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 300 }),
    how: fc.constantFrom(...mutationKinds),
    text: fc.constantFrom(...mutationTexts),
  }),
  { minLength: 1, maxLength: 8 },
);

/** What every extraction must be, whatever the page. */
function expectSound(extraction: ReturnType<typeof extract>): void {
  expect(unsoundness(extraction)).toEqual([]);
}

describe('any page whatever', () => {
  it('is read without failing: text that is no page', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => expectSound(read(text))),
      { numRuns: Math.ceil(runs / 2) },
    );
  });

  it('is read without failing: a page mutated', () => {
    fc.assert(
      fc.property(mutations, (steps) => expectSound(read(mutate(page, steps)))),
      { numRuns: runs },
    );
  }, 600_000);

  it.skipIf(!hasRecordedSite)(
    'is read without failing: recorded pages mutated (needs ../shared/corpora)',
    () => {
      const pages = openPages();
      const htmls = answers()
        .filter((_, index) => index % 350 === 0)
        .map(({ url }) => pages.html(url)!);
      pages.close();
      fc.assert(
        fc.property(fc.constantFrom(...htmls), mutations, (html, steps) => expectSound(read(mutate(html, steps)))),
        { numRuns: Math.ceil(runs / 8) },
      );
    },
    600_000,
  );

  it('gives equal answers for equal pages', () => {
    expect(read(page)).toEqual(read(page));
  });
});

describe('a page made to hurt', () => {
  const filler =
    '<p>The council met on Tuesday and agreed to build the bridge, the minister said in a statement to the press.</p>';
  it.each([
    ['100,000 nested elements', `<h1>Title of it</h1>${'<div>'.repeat(100_000)}text${'</div>'.repeat(100_000)}`],
    ['nothing closed', `<h1>Title of it${'<div><span><b><p><li><td>'.repeat(8_000)}text`],
    [
      'a megabyte of attributes',
      `<h1>Title of it</h1><div ${'data-a="some value" class="x y" '.repeat(32_000)}>text</div>`,
    ],
    ['50,000 links', `<h1>Title of it</h1>${'<a href="/x">somewhere else</a> '.repeat(50_000)}`],
    ['50,000 labels', `<h1>Title of it</h1>${'<p><b>Date:</b> none</p>'.repeat(50_000)}`],
    ['10 MB of paragraphs', `<h1>Title of it</h1>${filler.repeat(90_000)}`],
    [
      'one paragraph of 2 MB',
      `<h1>Title of it</h1><p>${'Minister Ann Lee, chief executive of The Board of The Bay, '.repeat(35_000)}</p>`,
    ],
    ['200,000 digits', `<h1>Title of it</h1><p>${'1/2/'.repeat(50_000)}</p>`],
    [
      'a table of 100,000 cells',
      `<h1>Title of it</h1><table>${`<tr>${'<td>1</td>'.repeat(100)}</tr>`.repeat(1_000)}</table>`,
    ],
    ['unmatched closing tags', `<h1>Title of it</h1>${'<div>'.repeat(1_000)}${'</span>'.repeat(200_000)}`],
    ['elements that only wrong tags close', `<h1>Title of it</h1>${'<div>x</span>'.repeat(100_000)}`],
    ['100,000 links behind the body', `<html><body><h1>Title of it</h1></body>${'<a href="/x">x</a>'.repeat(100_000)}`],
    ['500,000 opening brackets', '<'.repeat(500_000)],
    ['100,000 quotes in a tag', `<h1>Title of it</h1><a b="${'<a b="'.repeat(100_000)}`],
  ])('%s is bounded', (_, html) => {
    expectSound(read(html));
  });

  it('as plain text is bounded too', () => {
    for (const text of [
      '',
      '\n'.repeat(100_000),
      'A'.repeat(1_000_000),
      `Title\n\n${'The Board (TB) '.repeat(60_000)}`,
      `Title\n\n${'May 7, 2014 – '.repeat(60_000)}`,
    ]) {
      const { problems } = extractPlainText({ text, url: 'urn:x:1', source });
      expect(problems.map(({ code }) => code)).not.toContain('extraction-failed');
    }
  });
});
