import { expect, it } from 'vitest';
import { simulate } from '../../../bench/simulation.ts';

it('in a simulated month of 200 hosts nobody is asked too fast, intervals hold and idle hosts are forgotten', async () => {
  const result = await simulate({ hosts: 200, days: 30 });
  expect(result.runs).toBeGreaterThan(4000);
  expect(result).toMatchObject({ tooSoon: 0, beforeRetryAfter: 0, mostAtOnce: 1 });
  expect(result.worstInterval).toBeLessThan(0.1);
  expect(result.mostHosts).toBeLessThan(200);
});
