import { noDay } from '../../../indexer/index/segment.ts';
import { dayText } from '../../../core/instant.ts';
import type { FacetResult } from '../engine.ts';
import type { DateInterval } from '../query.ts';
import type { DocumentSet } from './document-set.ts';
import type { SegmentView } from './index-view.ts';

/** Counts matches by the year, month or day in which their stated date begins. */
export class DateCounter {
  private readonly interval: DateInterval;
  private readonly counts = new Map<number, number>();
  private missing = 0;

  constructor(interval: DateInterval) {
    this.interval = interval;
  }

  add(view: SegmentView, documents: DocumentSet): void {
    const buckets = bucketsOf(view, this.interval);
    const { of } = buckets;
    const counts = new Uint32Array(buckets.count + 1);
    for (let i = 0; i < documents.length; i++) counts[of[documents[i]!]!]!++;
    this.missing += counts[buckets.count]!;
    for (let i = 0; i < buckets.count; i++) {
      const bucket = buckets.first + i;
      if (counts[i]! > 0) this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + counts[i]!);
    }
  }

  result(): FacetResult {
    const known = [...this.counts.keys()];
    const first = Math.min(...known);
    const last = Math.max(...known);
    const buckets: { value: string; count: number }[] = [];
    for (let bucket = first; bucket <= last; bucket++)
      buckets.push({ value: bucketText(bucket, this.interval), count: this.counts.get(bucket) ?? 0 });
    return { type: 'dates', interval: this.interval, buckets, missing: this.missing };
  }
}

/** The buckets of a segment (years, months since year 0, or day numbers), and that of each document, from the first on; `count` where it is not known. */
interface Buckets {
  readonly of: Uint32Array;
  readonly first: number;
  readonly count: number;
}

const made = new WeakMap<SegmentView, Map<DateInterval, Buckets>>();

/** Computed when an interval is first asked for, then kept with the segment. */
function bucketsOf(view: SegmentView, interval: DateInterval): Buckets {
  let own = made.get(view);
  if (own === undefined) made.set(view, (own = new Map<DateInterval, Buckets>()));
  let buckets = own.get(interval);
  if (buckets === undefined) own.set(interval, (buckets = computeBuckets(view, interval)));
  return buckets;
}

function computeBuckets(view: SegmentView, interval: DateInterval): Buckets {
  const { firstDays } = view.segment;
  let [first, last] = [Infinity, -Infinity];
  // Many documents share a day, and telling its year takes as long as counting a hundred documents.
  const known = new Map<number, number>();
  const buckets = Int32Array.from(firstDays, (day) => {
    if (day === noDay) return noDay;
    let bucket = known.get(day);
    if (bucket === undefined) {
      known.set(day, (bucket = bucketOf(day, interval)));
      first = Math.min(first, bucket);
      last = Math.max(last, bucket);
    }
    return bucket;
  });
  const count = first === Infinity ? 0 : last - first + 1;
  return { of: Uint32Array.from(buckets, (bucket) => (bucket === noDay ? count : bucket - first)), first, count };
}

function bucketOf(day: number, interval: DateInterval): number {
  if (interval === 'day') return day;
  const date = new Date(day * 86_400_000);
  return interval === 'year' ? date.getUTCFullYear() : date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function bucketText(bucket: number, interval: DateInterval): string {
  if (interval === 'day') return dayText(bucket);
  const year = String(interval === 'year' ? bucket : Math.floor(bucket / 12)).padStart(4, '0');
  return interval === 'year' ? year : `${year}-${String((bucket % 12) + 1).padStart(2, '0')}`;
}
