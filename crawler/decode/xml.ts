import { byteOrderMark, declaredInHeader, declaredInXml, wideByNulls } from './byte-marks.ts';
import type { Decoded, DecodeHints } from './decoded.ts';
import { believed, decoded } from './html.ts';
import { detectEncoding } from './detect.ts';
import { isAscii } from './utf8.ts';

/**
 * The text of a feed or sitemap: byte order mark, Content-Type (RFC 7303), the look of UTF-16 and UTF-32, XML declaration, the bytes
 * themselves, UTF-8. A declaration that the bytes disprove is not believed.
 */
export function decodeXml(bytes: Uint8Array, contentType: string | undefined, hints: DecodeHints = {}): Decoded {
  const mark = byteOrderMark(bytes);
  if (mark !== undefined) return decoded(bytes, mark, 'byte-order-mark', []);
  const header = declaredInHeader(contentType, bytes);
  if (header !== undefined) return believed(bytes, { encoding: header, evidence: 'http-header' }, hints);
  const wide = wideByNulls(bytes);
  if (wide !== undefined) return decoded(bytes, wide, 'bytes', []);
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, declarationBytes)).toString(
    'latin1',
  );
  const declared = declaredInXml(start);
  if (declared !== undefined) return believed(bytes, { encoding: declared, evidence: 'xml-declaration' }, hints);
  const detected = detectEncoding(bytes, hints.language);
  if (detected !== undefined) return decoded(bytes, detected.encoding, 'bytes', []);
  // RFC 3023 has US-ASCII for text/xml without a charset, and readers of feeds still name it so; the text is the same.
  const ascii = /^\s*text\//i.test(contentType ?? '') && isAscii(bytes);
  return decoded(bytes, hints.fallback ?? (ascii ? 'windows-1252' : 'utf-8'), 'default', []);
}

/** Room for an XML declaration with blanks and comments in front of it, which some content systems write. */
const declarationBytes = 1024;
