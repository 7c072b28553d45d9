import type { ExtractStage, Watch } from '../crawler/extract/stages.ts';
import type { Stage } from './one-page.ts';

/** Takes the time of each stage of an extraction; a stage that has several parts sums them up. */
export interface StageTimes {
  readonly watch: Watch;
  /** The stages in the order they came in, each with its share of the time that all of them took. */
  stages(): Stage[];
}

export function stageTimes(): StageTimes {
  const took = new Map<ExtractStage, number>();
  return {
    watch(stage, work) {
      const { value, tookMs } = timed(work);
      took.set(stage, (took.get(stage) ?? 0) + tookMs);
      return value;
    },
    stages() {
      const all = [...took.values()].reduce((sum, tookMs) => sum + tookMs, 0);
      return [...took].map(([name, tookMs]) => ({
        name: `- ${name}`,
        tookMs,
        found: `${((100 * tookMs) / Math.max(all, Number.MIN_VALUE)).toFixed(0)} % of it`,
      }));
    },
  };
}

export function timed<T>(work: () => T): { readonly value: T; readonly tookMs: number } {
  const started = performance.now();
  const value = work();
  return { value, tookMs: performance.now() - started };
}
