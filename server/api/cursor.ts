import { hash } from 'node:crypto';
import type { SortKey } from '../search/engine.ts';

/**
 * Where a page of results ended. It holds the sort key of the last result, not an offset or an address inside one
 * snapshot, so it goes on at the same place after a re-index.
 */
export interface Cursor {
  /** Fingerprint of the search it belongs to: another search must not continue from it. */
  readonly search: string;
  readonly after: SortKey;
}

/** First letter of every cursor: a later form takes another. */
const form = 'a';

/** Characters of the check that tells a mistyped or foreign text from a cursor: 1 in 16 million passes by chance. */
const checkLength = 4;

/** An opaque text fit for URLs. */
export function writeCursor(cursor: Cursor): string {
  // As text because infinities (announcements without a date) are no JSON numbers.
  const content = Buffer.from(JSON.stringify([cursor.search, String(cursor.after.value), cursor.after.id])).toString(
    'base64url',
  );
  return `${form}${checkOf(content)}${content}`;
}

/** `undefined` when the text is no cursor of ours. */
export function readCursor(text: string): Cursor | undefined {
  const content = text.slice(1 + checkLength);
  if (!text.startsWith(form) || text.slice(1, 1 + checkLength) !== checkOf(content)) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(content, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part) => typeof part === 'string'))
      return undefined;
    const [search, value, id] = parts as [string, string, string];
    return Number.isNaN(Number(value)) ? undefined : { search, after: { value: Number(value), id } };
  } catch {
    return undefined;
  }
}

function checkOf(content: string): string {
  return hash('sha256', content, 'base64url').slice(0, checkLength);
}
