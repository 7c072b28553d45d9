/** The hours in which a source may be asked, local time, `22:00-06:00`. */
export interface NightWindow {
  readonly from: string;
  readonly to: string;
}

/**
 * How long until the window opens, milliseconds; 0 while it is open. Equal ends mean the whole day. Minutes are counted on the local
 * clock of the zone (UTC without one); a change of summer time inside the wait is met by asking again when it is over.
 */
export function windowWaitMs(window: NightWindow | undefined, timeZone: string | undefined, nowMs: number): number {
  if (window === undefined) return 0;
  const from = minutesOf(window.from);
  const to = minutesOf(window.to);
  const now = localMinutes(nowMs, timeZone ?? 'UTC');
  const open = from === to || (from < to ? now >= from && now < to : now >= from || now < to);
  if (open) return 0;
  const minutes = (from - now + dayMinutes) % dayMinutes;
  return minutes * 60_000 - (nowMs % 60_000);
}

const dayMinutes = 24 * 60;

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) % dayMinutes;
}

function localMinutes(nowMs: number, timeZone: string): number {
  return minutesOf(formatOf(timeZone).format(nowMs));
}

/** Making a format costs some 50 microseconds and using one a single one; there are at most as many as there are zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(timeZone, made);
  return made;
}
