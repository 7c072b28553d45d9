import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { messageOf, type Problem } from '../../core/problem.ts';
import { parseFields, type Field } from './record.ts';

/** An HTTP response as a WARC block holds it, transfer coding undone. */
export interface HttpMessage {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Field[];
  /** The body still content-encoded. */
  readonly payload: Buffer;
  /** The body as it stands in the block, chunked where it is. */
  readonly body: Buffer;
}

/** Reads the block of a response record; `undefined` when it begins with no HTTP status line (dns, ftp). */
export function parseHttpResponse(block: Uint8Array): HttpMessage | undefined {
  const { head, body } = splitHead(block);
  const line = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t]+([^\r\n]*))?\r?(?:\n|$)/.exec(head);
  if (!line) return undefined;
  const headers = parseFields(head.slice(line[0].length));
  return { status: Number(line[1]), statusText: line[2] ?? '', headers, payload: payloadOf(headers, body), body };
}

/** The body of a request or response block as stored, and with its chunks undone (the same object when there were none). */
export function httpBody(block: Uint8Array): { readonly body: Buffer; readonly payload: Buffer } {
  const { head, body } = splitHead(block);
  return { body, payload: payloadOf(parseFields(head), body) };
}

function payloadOf(headers: readonly Field[], body: Buffer): Buffer {
  const chunked = headers.some(
    ([name, value]) => name.toLowerCase() === 'transfer-encoding' && /(?:^|,)\s*chunked\s*$/i.test(value),
  );
  return (chunked ? undoChunks(body) : undefined) ?? body;
}

function splitHead(block: Uint8Array): { readonly head: string; readonly body: Buffer } {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.subarray(0, crlf < 0 ? bytes.length : crlf).indexOf('\n\n');
  const [end, next] = lf >= 0 ? [lf, lf + 2] : crlf >= 0 ? [crlf, crlf + 4] : [bytes.length, bytes.length];
  // One character a byte, as undici and Node give header values: what was crawled and what is read again are equal.
  return { head: bytes.toString('latin1', 0, end), body: bytes.subarray(next) };
}

/**
 * Undoes chunked transfer coding (RFC 9112 §7.1). `undefined` when the body is not chunked although its header says so:
 * many crawlers store the body decoded and the header as received. A body cut inside a chunk keeps what is there.
 */
export function undoChunks(body: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = body.indexOf('\n', at);
    const size =
      lineEnd < 0 ? null : /^([0-9a-f]{1,12})[ \t]*(?:;[^\r\n]*)?\r?$/i.exec(body.toString('latin1', at, lineEnd));
    if (!size) return parts.length > 0 && at >= body.length ? Buffer.concat(parts) : undefined;
    const length = Number.parseInt(size[1]!, 16);
    if (length === 0) return Buffer.concat(parts);
    const begin = lineEnd + 1;
    parts.push(body.subarray(begin, begin + length));
    at = begin + length;
    if (at >= body.length) return Buffer.concat(parts);
    if (body[at] === 13) at++;
    if (body[at] === 10) at++;
  }
}

/** Most bytes a payload may decompress to. The fetch stage has its own, configurable limit; this one guards imports of others' files. */
const contentLimitBytes = 256 << 20;

/** Undoes Content-Encoding (gzip, deflate, br, several in a row). What cannot be undone is a problem, and the content is the payload. */
export function decodeContent(
  payload: Buffer,
  headers: readonly Field[],
  where: string,
): { readonly content: Buffer; readonly problems: readonly Problem[] } {
  const codings = headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  let content = payload;
  for (const coding of codings.reverse()) {
    if (content.length === 0) break;
    const decoded = decodeOne(content, coding);
    if (typeof decoded === 'string') {
      const problem = {
        code: 'content-encoding',
        message: `cannot undo Content-Encoding ${coding}: ${decoded}`,
        where,
      };
      return { content: payload, problems: looksDecoded(content, coding) ? [] : [problem] };
    }
    content = decoded;
  }
  return { content, problems: [] };
}

function decodeOne(bytes: Buffer, coding: string): Buffer | string {
  const limit = { maxOutputLength: contentLimitBytes };
  try {
    if (coding === 'gzip' || coding === 'x-gzip') return gunzipSync(bytes, limit);
    if (coding === 'br') return brotliDecompressSync(bytes, limit);
    if (coding !== 'deflate') return 'the coding is not known';
    // "deflate" is zlib by RFC 9110, and raw deflate from many servers: the low four bits of zlib's first byte are 8.
    return (bytes[0]! & 0x0f) === 8 ? inflateSync(bytes, limit) : inflateRawSync(bytes, limit);
  } catch (error) {
    return messageOf(error);
  }
}

/** Some crawlers store the decoded body beside the header as received: no gzip magic, hence nothing to undo. */
function looksDecoded(bytes: Buffer, coding: string): boolean {
  return coding.endsWith('gzip') && !(bytes[0] === 0x1f && bytes[1] === 0x8b);
}
