import { describe, expect, it } from 'vitest';
import { formatCdxj, parseCdxj, sortCdxj, surt } from '../../../crawler/archive/cdxj.ts';
import { digestHolds } from '../../../crawler/archive/digest.ts';
import { instant } from './sample.ts';

describe('CDXJ', () => {
  it('gives a line back as it was written, to the second', () => {
    const entry = {
      url: 'https://harbour.test/a b?x="1"',
      at: instant('2026-03-04T05:06:07Z'),
      mime: 'text/html',
      status: 404,
      digest: 'sha256:00',
      location: { file: 'h.warc.gz', offset: 5, length: 7 },
    };
    expect(parseCdxj(formatCdxj(entry))).toEqual(entry);
  });

  it.each([
    '',
    '# comment',
    'test,harbour)/ 20260304 {}',
    'test,harbour)/ 20260304050607 {"url":',
    'test,harbour)/ 20260304050607 {"url":"x"}',
  ])('reads %j as no line', (line) => {
    expect(parseCdxj(line)).toBeUndefined();
  });

  it.each([
    ['https://www.Harbour.test/News/?b=2&a=1#top', 'test,harbour)/news?a=1&b=2'],
    ['http://news.harbour.test:8080/', 'test,harbour,news:8080)/'],
    ['http://192.0.2.7/x', '192.0.2.7)/x'],
    ['urn:herald:harbour:7', 'urn:herald:harbour:7'],
    ['no url at all', 'no%20url%20at%20all'],
  ])('keys %s as %s', (url, key) => {
    expect(surt(url)).toBe(key);
  });

  it('sorts by bytes and drops repeated lines', () => {
    expect(sortCdxj(['b 1\n', 'ä 1\n', 'a 2\n', 'b 1\n', 'B 1\n'])).toBe('B 1\na 2\nb 1\nä 1\n');
  });
});

describe('a stated digest', () => {
  // RFC 3174 and FIPS 180 test message "abc".
  const abc = Buffer.from('abc');
  it.each([
    ['sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5', true],
    ['SHA-1:a9993e364706816aba3e25717850c26c9cd0d89d', true],
    ['sha1:qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', true],
    ['sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', true],
    ['md5:900150983cd24fb0d6963f7d28e17f72', true],
    ['sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', false],
    ['crc32:352441c2', undefined],
    ['sha256:short', undefined],
    ['nonsense', undefined],
  ])('%s of "abc": %s', (stated, holds) => {
    expect(digestHolds(stated, abc)).toBe(holds);
  });
});
