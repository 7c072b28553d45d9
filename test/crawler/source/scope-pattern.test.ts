import { describe, expect, it } from 'vitest';
import { compileScopePattern } from '../../../crawler/source/scope-pattern.ts';

function matches(pattern: string, url: string): boolean {
  const compiled = compileScopePattern(pattern);
  if (compiled.kind === 'bad') throw new Error(compiled.reason);
  return compiled.regExp.test(url);
}

describe('scope patterns', () => {
  it('lets * stand for a part of the path only', () => {
    expect(matches('https://a.gov/news/*', 'https://a.gov/news/2024-budget')).toBe(true);
    expect(matches('https://a.gov/news/*', 'https://a.gov/news/2024/budget')).toBe(false);
    expect(matches('https://a.gov/news/*', 'https://a.gov/news/budget?sort=asc')).toBe(false);
  });

  it('lets ** stand for anything', () => {
    expect(matches('https://a.gov/news/**', 'https://a.gov/news/2024/budget?lang=en')).toBe(true);
    expect(matches('https://**.a.gov/**', 'https://press.office.a.gov/x')).toBe(true);
  });

  it('takes all other characters as themselves', () => {
    expect(matches('https://a.gov/view.php?id=*', 'https://a.gov/view.php?id=7')).toBe(true);
    expect(matches('https://a.gov/view.php?id=*', 'https://a.gov/viewxphp?id=7')).toBe(false);
    expect(matches('https://a.gov/(s)/+*', 'https://a.gov/(s)/+1')).toBe(true);
  });

  it('offers a choice in braces', () => {
    expect(matches('https://a.gov/{news,speech}/*', 'https://a.gov/speech/1')).toBe(true);
    expect(matches('https://a.gov/{news,speech}/*', 'https://a.gov/blog/1')).toBe(false);
  });

  it('takes a pattern that begins with ^ as a regular expression of the whole URL', () => {
    expect(matches('^https://a\\.gov/\\d{4}/[^/]+$', 'https://a.gov/2024/x')).toBe(true);
    expect(matches('^https://a\\.gov/\\d{4}', 'https://a.gov/2024/x')).toBe(false);
    expect(matches('^https://a\\.gov/x|https://b\\.gov/x', 'https://b.gov/x')).toBe(true);
  });

  it.each(['/news/*', 'a.gov/news', '^https://(', 'https://a.gov/{news', 'https://a.gov/{a,{b,c}}', 'https://'])(
    'refuses %s',
    (pattern) => {
      expect(compileScopePattern(pattern)).toMatchObject({ kind: 'bad' });
    },
  );
});
