import { searchedBody, type RevisionRecord } from '../../../core/announcement.ts';
import { dayRange } from '../../../core/instant.ts';
import type { Analyzer, Token } from '../../../indexer/analyse/analyzer.ts';
import type { FacetName, TextField } from '../query.ts';

/** A revision with its tokens and values laid open. */
export interface NaiveDocument {
  readonly record: RevisionRecord;
  readonly texts: Readonly<Record<TextField, string>>;
  readonly tokens: Readonly<Record<TextField, readonly Token[]>>;
  /** Words and grams of both fields. */
  readonly length: number;
  readonly facets: Readonly<Record<FacetName, readonly string[]>>;
  /** First and last day of the stated date. */
  readonly days: { readonly first: number; readonly last: number } | undefined;
}

export function readDocument(record: RevisionRecord, analyzer: Analyzer): NaiveDocument {
  const { announcement } = record;
  const texts = { title: announcement.title, body: searchedBody(announcement) };
  const tokens = {
    title: analyzer.tokens(texts.title, announcement.language),
    body: analyzer.tokens(texts.body, announcement.language),
  };
  const counted = [...tokens.title, ...tokens.body].filter((token) => token.kind !== 'extra');
  return {
    record,
    texts,
    tokens,
    length: counted.length,
    facets: {
      agency: distinct([announcement.agency]),
      component: distinct(announcement.components),
      kind: distinct([announcement.kind]),
      topic: distinct(announcement.topics),
      language: distinct([announcement.language]),
      source: distinct([announcement.source]),
      status: distinct([record.status]),
    },
    days: announcement.published === undefined ? undefined : dayRange(announcement.published.value),
  };
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => value !== undefined && value !== ''))];
}
