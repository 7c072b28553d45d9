import { describe, expect, it } from 'vitest';
import { epochMsOf, readDate, stated } from '../../../crawler/discover/date-text.ts';
import { casesOf, suitesAbsent, tellScore } from './suite.ts';

interface DateCase {
  readonly input: string;
  readonly expected?: string | null;
  readonly expectedDate?: string | null;
}

function agrees({ input, expected, expectedDate }: DateCase): boolean {
  const date = readDate(input);
  const wanted = expected === undefined ? expectedDate : expected;
  if (wanted === null || wanted === undefined) return date === undefined;
  if (date === undefined) return false;
  if (expected === undefined) return stated(date).value.slice(0, 10) === wanted;
  return `${new Date(epochMsOf(date)).toISOString().slice(0, 19)}Z` === wanted;
}

describe.skipIf(suitesAbsent)(
  'dates of feeds against the cases of other projects (skipped where ../shared is absent)',
  () => {
    it('reads all of them', () => {
      const cases = ['gofeed', 'feedparser'].flatMap((name) => casesOf<DateCase>(`dates/${name}-dates.jsonl`));
      const failed = cases.filter((one) => !agrees(one)).map(({ input }) => input);
      tellScore('dates', cases.length - failed.length, cases.length);
      expect(failed).toEqual([]);
    });
  },
);
