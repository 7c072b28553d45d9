import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCursor, writeCursor } from '../../../server/api/cursor.ts';
import { readQueryString, writeQueryString } from '../../../server/api/query-string.ts';
import { searchQueryString } from '../../../server/api/search-link.ts';
import { readSearchParameters } from '../../../server/api/search-parameters.ts';

describe('a cursor', () => {
  it('comes back as it was written, whatever the sort key', () => {
    const value = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constantFrom(Infinity, -Infinity));
    fc.assert(
      fc.property(value, fc.string(), fc.string(), (key, id, search) => {
        const cursor = readCursor(writeCursor({ search, after: { value: key, id } }))!;
        expect(cursor.search).toBe(search);
        expect(cursor.after.id).toBe(id);
        expect(cursor.after.value === key).toBe(true);
      }),
    );
  });

  it('is told from every other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readCursor(text)).toBeUndefined();
      }),
    );
    const real = writeCursor({ search: 'abc', after: { value: 3, id: 'x' } });
    for (let at = 0; at < real.length; at++)
      expect(readCursor(real.slice(0, at) + (real[at] === 'A' ? 'B' : 'A') + real.slice(at + 1))).toBeUndefined();
  });
});

describe('a query string', () => {
  it('comes back as it was written', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ minLength: 1, unit: 'grapheme' }), text), { maxLength: 5 }),
        (pairs) => {
          const read = readQueryString(writeQueryString(pairs));
          expect(read.errors).toEqual([]);
          expect(read.pairs.map((pair) => [pair.name, pair.value])).toEqual(pairs);
        },
      ),
    );
  });

  it('of a search is canonical: reading it gives the same search, writing that the same text', () => {
    const query =
      'published_to=2015&filter_kind=b&q=+water%2Bfire&filter_kind=a&limit=7&facets=kind,published:month&exact=1&reject_topic=x&sort=published';
    const first = readSearchParameters(readQueryString(query).pairs);
    expect(first.errors).toEqual([]);
    const canonical = searchQueryString(first.value);
    expect(canonical).toBe(
      'q=water%2Bfire&filter_kind=a&filter_kind=b&reject_topic=x&published_to=2015&exact=1&sort=published&facets=kind,published:month&limit=7',
    );
    expect(searchQueryString(readSearchParameters(readQueryString(canonical).pairs).value)).toBe(canonical);
  });
});
