import type { Source } from '../core/source.ts';
import { decodeHtml } from './decode/html.ts';
import { decodeXml } from './decode/xml.ts';
import type { Discovery } from './discover/discovery.ts';
import { discoverFeed } from './discover/feed.ts';
import { discoverListing, type ListingEntry } from './discover/listing.ts';
import type { Capture } from './fetch/outcome.ts';
import { headerOf } from './read-page.ts';

/** A captured page of a listing, decoded and read. A crawl and a check of a source read it alike. */
export function readListing(capture: Capture, entry: ListingEntry, source: Source, pageNumber = 1): Discovery {
  const { text } = decodeHtml(capture.content, headerOf(capture, 'content-type'), { language: source.language });
  return discoverListing(text, capture.url, entry, source, pageNumber);
}

/** A captured feed, decoded and read. */
export function readFeed(capture: Capture, source: Source): Discovery {
  const contentType = headerOf(capture, 'content-type');
  const { text } = decodeXml(capture.content, contentType, { language: source.language });
  return discoverFeed(text, capture.url, source, contentType);
}
