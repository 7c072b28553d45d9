import type { AnnouncementId } from '../../core/announcement.ts';

/** Absolute URLs of what the server answers; `base` is its origin without a slash at the end. */
export const places = {
  searchPage: (base: string, query: string) => `${base}/search${asQuery(query)}`,
  searchApi: (base: string, query: string) => `${base}/api/v1/search${asQuery(query)}`,
  searchFormat: (base: string, format: 'csv' | 'ndjson' | 'atom' | 'feed.json', query: string) =>
    `${base}/api/v1/search.${format}${asQuery(query)}`,
  announcementPage: (base: string, id: AnnouncementId | string) => `${base}/announcements/${encodeURIComponent(id)}`,
  announcementApi: (base: string, id: AnnouncementId | string) =>
    `${base}/api/v1/announcements/${encodeURIComponent(id)}`,
  revisionPage: (base: string, id: AnnouncementId | string, revision: number, diff?: number) =>
    `${base}/announcements/${encodeURIComponent(id)}/revisions/${revision}${diff === undefined ? '' : `?diff=${diff}`}`,
  revisionApi: (base: string, id: AnnouncementId | string, revision: number, diff?: number) =>
    `${base}/api/v1/announcements/${encodeURIComponent(id)}/revisions/${revision}${diff === undefined ? '' : `?diff=${diff}`}`,
  sourcesPage: (base: string) => `${base}/sources`,
} as const;

function asQuery(query: string): string {
  return query === '' ? '' : `?${query}`;
}
