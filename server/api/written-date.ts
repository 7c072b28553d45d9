import { dayRange, daysInMonth } from '../../core/instant.ts';

/** Whether a text is a year, month or day that exists: `2014`, `2014-03`, `2014-03-25`. */
export function isWrittenDate(text: string): boolean {
  return text.length <= 10 && dayRange(text) !== undefined;
}

/** The nearest date to a text that is none: the last day of a short month, December for month 13, other orders of day and month. */
export function suggestDate(raw: string): string | undefined {
  const text = raw.trim().replace(/T.*$/, '');
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(text);
  if (iso) return calendarDate(Number(iso[1]), Number(iso[2]), iso[3] === undefined ? undefined : Number(iso[3]));
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (compact) return calendarDate(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (dotted) return calendarDate(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  // 03/25/2014: the month comes first where English is read, unless it cannot.
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (slashed) {
    const [first, second] = [Number(slashed[1]), Number(slashed[2])];
    return first > 12
      ? calendarDate(Number(slashed[3]), second, first)
      : calendarDate(Number(slashed[3]), first, second);
  }
  return /\b(\d{4})\b/.exec(text)?.[1];
}

function calendarDate(year: number, month: number, day: number | undefined): string {
  const realMonth = Math.min(Math.max(month, 1), 12);
  const text = `${String(year).padStart(4, '0')}-${String(realMonth).padStart(2, '0')}`;
  return day === undefined
    ? text
    : `${text}-${String(Math.min(Math.max(day, 1), daysInMonth(year, realMonth))).padStart(2, '0')}`;
}
