/*
 * Month and weekday names of many languages, from the runtime's own locale tables, so that none is typed here by hand.
 */

/** The month names to look for. */
export interface MonthNames {
  /** A regular expression source that matches any of the names, longest first. */
  readonly source: string;
  /** 1 to 12 for a name in any case. */
  numberOf(name: string): number | undefined;
}

/** Languages of the governments we know feeds and listings of. Where two disagree (`lis` is November in Polish, October in Croatian) the earlier wins. */
const languages = [
  ...[
    'en',
    'de',
    'fr',
    'es',
    'pt',
    'it',
    'nl',
    'sv',
    'da',
    'nb',
    'fi',
    'is',
    'pl',
    'cs',
    'sk',
    'hu',
    'ro',
    'hr',
    'sl',
    'sr-Latn',
    'bg',
    'ru',
    'uk',
  ],
  ...[
    'el',
    'tr',
    'et',
    'lv',
    'lt',
    'mt',
    'ga',
    'cy',
    'ca',
    'eu',
    'gl',
    'id',
    'ms',
    'vi',
    'af',
    'sw',
    'he',
    'ar',
    'fa',
    'hi',
    'bn',
    'ta',
    'si',
    'th',
    'sr',
  ],
];

const cache = new Map<string, MonthNames>();

/** The names of all languages, those of `language` first. */
export function monthNames(language?: string): MonthNames {
  const first = language?.split('-')[0] ?? 'en';
  const known = cache.get(first);
  if (known !== undefined) return known;
  const names = new Map<string, number>();
  for (const tag of [first, 'en', ...languages]) addNames(tag, names);
  const source = [...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  const made: MonthNames = { source, numberOf: (name) => names.get(fold(name)) };
  cache.set(first, made);
  return made;
}

function addNames(tag: string, names: Map<string, number>): void {
  for (const month of [...Array(12).keys()]) {
    for (const name of [...namesOf(tag, month), ...(tag === 'en' && month === 8 ? ['sept'] : [])]) {
      const folded = fold(name);
      // One letter, digits (Intl writes `1月` and `1.` too) or nothing are no names.
      if ((folded.length >= 3 || /^[^a-z]{2}$/.test(folded)) && !/\d/.test(folded) && !names.has(folded))
        names.set(folded, month + 1);
    }
  }
}

const formatters = new Map<string, readonly Intl.DateTimeFormat[]>();

/** Long and short, alone (`март`) and beside a day (`марта`). */
function namesOf(tag: string, month: number): string[] {
  let formats = formatters.get(tag);
  if (formats === undefined) {
    formats = formatsOf(tag);
    formatters.set(tag, formats);
  }
  const day = Date.UTC(2003, month, 15);
  return formats.map((format) => format.formatToParts(day).find((part) => part.type === 'month')?.value ?? '');
}

function formatsOf(tag: string): Intl.DateTimeFormat[] {
  try {
    return (['long', 'short'] as const).flatMap((month) => [
      new Intl.DateTimeFormat(`${tag}-u-ca-gregory`, { month, timeZone: 'UTC' }),
      new Intl.DateTimeFormat(`${tag}-u-ca-gregory`, { month, day: 'numeric', year: 'numeric', timeZone: 'UTC' }),
    ]);
  } catch {
    return [];
  }
}

function fold(name: string): string {
  return foldAccents(name.toLowerCase().replace(/\.$/, ''));
}

/** Without the accents of Latin, Greek and Cyrillic letters (U+0300 to U+036F); the marks of other scripts make other letters and stay. */
export function foldAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

let weekdays: RegExp | undefined;

/** A weekday at either end of a date, with what joins it (`tirsdag den 25. marts`, `2031年3月25日(火)`). */
export function withoutWeekday(text: string): string {
  weekdays ??= weekdayPattern();
  return text.replace(weekdays, '').trim();
}

function weekdayPattern(): RegExp {
  const names = new Set([
    'tues',
    'wednes',
    'thur',
    'thurs',
    '日',
    '月',
    '火',
    '水',
    '木',
    '金',
    '土',
    '일',
    '월',
    '화',
    '수',
    '목',
    '금',
    '토',
  ]);
  for (const tag of [...languages, 'ja', 'ko', 'zh']) {
    for (const weekday of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(tag, { weekday, timeZone: 'UTC' });
      for (let day = 0; day < 7; day++) names.add(fold(format.format(day * 86_400_000)));
    }
  }
  const source = [...names]
    .filter((name) => name !== '' && !/\d/.test(name))
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  const close = String.raw`(?<=[\s,(日일])(?:${source})[.)]*$`;
  return new RegExp(String.raw`^(?:${source})\.?(?:[\s,،]+(?:den |de |the )?|(?=\d))|[\s,(]*${close}`, 'iu');
}
