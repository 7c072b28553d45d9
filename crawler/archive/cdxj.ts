import type { Instant } from '../../core/instant.ts';
import type { CaptureLocation } from './record.ts';

/**
 * One line of a CDXJ index: `<SURT key> <14-digit time> <JSON>`, the form that pywb, Browsertrix and warcio tools read.
 * A sorted index is found in by binary search and merged with others by `sort -m`.
 */
export interface CdxjEntry {
  readonly url: string;
  readonly at: Instant;
  readonly mime: string;
  readonly status?: number;
  /** `sha256:…` of the payload. */
  readonly digest: string;
  readonly location: CaptureLocation;
}

export function formatCdxj(entry: CdxjEntry): string {
  const { url, at, mime, status, digest, location } = entry;
  const fields = {
    url,
    mime,
    ...(status === undefined ? {} : { status: String(status) }),
    digest,
    length: String(location.length),
    offset: String(location.offset),
    filename: location.file,
  };
  return `${surt(url)} ${at.replace(/\D/g, '').slice(0, 14)} ${JSON.stringify(fields)}\n`;
}

/** Reads one line; `undefined` when it is none (a comment, a torn end, another format). Times lose their milliseconds in CDXJ. */
export function parseCdxj(line: string): CdxjEntry | undefined {
  const match = /^\S+ (\d{14}) (\{.*\})\s*$/.exec(line);
  if (!match) return undefined;
  try {
    const fields = JSON.parse(match[2]!) as Record<string, string | undefined>;
    const { url, mime, digest, filename } = fields;
    const [offset, length] = [Number(fields['offset']), Number(fields['length'])];
    if (url === undefined || filename === undefined || !Number.isSafeInteger(offset) || !Number.isSafeInteger(length))
      return undefined;
    const status = fields['status'] === undefined ? {} : { status: Number(fields['status']) };
    return {
      url,
      at: instantOf14(match[1]!),
      mime: mime ?? '',
      digest: digest ?? '',
      ...status,
      location: { file: filename, offset, length },
    };
  } catch {
    return undefined;
  }
}

/** Lines in the order of their bytes, without repeated ones: what `LC_ALL=C sort -u` makes. */
export function sortCdxj(lines: Iterable<string>): string {
  const sorted = [...new Set(lines)].map((line) => Buffer.from(line)).sort((a, b) => Buffer.compare(a, b));
  return Buffer.concat(sorted).toString();
}

/** Sort-friendly URI: the host's labels reversed, `www.` and the scheme dropped, lower case, query parameters sorted: `gov,justice)/news?a=1`. */
export function surt(url: string): string {
  if (!URL.canParse(url)) return url.replace(/\s/g, '%20');
  const { protocol, hostname, port, pathname, search } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return url.replace(/\s/g, '%20');
  const host = /^[\d.]+$|^\[/.test(hostname)
    ? hostname
    : hostname
        .replace(/^www\d*\./, '')
        .split('.')
        .reverse()
        .join(',');
  const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  const query = search === '' ? '' : `?${search.slice(1).split('&').sort().join('&')}`;
  return `${host}${port === '' ? '' : `:${port}`})${path}${query}`.toLowerCase();
}

function instantOf14(digits: string): Instant {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z` as Instant;
}
