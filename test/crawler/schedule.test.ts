import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../core/source.ts';
import { nextRunMs } from '../../crawler/schedule.ts';

const hourMs = 3_600_000;
const hourly: Schedule = { everyMs: hourMs, minRecheckMs: hourMs, maxRecheckMs: hourMs };
const now = Date.parse('2026-03-01T12:00:00Z');

describe('the next run of a source', () => {
  it('is within seconds when it never ran', () => {
    expect(nextRunMs({ schedule: hourly }, undefined, now, () => 0)).toBe(now);
    expect(nextRunMs({ schedule: hourly }, undefined, now, () => 0.999)).toBeLessThan(now + 5_000);
  });

  it('is an interval after the last one began, within 5 percent', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
        const next = nextRunMs({ schedule: hourly }, now, now, () => random);
        expect(Math.abs(next - now - hourMs)).toBeLessThanOrEqual(hourMs * 0.05);
      }),
    );
  });

  it('is at once when its time passed while nobody watched', () => {
    expect(nextRunMs({ schedule: hourly }, now - 10 * hourMs, now)).toBe(now);
    expect(nextRunMs({ schedule: { ...hourly, cron: '0 6 * * *' } }, now - 30 * hourMs, now, () => 0)).toBe(now);
  });

  it('follows a cron line in the time zone of the source', () => {
    const next = nextRunMs({ schedule: { ...hourly, cron: '30 6 * * *' }, timeZone: 'Asia/Tokyo' }, now, now, () => 0);
    expect(new Date(next).toISOString()).toBe('2026-03-01T21:30:00.000Z');
  });

  it('is never when the cron line never fires again', () => {
    expect(nextRunMs({ schedule: { ...hourly, cron: '0 0 30 2 *' } }, now, now)).toBe(Number.MAX_SAFE_INTEGER);
  });
});
