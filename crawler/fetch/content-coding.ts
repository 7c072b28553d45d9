import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** What undoing Content-Encoding came to. */
export type Uncoded =
  | { readonly kind: 'content'; readonly content: Uint8Array }
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  /** The stream ends before its end. */
  | { readonly kind: 'truncated'; readonly content: Uint8Array }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'unsupported'; readonly coding: string };

/** What we ask for, and can undo. zstd needs a newer Node than the oldest we run on, so it is not asked for. */
export const acceptedCodings = 'gzip, deflate, br';

/**
 * Undoes Content-Encoding (`gzip`, `deflate, br`; the last applied is undone first) and stops at `limitBytes` of content, so that a bomb costs
 * no more than an honest page. Content that was never coded, whatever its header says, is taken as it is: servers do that.
 */
export function undoContentCoding(
  payload: Uint8Array,
  contentEncoding: string | undefined,
  limitBytes: number,
): Uncoded {
  let content = payload;
  const codings = codingsOf(contentEncoding);
  if (codings.length > mostCodings) return { kind: 'unsupported', coding: codings.join(', ') };
  for (const coding of codings.reverse()) {
    const undone = undo(coding, content, limitBytes);
    if (undone.kind !== 'content') return undone;
    content = undone.content;
  }
  return content.length > limitBytes ? { kind: 'too-large', limitBytes } : { kind: 'content', content };
}

/** More codings than this in a row are an attack: each multiplies the work. One is usual, two happen. */
const mostCodings = 4;

function codingsOf(contentEncoding: string | undefined): string[] {
  return (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity' && coding !== 'none' && coding !== 'utf-8');
}

function undo(coding: string, packed: Uint8Array, limitBytes: number): Uncoded {
  if (packed.length === 0) return { kind: 'content', content: packed };
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      if (packed[0] !== 0x1f || (packed[1] ?? 0x8b) !== 0x8b) return { kind: 'content', content: packed };
      return unpack(gunzipSync, packed, limitBytes);
    case 'deflate':
      // RFC 9110 §8.4.1.2 means zlib; some servers send raw deflate.
      return unpack(isZlib(packed) ? inflateSync : inflateRawSync, packed, limitBytes);
    case 'br':
      return unpack(brotliDecompressSync, packed, limitBytes);
    default:
      return { kind: 'unsupported', coding };
  }
}

function isZlib(packed: Uint8Array): boolean {
  return (packed[0]! & 0x0f) === 8 && ((packed[0]! << 8) | (packed[1] ?? 0)) % 31 === 0;
}

type Unpacker = typeof gunzipSync | typeof brotliDecompressSync;

function unpack(unpacker: Unpacker, packed: Uint8Array, limitBytes: number): Uncoded {
  try {
    return { kind: 'content', content: unpacker(packed, { maxOutputLength: limitBytes }) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') return { kind: 'too-large', limitBytes };
    if (code === 'Z_BUF_ERROR') return { kind: 'truncated', content: beginning(unpacker, packed, limitBytes) };
    return { kind: 'damaged', reason: message };
  }
}

/** As much as can be unpacked of a stream that was cut. */
function beginning(unpacker: Unpacker, packed: Uint8Array, limitBytes: number): Uint8Array {
  const finishFlush = unpacker === brotliDecompressSync ? constants.BROTLI_OPERATION_FLUSH : constants.Z_SYNC_FLUSH;
  try {
    return unpacker(packed, { maxOutputLength: limitBytes, finishFlush });
  } catch {
    return new Uint8Array(0);
  }
}
