import type { Instant } from '../../core/instant.ts';

/** Where one record lies: a file of the archive folder (its name, without the folder) and the bytes of its gzip member. */
export interface CaptureLocation {
  readonly file: string;
  /** Byte offset of the record's first byte in the file. */
  readonly offset: number;
  /** Bytes from there to the record's end, compressed where the file is. */
  readonly length: number;
}

export type Field = readonly [name: string, value: string];

/**
 * One WARC record (ISO 28500, WARC 1.0 and 1.1) as it stands in the file: its named fields and its block, nothing
 * interpreted. `captures.ts` makes sense of it.
 */
export interface ArchiveRecord {
  /** `warcinfo`, `response`, `resource`, `request`, `revisit`, `metadata`, `conversion`, `continuation` or what a writer invented. */
  readonly type: string;
  /** `<urn:uuid:…>`, or empty where a writer left it out. */
  readonly id: string;
  /** WARC-Target-URI without the angle brackets that some writers put around it. */
  readonly url?: string;
  /** WARC-Date; the epoch when it is missing or none. */
  readonly at: Instant;
  readonly fields: readonly Field[];
  readonly block: Uint8Array;
  /** Missing when the record has no gzip member of its own (a whole file compressed as one stream). */
  readonly location?: CaptureLocation;
}

/** Value of a named field, whatever its letters' case; the first when it is repeated. */
export function fieldOf(fields: readonly Field[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of fields) if (key.length === wanted.length && key.toLowerCase() === wanted) return value;
  return undefined;
}

/** Lines `Name: value` up to the end of `head`; a line that begins with a space continues the one before; lines without a colon are left out. */
export function parseFields(head: string): Field[] {
  const fields: [string, string][] = [];
  for (const line of head.split(/\r?\n/)) {
    if (line === '') continue;
    const last = fields.at(-1);
    if ((line.startsWith(' ') || line.startsWith('\t')) && last) {
      last[1] = `${last[1]} ${line.trim()}`.trim();
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) fields.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return fields;
}

/** `Name: value` lines, each ended by CRLF. Line breaks inside a value would forge further fields: they become spaces. */
export function formatFields(fields: readonly Field[]): string {
  return fields.map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}\r\n`).join('');
}
