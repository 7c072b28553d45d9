import { describe, expect, it } from 'vitest';
import { hintBitsOf, hintNames, hintsOf, type Hint } from '../../../../crawler/extract/body/class-words.ts';
import { parsePage } from '../../../../crawler/extract/page.ts';

const elementOf = (attributes: string) =>
  parsePage(`<body><div ${attributes}>x</div></body>`, 'https://a.example/').elements.find(
    ({ name }) => name === 'div',
  )!;
const hints = (attributes: string): Hint[] => [...hintsOf(elementOf(attributes))].sort();

describe('what class, id and role hint at', () => {
  it.each<[string, Hint[]]>([
    ['class="post-share"', ['content', 'share']],
    ['class="shareBar"', ['share']],
    ['class="shareholder"', []],
    ['class="read-more"', ['related']],
    ['class="read" id="more"', ['related']],
    ['class="buttons"', ['tools']],
    ['class="button"', ['tools']],
    ['role="complementary"', ['sidebar']],
    ['class="has-sidebar header-with-topbar no-comments"', []],
    ['class="article-lead"', ['content', 'lead']],
    ['class="x7 y"', []],
  ])('%s', (attributes, expected) => {
    expect(hints(attributes)).toEqual(expected);
  });

  it('is the same as bits', () => {
    const element = elementOf('class="comment-list sidebar" role="dialog"');
    const bits = hintBitsOf(element);
    expect(hintNames.filter((_, index) => (bits & (1 << index)) !== 0).sort()).toEqual([...hintsOf(element)].sort());
  });
});
