import type { SearchRequest, Sort, SortKey } from '../engine.ts';
import type { NaiveDocument } from './document.ts';

export interface Ranked {
  readonly document: NaiveDocument;
  readonly score: number;
}

/** Negative when `a` comes first. Equal scores and days: by id, then the newest revision. Without a date: last in both directions. */
export function compareRanked(sort: Sort, a: Ranked, b: Ranked): number {
  return compareValues(sort, valueOf(sort, a), valueOf(sort, b)) || compareIds(a.document, b.document);
}

function compareValues(sort: Sort, a: number, b: number): number {
  return sort === 'published' ? a - b : b - a;
}

function compareIds(a: NaiveDocument, b: NaiveDocument): number {
  const [first, second] = [a.record.announcement.id, b.record.announcement.id];
  return first === second ? b.record.revision - a.record.revision : first < second ? -1 : 1;
}

/** The score, or the first day of the stated date; where there is none, a number behind all days that JSON can carry. */
function valueOf(sort: Sort, ranked: Ranked): number {
  if (sort === 'relevance') return ranked.score;
  const { days } = ranked.document;
  return days === undefined ? (sort === 'published' ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER) : days.first;
}

/** What a next page starts behind. Where revisions are documents, the id names the revision, too. */
export function sortKeyOf(request: SearchRequest, ranked: Ranked): SortKey {
  const { announcement, revision } = ranked.document.record;
  return {
    value: valueOf(request.sort, ranked),
    id: request.versions === 'all' ? `${announcement.id}@${revision}` : announcement.id,
  };
}

/** Whether a key lies strictly behind another in the order of the request. */
export function afterKey(request: SearchRequest, key: SortKey, after: SortKey): boolean {
  const difference = compareValues(request.sort, key.value, after.value);
  if (difference !== 0) return difference > 0;
  const [id, revision] = splitId(request, key.id);
  const [afterId, afterRevision] = splitId(request, after.id);
  return id === afterId ? revision < afterRevision : id > afterId;
}

function splitId(request: SearchRequest, id: string): readonly [id: string, revision: number] {
  const at = request.versions === 'all' ? id.lastIndexOf('@') : -1;
  return at < 0 ? [id, 0] : [id.slice(0, at), Number(id.slice(at + 1))];
}
