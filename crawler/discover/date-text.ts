import type { StatedDate } from '../../core/announcement.ts';
import { dayNumber } from '../../core/instant.ts';
import { takeTime } from './date-clock.ts';
import { foldAccents, monthNames, withoutWeekday } from './month-names.ts';
import type { WrittenDate } from './written-date.ts';

/*
 * Dates as feeds, sitemaps and listings write them: RFC 822 and its misspellings, ISO 8601, numbers in any order,
 * month names of some forty languages, Japanese eras, the years of the Republic of China.
 */

export interface DateHints {
  /** BCP 47; its month names and its order of day and month are tried first. */
  readonly language?: string;
  /** How numbers are ordered where they are ambiguous; known from their neighbours (`numericOrder`). */
  readonly order?: 'dmy' | 'mdy';
}

export type DateOnly = Omit<StatedDate, 'source'>;

/** The date that the whole text is, `undefined` when it is none or says more than a date. */
export function parseDate(text: string, hints: DateHints = {}): DateOnly | undefined {
  const written = readDate(text, hints);
  return written === undefined ? undefined : stated(written);
}

/** The first date within a text. Only full dates (day, month and year) count: a year alone is more often something else. */
export function findDate(text: string, hints: DateHints = {}): DateOnly | undefined {
  const clean = tidy(text).slice(0, 2000);
  if (!/\d/.test(clean)) return undefined;
  for (const { within, read } of dayForms(hints)) {
    const match = within.exec(clean);
    const day = match === null ? undefined : read(match);
    if (day?.day !== undefined && isDay(day)) return stated(day);
  }
  return undefined;
}

/** The whole text as a date with its time and zone. */
export function readDate(text: string, hints: DateHints = {}): WrittenDate | undefined {
  const clean = tidy(text);
  if (!/\d/.test(clean) || clean.length > 120) return undefined;
  const { rest, time } = takeTime(clean);
  const words = rest.replace(/^[\s,.;:()|–-]+|[\s,;:()|–-]+$/g, '');
  // Some weekdays are months elsewhere (`mar` is Tuesday and March): the text as it is comes second.
  for (const candidate of new Set([withoutWeekday(words), words])) {
    const day = wholeDay(candidate, hints);
    if (day === undefined) continue;
    if (time === undefined) return day;
    return time === 'bad'
      ? undefined
      : {
          ...day,
          ...time.value(day),
          ...(/[년일오전후]/.test(clean) ? { assumedOffsetMinutes: koreanOffsetMinutes } : {}),
        };
  }
  return undefined;
}

function wholeDay(words: string, hints: DateHints): WrittenDate | undefined {
  for (const { whole, read } of dayForms(hints)) {
    const match = whole.exec(words);
    const day = match === null ? undefined : read(match);
    if (day !== undefined && isDay(day)) return day;
  }
  return undefined;
}

/** A time of day written in Hangul is of Korea: one zone, no summer time since 1988. */
const koreanOffsetMinutes = 540;

