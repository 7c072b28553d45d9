import { charsetIn } from './prescan.ts';
import { encodingOf } from './encoding-label.ts';

/** The encoding that a byte order mark names. UTF-32's little-endian mark begins with that of UTF-16. */
export function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length % 4 === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32be' : undefined;
}

/** UTF-16 or UTF-32 told by where the NUL bytes around the first `<` or letter stand, as XML 1.0 appendix F has it. */
export function wideByNulls(bytes: Uint8Array): string | undefined {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  if (a === 0 && b === 0 && c === 0 && d !== 0) return 'utf-32be';
  if (a !== 0 && b === 0 && c === 0 && d === 0) return 'utf-32le';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be';
  return a !== 0 && b === 0 && c !== 0 && d === 0 ? 'utf-16le' : undefined;
}

/** The encoding of a Content-Type header. A wide label without its endianness is read the way the bytes lie. */
export function declaredInHeader(contentType: string | undefined, bytes: Uint8Array): string | undefined {
  const label = contentType === undefined ? undefined : charsetIn(contentType);
  if (label === undefined) return undefined;
  const bare = label.trim().toLowerCase();
  if (bare === 'utf-16' || bare === 'utf-32' || bare === 'ucs-2') return wideByNulls(bytes) ?? encodingOf(bare);
  return encodingOf(label);
}

/** The encoding of an XML declaration. Whoever declares UTF-16 in single bytes means UTF-8: the declaration could not have been read otherwise. */
export function declaredInXml(start: string): string | undefined {
  const label = /^\s*<\?xml\s[^>]*?encoding\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(start);
  const encoding = label === null ? undefined : encodingOf(label[1] ?? label[2]!);
  return encoding?.startsWith('utf-16') === true || encoding?.startsWith('utf-32') === true ? 'utf-8' : encoding;
}
