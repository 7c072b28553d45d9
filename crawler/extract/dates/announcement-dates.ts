import type { ProvenanceKind, StatedDate } from '../../../core/announcement.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Source } from '../../../core/source.ts';
import type { PageLine } from '../body/body.ts';
import type { ExtractInput } from '../extraction.ts';
import type { Labelled } from '../labels.ts';
import type { Element, Page } from '../page.ts';
import { findPublishedAt } from '../published-at.ts';
import { select } from '../rules.ts';
import { parseWrittenDate, type DateReading } from './written-date.ts';

interface DateInputs {
  readonly input: ExtractInput;
  readonly reading: DateReading;
  readonly labels: readonly Labelled[];
  readonly opening: readonly string[];
  readonly problems: Problem[];
  readonly lines: readonly PageLine[];
  readonly titleElement?: Element;
  readonly bodyElement?: Element;
}

export interface Dated extends StatedDate {
  readonly detail: string;
}

/** When it was published and changed: by the source's selectors, else by all that the page says. */
export function datesOf(
  page: Page,
  { input, reading, labels, opening, problems, lines, titleElement, bodyElement }: DateInputs,
): { published?: Dated; modified?: Dated } {
  const lastDay = input.fetchedAt === undefined ? undefined : dayAfter(input.fetchedAt);
  const hint =
    input.hints?.published === undefined
      ? undefined
      : { value: input.hints.published.value, kind: (input.hints.from ?? 'feed') satisfies ProvenanceKind };
  const found = findPublishedAt(page, {
    reading,
    lastDay,
    labels,
    titleElement,
    bodyElement,
    opening,
    lines,
    headers: input.headers,
    hint,
  });
  const published = selectedDate(page, input, 'published', reading, lastDay, problems);
  const modified = selectedDate(page, input, 'modified', reading, lastDay, problems);
  return {
    ...found,
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
  };
}

/** A day's grace: where the page was written it may be tomorrow already. */
function dayAfter(instant: Instant): string {
  return new Date(Date.parse(instant) + 86_400_000).toISOString().slice(0, 10);
}

function selectedDate(
  page: Page,
  { source, url }: ExtractInput,
  field: 'published' | 'modified',
  reading: DateReading,
  lastDay: string | undefined,
  problems: Problem[],
): Dated | undefined {
  const selected = select(page, source.extraction, field, problems);
  if (selected === undefined) return undefined;
  for (const value of selected.values) {
    const date = parseWrittenDate(value, { ...reading, shortYears: true });
    if (date === undefined) continue;
    if (lastDay !== undefined && date.value.slice(0, 10) > lastDay) {
      problems.push({
        code: 'future-date',
        message: `${field}: "${value.slice(0, 80)}" lies in the future and was not believed`,
        where: url,
      });
      continue;
    }
    return { value: date.value, precision: date.precision, source: 'selector', detail: selected.rule };
  }
  problems.push({
    code: 'unread-date',
    message: `${field}: "${selected.values[0]!.slice(0, 80)}" is no date we can read`,
    where: url,
    hint: `check the ${field} selector "${selected.rule}"`,
  });
  return undefined;
}

/** `en` says nothing about the order of numeric dates; the page's full tag or the source's country does. */
export function dateLanguage(page: Page, language: string, source: Source): string {
  const written = page.htmlLanguage?.replaceAll('_', '-');
  if (written?.toLowerCase().startsWith(`${language}-`) === true) return written;
  return language === 'en' && source.country !== 'us' && source.country !== 'xx' ? `en-${source.country}` : language;
}
