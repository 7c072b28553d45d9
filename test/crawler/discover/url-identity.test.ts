import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityUrl, plainUrlRules } from '../../../crawler/discover/url-identity.ts';
import { fictionalSource } from './fictional-source.ts';

const source = fictionalSource();

describe('URL identity', () => {
  it.each([
    ['the case of scheme and host', 'HTTPS://WWW.Nordmark.EXAMPLE/News', 'https://www.nordmark.example/News'],
    ['default ports', 'https://www.nordmark.example:443/news', 'https://www.nordmark.example/news'],
    ['the final dot of a host', 'https://www.nordmark.example./news', 'https://www.nordmark.example/news'],
    ['fragments', 'https://www.nordmark.example/news#top', 'https://www.nordmark.example/news'],
    ['white space around it', ' \u00a0https://www.nordmark.example/news\n', 'https://www.nordmark.example/news'],
    ['dot segments', 'https://www.nordmark.example/a/../news/./1', 'https://www.nordmark.example/news/1'],
    ['needless escapes', 'https://www.nordmark.example/%7Eminister/%41', 'https://www.nordmark.example/~minister/A'],
    ['the case of escapes', 'https://www.nordmark.example/b%c3%a4r', 'https://www.nordmark.example/b%C3%A4r'],
    ['raw letters and their escapes', 'https://www.nordmark.example/bär', 'https://www.nordmark.example/b%C3%A4r'],
    ['brackets in queries', 'https://www.nordmark.example/?f%5B0%5D=a', 'https://www.nordmark.example/?f[0]=a'],
    [
      'tracking parameters',
      'https://www.nordmark.example/n?utm_source=x&id=7&fbclid=abc',
      'https://www.nordmark.example/n?id=7',
    ],
    ['empty parameters', 'https://www.nordmark.example/n?&&id=7&', 'https://www.nordmark.example/n?id=7'],
    ['an empty query', 'https://www.nordmark.example/n?', 'https://www.nordmark.example/n'],
    [
      'session ids in the query',
      'https://www.nordmark.example/n?PHPSESSID=1&id=7&sid=9682993c8daa2c5497996114facdc805',
      'https://www.nordmark.example/n?id=7',
    ],
    [
      'session ids after a semicolon',
      'https://www.nordmark.example/n;jsessionid=E85FAC04E331?id=7',
      'https://www.nordmark.example/n?id=7',
    ],
    [
      'session ids in the path',
      'https://www.nordmark.example/(X(1)S(4hqa0555fwsecu455xqckv45))/n.aspx',
      'https://www.nordmark.example/n.aspx',
    ],
    ['http where the source says https', 'http://www.nordmark.example/news', 'https://www.nordmark.example/news'],
  ])('does not depend on %s', (_, url, identity) => {
    expect(identityUrl(url, source)).toBe(identity);
  });

  it.each([
    ['the case of the path', 'https://www.nordmark.example/News'],
    ['a final slash', 'https://www.nordmark.example/news/'],
    ['the order of parameters', 'https://www.nordmark.example/n?b=1&a=2'],
    ['a port of its own', 'https://www.nordmark.example:8443/news'],
    ['escaped delimiters', 'https://www.nordmark.example/a%2Fb%3Fc'],
    ['short values of names like sid', 'https://www.nordmark.example/n?sid=1200'],
    ['http on a host the source does not name', 'http://archive.nordmark.example/news'],
  ])('keeps %s', (_, url) => {
    expect(identityUrl(url, source)).toBe(url);
  });

  it('obeys the source: parameters to ignore, parameters to sort', () => {
    const strict = fictionalSource('url: { ignoreParameters: [Ref], sortParameters: true }\n');
    expect(identityUrl('https://www.nordmark.example/n?b=1&ref=x&a=2&b=0', strict)).toBe(
      'https://www.nordmark.example/n?a=2&b=1&b=0',
    );
  });

  it.each([
    'mailto:press@nordmark.example',
    'javascript:void(0)',
    'ftp://nordmark.example/',
    'data:text/html,x',
    'https://',
    'not a url',
  ])('has none for %j', (text) => {
    expect(identityUrl(text, source)).toBeUndefined();
  });

  it('is the identity of itself', () => {
    const piece = fc.string({ unit: fc.constantFrom(...Array.from('aZ09-._~%25e/&=?[]{}|;()Süあ +#:@')) });
    fc.assert(
      fc.property(piece, piece, (path, query) => {
        const once = identityUrl(`https://www.nordmark.example/${path}?${query}`, source);
        expect(once).toBeDefined();
        expect(identityUrl(once!, source)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('needs no source', () => {
    expect(identityUrl('http://a.example/?utm_medium=x', plainUrlRules)).toBe('http://a.example/');
  });
});
