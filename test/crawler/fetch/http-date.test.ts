import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseHttpDate, retryAfterMs } from '../../../crawler/fetch/http-date.ts';

const now = Date.UTC(2026, 10, 23, 12);

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 5 ', 5000],
    ['Mon, 23 Nov 2026 12:01:00 GMT', 60_000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', undefined],
    ['0', undefined],
    ['-5', undefined],
    ['soon', undefined],
    ['1.5', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j asks to wait %j ms', (value, expected) => {
    expect(retryAfterMs(value, now)).toBe(expected);
  });
});

describe('an HTTP date', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    '%s is read',
    (text) => {
      expect(parseHttpDate(text, now)).toBe(784_111_777_000);
    },
  );

  it('of two-digit years lies at most 50 years ahead', () => {
    expect(new Date(parseHttpDate('Friday, 01-Jan-76 00:00:00 GMT', now)!).getUTCFullYear()).toBe(2076);
    expect(new Date(parseHttpDate('Friday, 01-Jan-77 00:00:00 GMT', now)!).getUTCFullYear()).toBe(1977);
  });

  it.each([
    '',
    '2026-11-23',
    'Sun, 31 Feb 2026 00:00:00 GMT',
    'Sun, 06 Nov 1994 25:00:00 GMT',
    'Sun, 06 Nov 1994 08:49:37 CET',
  ])('%j is none', (text) => {
    expect(parseHttpDate(text, now)).toBeUndefined();
  });
});

const suite = new URL('../../../../shared/suites/http/headers.jsonl', import.meta.url);
const absent = !existsSync(suite);

describe.skipIf(absent)(
  `Retry-After and dates as other projects read them${absent ? ' (skipped: the published suites are not beside the project)' : ''}`,
  () => {
    it('all of them', () => {
      const cases = readFileSync(suite, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as HeaderCase);
      const dates = cases.filter(({ header }) => header !== 'x-robots-tag');
      const wrong = dates.filter((one) =>
        one.header === 'retry-after'
          ? (retryAfterMs(one.value ?? undefined, now) ?? null) !==
            (one.expectedSeconds === null ? null : one.expectedSeconds! * 1000)
          : parseHttpDate(one.value!, now) !== one.expectedEpoch! * 1000,
      );
      process.stdout.write(`Retry-After and dates: ${dates.length - wrong.length} of ${dates.length}\n`);
      expect(wrong).toEqual([]);
    });
  },
);

interface HeaderCase {
  readonly header: 'retry-after' | 'http-date' | 'x-robots-tag';
  readonly value?: string | null;
  readonly expectedSeconds?: number | null;
  readonly expectedEpoch?: number;
}
