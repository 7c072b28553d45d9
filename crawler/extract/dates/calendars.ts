import { dayNumber, dayText } from '../../../core/instant.ts';

/** A year, month and day as they come out of a text; month and day may be missing. */
export interface Ymd {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

/** First Gregorian year and first day of the Japanese eras a page may date by; the last year of an era may overlap with the next's first. */
const japaneseEras: readonly { readonly names: readonly string[]; readonly first: number; readonly last: number }[] = [
  { names: ['令和', 'r'], first: 2019, last: 9999 },
  { names: ['平成', 'h'], first: 1989, last: 2019 },
  { names: ['昭和', 's'], first: 1926, last: 1989 },
  { names: ['大正', 't'], first: 1912, last: 1926 },
  { names: ['明治', 'm'], first: 1868, last: 1912 },
];

/** 令和 6 is 2024; `undefined` when the era never had that year (平成35年). */
export function japaneseYear(era: string, yearOfEra: number): number | undefined {
  const found = japaneseEras.find(({ names }) => names.includes(era));
  if (found === undefined || yearOfEra < 1) return undefined;
  const year = found.first + yearOfEra - 1;
  return year <= found.last ? year : undefined;
}

/** 民國 103 is 2014. */
export function rocYear(year: number): number {
  return year + 1911;
}

/** พ.ศ. 2557 is 2014. */
export function buddhistYear(year: number): number {
  return year - 543;
}

/**
 * Months of the Islamic calendar as Arabic pages write them, normalised. Two words are written with one space.
 */
const hijriMonths: readonly (readonly string[])[] = [
  ['محرم', 'muharram'],
  ['صفر', 'safar'],
  ['ربيع الاول', 'ربيع الأول', 'rabi al-awwal', "rabi' al-awwal"],
  ['ربيع الاخر', 'ربيع الآخر', 'ربيع الثاني', 'rabi al-thani'],
  ['جمادى الاولى', 'جمادى الأولى', 'jumada al-awwal', 'jumada al-ula'],
  ['جمادى الاخرة', 'جمادى الآخرة', 'جمادى الثانية', 'jumada al-thani'],
  ['رجب', 'rajab'],
  ['شعبان', 'shaban', "sha'ban"],
  ['رمضان', 'ramadan'],
  ['شوال', 'shawwal'],
  ['ذو القعدة', 'ذي القعدة', 'dhu al-qadah'],
  ['ذو الحجة', 'ذي الحجة', 'dhu al-hijjah'],
];

export function hijriMonth(words: string): number | undefined {
  const bare = words
    .normalize('NFKD')
    .replace(/[\u0300-\u036F\u064B-\u065F\u0653-\u0655]/g, '')
    .normalize('NFC');
  const index = hijriMonths.findIndex((forms) =>
    forms.some(
      (form) =>
        form
          .normalize('NFKD')
          .replace(/[\u064B-\u065F\u0653-\u0655]/g, '')
          .normalize('NFC') === bare,
    ),
  );
  return index < 0 ? undefined : index + 1;
}

/**
 * The Gregorian day of a Hijri date by the Umm al-Qura calendar, which Saudi government pages use and ICU knows. Found by stepping from an
 * estimate (a Hijri year has 354.367 days, year 1 began on day -492148 of 1970) until the formatted date is the one asked for.
 */
export function hijriDay(year: number, month: number, day: number): Ymd | undefined {
  if (year < 1300 || year > 1500 || month < 1 || month > 12 || day < 1 || day > 30) return undefined;
  const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const estimate = Math.round(-492_148 + (year - 1) * 354.367 + (month - 1) * 29.53 + day - 1);
  for (const step of [0, 1, -1, 2, -2, 3, -3, 4, -4]) {
    const parts = format.formatToParts(new Date((estimate + step) * 86_400_000));
    const part = (type: string): number => Number.parseInt(parts.find((entry) => entry.type === type)?.value ?? '', 10);
    if (part('year') === year && part('month') === month && part('day') === day) return ymdOf(dayText(estimate + step));
  }
  return undefined;
}

/** Persian (Solar Hijri) months: Iranian and Afghan government pages date by them. */
const persianMonths = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' ');

export function persianMonth(word: string): number | undefined {
  const plain = word.replace(/ي/g, 'ی').replace(/ك/g, 'ک');
  const index = persianMonths.findIndex(
    (name) =>
      name === plain ||
      name
        .normalize('NFKD')
        .replace(/[\u0653-\u0655]/g, '')
        .normalize('NFC') === plain,
  );
  return index < 0 ? undefined : index + 1;
}

/** The Gregorian day of a Persian date, by ICU's calendar, stepping from an estimate (year 1 began on day -492268; 365.2422 days a year). */
export function persianDay(year: number, month: number, day: number): Ymd | undefined {
  if (year < 1250 || year > 1500 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const format = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const dayOfYear = month <= 7 ? (month - 1) * 31 + day : 186 + (month - 7) * 30 + day;
  const estimate = Math.round(-492_268 + (year - 1) * 365.2422 + dayOfYear - 1);
  for (const step of [0, 1, -1, 2, -2, 3, -3]) {
    const parts = format.formatToParts(new Date((estimate + step) * 86_400_000));
    const part = (type: string): number => Number.parseInt(parts.find((entry) => entry.type === type)?.value ?? '', 10);
    if (part('year') === year && part('month') === month && part('day') === day) return ymdOf(dayText(estimate + step));
  }
  return undefined;
}

function ymdOf(day: string): Ymd {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) };
}

/** Years that a page may be dated by. Before 1800 no government published press releases; a year after 2200 is a misread number. */
const firstYear = 1800;
const lastYear = 2200;

/** Whether there is such a day, month or year. */
export function isPossible({ year, month, day }: Ymd): boolean {
  if (!Number.isInteger(year) || year < firstYear || year > lastYear) return false;
  if (month === undefined) return day === undefined;
  if (month < 1 || month > 12) return false;
  return day === undefined || dayNumber(year, month, day) !== undefined;
}
