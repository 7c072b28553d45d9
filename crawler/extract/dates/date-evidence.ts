import type { ProvenanceKind } from '../../../core/announcement.ts';
import type { PageLine } from '../body/body.ts';
import { type DateReading, type WrittenDate, findDates, parseWrittenDate } from './written-date.ts';
import type { Labelled } from '../labels.ts';
import type { Element } from '../page.ts';

/** A date and what speaks for it. */
export interface DateEvidence {
  readonly date: WrittenDate;
  readonly role: 'published' | 'modified';
  readonly kind: ProvenanceKind;
  /** Where it was found, in words. */
  readonly detail: string;
  /** How far it is believed alone, 0 to 100. */
  readonly weight: number;
}

/** What dates are read from, beside the page. */
export interface DateContext {
  readonly reading: DateReading;
  /** The last day that is not in the future, `YYYY-MM-DD`; absent when nobody knows. */
  readonly lastDay?: string | undefined;
  readonly labels: readonly Labelled[];
  /** The heading that is the title, and the element of the body: dates near them are the announcement's. */
  readonly titleElement?: Element | undefined;
  readonly bodyElement?: Element | undefined;
  /** The first paragraphs of the body, for datelines. */
  readonly opening: readonly string[];
  /** Short lines of the page, for dates that nothing marks. */
  readonly lines: readonly PageLine[];
  readonly headers: readonly (readonly [string, string])[];
  readonly hint?: { readonly value: string; readonly kind: ProvenanceKind } | undefined;
}

export function dated(
  text: string | undefined,
  role: DateEvidence['role'],
  kind: ProvenanceKind,
  detail: string,
  weight: number,
  reading: DateReading,
): DateEvidence[] {
  if (text === undefined || text.length > 400) return [];
  const date = parseWrittenDate(text, reading) ?? fromEpoch(text);
  return date === undefined ? [] : [{ date, role, kind, detail, weight }];
}

/** Seconds or milliseconds since 1970, as some systems write them into attributes. */
function fromEpoch(text: string): WrittenDate | undefined {
  const match = /^\s*(1[0-9]\d{8})(\d{3})?\s*$/.exec(text);
  if (match === null) return undefined;
  return {
    value: `${new Date(Number(match[1]) * 1000).toISOString().slice(0, 16)}Z`,
    precision: 'minute',
    index: 0,
    length: text.length,
  };
}

/** The first date that a text shows to readers. */
export function firstOf(text: string, reading: DateReading): WrittenDate | undefined {
  return text === '' ? undefined : findDates(withoutInstants(text), reading)[0];
}

/** An instant as machines write it, to the second. Content systems put it where style sheets hide it; nobody shows it to readers. */
const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/g;

/** A text without the instants in it that no reader sees, where something else remains. */
export function withoutInstants(text: string): string {
  return text.includes('T') ? text.replace(instant, ' ') : text;
}

export const modifiedWords =
  /updated|^stand\b|last edited|bearbeitet|last modified|aktualisiert|geändert|letzte änderung|mis à jour|actualizado|atualizad|aggiornat|bijgewerkt|gewijzigd|uppdaterad|oppdatert|opdateret|päivitetty|aktualiz|更新|修改|수정|обновлен|تحديث/i;
