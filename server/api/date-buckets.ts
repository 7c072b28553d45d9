import type { DateInterval } from '../search/query.ts';

/**
 * Buckets listed where `facet_published:<interval>` does not say: all the years and months of a century, and the days of a year and a
 * month. A corpus of 75 years has 27,000 days; their list would be 8 MB in an answer of a few results. Fewer would cut years that a chart draws.
 */
export const defaultBuckets: Readonly<Record<DateInterval, number>> = { year: 1000, month: 1200, day: 400 };

/** Most buckets in one answer: the days of 27 years, about 2 MB. */
export const mostBuckets = 10_000;
