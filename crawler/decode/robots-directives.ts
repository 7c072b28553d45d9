import { metaElements } from './meta-elements.ts';

/** What a page says about itself to crawlers, in X-Robots-Tag headers and robots metas. Everything is allowed unless forbidden. */
export interface RobotsDirectives {
  /** Do not show this page in search results. */
  readonly noindex: boolean;
  /** Do not follow its links. */
  readonly nofollow: boolean;
  /** Do not keep a copy to show. */
  readonly noarchive: boolean;
  /** Not to be shown after this instant, as written. */
  readonly unavailableAfter?: string;
}

/**
 * The directives that hold for our crawler: those for everybody and those for its name, headers and metas joined.
 * @param headers as received, in any case
 * @param html decoded text of the page; empty when it is none
 * @param name the crawler's name, lower case
 */
export function robotsDirectives(
  headers: readonly (readonly [string, string])[],
  html: string,
  name = 'herald',
): RobotsDirectives {
  const values = [
    ...headers
      .filter(([header]) => header.toLowerCase() === 'x-robots-tag')
      .flatMap(([, value]) => valuesFor(value, name)),
    ...metaValues(html, name),
  ];
  const said = new Set(values.flatMap((value) => value.toLowerCase().split(',')).map((word) => word.trim()));
  const has = (...words: string[]): boolean => words.some((word) => said.has(word));
  const until = values
    .map((value) => /unavailable_after:\s*(.+)$/i.exec(value)?.[1]?.trim())
    .find((found) => found !== undefined);
  return {
    noindex: has('noindex', 'none'),
    nofollow: has('nofollow', 'none'),
    noarchive: has('noarchive', 'nocache', 'none'),
    ...(until === undefined ? {} : { unavailableAfter: until }),
  };
}

/** Words that may stand before a colon without being a crawler's name. */
const valued: ReadonlySet<string> = new Set([
  'unavailable_after',
  'max-snippet',
  'max-image-preview',
  'max-video-preview',
]);

/** `noindex, otherbot: nofollow`: a name counts for what follows it, up to the next name. */
function valuesFor(header: string, name: string): string[] {
  // A date holds commas and colons of its own and comes last.
  const [, words = '', until] = /^(.*?)((?:^|,)\s*unavailable_after:.*)?$/is.exec(header) ?? [];
  const values: string[] = [];
  let addressee: string | undefined;
  for (const word of words.split(',')) {
    const [, before, after] = /^\s*([\w-]+)\s*:\s*(.*)$/.exec(word) ?? [];
    const isName = before !== undefined && !valued.has(before.toLowerCase());
    if (isName) addressee = before.toLowerCase();
    if (addressee === undefined || addressee === name) values.push(isName ? after! : word);
  }
  if (until !== undefined && (addressee === undefined || addressee === name)) values.push(until);
  return values;
}

/** Robots metas stand in the head; a page is not searched beyond this many characters for them. */
const headLimit = 256 * 1024;

function metaValues(html: string, name: string): string[] {
  const body = html.search(/<body[\s>]/i);
  const head = html.slice(0, body < 0 ? headLimit : Math.min(body, headLimit));
  const values: string[] = [];
  // Most pages have none, and looking for the word is a tenth of the work of looking at every tag.
  if (!/\brobots\b/i.test(head) && !head.toLowerCase().includes(name)) return values;
  for (const attributes of metaElements(head, true)) {
    const addressee = attributes.get('name')?.trim();
    if (addressee === 'robots' || addressee === name) values.push(attributes.get('content') ?? '');
  }
  return values;
}
