/** An instant: UTC, ISO 8601 with milliseconds and `Z`, as `Date.prototype.toISOString` writes it. Sorts as text. */
export type Instant = string & { readonly __brand: 'Instant' };

export type Precision = 'minute' | 'day' | 'month' | 'year';

/** Epoch milliseconds to an instant. */
export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString() as Instant;
}

/** Parses an ISO 8601 instant; `undefined` when it is none. */
export function parseInstant(text: string): Instant | undefined {
  const epochMs = Date.parse(text);
  return /^\d{4}-\d\d-\d\dT/.test(text) && Number.isFinite(epochMs) ? instantOf(epochMs) : undefined;
}

/** Days from 1970-01-01 of a calendar day; `undefined` when there is no such day (2014-02-30). Proleptic Gregorian. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  const epochMs = Date.UTC(2000, month - 1, day) - Date.UTC(2000, 0, 1);
  if (!Number.isFinite(epochMs)) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? Math.round(date.getTime() / 86_400_000) : undefined;
}

/** The first and last day number (inclusive) that a written date covers: `2014`, `2014-03`, `2014-03-25`, `2014-03-25T10:00…`. */
export function dayRange(value: string): { readonly first: number; readonly last: number } | undefined {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?$/.exec(value);
  if (!match) return undefined;
  const year = Number(match[1]);
  const month = match[2] === undefined ? undefined : Number(match[2]);
  const day = match[3] === undefined ? undefined : Number(match[3]);
  if (month === undefined) return span(dayNumber(year, 1, 1), dayNumber(year, 12, 31));
  if (month < 1 || month > 12) return undefined;
  if (day === undefined) return span(dayNumber(year, month, 1), dayNumber(year, month, daysInMonth(year, month)));
  return span(dayNumber(year, month, day), dayNumber(year, month, day));
}

/** A day number back to `YYYY-MM-DD`. */
export function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function span(first: number | undefined, last: number | undefined): { first: number; last: number } | undefined {
  return first === undefined || last === undefined ? undefined : { first, last };
}
