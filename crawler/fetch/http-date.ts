/** Dates and waits in HTTP headers (RFC 9110 §5.6.7, §10.2.3). */

/** Epoch milliseconds of an HTTP-date in any of its three forms; `undefined` when it is none. */
export function parseHttpDate(text: string, nowMs: number): number | undefined {
  const trimmed = text.trim();
  for (const read of [imfFixdate, rfc850Date, asctimeDate]) {
    const parts = read(trimmed, nowMs);
    if (parts !== undefined) return epochOf(parts);
  }
  return undefined;
}

/** How long Retry-After asks to wait, milliseconds; `undefined` when it asks for nothing: absent, zero, past or unreadable. */
export function retryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  const trimmed = value?.trim() ?? '';
  const waitMs = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) * 1000 : (parseHttpDate(trimmed, nowMs) ?? 0) - nowMs;
  return waitMs > 0 ? waitMs : undefined;
}

interface DateParts {
  readonly year: number;
  readonly month: string;
  readonly day: string;
  readonly time: string;
}

/** `Sun, 06 Nov 1994 08:49:37 GMT` */
function imfFixdate(text: string): DateParts | undefined {
  const match = /^[a-z]{3,9},? +(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC|\+0000)$/i.exec(text);
  return match === null ? undefined : { day: match[1]!, month: match[2]!, year: Number(match[3]), time: match[4]! };
}

/** `Sunday, 06-Nov-94 08:49:37 GMT`: a year that seems more than 50 years ahead lies in the past. */
function rfc850Date(text: string, nowMs: number): DateParts | undefined {
  const match = /^[a-z]{3,9}, +(\d{1,2})-([a-z]{3})-(\d{2}|\d{4}) (\d\d:\d\d:\d\d) GMT$/i.exec(text);
  if (match === null) return undefined;
  const thisYear = new Date(nowMs).getUTCFullYear();
  const inCentury = Math.floor(thisYear / 100) * 100 + Number(match[3]);
  const year = match[3]!.length === 4 ? Number(match[3]) : inCentury > thisYear + 50 ? inCentury - 100 : inCentury;
  return { day: match[1]!, month: match[2]!, year, time: match[4]! };
}

/** `Sun Nov  6 08:49:37 1994` */
function asctimeDate(text: string): DateParts | undefined {
  const match = /^[a-z]{3} ([a-z]{3}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})$/i.exec(text);
  return match === null ? undefined : { month: match[1]!, day: match[2]!, time: match[3]!, year: Number(match[4]) };
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function epochOf({ year, month, day, time }: DateParts): number | undefined {
  const monthIndex = months.indexOf(month.toLowerCase());
  const [hours, minutes, seconds] = time.split(':').map(Number) as [number, number, number];
  // 60 is a leap second.
  if (monthIndex < 0 || hours > 23 || minutes > 59 || seconds > 60) return undefined;
  const midnight = new Date(Date.UTC(year, monthIndex, Number(day)));
  if (midnight.getUTCMonth() !== monthIndex) return undefined;
  return midnight.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
