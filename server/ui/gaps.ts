import type { FacetResult } from '../search/engine.ts';

export interface Gap {
  /** First and last empty year or month, as written: `2012`, `2012-03`. */
  readonly from: string;
  readonly to: string;
}

/** Gaps named at most: a publisher with more publishes rarely, which the chart shows. */
const mostGaps = 6;

/** Fewest empty months in a row that are worth a word: a quarter. One or two are nothing unusual. */
const fewestMonths = 3;

/** Stretches without any announcement between the first and the last. */
export function gapsOf({ buckets, interval }: Extract<FacetResult, { type: 'dates' }>): Gap[] {
  const gaps: Gap[] = [];
  let start = -1;
  buckets.forEach((bucket, at) => {
    if (bucket.count === 0 && start < 0) start = at;
    if (bucket.count === 0 || start < 0) return;
    const long = at - start >= (interval === 'month' ? fewestMonths : 1);
    if (long) gaps.push({ from: buckets[start]!.value, to: buckets[at - 1]!.value });
    start = -1;
  });
  return gaps.length > mostGaps ? [] : gaps;
}
