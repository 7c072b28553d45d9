import { randomUUID } from 'node:crypto';
import { sha256 } from '../../core/ids.ts';
import { gzipSync } from 'node:zlib';
import type { Instant } from '../../core/instant.ts';
import type { Capture } from '../fetch/outcome.ts';
import { formatFields, type Field } from './record.ts';

/**
 * zlib level of our records. Measured on 600 recorded pages of 43 KB on one core: level 1 2,800 pages/s at 12.2 KB each,
 * level 3 3,600 at 11.7, level 6 1,800 at 10.9. Higher costs the crawl more than the 7 % of space are worth.
 */
const gzipLevel = 3;

export interface RecordParts {
  readonly type: 'warcinfo' | 'response' | 'request' | 'revisit' | 'resource' | 'metadata';
  readonly at: Instant;
  readonly contentType: string;
  /** In its pieces, such as head and payload of a response: they are joined once, with the record's own head. */
  readonly block: readonly Uint8Array[];
  readonly url?: string;
  /** Further named fields, after the usual ones. */
  readonly fields?: readonly Field[];
}

/** A WARC 1.1 record as one gzip member, with its id. */
export function formatRecord(parts: RecordParts): { readonly bytes: Buffer; readonly id: string } {
  const id = `<urn:uuid:${randomUUID()}>`;
  const fields: Field[] = [
    ['WARC-Type', parts.type],
    ['WARC-Record-ID', id],
    ['WARC-Date', parts.at],
    ...(parts.url === undefined ? [] : [['WARC-Target-URI', parts.url] as const]),
    ...(parts.fields ?? []),
    ['WARC-Block-Digest', sha256(...parts.block)],
    ['Content-Type', parts.contentType],
    ['Content-Length', String(parts.block.reduce((sum, { length }) => sum + length, 0))],
  ];
  const record = Buffer.concat([
    Buffer.from(`WARC/1.1\r\n${formatFields(fields)}\r\n`),
    ...parts.block,
    Buffer.from('\r\n\r\n'),
  ]);
  return { bytes: gzipSync(record, { level: gzipLevel, memLevel: 9 }), id };
}

/** The head of a response as it was received, ended by the empty line. */
export function responseHead(capture: Pick<Capture, 'status' | 'statusText' | 'headers'>): Buffer {
  const headers = capture.headers.map(([name, value]): Field => [storedName(name), value]);
  const statusLine = `HTTP/1.1 ${capture.status} ${capture.statusText.replace(/[\r\n]+/g, ' ')}\r\n`;
  return headBytes(`${statusLine}${formatFields(headers)}\r\n`);
}

/** The request line and headers of a request without a body. */
export function requestHead(method: string, url: string, headers: readonly Field[]): Buffer {
  const { pathname, search } = new URL(url);
  return headBytes(`${method} ${pathname}${search} HTTP/1.1\r\n${formatFields(headers)}\r\n`);
}

/** The payload lies here without its transfer coding, so its header must not promise one to other readers. Renamed, not dropped. */
function storedName(name: string): string {
  return name.toLowerCase() === 'transfer-encoding' ? `X-Archive-Orig-${name}` : name;
}

/** Headers come from the fetch with one character a byte, and go back to those bytes. */
function headBytes(text: string): Buffer {
  return Buffer.from(text, /[^\u0000-\u00ff]/.test(text) ? 'utf8' : 'latin1');
}
