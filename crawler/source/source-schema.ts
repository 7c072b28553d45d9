import { Cron } from 'croner';
import { z } from 'zod';
import { knownKinds } from '../../core/announcement.ts';
import { isSourceId } from '../../core/ids.ts';
import { dayRange } from '../../core/instant.ts';
import { nearest } from '../../core/nearest.ts';
import { parseBytes } from './byte-size.ts';
import { parseDurationMs } from './duration.ts';
import { compileScopePattern } from './scope-pattern.ts';
import { selectorMistake } from './selector.ts';

/**
 * The source file, key by key: what it may hold and what each value must look like. `docs/sources.md` tells the same to
 * people; a test holds that every key of this schema is documented there. Defaults are filled in by `read-source.ts`.
 */
export const sourceFileSchema = z.strictObject({
  id: checked('bad-id', 'lower-case letters, digits and single hyphens, at most 64 characters', (text) =>
    isSourceId(text) ? text : undefined,
  ),
  name: words(),
  country: checked(
    'bad-country',
    'an ISO 3166-1 code of two lower-case letters, `eu` or `xx` for international bodies',
    countryCode,
  ),
  language: checked('bad-language', 'a BCP 47 tag such as `en`, `pt-BR` or `zh-Hant`', languageTag),
  agency: words().optional(),
  kind: knownWord('kind', knownKinds).optional(),
  homepage: webUrl(),
  timeZone: checked('bad-time-zone', 'an IANA time zone such as `America/New_York`', timeZoneName).optional(),
  verified: checked(
    'bad-verified',
    '`recorded`, `never` or the day of the last `sources check`, `2026-03-25`',
    verifiedMark,
  ).optional(),
  entry: z.array(entrySchema()).min(1),
  scope: z
    .strictObject({
      include: z.array(scopePattern()).min(1).optional(),
      exclude: z.array(scopePattern()).optional(),
      allowPrivateAddresses: z.boolean().optional(),
    })
    .optional(),
  politeness: z
    .strictObject({
      delay: duration(0, '1h').optional(),
      latencyFactor: z.number().min(0).max(1000).optional(),
      maxDelay: duration(0, '1d').optional(),
      maxCrawlDelay: duration(0, '1d').optional(),
      concurrency: count(1, 8).optional(),
      attempts: count(1, 10).optional(),
      maxPages: count(1, 1_000_000).optional(),
      maxBytes: checked('bad-size', 'a size with its unit: `500kB`, `200MB`, `2GB`', parseBytes).optional(),
      maxTime: duration('1s', '366d').optional(),
      window: checked('bad-window', 'two local times such as `22:00-06:00`', hoursWindow).optional(),
    })
    .optional(),
  schedule: z
    .strictObject({
      every: duration('1m', '366d').optional(),
      cron: checked('bad-cron', 'a cron line of five or six fields such as `15 6 * * 1-5`', cronLine).optional(),
      minRecheck: duration('1m', '3660d').optional(),
      maxRecheck: duration('1m', '3660d').optional(),
    })
    .optional(),
  removal: z
    .strictObject({
      confirmations: count(1, 100).optional(),
      after: duration(0, '366d').optional(),
      alarmShare: z.number().min(0).max(1).optional(),
    })
    .optional(),
  url: z
    .strictObject({
      ignoreParameters: z.array(words()).optional(),
      sortParameters: z.boolean().optional(),
    })
    .optional(),
  extract: z
    .strictObject({
      title: selectors(),
      body: selectors(),
      published: selectors(),
      modified: selectors(),
      agency: selectors(),
      components: selectors(),
      kind: selectors(),
      topics: selectors(),
      number: selectors(),
      remove: selectors(),
      dateOrder: knownWord('date order', ['dmy', 'mdy', 'ymd'] as const).optional(),
    })
    .optional(),
});

/** A source file after each value was read by itself; relations between keys are checked by `read-source.ts`. */
export type SourceFile = z.output<typeof sourceFileSchema>;

function entrySchema() {
  return z.strictObject({
    feed: webUrl().optional(),
    sitemap: webUrl().optional(),
    listing: webUrl().optional(),
    links: selector().optional(),
    next: z
      .strictObject({
        selector: selector().optional(),
        template: checked('bad-template', 'a URL with `{page}` where the number goes', pageTemplate).optional(),
        first: z.int().optional(),
        step: count(1, 1000).optional(),
      })
      .optional(),
    maxPages: count(1, 100_000).optional(),
  });
}

