import { places } from '../api/places.ts';
import type { Hit } from '../search/engine.ts';

/** The columns of the CSV export, in order. Lists are joined by `; `. */
const columns: readonly (readonly [name: string, of: (hit: Hit, base: string) => string])[] = [
  ['id', (hit) => hit.id],
  ['revision', (hit) => String(hit.revision)],
  ['published', (hit) => hit.published?.value ?? ''],
  ['published_precision', (hit) => hit.published?.precision ?? ''],
  ['published_source', (hit) => hit.published?.source ?? ''],
  ['title', (hit) => hit.title],
  ['agency', (hit) => hit.agency ?? ''],
  ['components', (hit) => hit.components.join('; ')],
  ['kind', (hit) => hit.kind ?? ''],
  ['topics', (hit) => hit.topics.join('; ')],
  ['number', (hit) => hit.number ?? ''],
  ['source', (hit) => hit.source],
  ['language', (hit) => hit.language],
  ['status', (hit) => hit.status],
  ['versions', (hit) => String(hit.versions)],
  ['first_seen', (hit) => hit.firstSeen],
  ['last_seen', (hit) => hit.lastSeen],
  ['removed_at', (hit) => hit.removedAt ?? ''],
  ['url', (hit) => hit.url],
  ['permalink', (hit, base) => places.announcementPage(base, hit.id)],
];

/** RFC 4180: a header line, then a line a result, all ended by CRLF. */
export const csvHeader = `${columns.map(([name]) => name).join(',')}\r\n`;

export function csvLine(hit: Hit, base: string): string {
  return `${columns.map(([, of]) => csvCell(of(hit, base))).join(',')}\r\n`;
}

/**
 * A cell as text, whatever a page wrote into it. Spreadsheets run what begins with `=`, `+`, `-`, `@` (also full-width, also
 * behind a tab or line break) as a formula: such cells get an apostrophe in front, which makes them text.
 */
export function csvCell(text: string): string {
  // NUL ends the text in many readers: what follows would be lost.
  const plain = text.replaceAll('\0', '');
  const defused = /^[\s\uFEFF]*[=+\-@＝＋－＠\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]|^\s|\s$/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}