/** Epoch milliseconds of a date with a time; without a zone it is taken for UTC, without a time for midnight. */
export function epochMsOf(date: WrittenDate): number {
  const { year, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = date;
  const offsetMinutes = date.offsetMinutes ?? (date.hour === undefined ? 0 : (date.assumedOffsetMinutes ?? 0));
  return dayNumber(year, month, day)! * 86_400_000 + ((hour * 60 + minute - offsetMinutes) * 60 + second) * 1000;
}

export function stated(date: WrittenDate): DateOnly {
  const year = String(date.year).padStart(4, '0');
  if (date.month === undefined) return { value: year, precision: 'year' };
  const month = `${year}-${two(date.month)}`;
  if (date.day === undefined) return { value: month, precision: 'month' };
  const day = `${month}-${two(date.day)}`;
  if (date.hour === undefined) return { value: day, precision: 'day' };
  return {
    value: `${day}T${two(date.hour)}:${two(date.minute ?? 0)}${offsetText(date.offsetMinutes)}`,
    precision: 'minute',
  };
}

function offsetText(offsetMinutes: number | undefined): string {
  if (offsetMinutes === undefined) return '';
  if (offsetMinutes === 0) return 'Z';
  const minutes = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** The value of a digit of any script: the tens of Unicode's decimal digits stand together, zero first. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--;
  return code - zero;
}

/**
 * Full-width digits, odd spaces and dashes as their plain forms, Latin and Greek accents gone (half of the feeds forget them). The marks of
 * Japanese and Hangul are others and stay.
 */
function tidy(text: string): string {
  return foldAccents(text.normalize('NFKC'))
    .replace(/[\u061c\u200b-\u200f\u2066-\u2069]/g, '')
    .replace(/\p{Nd}/gu, (digit) => (digit <= '9' ? digit : String(digitValue(digit))))
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

type DayReader = (match: RegExpExecArray) => WrittenDate | undefined;

/** A way of writing a day, as the whole text and as a part of one. */
interface DayForm {
  readonly whole: RegExp;
  readonly within: RegExp;
  readonly read: DayReader;
}

const formsOf = new Map<string, readonly DayForm[]>();

/** Compiled once a language: the alternation of a thousand month names is not for every row of a listing. */
function dayForms(hints: DateHints): readonly DayForm[] {
  const key = `${hints.language ?? ''} ${hints.order ?? ''}`;
  const known = formsOf.get(key);
  if (known !== undefined) return known;
  const forms = writtenForms(hints).map(([pattern, read]) => ({
    whole: new RegExp(`^(?:${pattern.source})$`, 'iu'),
    within: new RegExp(String.raw`(?<![\d\p{L}])(?:${pattern.source})(?!\d)`, 'iu'),
    read,
  }));
  formsOf.set(key, forms);
  return forms;
}

/** The ways of writing a day, surest first. */
function writtenForms(hints: DateHints): readonly (readonly [RegExp, DayReader])[] {
  const months = monthNames(hints.language);
  const order = hints.order ?? orderOf(hints.language);
  return [
    [/(\d{4})-0?(\d{1,2})-(\d{1,2})Z?/u, (m) => ymd(m[1], m[2], m[3])],
    [new RegExp(String.raw`(\d{4})[-/.]\s?(\d{1,2})[-/.]\s?(\d{1,2})\.?`, 'u'), (m) => ymd(m[1], m[2], m[3])],
    [/((?:19|20)\d\d)(\d\d)(\d\d)/u, (m) => ymd(m[1], m[2], m[3])],
    [
      /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]?(?:\s*[(]?[日月火水木金土一二三四五六월화수목금토일][)]?(?:曜日)?)?/u,
      (m) => ymd(m[1], m[2], m[3]),
    ],
    [
      /(令和|平成|昭和|大正|明治|[RHSTM])\s?(元|\d{1,2})\s?[年.]\s?(\d{1,2})\s?[月.]\s?(\d{1,2})\s?日?(?:\s*[(][日月火水木金土][)])?/u,
      (m) => eraYear(m),
    ],
    [
      /(?:中華民國|民國)?\s?(\d{2,3})\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})\s?日/u,
      (m) => ymd(String(Number(m[1]) + 1911), m[2], m[3]),
    ],
    [/(?:中華民國|民國)\s?(\d{2,3})[./-](\d{1,2})[./-](\d{1,2})/u, (m) => ymd(String(Number(m[1]) + 1911), m[2], m[3])],
    [
      new RegExp(
        String.raw`(?:the )?(\d{1,2})(?:st|nd|rd|th|er|[.ªº°])?[\s,.-]*(?:de |d['’]|of |ta['’] ?|ב)?(${months.source})\.?[\s,.'-]*(?:de |del |ค\.ศ\. ?)?(\d{4}|\d{2})(?:\s?г\.?|\s?р\.?|\.)?`,
        'u',
      ),
      (m) => named(months.numberOf(m[2]!), m[1], m[3]),
    ],
    [
      new RegExp(String.raw`(${months.source})\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?[\s,.-]+(\d{4}|\d{2})`, 'u'),
      (m) => named(months.numberOf(m[1]!), m[2], m[3]),
    ],
    [
      new RegExp(String.raw`(\d{4})[.\s,-]+(${months.source})\.?[\s-]*(\d{1,2})[.]?`, 'u'),
      (m) => named(months.numberOf(m[2]!), m[3], m[1]),
    ],
    [
      new RegExp(String.raw`(\d{4})\. ?gada (\d{1,2})\. ?(${months.source})\.?`, 'u'),
      (m) => named(months.numberOf(m[3]!), m[2], m[1]),
    ],
    [
      new RegExp(String.raw`(\d{4}) ?m\. (${months.source}) (\d{1,2}) d\.?`, 'u'),
      (m) => named(months.numberOf(m[2]!), m[3], m[1]),
    ],
    [/(\d{1,2}) (?:thang|thg) (\d{1,2}),? (?:nam )?(\d{4})/u, (m) => ymd(m[3], m[2], m[1])],
    [/(\d{2})-(\d{2})-(\d{2})/u, (m) => ymd(fullYear(m[1]!), m[2], m[3])],
    [
      new RegExp(String.raw`(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?:\s?[гр]\.?)?`, 'u'),
      (m) => numeric(Number(m[1]), Number(m[3]), Number(fullYear(m[4]!)), m[2]!, order),
    ],
    [/(\d{4})-(\d{3})/u, (m) => ordinal(Number(m[1]), Number(m[2]))],
    [/(\d{4})-(\d{2})/u, (m) => ymd(m[1], m[2])],
    [
      new RegExp(String.raw`(${months.source})\.?[\s,]+(?:de )?(\d{4})`, 'u'),
      (m) => named(months.numberOf(m[1]!), undefined, m[2]),
    ],
    [/(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]/u, (m) => ymd(m[1], m[2])],
    [/((?:1[5-9]|20)\d\d)/u, (m) => ymd(m[1])],
  ];
}

