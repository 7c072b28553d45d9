import type { DemoAnnouncement } from './federation.ts';

/** What the demo site answers at one address. */
export interface Resource {
  readonly contentType: string;
  readonly body: Buffer;
  /** Epoch milliseconds: Last-Modified. */
  readonly modifiedMs: number;
  /** 200 unless said otherwise; 410 for what was withdrawn. */
  readonly status?: number;
}

/** By path with query, as in a request line: `/interior/news/?page=1`. */
export type Resources = Map<string, Resource>;

/** When the announcement's page last changed: the day of its edit, or of its publication at noon UTC. */
export function modifiedMs(announcement: DemoAnnouncement): number {
  return Date.parse(`${announcement.modified ?? announcement.date}T12:00:00Z`);
}

/** When a page that lists announcements last changed. */
export function newestMs(announcements: readonly DemoAnnouncement[]): number {
  return Math.max(...announcements.map(modifiedMs));
}
