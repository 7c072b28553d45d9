/** A line of robots.txt that says something. */
export interface RobotsLine {
  readonly key: RobotsKey;
  readonly value: string;
}

export type RobotsKey = 'user-agent' | 'allow' | 'disallow' | 'crawl-delay' | 'sitemap';

/** RFC 9309 §2.5 asks crawlers to read at least 500 KiB. More would let a hostile file cost memory, less would miss rules. */
export const robotsLimitBytes = 500 * 1024;

/** The lines of a robots.txt that mean something, in order. */
export function* robotsLines(file: Uint8Array | string): Generator<RobotsLine> {
  for (const line of textOf(file).split(/\r\n|\r|\n/)) {
    const parsed = parseLine(line);
    if (parsed !== undefined) yield parsed;
  }
}

/** Spellings met in the wild, as Google's parser reads them: a publisher who wrote `Dissallow` meant to forbid. */
const keys: Readonly<Record<string, RobotsKey>> = {
  'user-agent': 'user-agent',
  useragent: 'user-agent',
  'user agent': 'user-agent',
  allow: 'allow',
  disallow: 'disallow',
  dissallow: 'disallow',
  dissalow: 'disallow',
  disalow: 'disallow',
  diasllow: 'disallow',
  disallaw: 'disallow',
  'crawl-delay': 'crawl-delay',
  crawldelay: 'crawl-delay',
  'crawl delay': 'crawl-delay',
  sitemap: 'sitemap',
  'site-map': 'sitemap',
};

/** Works by searching, not by patterns with two repetitions: a line may be 500 KiB of blanks. */
function parseLine(line: string): RobotsLine | undefined {
  const comment = line.indexOf('#');
  const bare = trimBlanks(withoutTags(comment < 0 ? line : line.slice(0, comment)));
  if (bare === '') return undefined;
  const colon = bare.indexOf(':');
  // Without a colon a blank must do: `disallow /private`.
  const end = colon >= 0 ? colon : /^\S+\s+\S+$/.test(bare) ? bare.search(/\s/) : -1;
  if (end < 0) return undefined;
  const name = trimBlanks(bare.slice(0, end)).toLowerCase();
  // A line that is nothing but the URL of a sitemap forgot its key.
  if ((name === 'http' || name === 'https') && /^https?:\/\/\S*sitemap\S*$/i.test(bare))
    return { key: 'sitemap', value: bare };
  const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
  return key === undefined ? undefined : { key, value: trimBlanks(bare.slice(end + 1)) };
}

/** Some servers wrap the file in HTML, and mean what they say in it all the same. */
function withoutTags(line: string): string {
  return line.includes('<') ? line.replace(/<[/!]?[a-z][^<>]*>/gi, '') : line;
}

/** Blanks only: any other invisible character makes a key unknown, as it does for every other reader of the file. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && blanks.has(text[start]!)) start += 1;
  while (end > start && blanks.has(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}

const blanks: ReadonlySet<string> = new Set([' ', '\t', '\v', '\f']);

/**
 * The first 500 KiB as text. UTF-8 it should be (§2.2), its byte order mark whole or cut short is dropped; UTF-16 is told by its mark.
 * Where it is no UTF-8, octets beyond ASCII are written `%XX`, so that they still match the same octets of a URL.
 */
function textOf(file: Uint8Array | string): string {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const kept = bytes.length <= robotsLimitBytes ? bytes : bytes.subarray(0, robotsLimitBytes);
  const text = decode(kept.subarray(markLength(kept)));
  // A line cut by the limit could forbid or allow more than was written.
  return kept.length === bytes.length
    ? text
    : text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    return octets.replace(/[\x80-\xff]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  }
}

/** How much of UTF-8's byte order mark stands at the beginning. */
function markLength(bytes: Uint8Array): number {
  const mark = [0xef, 0xbb, 0xbf];
  const differs = mark.findIndex((byte, i) => bytes[i] !== byte);
  return differs < 0 ? mark.length : differs;
}
