import type { Paragraph } from '../../core/announcement.ts';
import { diffParagraphs } from '../api/word-diff.ts';
import type { AnnouncementHistory, EventKind } from '../api/history.ts';
import type { FeedEntry } from './feed-entries.ts';
import { htmlText } from './xml.ts';

/** Longest text of an entry, characters: whole announcements of the usual length, the beginning of long ones. */
const longestText = 6000;

const prefixes: Readonly<Record<EventKind, string>> = {
  new: '',
  changed: 'Changed: ',
  removed: 'Removed: ',
  restored: 'Restored: ',
};

/** The entry's title: the announcement's, with what happened to it. */
export function entryTitle(entry: FeedEntry): string {
  return prefixes[entry.event] + entry.hit.title;
}

export interface EntryText {
  readonly plain: string;
  /** Of our own elements only; every text of a page is escaped. */
  readonly html: string;
}

/** The entry's text: of a change what changed, word by word; of everything else the announcement. */
export function entryText(entry: FeedEntry, history: AnnouncementHistory): EntryText {
  const revisions = history.announcement(entry.hit.id)?.revisions ?? [];
  const shown = revisions.find((each) => each.revision === entry.revision) ?? revisions.at(-1);
  if (shown === undefined) {
    const text = entry.hit.snippets.map((snippet) => snippet.runs.map((run) => run.text).join('')).join(' ');
    return { plain: text, html: `<p>${htmlText(text)}</p>` };
  }
  const older = entry.event === 'changed' ? revisions.find((each) => each.revision === shown.revision - 1) : undefined;
  const body = shortened(shown.announcement.body);
  return {
    plain: body.map((paragraph) => paragraph.text).join('\n\n'),
    html:
      older === undefined
        ? body.map(paragraphHtml).join('')
        : changeHtml(older.announcement.body, shown.announcement.body),
  };
}

function shortened(body: readonly Paragraph[]): readonly Paragraph[] {
  const kept: Paragraph[] = [];
  let characters = 0;
  for (const paragraph of body) {
    const left = longestText - characters;
    if (left <= 0) break;
    kept.push(paragraph.text.length <= left ? paragraph : { ...paragraph, text: `${paragraph.text.slice(0, left)} …` });
    characters += paragraph.text.length;
  }
  return kept;
}

function paragraphHtml({ kind, text }: Paragraph): string {
  const escaped = htmlText(text);
  if (kind === 'heading') return `<h3>${escaped}</h3>`;
  if (kind === 'item') return `<p>• ${escaped}</p>`;
  if (kind === 'quote') return `<blockquote><p>${escaped}</p></blockquote>`;
  return kind === 'table' ? `<pre>${escaped}</pre>` : `<p>${escaped}</p>`;
}

/** Only the paragraphs that changed. */
function changeHtml(before: readonly Paragraph[], after: readonly Paragraph[]): string {
  let html = '';
  for (const { pieces } of diffParagraphs(before, after)) {
    if (pieces.every((piece) => piece.op === 'same') || html.length > longestText) continue;
    const marked = pieces.map(({ op, text }) =>
      op === 'same' ? htmlText(text) : op === 'added' ? `<ins>${htmlText(text)}</ins>` : `<del>${htmlText(text)}</del>`,
    );
    html += `<p>${marked.join('')}</p>`;
  }
  return html;
}
