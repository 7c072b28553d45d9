/** How long a source has been silent, against its habit. */
export interface Silence {
  /** Whole days since the newest publication. */
  readonly days: number;
  /** The middle one of the gaps between its publication days. */
  readonly usualDays: number;
  /** The gap that only one in twenty was longer than. */
  readonly longestUsualDays: number;
  /** Whether this silence is out of the ordinary. */
  readonly unusual: boolean;
}

/** Gaps needed to speak of a habit. Fewer would call a young source silent by chance. */
const leastGaps = 5;

/** A silence is unusual beyond this many times the gap that one in twenty exceeds: holidays and summer recesses pass, a broken feed does not. */
const unusualFactor = 2;

/** ... and never before this many days: of a source with several announcements a day a long weekend is nothing. */
const leastUnusualDays = 7;

/**
 * Judges a source's silence from the days (numbers from 1970-01-01, any order) on which it published. `undefined` when
 * there are too few to know its habit.
 */
export function silenceOf(publishedDays: readonly number[], today: number): Silence | undefined {
  const days = [...new Set(publishedDays)].sort((a, b) => a - b);
  const gaps = days.slice(1).map((day, index) => day - days[index]!);
  const newest = days.at(-1);
  if (newest === undefined || gaps.length < leastGaps) return undefined;
  gaps.sort((a, b) => a - b);
  const usualDays = gaps[Math.floor((gaps.length - 1) / 2)]!;
  const longestUsualDays = gaps[Math.ceil(gaps.length * 0.95) - 1]!;
  const silent = Math.max(0, today - newest);
  return {
    days: silent,
    usualDays,
    longestUsualDays,
    unusual: silent > Math.max(leastUnusualDays, unusualFactor * longestUsualDays),
  };
}

/** `no new announcement for 21 days, usually every 2` */
export function silenceText(silence: Silence): string {
  const { days, usualDays } = silence;
  return `no new announcement for ${days} ${days === 1 ? 'day' : 'days'}, usually every ${usualDays === 1 ? 'day' : usualDays}`;
}
