import type { Precision } from '../../../core/instant.ts';
import {
  buddhistYear,
  hijriDay,
  hijriMonth,
  isPossible,
  japaneseYear,
  persianDay,
  persianMonth,
  rocYear,
  type Ymd,
} from './calendars.ts';
import { mayHoldMonth, monthOf } from './month-words.ts';
import { mayHoldDigit, normalizeWords } from './normal-form.ts';
import { timeAfter } from './written-time.ts';

export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** How a page's numbers and words are to be read. */
export interface DateReading {
  /** BCP 47; decides homonymous month names and, without `order`, the order of numeric dates. */
  readonly language?: string | undefined;
  readonly order?: DateOrder | undefined;
  /** Whether years of two digits are read (`07.05.14`). Only where a label says that a date stands here. */
  readonly shortYears?: boolean;
}

/** A date found in a text. */
export interface WrittenDate {
  /** As long as the precision says: `2014`, `2014-03`, `2014-03-25`, `2014-03-25T10:00+09:00`. */
  readonly value: string;
  readonly precision: Precision;
  /** Place in the normalised text. */
  readonly index: number;
  readonly length: number;
  /** The day it is when day and month are read the other way round: `05/07/2014`. */
  readonly otherDay?: string;
}

/** The first date written in a short text: an attribute, a label's value, a dateline. */
export function parseWrittenDate(text: string, reading: DateReading = {}): WrittenDate | undefined {
  return findDates(text.slice(0, 400), reading)[0];
}

/** Every date written in a text, in order, without overlaps. Impossible days are no dates. */
export function findDates(text: string, reading: DateReading = {}): WrittenDate[] {
  if (!mayHoldDigit(text) && !text.includes('元年')) return [];
  const normal = normalizeWords(text);
  const found: Found[] = [];
  const year = /\d{4}/.test(normal);
  const holds = { year, month: (year || reading.shortYears === true) && mayHoldMonth(normal) };
  for (const form of forms) {
    if (!mayMatch(form, normal, holds, reading)) continue;
    const { pattern, read, eitherOrder } = form;
    for (const match of normal.matchAll(pattern)) {
      if (found.some((other) => match.index < other.end && match.index + match[0].length > other.index)) continue;
      const ymd = read(match, reading);
      if (ymd !== undefined && isPossible(ymd))
        found.push({
          ymd,
          index: match.index,
          end: match.index + match[0].length,
          either: eitherOrder === true && /[/-]/.test(match[0]),
        });
    }
  }
  return found.sort((a, b) => a.index - b.index).map((entry) => written(entry, normal));
}

interface Found {
  readonly ymd: Ymd;
  readonly index: number;
  readonly end: number;
  /** Whether people write such a date in either order of day and month. */
  readonly either: boolean;
}

