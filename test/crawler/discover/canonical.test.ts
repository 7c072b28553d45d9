import { describe, expect, it } from 'vitest';
import { canonicalOf } from '../../../crawler/discover/canonical.ts';
import { fictionalSource } from './fictional-source.ts';

const source = fictionalSource('entry:\n  - listing: https://www.nordmark.example/news\n');

function claim(canonical: string, url: string) {
  return canonicalOf(canonical, url, source);
}

describe('a canonical link', () => {
  it.each([
    ['a final slash', '/news/1/', 'https://www.nordmark.example/news/1', 'https://www.nordmark.example/news/1/'],
    ['case', '/News/Harbour', 'https://www.nordmark.example/news/harbour', 'https://www.nordmark.example/News/Harbour'],
    [
      'a parameter that chooses nothing',
      '/news/1',
      'https://www.nordmark.example/news/1?from=home',
      'https://www.nordmark.example/news/1',
    ],
    [
      'an index file',
      '/news/1/',
      'https://www.nordmark.example/news/1/index.html',
      'https://www.nordmark.example/news/1/',
    ],
    [
      'the folder',
      '/2031/03/harbour',
      'https://www.nordmark.example/en/2031/03/harbour',
      'https://www.nordmark.example/2031/03/harbour',
    ],
  ])('is honoured where it differs by %s', (_, canonical, url, identity) => {
    expect(claim(canonical, url)).toEqual({ kind: 'other', url: identity });
  });

  it('is nothing new where it names the page, or nothing', () => {
    expect(claim('http://www.nordmark.example/news/1?utm_source=x', 'https://www.nordmark.example/news/1')).toEqual({
      kind: 'same',
      url: 'https://www.nordmark.example/news/1',
    });
    expect(canonicalOf(undefined, 'https://www.nordmark.example/news/1', source).kind).toBe('same');
    expect(claim(' ', 'https://www.nordmark.example/news/1').kind).toBe('same');
  });

  it.each([
    ['the listing', '/news', 'https://www.nordmark.example/news?page=3'],
    ['the home page', '/', 'https://www.nordmark.example/news/1'],
    ['the section', '/press', 'https://www.nordmark.example/press/1'],
    ['the first page', '/press', 'https://www.nordmark.example/press?page=3'],
    ['the page without its id', '/view', 'https://www.nordmark.example/view?id=7'],
    ['another host', 'https://elsewhere.example/news/1', 'https://www.nordmark.example/news/1'],
    ['another announcement', '/news/2', 'https://www.nordmark.example/news/1'],
    ['no URL', 'http://[', 'https://www.nordmark.example/news/1'],
  ])('is refused, with the reason, where it names %s', (_, canonical, url) => {
    const answer = claim(canonical, url);
    expect(answer).toMatchObject({ kind: 'refused', url });
  });
});
