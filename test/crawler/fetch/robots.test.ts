import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { robotsLimitBytes } from '../../../crawler/fetch/robots-lines.ts';
import { parseRobots } from '../../../crawler/fetch/robots.ts';

const at = (path: string): string => `https://gov.example${path}`;
const allowed = (file: string, path: string): boolean => parseRobots(file, 'Herald').verdict(at(path)).allowed;

describe('groups', () => {
  it('ours is the one that names us, whatever its case and version; else that of *', () => {
    const file = 'User-agent: *\nDisallow: /\n\nUser-agent: HERALD/2.0 (+x)\nDisallow: /drafts';
    expect(allowed(file, '/news')).toBe(true);
    expect(allowed(file, '/drafts/1')).toBe(false);
    expect(parseRobots(file, 'Other').verdict(at('/news')).allowed).toBe(false);
  });

  it('a group for a longer or shorter name is not ours', () => {
    expect(allowed('User-agent: Heraldry\nDisallow: /\nUser-agent: Her\nDisallow: /', '/news')).toBe(true);
  });

  it('two groups that name us are one', () => {
    const file =
      'User-agent: herald\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: herald\nDisallow: /b';
    expect([allowed(file, '/a'), allowed(file, '/b'), allowed(file, '/c')]).toEqual([false, false, true]);
  });

  it('a Sitemap or Crawl-delay between two user-agent lines does not part them', () => {
    for (const between of ['Sitemap: https://gov.example/s.xml', 'Crawl-delay: 5', 'Unknown: x', '']) {
      expect(allowed(`User-agent: herald\n${between}\nUser-agent: other\nDisallow: /`, '/news')).toBe(false);
    }
  });
});

describe('rules', () => {
  it('the longest match decides, allow wins a tie, and the verdict names the line', () => {
    const robots = parseRobots(
      'User-agent: *\nDisallow: /news\nAllow: /news/public\nAllow: /tie\nDisallow: /tie',
      'Herald',
    );
    expect(robots.verdict(at('/news/1'))).toEqual({ allowed: false, rule: 'Disallow: /news' });
    expect(robots.verdict(at('/news/public/1'))).toEqual({ allowed: true, rule: 'Allow: /news/public' });
    expect(robots.verdict(at('/tie')).allowed).toBe(true);
    expect(robots.verdict(at('/else'))).toEqual({ allowed: true, rule: '' });
  });

  it('* stands for anything, $ for the end, and the query belongs to the path', () => {
    const file = 'User-agent: *\nDisallow: /*.pdf$\nDisallow: /search?*q=';
    expect([
      allowed(file, '/a.pdf'),
      allowed(file, '/a.pdf?x'),
      allowed(file, '/search?p=1&q=tax'),
      allowed(file, '/search'),
    ]).toEqual([false, true, false, true]);
  });

  it('one octet has one spelling, but an encoded slash is no slash', () => {
    const file = 'User-agent: *\nDisallow: /%7Euser\nDisallow: /お知らせ\nDisallow: /a%2fb';
    expect([
      allowed(file, '/~user'),
      allowed(file, '/%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B'),
      allowed(file, '/a/b'),
      allowed(file, '/a%2Fb'),
    ]).toEqual([false, false, true, false]);
  });

  it('robots.txt itself is always allowed; an empty Disallow forbids nothing', () => {
    expect(allowed('User-agent: *\nDisallow: /', '/robots.txt')).toBe(true);
    expect(allowed('User-agent: *\nDisallow:', '/news')).toBe(true);
  });

  it('a pattern of many stars costs no exponential time', () => {
    const file = `User-agent: *\nDisallow: /${'*a'.repeat(200)}$`;
    expect(allowed(file, `/${'a'.repeat(20_000)}b`)).toBe(true);
  });

  it('agrees with a plain regular expression on any pattern', () => {
    const piece = fc.stringMatching(/^[a-c/*$?]{0,8}$/);
    fc.assert(
      fc.property(piece, fc.stringMatching(/^[a-c/?]{0,10}$/), (pattern, path) => {
        const verdict = allowed(`User-agent: *\nDisallow: /${pattern}`, `/${path}`);
        const source = `/${pattern}`
          .replace(/[?]/g, '\\?')
          .replace(/\*/g, '.*')
          .replace(/\$(?!$)/g, '\\$');
        expect(verdict).toBe(!new RegExp(`^${source}`).test(`/${path}`));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the file', () => {
  it('is read up to 500 KiB, and the line cut there does not count', () => {
    const filler = '# nothing\n'.repeat(robotsLimitBytes / 10);
    const start = 'User-agent: *\nDisallow: /early\n';
    const file = Buffer.from(
      `${start}${filler.slice(0, robotsLimitBytes - start.length - 13)}Disallow: /late-is-cut\nDisallow: /x`,
    );
    const robots = parseRobots(file, 'Herald');
    expect(robots.verdict(at('/early')).allowed).toBe(false);
    expect(robots.verdict(at('/late-is-cut')).allowed).toBe(true);
    expect(robots.verdict(at('/late')).allowed).toBe(true);
    expect(robots.verdict(at('/x')).allowed).toBe(true);
  });

  it('may come in UTF-16, with half a byte order mark, in Latin-1, or wrapped in HTML', () => {
    const file = 'User-agent: *\nDisallow: /secret';
    const forbids = (bytes: Uint8Array, path = '/secret'): boolean =>
      !parseRobots(bytes, 'Herald').verdict(at(path)).allowed;
    expect(forbids(Buffer.from(`\ufeff${file}`, 'utf16le'))).toBe(true);
    expect(forbids(Buffer.from(`\ufeff${file}`))).toBe(true);
    expect(forbids(Buffer.from(`\xef\xbb${file}`, 'latin1'))).toBe(true);
    expect(forbids(Buffer.from('User-agent: *\nDisallow: /b\xfccher\nDisallow: /late', 'latin1'), '/b%FCcher')).toBe(
      true,
    );
    expect(forbids(Buffer.from('User-agent: *\nDisallow: /b\xfccher\nDisallow: /late', 'latin1'), '/late')).toBe(true);
    expect(forbids(Buffer.from('<html><body>\nUser-agent: *<BR>\nDisallow: /secret<BR>\n</body>'), '/secret/1')).toBe(
      true,
    );
  });

  it('is read to the end, whatever is in it', () => {
    const many = robotsLimitBytes / 16;
    for (const hostile of [
      `a${' '.repeat(robotsLimitBytes - 2)}b`,
      `Disallow${' '.repeat(robotsLimitBytes - 20)}:b`,
      'user-agent: x\n'.repeat(many) + 'crawl-delay: 1\n'.repeat(many),
      `User-agent: *\nDisallow: /${'*'.repeat(robotsLimitBytes - 100)}x`,
      '<a'.repeat(robotsLimitBytes / 2),
      'user-agent: *\ndisallow: /a*b*c$\n'.repeat(many / 2),
    ]) {
      expect(parseRobots(hostile, 'Herald').verdict(at(`/${'a'.repeat(1000)}`)).allowed).toBe(true);
    }
  });

  it('may be anything without harm', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof parseRobots(bytes, 'Herald').verdict(at('/news')).allowed).toBe('boolean');
      }),
    );
  });
});
