import type { Announcement, Attachment, StatedDate } from '../core/announcement.ts';
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

/** A captured page as far as reading it goes: the payload as it came over the wire plays no part. */
export type PageCapture = Omit<Capture, 'payload'>;

/** What led to a page says something about it. Archived beside the capture, so that a rebuild knows it too. */
export interface IntakeHints {
  readonly title?: string;
  readonly published?: StatedDate;
  /** Documents that the listing or feed names beside the link. */
  readonly attachments?: readonly Attachment[];
}

/**
 * What a captured page says. `empty`: it holds no announcement; the problems say why. `soft-404` and `blocked`: it was answered with
 * success and is no page but an error in words, or a wall against crawlers.
 */
export type PageReading =
  | { readonly kind: 'announcement'; readonly announcement: Announcement; readonly problems: readonly Problem[] }
  | { readonly kind: 'empty' | 'soft-404' | 'blocked'; readonly problems: readonly Problem[] };

/**
 * From the bytes of a captured page to its announcement: decode, judge, extract. Pure: the same capture reads the same in whatever
 * thread, in a crawl, an import and a rebuild.
 * @param pageUrl the identity URL under which the page was asked for
 */
export function readPage(source: Source, capture: PageCapture, pageUrl: string, hints: IntakeHints): PageReading {
  const decoded = decodeHtml(capture.content, headerOf(capture, 'content-type'), { language: source.language });
  const verdict = pageVerdict(capture, decoded.text, pageUrl);
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
  const announcement = withHintedDocuments(read.announcement, hints);
  const canonical = canonicalOf(read.links.canonical, url, source);
  return {
    kind: 'announcement',
    announcement:
      canonical.kind === 'other'
        ? { ...announcement, id: announcementId(source.id, canonical.url), url: canonical.url }
        : announcement,
    problems,
  };
}

/** Value of a response header, whatever its letters' case; the last when it is repeated. */
export function headerOf({ headers }: Pick<Capture, 'headers'>, name: string): string | undefined {
  return headers.findLast(([key]) => key.toLowerCase() === name)?.[1];
}

/** A listing often links the PDF beside the page; the page itself may not. */
function withHintedDocuments(announcement: Announcement, { attachments = [] }: IntakeHints): Announcement {
  const own = announcement.attachments;
  const more = attachments.filter(
    ({ url }, index) =>
      own.every((attachment) => attachment.url !== url) &&
      attachments.findIndex((other) => other.url === url) === index,
  );
  if (more.length === 0) return announcement;
  const provenance = own.length > 0 ? announcement.provenance : { ...announcement.provenance, attachments: listed };
  return { ...announcement, attachments: [...own, ...more], provenance };
}

const listed = { kind: 'listing' } as const;

function noIndex(url: string): Problem {
  return {
    code: 'noindex',
    message: `${url}: the page asks not to be indexed (robots meta or X-Robots-Tag), so it is not`,
    where: url,
  };
}
