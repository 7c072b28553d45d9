import type { Announcement } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { Label } from './labels.ts';

export interface Citation {
  readonly plain: string;
  readonly bibtex: string;
  readonly ris: string;
}

/** How to cite an announcement: publisher, date as stated, title, original address, and where Herald keeps what it saw. */
export function citation(announcement: Announcement, firstSeen: Instant, permalink: string, label: Label): Citation {
  const author = announcement.agency ?? label('source', announcement.source);
  const date = announcement.published?.value.slice(0, 10);
  const seen = firstSeen.slice(0, 10);
  const number = announcement.number === undefined ? '' : ` (${announcement.number})`;
  const original = /^https?:/.test(announcement.url) ? announcement.url : undefined;
  const plain = `${author}${date === undefined ? '' : `, ${date}`}. “${announcement.title}”${number}. ${original === undefined ? '' : `${original}. `}First seen ${seen}, kept at ${permalink}`;
  return {
    plain,
    bibtex: bibtex(announcement, author, date, seen, original, permalink),
    ris: ris(announcement, author, date, seen, original, permalink),
  };
}

function bibtex(
  announcement: Announcement,
  author: string,
  date: string | undefined,
  seen: string,
  original: string | undefined,
  permalink: string,
): string {
  const entries: [string, string | undefined][] = [
    ['author', `{${texEscaped(author)}}`],
    ['title', `{${texEscaped(announcement.title)}}`],
    ['date', date],
    ['number', announcement.number === undefined ? undefined : texEscaped(announcement.number)],
    ['url', original ?? permalink],
    ['urldate', seen],
    ['note', original === undefined ? undefined : `Kept at ${permalink}`],
  ];
  const lines = entries.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}}`]));
  return `@online{${announcement.id.replace(/[^A-Za-z0-9:-]/g, '-')},\n${lines.join(',\n')}\n}`;
}

function ris(
  announcement: Announcement,
  author: string,
  date: string | undefined,
  seen: string,
  original: string | undefined,
  permalink: string,
): string {
  const lines: [string, string | undefined][] = [
    ['TY', 'ELEC'],
    ['AU', author],
    ['TI', announcement.title],
    ['DA', date?.replaceAll('-', '/')],
    ['PY', date?.slice(0, 4)],
    ['M1', announcement.number],
    ['UR', original ?? permalink],
    ['Y2', seen.replaceAll('-', '/')],
    ['N1', original === undefined ? undefined : `Kept at ${permalink}`],
    ['ER', ''],
  ];
  return lines
    .flatMap(([tag, value]) => (value === undefined ? [] : [`${tag}  - ${value.replace(/\s+/g, ' ')}`]))
    .join('\r\n');
}

function texEscaped(text: string): string {
  return text.replace(/[\\{}$&#%_^~]/g, (character) => {
    if (character === '\\') return '\\textbackslash{}';
    if (character === '^') return '\\textasciicircum{}';
    return character === '~' ? '\\textasciitilde{}' : `\\${character}`;
  });
}
