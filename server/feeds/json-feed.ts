import { places } from '../api/places.ts';
import type { FeedFrame } from './atom.ts';
import { timestamp } from './atom.ts';
import { entryText, entryTitle } from './entry-text.ts';
import type { FeedEntry } from './feed-entries.ts';

/** JSON Feed 1.1. */
export function jsonFeed(entries: readonly FeedEntry[], frame: FeedFrame): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: frame.title,
    home_page_url: frame.html,
    feed_url: frame.self,
    items: entries.map((entry) => feedItem(entry, frame)),
  });
}

function feedItem(entry: FeedEntry, frame: FeedFrame): object {
  const { hit } = entry;
  const text = entryText(entry, frame.history);
  const published = timestamp(hit.published?.value);
  return {
    id: entry.id,
    url: places.announcementPage(frame.base, hit.id),
    ...(/^https?:/.test(hit.url) ? { external_url: hit.url } : {}),
    title: entryTitle(entry),
    content_html: text.html,
    content_text: text.plain,
    ...(published === undefined ? {} : { date_published: published }),
    date_modified: entry.at,
    authors: [{ name: hit.agency ?? frame.label('source', hit.source) }],
    tags: [...(hit.kind === undefined ? [] : [hit.kind]), ...hit.topics],
    ...(hit.language === 'und' ? {} : { language: hit.language }),
    _herald: {
      event: entry.event,
      revision: entry.revision,
      status: hit.status,
      source: hit.source,
      announcement: hit.id,
    },
  };
}