function written({ ymd: { year, month, day }, index, end, either }: Found, text: string): WrittenDate {
  const y = String(year).padStart(4, '0');
  if (month === undefined) return { value: y, precision: 'year', index, length: end - index };
  const ym = `${y}-${two(month)}`;
  if (day === undefined) return { value: ym, precision: 'month', index, length: end - index };
  const other = either && day <= 12 && day !== month ? { otherDay: `${y}-${two(day)}-${two(month)}` } : {};
  const time = timeAfter(text.slice(end, end + 60));
  if (time === undefined) return { value: `${ym}-${two(day)}`, precision: 'day', index, length: end - index, ...other };
  return {
    value: `${ym}-${two(day)}T${time.text}`,
    precision: 'minute',
    index,
    length: end - index + time.length,
    ...other,
  };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

interface Form {
  /** Whether its year may be written with fewer than four digits. */
  readonly shortYear?: true;
  /** Whether its month is a word. */
  readonly monthWord?: true;
  /** What every match holds. */
  readonly mark?: string | RegExp;
  /** Where the form is read at all. */
  readonly when?: (reading: DateReading) => boolean;
  readonly pattern: RegExp;
  readonly read: (match: RegExpMatchArray, reading: DateReading) => Ymd | undefined;
  /** Whether day and month stand in an order that countries do not agree on. */
  readonly eitherOrder?: true;
}

/** Asked before a form is tried on a text: a hundredth of the work, and most texts hold the marks of few forms. */
function mayMatch(
  { shortYear, monthWord, mark, when }: Form,
  normal: string,
  holds: { readonly year: boolean; readonly month: boolean },
  reading: DateReading,
): boolean {
  if ((!holds.year && shortYear !== true) || (!holds.month && monthWord === true)) return false;
  if (when?.(reading) === false) return false;
  return mark === undefined || (typeof mark === 'string' ? normal.includes(mark) : mark.test(normal));
}

/** `1st`, `1er`, `1º`, `25.`: what may follow the number of a day. */
const ordinal = '(?:st|nd|rd|th|er|re|e|º|ª|°|\\.|-?го|-го|ain)?';
/** Words between the parts: `25 de marzo de 2014`, `25. maj kl.`, `día 5 del mes de mayo del año 2014`. */
const glue = '(?:,|\\.|-|/|_|\\s)*(?:(?:de|del|of|do|da|d|den|the|di|ng|mes de|dia|a|r|г|am)\\s+)?';

/** The ways dates are written, the most explicit first: what one has taken is not read again by the next. */
const forms: readonly Form[] = [
  // 令和6年3月5日, 平成元年, 民國103年5月7日
  {
    shortYear: true,
    mark: '年',
    pattern: /(令和|平成|昭和|大正|明治)\s*(元|\d{1,2})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?/g,
    read: (m) => withYear(japaneseYear(m[1]!, m[2] === '元' ? 1 : Number(m[2])), m[3], m[4]),
  },
  {
    shortYear: true,
    mark: '民',
    pattern: /(?:民國|民国)\s*(\d{2,3})\s*(?:年|[./-])(?:\s*(\d{1,2})\s*(?:月|[./-])(?:\s*(\d{1,2})\s*日?)?)?/g,
    read: (m) => withYear(rocYear(Number(m[1])), m[2], m[3]),
  },
  {
    mark: /[年년]/,
    pattern: /(?<!\d)(\d{4})\s*(?:\([^)]{1,12}\)\s*)?[年년]\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日號号일])?/g,
    read: (m) => withYear(Number(m[1]), m[2], m[3]),
  },
  {
    shortYear: true,
    mark: '年',
    when: ({ language = '' }) => /^zh-(?:hant|tw)/i.test(language),
    pattern: /(?<![\d])(\d{2,3})年(\d{1,2})月(\d{1,2})日/g,
    read: (m) => (Number(m[1]) < 200 ? withYear(rocYear(Number(m[1])), m[2], m[3]) : undefined),
  },
  // R6.3.5, H26/5/7
  {
    shortYear: true,
    when: ({ language = '' }) => /^ja/i.test(language),
    pattern: /(?<![\p{L}\d])([rhs])\s?(\d{1,2})[./](\d{1,2})[./](\d{1,2})(?!\d)/gu,
    read: (m) => withYear(japaneseYear(m[1]!, Number(m[2])), m[3], m[4]),
  },
  // 2014-03-25, 2014/3/25, 2014. 3. 25.
  {
    pattern: /(?<![\d.])(\d{4})(?:-|\/|\.\s?|_)(\d{1,2})(?:-|\/|\.\s?|_)(\d{1,2})(?!\d|[.-]\d)/g,
    read: (m) => fourDigitYear(Number(m[1]), m[2], m[3]),
  },
  // 28.09.1912:44 is the day 28.09.19 with its time 12:44: no year stands before a colon and minutes.
  {
    pattern: /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{2})(?=\d{2}:\d{2}(?!\d))/g,
    read: (m, reading) => ordered(Number(m[1]), Number(m[3]), fullYear(Number(m[4])), m[2]!, reading),
  },
  // 25-03-2014, 3/25/2014, 25.3.2557, 25 | 03 | 2014
  {
    pattern: /(?<![\d./-])(\d{1,2})\s?([./|-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d|\.\d)/g,
    read: (m, reading) => ordered(Number(m[1]), Number(m[3]), Number(m[4]), m[2]!, reading),
    eitherOrder: true,
  },
  {
    shortYear: true,
    when: ({ shortYears }) => shortYears === true,
    pattern: /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{2})(?![\d]|[./-]\d)/g,
    read: (m, reading) => ordered(Number(m[1]), Number(m[3]), fullYear(Number(m[4])), m[2]!, reading),
  },
  // 1435/7/8 هـ, 8 رجب 1435, 15 رجب 1435هـ
  {
    mark: /[\u0600-\u06FF]/,
    pattern:
      /(?<!\d)(\d{1,2})\s*(?:من\s+)?([\u0600-\u06FF]+(?:\s[\u0600-\u06FF]+)?)\s*(?:،|,|-|سنة|عام)?\s*(1[34]\d\d)\s*(?:هـ|ه)?/g,
    read: (m) => islamic(Number(m[1]), m[2]!, Number(m[3])),
  },
  // ngày 7 tháng 5 năm 2014
  {
    mark: 'thang',
    pattern: /(?:ngay\s+)?(\d{1,2})\s+thang\s+(\d{1,2})(?:,|\s)*(?:nam\s+)?(\d{4})/g,
    read: (m) => withYear(Number(m[3]), m[2], m[1]),
  },
  // พ.ศ. and Thai months without spaces: 7 พฤษภาคม พ.ศ. 2557
  {
    mark: /[\u0E00-\u0E7F]/,
    pattern: /(\d{1,2})\s*([\u0E00-\u0E7F.]{3,12}?)\s*(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s*(\d{4})/g,
    read: (m) => withMonth(m[2]!, 'th', (month) => fourDigitYear(Number(m[3]), String(month), m[1])),
  },
  // May 7, 2014; May 7th 2014; Maio 7, 2014
  {
    monthWord: true,
    pattern: new RegExp(
      `(?<![\\p{L}\\p{M}])([\\p{L}\\p{M}]{3,14})\\.?\\s*(\\d{1,2})${ordinal}(?:,|\\s|-)+(?:(?:of|de|del)\\s+)?(\\d{4})(?!\\d)`,
      'gu',
    ),
    read: (m, { language }) => withMonth(m[1]!, language, (month) => fourDigitYear(Number(m[3]), String(month), m[2])),
  },
  // 7 May 2014, 7. Mai 2014, 7 de mayo de 2014, 7 мая 2014 г.
  {
    monthWord: true,
    pattern: new RegExp(
      `(?<![\\d.:])(\\d{1,2})${ordinal}${glue}([\\p{L}\\p{M}]{3,14})\\.?(?:,|-|/|_|\\s)*(?:(?:de|del|of|do|da|den|di|r|ng|de l'any|عام)\\s+)?(\\d{4})(?!\\d)`,
      'gu',
    ),
    read: (m, { language }) => withMonth(m[2]!, language, (month) => fourDigitYear(Number(m[3]), String(month), m[1])),
  },
  // 2014. május 7., 2014 m. gegužės 7 d., 2014 May 7, 2014. gada 7. maijs
  {
    monthWord: true,
    pattern: /(?<!\d)(\d{4})\.?\s*(?:m\.|gada|(?:ko)?urteko|,)?\s*([\p{L}\p{M}]{3,14})\.?\s*(\d{1,2})(?!\d)/gu,
    read: (m, { language }) => withMonth(m[2]!, language, (month) => fourDigitYear(Number(m[1]), String(month), m[3])),
  },
  {
    mark: 'gada',
    pattern: /(?<!\d)(\d{4})\.?\s*gada\s*(\d{1,2})\.?\s*([\p{L}\p{M}]{3,14})/gu,
    read: (m) => withMonth(m[3]!, 'lv', (month) => fourDigitYear(Number(m[1]), String(month), m[2])),
  },
  // 07-May-14, 7 May 14
  {
    monthWord: true,
    shortYear: true,
    when: ({ shortYears }) => shortYears === true,
    pattern: /(?<!\d)(\d{1,2})[\s.-]+([\p{L}\p{M}]{3,14})[\s.,-]+'?(\d{2})(?![\d:])/gu,
    read: (m, { language }) =>
      withMonth(m[2]!, language, (month) => ({ year: fullYear(Number(m[3])), month, day: Number(m[1]) })),
  },
  // Sat Nov 23 13:24:45 -0700 2019
  {
    monthWord: true,
    mark: ':',
    pattern:
      /(?<!\p{L})([\p{L}]{3})\s+(\d{1,2})\s+\d{1,2}:\d{2}(?::\d{2})?\s+(?:[a-z]{1,5}|[+-]\d{4})?\s*(\d{4})(?!\d)/gu,
    read: (m, { language }) => withMonth(m[1]!, language, (month) => fourDigitYear(Number(m[3]), String(month), m[2])),
  },
  // 20140325
  {
    mark: /\d{8}/,
    pattern: /(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=$|[^\d]|t?\d{4,6})/g,
    read: (m) => withYear(Number(m[1]), m[2], m[3]),
  },
  // May 2014, mayo de 2014
  {
    monthWord: true,
    pattern:
      /(?<![\p{L}\p{M}\d]|\d\s)([\p{L}\p{M}]{3,14})\.?,?\s+(?:(?:de|del|of|do)\s+)?((?:18|19|20|25)\d\d)(?!\d)/gu,
    read: (m, { language }) =>
      withMonth(m[1]!, language, (month) => fourDigitYear(Number(m[2]), String(month), undefined)),
  },
  {
    mark: '-',
    pattern: /(?<![\d./-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d-])/g,
    read: (m) => withYear(Number(m[1]), m[2], undefined),
  },
];