function ymd(year: string | undefined, month?: string, day?: string): WrittenDate {
  return {
    year: Number(year),
    ...(month === undefined ? {} : { month: Number(month) }),
    ...(day === undefined ? {} : { day: Number(day) }),
  };
}

function named(month: number | undefined, day: string | undefined, year: string | undefined): WrittenDate | undefined {
  return month === undefined || year === undefined ? undefined : ymd(fullYear(year), String(month), day);
}

/**
 * Which of two small numbers is the day: told by a number above 12, by its neighbours, by the separator, by the language,
 * else as in the United States.
 */
function numeric(
  first: number,
  second: number,
  year: number,
  separator: string,
  order: 'dmy' | 'mdy' | undefined,
): WrittenDate {
  const dayFirst = first > 12 || (second <= 12 && (order === undefined ? separator === '.' : order === 'dmy'));
  return dayFirst ? { year, month: second, day: first } : { year, month: first, day: second };
}

/** The order that the dates of a list have, where one of them has a number above 12: `05.04.15` beside `05.19.15` is of May. */
export function numericOrder(texts: readonly string[]): 'dmy' | 'mdy' | undefined {
  for (const text of texts) {
    for (const [, first, , second] of text.matchAll(/(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)/g)) {
      if (Number(first) > 12 && Number(second) <= 12) return 'dmy';
      if (Number(second) > 12 && Number(first) <= 12) return 'mdy';
    }
  }
  return undefined;
}

/** Two-digit years as RFC 2822, 4.3 reads them, with a later turn: 00-68 are of this century. */
function fullYear(year: string): string {
  return year.length > 2 ? year : String(Number(year) + (Number(year) < 69 ? 2000 : 1900));
}

const eraStart: Readonly<Record<string, number>> = {
  令和: 2019,
  平成: 1989,
  昭和: 1926,
  大正: 1912,
  明治: 1868,
  R: 2019,
  H: 1989,
  S: 1926,
  T: 1912,
  M: 1868,
};

function eraYear(match: RegExpExecArray): WrittenDate {
  const yearOfEra = match[2] === '元' ? 1 : Number(match[2]);
  return ymd(String(eraStart[match[1]!.toUpperCase()]! + yearOfEra - 1), match[3], match[4]);
}

function ordinal(year: number, dayOfYear: number): WrittenDate | undefined {
  const date = new Date(Date.UTC(year, 0, dayOfYear));
  if (dayOfYear < 1 || date.getUTCFullYear() !== year) return undefined;
  return { year, month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function isDay(date: WrittenDate): boolean {
  if (date.year < 1000 || date.year > 2200) return false;
  if (date.month === undefined) return true;
  if (date.month < 1 || date.month > 12) return false;
  return date.day === undefined || dayNumber(date.year, date.month, date.day) !== undefined;
}

/** The order of numeric dates in a language, asked of the runtime's own locale tables. */
function orderOf(language: string | undefined): 'dmy' | 'mdy' | undefined {
  if (language === undefined || language === 'en') return undefined;
  try {
    const parts = new Intl.DateTimeFormat(language, { dateStyle: 'short' }).formatToParts(0).map((part) => part.type);
    return parts.indexOf('day') < parts.indexOf('month') ? 'dmy' : 'mdy';
  } catch {
    return undefined;
  }
}
