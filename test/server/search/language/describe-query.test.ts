import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeQuery } from '../../../../server/search/language/describe-query.ts';
import { parseQuery } from '../../../../server/search/language/parse-query.ts';

it.each([
  ['', 'everything'],
  ['memorandum of understanding', 'memorandum of understanding'],
  ['"memorandum of understanding" japan -draft', '“memorandum of understanding” and japan, without draft'],
  ['a b OR c', 'a and (b or c)'],
  ['(a b) OR c', '(a b) or c'],
  [
    'gov* =act word~ "a b"~1',
    'words beginning with “gov” and exactly “act” and words like “word” and “a b” with at most 1 other word between',
  ],
  ['title:budget body:"first reading"', 'budget in the title and “first reading” in the text'],
  ['agency:treasury -kind:=speech', 'agency “treasury”, without kind exactly “speech”'],
  ['topic:_MISSING', 'no topic stated'],
  ['published:2014', 'published in 2014'],
  ['x published:2014-03', 'x, published in 2014-03'],
  ['x published:2014-03-25', 'x, published on 2014-03-25'],
  ['published:2014-03..2014-05', 'published from 2014-03 to 2014-05'],
  ['published:2014..', 'published from 2014 on'],
  ['published:..2014-05-07', 'published until 2014-05-07'],
  ['-draft', 'everything without draft'],
  ['-(a OR b) c', 'c, without (a or b)'],
  ['???', 'nothing'],
])('describes %s', (text, words) => expect(describeQuery(parseQuery(text).query)).toBe(words));

it('describes any query', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
      expect(describeQuery(parseQuery(text).query)).not.toBe('');
    }),
  );
});