function withYear(year: number | undefined, month: string | undefined, day: string | undefined): Ymd | undefined {
  if (year === undefined) return undefined;
  return {
    year,
    ...(month === undefined ? {} : { month: Number(month) }),
    ...(month === undefined || day === undefined ? {} : { day: Number(day) }),
  };
}

/** A year of four digits may be Buddhist (2400 to 2643), Hijri or Persian (13xx, 14xx) where months are numbers. */
function fourDigitYear(year: number, month: string | undefined, day: string | undefined): Ymd | undefined {
  if (year >= 2400 && year <= 2643) return withYear(buddhistYear(year), month, day);
  return withYear(year, month, day);
}

function withMonth(
  word: string,
  language: string | undefined,
  read: (month: number) => Ymd | undefined,
): Ymd | undefined {
  const month = monthOf(word, language) ?? monthOf(word.replace(/\.$/, ''), language);
  return month === undefined ? undefined : read(month);
}

function islamic(day: number, words: string, year: number): Ymd | undefined {
  const month = hijriMonth(words);
  if (month !== undefined) return hijriDay(year, month, day);
  const solar = persianMonth(words);
  return solar === undefined ? undefined : persianDay(year, solar, day);
}

/** Countries that write the month first: the United States and those that learnt from them. Everybody else writes the day first. */
const monthFirst = /^en(?:-us|-ph)?$/i;

function ordered(
  first: number,
  second: number,
  year: number,
  separator: string,
  { language, order }: DateReading,
): Ymd | undefined {
  const western = year >= 2400 && year <= 2643 ? buddhistYear(year) : year;
  if (first > 12 && second <= 12) return { year: western, month: second, day: first };
  if (second > 12 && first <= 12) return { year: western, month: first, day: second };
  const monthLeads = order === undefined ? separator !== '.' && monthFirst.test(language ?? '') : order === 'mdy';
  return monthLeads ? { year: western, month: first, day: second } : { year: western, month: second, day: first };
}

/** `14` is 2014, `98` is 1998. Pivot 70: the oldest recorded short years on web pages are of the 1990s. */
function fullYear(short: number): number {
  return short >= 70 ? 1900 + short : 2000 + short;
}