function words() {
  return z.string().trim().min(1);
}

/** A text that `read` understands. Whatever `read` answers with `undefined` is refused, saying what is wanted. */
function checked<T>(code: string, wanted: string, read: (text: string) => T | undefined) {
  return z.string().transform((text, context): T => {
    const value = read(text.trim());
    if (value !== undefined) return value;
    context.issues.push({ code: 'custom', input: text, message: `\`${text}\` is not ${wanted}`, params: { code } });
    return z.NEVER;
  });
}

function knownWord<const T extends string>(what: string, known: readonly T[]) {
  return z.string().transform((text, context): T => {
    const found = known.find((word) => word === text);
    if (found !== undefined) return found;
    const close = nearest(text, known);
    const hint = close === undefined ? `one of ${known.join(', ')}` : `did you mean \`${close}\`?`;
    context.issues.push({
      code: 'custom',
      input: text,
      message: `unknown ${what} \`${text}\``,
      params: { code: 'unknown-value', hint },
    });
    return z.NEVER;
  });
}

/** YAML reads a bare `5` as a number: taken as text, so that the message can speak of the missing unit. */
function duration(least: string | 0, most: string) {
  const leastMs = least === 0 ? 0 : parseDurationMs(least)!;
  const mostMs = parseDurationMs(most)!;
  return z.union([z.string(), z.number()]).transform((written, context): number => {
    const text = String(written);
    const durationMs = parseDurationMs(text);
    if (durationMs !== undefined && durationMs >= leastMs && durationMs <= mostMs) return durationMs;
    const message =
      durationMs === undefined
        ? `\`${text}\` is not a duration`
        : `\`${text}\` is not between ${least === 0 ? '0s' : least} and ${most}`;
    const hint = 'a number with its unit: `500ms`, `2s`, `15m`, `6h`, `1d`, `2w`';
    context.issues.push({ code: 'custom', input: written, message, params: { code: 'bad-duration', hint } });
    return z.NEVER;
  });
}

function count(least: number, most: number) {
  return z.int().min(least).max(most);
}

function webUrl() {
  return checked('bad-url', 'an absolute http or https URL', (text) => {
    if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
    const url = new URL(text);
    return url.username === '' && url.password === '' && !url.hostname.includes('..') ? text : undefined;
  });
}

function scopePattern() {
  return z.string().transform((text, context): RegExp => {
    const pattern = compileScopePattern(text);
    if (pattern.kind === 'pattern') return pattern.regExp;
    context.issues.push({
      code: 'custom',
      input: text,
      message: `bad URL pattern \`${text}\``,
      params: { code: 'bad-pattern', hint: pattern.reason },
    });
    return z.NEVER;
  });
}

function selector() {
  return z.string().transform((text, context): string => {
    const mistake = selectorMistake(text);
    if (mistake === undefined) return text.trim();
    context.issues.push({
      code: 'custom',
      input: text,
      message: `bad selector \`${text}\``,
      params: { code: 'bad-selector', hint: mistake },
    });
    return z.NEVER;
  });
}

/** One selector or a list of them with fallbacks in order. */
function selectors() {
  return z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(selector())).optional();
}

function countryCode(text: string): string | undefined {
  if (!/^[a-z]{2}$/.test(text)) return undefined;
  if (text === 'xx') return text;
  const name = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(text.toUpperCase());
  return name === undefined || text === 'zz' ? undefined : text;
}

function languageTag(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}

function timeZoneName(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone === '' ? undefined : text;
  } catch {
    return undefined;
  }
}

function verifiedMark(text: string): string | undefined {
  if (text === 'recorded' || text === 'never') return text;
  return /^\d{4}-\d\d-\d\d$/.test(text) && dayRange(text) !== undefined ? text : undefined;
}

function hoursWindow(text: string): { from: string; to: string } | undefined {
  const match = /^((?:[01]\d|2[0-3]):[0-5]\d)\s*-\s*((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text);
  return match === null || match[1] === match[2] ? undefined : { from: match[1]!, to: match[2]! };
}

function cronLine(text: string): string | undefined {
  try {
    const job = new Cron(text, { paused: true });
    return job.nextRun() === null ? undefined : text;
  } catch {
    return undefined;
  }
}

function pageTemplate(text: string): string | undefined {
  return /^https?:\/\//i.test(text) && text.includes('{page}') && URL.canParse(text.replaceAll('{page}', '1'))
    ? text
    : undefined;
}
