import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDurationMs } from '../../../crawler/source/duration.ts';

describe('durations', () => {
  it.each([
    ['500ms', 500],
    ['2s', 2000],
    ['1.5 h', 5_400_000],
    ['15m', 900_000],
    ['6h', 21_600_000],
    ['1d', 86_400_000],
    ['2w', 1_209_600_000],
    ['0s', 0],
  ])('reads %s', (text, durationMs) => {
    expect(parseDurationMs(text)).toBe(durationMs);
  });

  it.each(['5', 's', '-2s', '2 seconds', '1h30m', '', '1e3s'])('refuses %j', (text) => {
    expect(parseDurationMs(text)).toBeUndefined();
  });

  it('writes what it reads back', () => {
    fc.assert(fc.property(fc.nat(), (durationMs) => parseDurationMs(formatDuration(durationMs)) === durationMs));
    expect(formatDuration(5_400_000)).toBe('90m');
  });
});
