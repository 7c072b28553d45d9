import type { Announcement } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { Label } from './labels.ts';

export interface Citation {
  readonly plain: string;
  readonly bibtex: string;
  readonly ris: string;
}

/** What a citation says in words, in one language. */
export interface CitationWords {
  readonly quoted: (title: string) => string;
  readonly firstSeen: (day: string, permalink: string) => string;
  readonly keptAt: (permalink: string) => string;
}

export const englishCitation: CitationWords = {
  quoted: (title) => `“${title}”`,
  firstSeen: (day, permalink) => `First seen ${day}, kept at ${permalink}`,
  keptAt: (permalink) => `Kept at ${permalink}`,
};

/** How to cite an announcement: publisher, date as stated, title, original address, and where Herald keeps what it saw. */
export function citation(
  announcement: Announcement,
  firstSeen: Instant,
  permalink: string,
  label: Label,
  words: CitationWords = englishCitation,
): Citation {
  const author = announcement.agency ?? label('source', announcement.source);
  const date = announcement.published?.value.slice(0, 10);
  const seen = firstSeen.slice(0, 10);
  const number = announcement.number === undefined ? '' : ` (${announcement.number})`;
  const original = /^https?:/.test(announcement.url) ? announcement.url : undefined;
  const plain = `${author}${date === undefined ? '' : `, ${date}`}. ${words.quoted(announcement.title)}${number}. ${original === undefined ? '' : `${original}. `}${words.firstSeen(seen, permalink)}`;
  const kept = original === undefined ? undefined : words.keptAt(permalink);
  return {
    plain,
    bibtex: bibtex(announcement, { author, date, seen, address: original ?? permalink, kept }),
    ris: ris(announcement, { author, date, seen, address: original ?? permalink, kept }),
  };
}

interface Cited {
  readonly author: string;
  readonly date: string | undefined;
  readonly seen: string;
  readonly address: string;
  /** Where Herald keeps it, where the address is the original's. */
  readonly kept: string | undefined;
}

function bibtex(announcement: Announcement, { author, date, seen, address, kept }: Cited): string {
  const entries: [string, string | undefined][] = [
    ['author', `{${texEscaped(author)}}`],
    ['title', `{${texEscaped(announcement.title)}}`],
    ['date', date],
    ['number', announcement.number === undefined ? undefined : texEscaped(announcement.number)],
    ['url', address],
    ['urldate', seen],
    ['note', kept],
  ];
  const lines = entries.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}}`]));
  return `@online{${announcement.id.replace(/[^A-Za-z0-9:-]/g, '-')},\n${lines.join(',\n')}\n}`;
}

function ris(announcement: Announcement, { author, date, seen, address, kept }: Cited): string {
  const lines: [string, string | undefined][] = [
    ['TY', 'ELEC'],
    ['AU', author],
    ['TI', announcement.title],
    ['DA', date?.replaceAll('-', '/')],
    ['PY', date?.slice(0, 4)],
    ['M1', announcement.number],
    ['UR', address],
    ['Y2', seen.replaceAll('-', '/')],
    ['N1', kept],
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
