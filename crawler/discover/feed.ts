import type { StatedDate } from '../../core/announcement.ts';
import type { Problem, WithProblems } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import { stated, type DateHints } from './date-text.ts';
import type { Discovery } from './discovery.ts';
import { documentTypeOf } from './document-type.ts';
import { feedLinksOf } from './feed-autodiscovery.ts';
import type { Feed, FeedEntry } from './feed-entry.ts';
import { readJsonFeed } from './feed-json.ts';
import { readXmlFeed } from './feed-xml.ts';
import { gather, type FoundLink } from './gather.ts';
import type { WrittenDate } from './written-date.ts';
import { xmlText } from './xml-text.ts';

/**
 * Reads RSS 0.9x/1.0/2.0, Atom 0.3/1.0, CDF and JSON Feed, told apart by what they are, not by what they are declared as. Broken and truncated
 * ones are read as far as they go, with a problem that says so.
 *
 * @param content bytes (the charset is found as for XML) or decoded text. @param url what relative links are relative to.
 */
export function readFeed(
  content: Uint8Array | string,
  url: string,
  contentType?: string,
  hints: DateHints = {},
): WithProblems<Feed> {
  const text = typeof content === 'string' ? content : xmlText(content, contentType);
  if (/^[\s\ufeff]*[{[]/.test(text)) return readJsonFeed(text, url, hints);
  return readXmlFeed(text, url, hints);
}

/** The announcements that a feed names. */
export function discoverFeed(
  content: Uint8Array | string,
  url: string,
  source: Source,
  contentType?: string,
): Discovery {
  const text = typeof content === 'string' ? content : xmlText(content, contentType);
  const { value: feed, problems } = readFeed(text, url, undefined, source);
  if (feed.entries.length === 0 && /<html[\s>]/i.test(text.slice(0, 5000)))
    return { candidates: [], nested: [], outOfScope: 0, problems: [notAFeed(text, url)] };
  const discovery = gather(feed.entries.flatMap(entryLink), { source, url, via: 'feed' }, [], problems);
  if (discovery.candidates.length > 0 || feed.entries.length === 0) return discovery;
  const message = `${feed.entries.length} entries, none with a link in the scope of the source (${discovery.outOfScope} outside)`;
  return {
    ...discovery,
    problems: [
      ...discovery.problems,
      { code: 'nothing-in-scope', message, hint: 'compare `scope.include` with the links of the feed', where: url },
    ],
  };
}

function entryLink(entry: FeedEntry): FoundLink[] {
  const href = entry.originalLink ?? entry.link ?? entry.enclosures[0]?.url;
  if (href === undefined) return [];
  const attachments = entry.enclosures
    .filter(
      ({ url, type }) =>
        url !== href && (documentTypeOf(url) !== undefined || /^application\/(?!octet)|^text\//.test(type ?? '')),
    )
    .map(({ url, type, title }) => ({ url, title: title ?? '', ...(type === undefined ? {} : { type }) }));
  return [
    {
      href,
      ...(entry.title === undefined ? {} : { title: entry.title }),
      ...(entry.published === undefined ? {} : { published: fromFeed(entry.published) }),
      ...(entry.updated === undefined ? {} : { updated: fromFeed(entry.updated) }),
      attachments,
    },
  ];
}

function fromFeed(date: WrittenDate): StatedDate {
  return { ...stated(date), source: 'feed' };
}

function notAFeed(html: string, url: string): Problem {
  const feeds = feedLinksOf(html, url);
  const hint =
    feeds.length === 0
      ? 'give the page as a `listing`, or find the address of its feed'
      : `the page names its feed: ${feeds[0]!.url}`;
  return { code: 'not-a-feed', message: 'a web page where a feed was expected', hint, where: url };
}
