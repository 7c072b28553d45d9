import type { StatedDate } from '../core/announcement.ts';
import { announcementId } from '../core/ids.ts';
import type { Problem } from '../core/problem.ts';
import type { Source } from '../core/source.ts';
import { decodeHtml } from './decode/html.ts';
import { pageVerdict } from './decode/page-verdict.ts';
import { robotsDirectives } from './decode/robots-directives.ts';
import { canonicalOf } from './discover/canonical.ts';
import { identityUrl } from './discover/url-identity.ts';
import { extract } from './extract/extract.ts';
import type { Capture } from './fetch/outcome.ts';
import type { CapturePointer } from './store/capture-rows.ts';
import type { PutFrom, PutResult } from './store/announcements.ts';
import type { Store } from './store/store.ts';

/** What led to a page says something about it. Archived beside the capture, so that a rebuild knows it too. */
export interface IntakeHints {
  readonly title?: string;
  readonly published?: StatedDate;
}

/**
 * What one capture brought. `empty`: the page holds no announcement; the problems say why. `soft-404` and `blocked`: it was answered
 * with success and is no page but an error in words, or a wall against crawlers.
 */
export interface IntakeResult {
  readonly kind: PutResult | 'empty' | 'soft-404' | 'blocked';
  readonly title?: string;
  readonly problems: readonly Problem[];
}

/**
 * From an archived capture of a page to the store: decode, extract, put. A crawl and an import end here alike, and so does a
 * rebuild from the archive.
 * @param from where the archive keeps it, and the identity URL under which the page was asked for.
 */
export function takeInPage(
  store: Store,
  source: Source,
  capture: Capture,
  from: PutFrom,
  hints: IntakeHints,
): IntakeResult {
  const decoded = decodeHtml(capture.content, headerOf(capture, 'content-type'), { language: source.language });
  const verdict = pageVerdict(capture, decoded.text, from.pageUrl ?? capture.url);
  if (verdict.kind !== 'page')
    return {
      kind: verdict.kind,
      problems: [{ code: verdict.kind, message: `${capture.url}: ${verdict.reason}`, where: capture.url }],
    };
  if (robotsDirectives(capture.headers, decoded.text).noindex)
    return { kind: 'empty', problems: [noIndex(capture.url)] };
  const url = identityUrl(capture.url, source) ?? capture.url;
  const read = extract({
    html: decoded.text,
    url,
    headers: capture.headers,
    source,
    fetchedAt: capture.fetchedAt,
    hints,
  });
  const problems = [...decoded.problems, ...read.problems];
  if (read.announcement === undefined) return { kind: 'empty', problems };
  const canonical = canonicalOf(read.links.canonical, url, source);
  const announcement =
    canonical.kind === 'other'
      ? { ...read.announcement, id: announcementId(source.id, canonical.url), url: canonical.url }
      : read.announcement;
  return {
    kind: store.putAnnouncement(announcement, capture.fetchedAt, from),
    title: announcement.title,
    problems,
  };
}

function noIndex(url: string): Problem {
  return {
    code: 'noindex',
    message: `${url}: the page asks not to be indexed (robots meta or X-Robots-Tag), so it is not`,
    where: url,
  };
}

/** Value of a response header, whatever its letters' case; the last when it is repeated. */
export function headerOf(capture: Capture, name: string): string | undefined {
  return capture.headers.findLast(([key]) => key.toLowerCase() === name)?.[1];
}

/** The pointer that the store keeps to a capture in the archive. */
export function pointerOf(
  capture: Capture,
  appended: {
    readonly kind: string;
    readonly digest: string;
    readonly file: string;
    readonly offset: number;
    readonly length: number;
  },
  url: string,
): CapturePointer {
  const contentType = headerOf(capture, 'content-type');
  return {
    url,
    fetchedAt: capture.fetchedAt,
    kind: appended.kind === 'revisit' ? 'revisit' : 'capture',
    status: capture.status,
    ...(contentType === undefined ? {} : { contentType }),
    digest: appended.digest,
    location: { file: appended.file, offset: appended.offset, length: appended.length },
  };
}
