/** A time of day with its zone as written after a date: `T10:00+09:00` without the T. */
export interface WrittenTime {
  readonly text: string;
  readonly length: number;
}

/**
 * Abbreviations of zones, minutes from UTC. Only those that mean one thing on government pages; `CST` is read as American because Chinese
 * pages write no zone.
 */
const zones: Readonly<Record<string, string>> = {
  z: 'Z',
  utc: 'Z',
  gmt: 'Z',
  wet: '+00:00',
  bst: '+01:00',
  west: '+01:00',
  cet: '+01:00',
  mez: '+01:00',
  cest: '+02:00',
  mesz: '+02:00',
  eet: '+02:00',
  eest: '+03:00',
  msk: '+03:00',
  jst: '+09:00',
  kst: '+09:00',
  hkt: '+08:00',
  sgt: '+08:00',
  pht: '+08:00',
  aest: '+10:00',
  aedt: '+11:00',
  nzst: '+12:00',
  nzdt: '+13:00',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
  akst: '-09:00',
  akdt: '-08:00',
  hst: '-10:00',
};

/** Between a date and its time: `T`, a comma, `at`, `um`, `à`, a weekday in brackets. */
const lead =
  '(?:t|\\s*(?:\\([^)]{1,12}\\)|[,|·•–—-])?\\s*(?:(?:at|um|a las|às|as|à|a|kl\\.?|klo|o|g(?:odz)?\\.?|alle|ore|ora|om|в|u|ob|saat)\\s+)?)';
const clock = new RegExp(
  `^${lead}(\\d{1,2})\\s?(?::|h|\\.(?=\\d\\d\\s?(?:uhr|$|\\s*[ap]\\.?m))|時|시\\s?|点)\\s?(\\d{2})?(?:\\s?分|\\s?분)?(?::(\\d{2})(?:[.,]\\d{1,9})?)?\\s*(?:uhr\\b)?\\s*([ap])?\\.?(?:m\\.?)?\\s*([+-]\\d{2}:?\\d{2}|[+-]\\d{2}(?!\\d)|[a-z]{1,4}(?![a-z]))?`,
);
const compactClock = /^t?(\d{2})(\d{2})(?:\d{2})?(z|[+-]\d{2}:?\d{2})?(?!\d)/;

/** Reads the time that follows a date; midnight exactly is how systems write "no time" and is none. */
export function timeAfter(text: string): WrittenTime | undefined {
  const match = clock.exec(text) ?? (text.startsWith('t') ? compactClock.exec(text) : null);
  if (match === null) return undefined;
  const compact = match.length === 4;
  const half = compact ? undefined : match[4];
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (half !== undefined && hour <= 12) hour = (hour % 12) + (half === 'p' ? 12 : 0);
  if (hour > 23 || minute > 59) return undefined;
  if (hour === 0 && minute === 0) return undefined;
  const zone = zoneOf((compact ? match[3] : match[5]) ?? '');
  return {
    text: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}${zone}`,
    length: match[0].length,
  };
}

function zoneOf(written: string): string {
  if (written === '') return '';
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(written);
  if (offset === null) return zones[written] ?? '';
  if (Number(offset[2]) > 14) return '';
  return offset[2] === '00' && (offset[3] ?? '00') === '00' ? 'Z' : `${offset[1]!}${offset[2]!}:${offset[3] ?? '00'}`;
}
