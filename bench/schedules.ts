import { figure, table } from './figures.ts';
import type { BenchOptions } from './options.ts';
import { simulate } from './simulation.ts';

/** A year of schedules over ten thousand hosts on a virtual clock, through the host clocks that crawl. */
export async function benchSimulation({ hosts }: BenchOptions): Promise<string> {
  const result = await simulate({ hosts, days: 365 });
  return table(
    [`${figure(hosts)} hosts, 365 days`, 'measured', 'allowed'],
    [
      ['requests', figure(result.requests), ''],
      ['runs', figure(result.runs), ''],
      ["requests sooner after an answer than the host's limit", String(result.tooSoon), '0'],
      ['requests before a Retry-After was over', String(result.beforeRetryAfter), '0'],
      ['most requests at once at one host', String(result.mostAtOnce), '1'],
      ["a source's mean interval away from its own, at most", `${(result.worstInterval * 100).toFixed(2)} %`, '10 %'],
      ['most hosts remembered at once', figure(result.mostHosts), figure(hosts)],
      ['largest heap, MB', figure(result.heapMb), ''],
      ['took, s', figure(result.tookMs / 1000), ''],
    ],
  );
}
