import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePage, textOf } from '../../../crawler/extract/page.ts';
import { plainMatcher } from '../../../crawler/extract/plain-selector.ts';

const page = parsePage(
  `<main id="top" class="a b"><div class="b"><p class="a">1</p><section class="a&#10;c"><p id="x" class="c ab">2</p></section></div></main>
<div class="a"><ul class="a b"><li class="c">3</li><li class=" b ">4</li></ul></div>`,
  'https://news.testland.example/1',
);
const texts = (elements: readonly Parameters<typeof textOf>[0][]): string[] => elements.map(textOf);

describe('a selector of names, ids and classes', () => {
  it.each([
    ['p', ['1', '2']],
    ['P#x', ['2']],
    ['.a.b li', ['3', '4']],
    ['.b > .a', ['1', '2']],
    ['ul>.c', ['3']],
    ['main .c .c', ['2']],
    ['main > div > p', ['1']],
    ['.ab', ['2']],
  ])('%s selects %j', (selector, expected) => {
    expect(texts(page.elements.filter(plainMatcher(selector)!))).toEqual(expected);
  });

  it.each([
    '',
    '*',
    'a[href]',
    'li:first-child',
    'a, b',
    'h1 + p',
    '> p',
    'p >',
    'p > > a',
    '#a#b',
    '.5a',
    String.raw`.a\:b`,
  ])('%j is left to cheerio', (selector) => {
    expect(plainMatcher(selector)).toBeUndefined();
  });

  it('selects what cheerio selects', () => {
    const part = fc.constantFrom('p', 'div', 'ul', 'li', 'main', '.a', '.b', '.c', '.a.b', 'p.c', '#x', 'main#top');
    const selectors = fc
      .tuple(part, fc.array(fc.tuple(fc.constantFrom(' ', ' > ', '>', '  '), part), { maxLength: 3 }))
      .map(([first, more]) => first + more.map(([between, next]) => between + next).join(''));
    fc.assert(
      fc.property(selectors, (selector) => {
        expect(page.elements.filter(plainMatcher(selector)!)).toEqual(page.query()(selector).toArray());
      }),
    );
  });
});
