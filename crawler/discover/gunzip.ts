import { constants, gunzipSync } from 'node:zlib';
import { messageOf, type WithProblems } from '../../core/problem.ts';

/**
 * Most bytes a compressed sitemap may expand to. The protocol allows 50 MB (52,428,800 bytes) uncompressed; twice that forgives a site that
 * counts otherwise, and keeps a bomb (200 MB from 200 KB) from filling the memory.
 */
const expandedLimitBytes = 2 * 52_428_800;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Unpacks a gzip file, a truncated one as far as it goes; nothing at all of one that is broken or expands beyond the limit. */
export function gunzipped(bytes: Uint8Array, url: string): WithProblems<Uint8Array> {
  try {
    const value = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: expandedLimitBytes });
    return { value, problems: [] };
  } catch (error) {
    const bomb = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    const message = bomb
      ? `the compressed file expands to more than ${expandedLimitBytes} bytes`
      : `the compressed file is broken: ${messageOf(error)}`;
    return { value: new Uint8Array(), problems: [{ code: bomb ? 'too-large' : 'bad-gzip', message, where: url }] };
  }
}
