import type { WrittenDate } from './written-date.ts';

/** Minutes east of UTC on a given day. */
export type ZoneOffset = (day: WrittenDate) => number | undefined;

/** Hours of the zone abbreviations in RFC 822 and of those that publishers write; ambiguous ones as their governments mean them. */
const abbreviations: Readonly<Record<string, number>> = {
  ...{
    Z: 0,
    UT: 0,
    UTC: 0,
    GMT: 0,
    WET: 0,
    WEST: 1,
    BST: 1,
    IST: 5.5,
    CET: 1,
    MEZ: 1,
    MET: 1,
    MEST: 2,
    CEST: 2,
    MESZ: 2,
    EET: 2,
    EEST: 3,
    MSK: 3,
    SAST: 2,
  },
  ...{
    EST: -5,
    EDT: -4,
    CST: -6,
    CDT: -5,
    MST: -7,
    MDT: -6,
    PST: -8,
    PDT: -7,
    AKST: -9,
    AKDT: -8,
    HST: -10,
    AST: -4,
    ADT: -3,
    NST: -3.5,
    NDT: -2.5,
  },
  ...{
    JST: 9,
    KST: 9,
    HKT: 8,
    SGT: 8,
    PHT: 8,
    WIB: 7,
    ICT: 7,
    PKT: 5,
    NPT: 5.75,
    AWST: 8,
    ACST: 9.5,
    ACDT: 10.5,
    AEST: 10,
    AEDT: 11,
    NZST: 12,
    NZDT: 13,
  },
};

/** `ET` is summer or winter time, whichever the day has. */
const seasonal: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
};

/** Reads `+09:00`, `-0700`, `GMT+2`, `EST`, `ET`; `undefined` for what is no zone. */
export function readZone(text: string): ZoneOffset | undefined {
  const zone = text
    .toUpperCase()
    .replace(/^ETC\//, '')
    .replace(/^--/, '-')
    .replace(/\s/g, '');
  if (zone === '00') return () => 0;
  const numeric = /^(?:[A-Z]{1,5})?([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (numeric) {
    const [, sign, hours, minutes] = numeric;
    const total = Number(hours) * 60 + Number(minutes ?? 0);
    // The widest zones in use are UTC-12 and UTC+14.
    return total > 15 * 60 || Number(minutes ?? 0) > 59 ? undefined : () => (sign === '-' ? -total : total);
  }
  const hours = abbreviations[zone];
  if (hours !== undefined) return () => hours * 60;
  const place = seasonal[zone];
  return place === undefined ? undefined : (day) => offsetIn(place, day);
}

function offsetIn(timeZone: string, { year, month = 1, day = 1 }: WrittenDate): number {
  const noon = Date.UTC(year, month - 1, day, 12);
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(noon)
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '');
  return match === null ? 0 : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}
