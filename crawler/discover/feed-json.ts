import type { WithProblems } from '../../core/problem.ts';
import { readDate, type DateHints } from './date-text.ts';
import type { Feed, FeedEntry } from './feed-entry.ts';
import { textOfMarkup } from './markup-text.ts';
import { absoluteUrl } from './url-identity.ts';

/** Reads a JSON Feed 1.0 or 1.1 (jsonfeed.org); a broken or truncated one up to its last whole entry. */
export function readJsonFeed(text: string, url: string, hints: DateHints): WithProblems<Feed> {
  const clean = text.replace(/^\ufeff/, '');
  try {
    const content: unknown = JSON.parse(clean);
    const feed = isRecord(content) ? content : { items: content };
    if (!Array.isArray(feed['items']))
      return {
        value: { entries: [] },
        problems: [{ code: 'not-a-feed', message: 'JSON without `items`', where: url }],
      };
    const { title } = feed;
    const entries = feed['items'].filter(isRecord).map((item) => entryOf(item, url, hints));
    return { value: { ...(typeof title === 'string' ? { title } : {}), entries }, problems: [] };
  } catch {
    const entries = wholeObjects(clean).map((item) => entryOf(item, url, hints));
    const message = `the feed is broken JSON; ${entries.length} entries could be read`;
    return {
      value: { entries },
      problems: [{ code: entries.length === 0 ? 'not-a-feed' : 'truncated-feed', message, where: url }],
    };
  }
}

function entryOf(item: Readonly<Record<string, unknown>>, base: string, hints: DateHints): FeedEntry {
  const text = (key: string): string | undefined => {
    const value = item[key];
    return typeof value === 'string' && value.trim() !== ''
      ? value.trim()
      : typeof value === 'number'
        ? String(value)
        : undefined;
  };
  const link = text('url') ?? text('external_url');
  const title = text('title');
  const id = text('id');
  const published = readDate(text('date_published') ?? '', hints);
  const updated = readDate(text('date_modified') ?? '', hints);
  const summary = text('summary') ?? text('content_text');
  const attachments = Array.isArray(item['attachments']) ? item['attachments'].filter(isRecord) : [];
  return {
    ...(title === undefined ? {} : { title: textOfMarkup(title) }),
    ...(link === undefined ? {} : { link: absoluteUrl(link, base)?.href ?? link }),
    ...(id === undefined ? {} : { id }),
    ...(published === undefined ? {} : { published }),
    ...(updated === undefined ? {} : { updated }),
    ...(summary === undefined ? {} : { summary: textOfMarkup(summary) }),
    enclosures: attachments.flatMap(({ url, mime_type: type, title: name }) =>
      typeof url === 'string'
        ? [
            {
              url: absoluteUrl(url, base)?.href ?? url,
              ...(typeof type === 'string' ? { type } : {}),
              ...(typeof name === 'string' ? { title: name } : {}),
            },
          ]
        : [],
    ),
  };
}

/** The objects within `"items": [` that are whole, found by counting braces outside of strings. */
function wholeObjects(text: string): Record<string, unknown>[] {
  const start = /"items"\s*:\s*\[/.exec(text);
  const found: Record<string, unknown>[] = [];
  let depth = 0;
  let from = 0;
  let inString = false;
  for (let at = start === null ? text.length : start.index + start[0].length; at < text.length; at++) {
    const character = text[at]!;
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' && depth++ === 0) from = at;
    else if (character === '}' && --depth === 0) found.push(...parsed(text.slice(from, at + 1)));
    else if (character === ']' && depth === 0) break;
  }
  return found;
}

function parsed(text: string): Record<string, unknown>[] {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? [value] : [];
  } catch {
    return [];
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
