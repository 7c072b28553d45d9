import { describe, expect, it } from 'vitest';
import { selectorMistake, splitSelector } from '../../../crawler/source/selector.ts';

describe('selectors of a source file', () => {
  it.each(['h1', '.a > .b', 'meta[property="og:title"]@content', 'a[href*="@"]', 'li:not(.x)', 'a[title="]"]'])(
    'accepts %s',
    (text) => {
      expect(selectorMistake(text)).toBeUndefined();
    },
  );

  it.each(['', '@content', 'a[', 'a)', 'a["x]', 'div >', 'a,', 'h1@two words'])('finds the mistake in %j', (text) => {
    expect(selectorMistake(text)).toBeTypeOf('string');
  });

  it('splits off the attribute, but not an @ within brackets', () => {
    expect(splitSelector('time@datetime')).toEqual({ css: 'time', attribute: 'datetime' });
    expect(splitSelector('a[href*="@gov"]')).toEqual({ css: 'a[href*="@gov"]' });
  });
});
