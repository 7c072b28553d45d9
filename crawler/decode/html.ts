import type { Problem } from '../../core/problem.ts';
import { byteOrderMark, declaredInHeader, declaredInXml, wideByNulls } from './byte-marks.ts';
import type { Decoded, DecodeHints, EncodingEvidence } from './decoded.ts';
import { detectEncoding } from './detect.ts';
import { decodeAs } from './encoding-label.ts';
import { declaredInMeta, prescanBytes } from './prescan.ts';
import { countUtf8 } from './utf8.ts';

/**
 * The text of an HTML page by the HTML standard's encoding sniffing: byte order mark, Content-Type, `meta` in the first 1024 bytes,
 * `meta` further down, the bytes themselves, default. One liberty: a declaration that the bytes disprove is not believed.
 * @param contentType the header's value as received
 */
export function decodeHtml(bytes: Uint8Array, contentType: string | undefined, hints: DecodeHints = {}): Decoded {
  const mark = byteOrderMark(bytes);
  if (mark !== undefined) return decoded(bytes, mark, 'byte-order-mark', []);
  const declared = declaredEncoding(bytes, contentType);
  if (declared !== undefined) return believed(bytes, declared, hints);
  const detected = detectEncoding(bytes, hints.language);
  if (detected !== undefined) return decoded(bytes, detected.encoding, 'bytes', []);
  return decoded(bytes, hints.fallback ?? 'windows-1252', 'default', []);
}

/** Text in this encoding, with a problem when some bytes are no text in it. */
export function decoded(
  bytes: Uint8Array,
  encoding: string,
  evidence: EncodingEvidence,
  problems: readonly Problem[],
): Decoded {
  const text = decodeAs(bytes, encoding);
  if (!text.includes('\ufffd')) return { text, encoding, evidence, problems };
  const malformed: Problem = {
    code: 'malformed-bytes',
    message: `some bytes are no text in ${encoding}; each stands as U+FFFD`,
  };
  return { text, encoding, evidence, problems: [...problems, malformed] };
}

/** Decodes as declared, unless the bytes disprove the declaration. */
export function believed(bytes: Uint8Array, declared: Declared, hints: DecodeHints): Decoded {
  if (declared.encoding === 'utf-8') {
    // Nearly every page: well-formed UTF-8 that says so.
    const asDeclared = decoded(bytes, 'utf-8', declared.evidence, []);
    if (asDeclared.problems.length === 0) return asDeclared;
  }
  const truth = disproved(bytes, declared.encoding, hints);
  if (truth === undefined) return decoded(bytes, declared.encoding, declared.evidence, []);
  return decoded(bytes, truth, 'bytes', [
    {
      code: 'wrong-charset',
      message: `declared as ${declared.encoding} (${declared.evidence}), but the bytes are ${truth}`,
    },
  ]);
}

export interface Declared {
  readonly encoding: string;
  readonly evidence: EncodingEvidence;
}

function declaredEncoding(bytes: Uint8Array, contentType: string | undefined): Declared | undefined {
  const header = declaredInHeader(contentType, bytes);
  if (header !== undefined) return { encoding: header, evidence: 'http-header' };
  const wide = wideByNulls(bytes);
  if (wide !== undefined) return { encoding: wide, evidence: 'bytes' };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const start = text.slice(0, prescanBytes);
  const early = declaredInMeta(start, false);
  if (early !== undefined) return { encoding: early, evidence: 'meta' };
  const xml = declaredInXml(start);
  if (xml !== undefined) return { encoding: xml, evidence: 'xml-declaration' };
  // A parser that meets a late meta begins again with its encoding.
  const late = declaredInMeta(text, true);
  return late === undefined ? undefined : { encoding: late, evidence: 'meta' };
}

/** Several sequences that are valid UTF-8 by chance: each has odds of about 1 to 30 in text of a single-byte encoding. */
const provingSequences = 3;

/** Malformed bytes that make a declared UTF-8 unbelievable when not one sequence is well-formed. */
const disprovingBytes = 5;

function disproved(bytes: Uint8Array, encoding: string, { language }: DecodeHints): string | undefined {
  if (encoding.startsWith('utf-16') || encoding.startsWith('utf-32') || encoding === 'iso-2022-jp') return undefined;
  const { sequences, malformed } = countUtf8(bytes);
  if (encoding !== 'utf-8') return malformed === 0 && sequences >= provingSequences ? 'utf-8' : undefined;
  if (malformed < disprovingBytes || sequences * 4 > malformed) return undefined;
  const detected = detectEncoding(bytes, language);
  return detected?.certain === true ? detected.encoding : undefined;
}
