import type { Instant, Precision } from './instant.ts';

/** Stable over re-crawls: made from the source and the identity URL, or given by an import. */
export type AnnouncementId = string & { readonly __brand: 'AnnouncementId' };
export type SourceId = string & { readonly __brand: 'SourceId' };

/** Where a field was found. */
export type ProvenanceKind =
  | 'selector'
  | 'json-ld'
  | 'microdata'
  | 'rdfa'
  | 'meta'
  | 'time-element'
  | 'label'
  | 'dateline'
  | 'heading'
  | 'text'
  | 'url'
  | 'feed'
  | 'listing'
  | 'http-header'
  | 'source-file'
  | 'detected'
  | 'import'
  | 'first-seen';

export interface Provenance {
  readonly kind: ProvenanceKind;
  /** The selector, property or rule in words: `meta[property="og:title"]`, `label "Release Date"`. */
  readonly detail?: string;
}

/**
 * A date as stated by the publisher. `value` is as long as `precision` says: `2014`, `2014-03`, `2014-03-25`,
 * `2014-03-25T10:00+09:00` (local time with the zone where it was stated, without zone where not).
 * A day is never shifted by a time zone.
 */
export interface StatedDate {
  readonly value: string;
  readonly precision: Precision;
  readonly source: ProvenanceKind;
}

/** Canonical kinds; an import or a page may state another, which is kept as stated. */
export const knownKinds = [
  'press-release',
  'speech',
  'statement',
  'notice',
  'proclamation',
  'executive-order',
  'order',
  'advisory',
  'decision',
  'rule',
  'tender',
  'appointment',
  'award',
  'transcript',
  'interview',
  'report',
] as const;

export type ParagraphKind = 'text' | 'heading' | 'item' | 'quote' | 'table' | 'caption' | 'contact';

/** Text, never HTML. No line breaks inside except in tables (rows by `\n`, cells by ` | `); never an empty line. */
export interface Paragraph {
  readonly kind: ParagraphKind;
  readonly text: string;
}

export interface Person {
  readonly name: string;
  readonly office?: string;
}

/** Words that the announcement gives as somebody's, without their quotation marks. */
export interface Quote {
  readonly text: string;
  /** Name of a person whom the announcement names. */
  readonly speaker: string;
  readonly office?: string;
}

export interface Attachment {
  readonly url: string;
  readonly title: string;
  /** Media type where known, `application/pdf`. */
  readonly type?: string;
}

export interface Translation {
  readonly language: string;
  readonly url: string;
}

export type AnnouncementField =
  | 'title'
  | 'body'
  | 'published'
  | 'modified'
  | 'agency'
  | 'components'
  | 'kind'
  | 'topics'
  | 'number'
  | 'people'
  | 'places'
  | 'organizations'
  | 'quotes'
  | 'contacts'
  | 'attachments'
  | 'language'
  | 'translations';

/** The thing published, as extraction reads it from one capture: our central noun. */
export interface Announcement {
  readonly id: AnnouncementId;
  readonly source: SourceId;
  /** The identity URL. An import without one has `urn:herald:<source>:<id>`. */
  readonly url: string;
  readonly title: string;
  readonly body: readonly Paragraph[];
  readonly published?: StatedDate;
  readonly modified?: StatedDate;
  /** The publishing agency, as a reader would name it. */
  readonly agency?: string;
  /** Every agency and sub-unit named as a publisher, the principal one first. */
  readonly components: readonly string[];
  readonly kind?: string;
  readonly topics: readonly string[];
  /** Release, docket or order number, as stated. */
  readonly number?: string;
  readonly people: readonly Person[];
  readonly places: readonly string[];
  readonly organizations: readonly string[];
  /** What it quotes of people it names; absent where it quotes nobody. */
  readonly quotes?: readonly Quote[];
  readonly contacts: readonly string[];
  readonly attachments: readonly Attachment[];
  /** BCP 47, `en`, `ja`, `zh-Hant`; `und` when unknown. */
  readonly language: string;
  readonly translations: readonly Translation[];
  readonly provenance: Readonly<Partial<Record<AnnouncementField, Provenance>>>;
}

/** `live`: as first seen; `changed`: live with more than one revision; `removed`: withdrawn, kept and searchable. */
export type AnnouncementStatus = 'live' | 'changed' | 'removed';

/** One version of an announcement as the store keeps it, and as the indexer reads it. */
export interface RevisionRecord {
  readonly announcement: Announcement;
  /** 1 for the first text we saw, growing. */
  readonly revision: number;
  /** How many revisions there are in all. */
  readonly revisions: number;
  /** Whether this is the newest revision. */
  readonly current: boolean;
  readonly status: AnnouncementStatus;
  /** First and last sight of the announcement (any revision). */
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  /** First sight of this very revision. */
  readonly revisionSeen: Instant;
  /** When it was found removed. */
  readonly removedAt?: Instant;
  /** `sha256:…` over the announcement's content (see core/ids.ts): equal digests, equal revision. */
  readonly digest: string;
}

/** The body as one text, paragraphs apart by an empty line. */
export function bodyText(body: readonly Paragraph[]): string {
  return body.map((paragraph) => paragraph.text).join('\n\n');
}

/**
 * The body as it is searched: with the announcement's own number at its end, where its texts do not have it as a word
 * (pages print it beside the text). `18 - 484` is written as it is asked for, `18-484`.
 */
export function searchedBody({ title, body, number }: Pick<Announcement, 'title' | 'body' | 'number'>): string {
  const text = bodyText(body);
  const own = number?.replace(/\s*[-‐‑–]\s*/g, '-').trim() ?? '';
  if (own === '' || hasWord(title, own) || hasWord(text, own)) return text;
  return text === '' ? own : `${text}\n\n${own}`;
}

function hasWord(text: string, word: string): boolean {
  const isInner = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}-]/u.test(unit);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isInner(text[at - 1]) && !isInner(text[at + word.length])) return true;
  return false;
}

/** A plain text as paragraphs: apart at empty lines, single line breaks folded to spaces. */
export function paragraphsOf(text: string): Paragraph[] {
  return text
    .split(/\r?\n[ \t]*(?:\r?\n[ \t]*)+/)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .map((part) => ({ kind: 'text', text: part }));
}
