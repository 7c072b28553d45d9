import { readZone } from './date-zone.ts';
import type { WrittenDate } from './written-date.ts';

type TimeParts = Pick<WrittenDate, 'hour' | 'minute' | 'second' | 'offsetMinutes'>;
export interface FoundTime {
  readonly rest: string;
  /** A zone such as `ET` has the offset of its day. `bad`: a time that is none (25:00). */
  readonly time?: 'bad' | { value(day: WrittenDate): TimeParts };
}

const halfDay = String.raw`(?:a\.?m\.?|p\.?m\.?|오전|오후|午前|午後|上午|下午|μμ|πμ)`;
const clock = String.raw`(\d{1,2})\s*(?::|h|시|時|点|點|Uhr)\s*(\d{1,2})?(?:\s*[:분分]\s*(\d{1,2})?(?:[.,]\d+)?\s*(?:s|초|秒)?)?\s*[분分]?`;
const offset = String.raw`(?:(?:GMT|UTC)\s?)?[+-]{1,2}\d{1,2}:?\d{2}|(?:GMT|UTC)[+-]\d{1,2}|[+-]\d\d|00$`;
const zone = String.raw`(?:\s*\(?(${offset}|Z|(?:Etc\/)?[A-Z]{1,5}(?:[+-]\d{4})?(?![a-z]))\)?(?:\s*\(?(${offset})\)?)?(?:\s*\(?[A-Za-z ]+\)?)?)?`;
/** `10:14`, `10:14:55.5 PM +0200`, `오후 11:23`, `um 9.30 Uhr`; the zone by number, by letters or by both. */
const timePattern = new RegExp(
  String.raw`(?:^|[\sT,_-]|(?<=\d)T|(?<=[日일.]))(?:at |um |as? |alle |kl\.? ?|klo |om )?(${halfDay})?\s*${clock}\s*(?:Uhr)?\s*(${halfDay})?${zone}(?=$|[\s,)])`,
  'iu',
);
/** `20031231T101456Z` and `T10Z`: digits without colons. */
const compactTime = /(?<=\d)(?:T)()(\d{2})(\d{2})?(\d{2})?()(Z|[+-]\d\d:?\d\d)?()$/i;
/** `23 Nov 2019 13 -0700`: an hour alone counts where a zone proves it. */
const bareHour = /(?<=\d{4} )()(\d{1,2})()()() ([+-]\d{4})()$/;

/** Takes the time of day and its zone out of the text, wherever it stands. */
export function takeTime(text: string): FoundTime {
  const single = text.replace(/ 00:00:00(?:\.0+)?(?= \d{1,2}:\d\d)/, '');
  const match = timePattern.exec(single) ?? compactTime.exec(single) ?? bareHour.exec(single);
  // A zone without a time says nothing about the day.
  if (match === null) return { rest: single.replace(/ [+-]\d{4}$/, '') };
  const rest = `${single.slice(0, match.index)} ${single.slice(match.index + match[0].length)}`
    .replace(/\s+/g, ' ')
    .trim();
  return timeOf(match, rest);
}

function timeOf(match: RegExpExecArray, rest: string): FoundTime {
  const [, half1, hourText, minuteText, secondText, half2, zone1, zone2] = match.map((part) =>
    part === '' ? undefined : part,
  );
  const hour = hourOf(Number(hourText), (half1 ?? half2 ?? '').toLowerCase());
  const minute = Number(minuteText ?? 0);
  const second = Number(secondText ?? 0);
  const zoneText = zone2 ?? zone1;
  if (hour === undefined || minute > 59 || second > 60) return { rest, time: 'bad' };
  if (zoneText === undefined) return { rest, time: { value: () => ({ hour, minute, second }) } };
  const zoneOf = readZone(zoneText) ?? (zone1 === undefined ? undefined : readZone(zone1));
  if (zoneOf === undefined && /\d/.test(zoneText)) return { rest, time: 'bad' };
  // Letters that are no zone are words of the date: `10:14 Monday`.
  if (zoneOf === undefined) return { rest: `${rest} ${zoneText}`, time: { value: () => ({ hour, minute, second }) } };
  return {
    rest,
    time: {
      value: (day) => {
        const offsetMinutes = zoneOf(day);
        return { hour, minute, second, ...(offsetMinutes === undefined ? {} : { offsetMinutes }) };
      },
    },
  };
}

function hourOf(hour: number, half: string): number | undefined {
  if (half === '') return hour <= 24 ? hour % 24 : undefined;
  if (hour > 12) return hour < 24 ? hour : undefined;
  const afternoon = /^p|오후|午後|下午|μμ/.test(half);
  return (hour % 12) + (afternoon ? 12 : 0);
}
