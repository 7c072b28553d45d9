import { createHash } from 'node:crypto';
import type { Hit } from '../search/engine.ts';

/**
 * The file of an announcement in an exported site. Ids that are plain names on every file system keep theirs, others are known by
 * a digest: file systems disagree about case, length, and signs.
 */
export function pageOf({ id, revision, versions }: Pick<Hit, 'id' | 'revision' | 'versions'>): string {
  const plain = /^[a-z0-9][a-z0-9_-]{2,100}$/.test(id) && !/^(?:con|nul|aux|prn|com\d|lpt\d)$/.test(id);
  const name = plain ? id : `x-${createHash('sha256').update(id).digest('hex').slice(0, 24)}`;
  // An older version, where all were asked for, has a page of its own.
  return `announcements/${name}${revision < versions ? `.${revision}` : ''}.html`;
}

/** The file that lists a month's announcements: `browse/2014-03.html`; those without a month stand together. */
export function browseOf(published: string | undefined): string {
  const month = /^\d{4}-\d{2}/.exec(published ?? '')?.[0] ?? /^\d{4}/.exec(published ?? '')?.[0];
  return `browse/${month ?? 'undated'}.html`;
}
