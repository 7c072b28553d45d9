import type { Precision } from '../../core/instant.ts';

/** Numbers and dates as a language writes them. Intl formatters are slow to make and quick to use: one of each a language. */
export interface Formats {
  readonly number: (value: number) => string;
  /** A stated date at its precision: a day is never shifted by a time zone. */
  readonly stated: (value: string, precision: Precision) => string;
  /** A date as people write it into an address, at the precision it has: `2014`, `2014-03`, `2014-03-25`. */
  readonly written: (value: string) => string;
  /** The day of an instant, UTC. */
  readonly day: (instant: string) => string;
  /** Day and time of an instant, UTC. */
  readonly time: (instant: string) => string;
  /** `1.5 seconds`, `2 hours`: in the largest unit that it fills. */
  readonly duration: (milliseconds: number) => string;
  /** `1.2 MB`: in the largest decimal unit that it fills. */
  readonly bytes: (count: number) => string;
}

const made = new Map<string, Formats>();

export function formatsFor(locale: string): Formats {
  let formats = made.get(locale);
  if (formats === undefined) made.set(locale, (formats = make(locale)));
  return formats;
}

function make(locale: string): Formats {
  const numbers = new Intl.NumberFormat(locale);
  const utc = { timeZone: 'UTC' } as const;
  const days = new Intl.DateTimeFormat(locale, { ...utc, year: 'numeric', month: 'long', day: 'numeric' });
  const months = new Intl.DateTimeFormat(locale, { ...utc, year: 'numeric', month: 'long' });
  const years = new Intl.DateTimeFormat(locale, { ...utc, year: 'numeric' });
  const times = new Intl.DateTimeFormat(locale, {
    ...utc,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const formatted = (format: Intl.DateTimeFormat, text: string): string => {
    const epochMs = Date.parse(text);
    return Number.isNaN(epochMs) ? text : format.format(epochMs);
  };
  const stated = (value: string, precision: Precision): string => {
    if (precision === 'year') return formatted(years, value.slice(0, 4));
    if (precision === 'month') return formatted(months, value.slice(0, 7));
    return formatted(days, value.slice(0, 10));
  };
  return {
    number: (value) => numbers.format(value),
    stated,
    written: (value) => stated(value, value.length > 7 ? 'day' : value.length > 4 ? 'month' : 'year'),
    day: (instant) => formatted(days, instant),
    time: (instant) => formatted(times, instant),
    duration: (milliseconds) => inUnit(locale, milliseconds, durations, 'long'),
    bytes: (count) => inUnit(locale, count, sizes, 'short'),
  };
}

type Units = readonly (readonly [unit: string, size: number])[];

const durations: Units = [
  ['second', 1000],
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
];

const sizes: Units = [
  ['byte', 1],
  ['kilobyte', 1e3],
  ['megabyte', 1e6],
  ['gigabyte', 1e9],
];

function inUnit(locale: string, value: number, units: Units, unitDisplay: 'long' | 'short'): string {
  const [unit, size] = units.findLast(([, least]) => value >= least) ?? units[0]!;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }).format(
    value / size,
  );
}

/** `justice.gov` of `https://www.justice.gov/opa/pr/1`; the text itself when it is no URL. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host.replace(/^www\./, '');
  } catch {
    return url;
  }
}

/** Only addresses of the web become links: an import may bring `urn:` or worse. */
export function webAddress(url: string): string | undefined {
  return /^https?:\/\//i.test(url) ? url : undefined;
}
