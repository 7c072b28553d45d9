/**
 * Bytes of a feed or sitemap as text. XML has its own rules for the charset (RFC 7303, XML 1.0 appendix F), not those of HTML: byte
 * order mark, then the Content-Type's charset, then the XML declaration, then UTF-8.
 */
export function xmlText(bytes: Uint8Array, contentType?: string): string {
  return [...xmlChunks(bytes, contentType)].join('');
}

/** Bytes decoded at once; the text of a large sitemap never exists as a whole. */
const chunkBytes = 256 * 1024;

/** The same text in pieces, for readers that stream. Text that is decoded already is one piece. */
export function* xmlChunks(content: Uint8Array | string, contentType?: string): Generator<string, void> {
  if (typeof content === 'string') {
    yield content;
    return;
  }
  const bytes = content;
  const decoder = new TextDecoder(xmlEncoding(bytes, contentType));
  for (let at = 0; at < bytes.length; at += chunkBytes)
    yield decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true });
  yield decoder.decode();
}

function xmlEncoding(bytes: Uint8Array, contentType: string | undefined): string {
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) return marked;
  const named = known(charsetOf(contentType) ?? declared(bytes)) ?? sixteenBits(bytes);
  if (named?.startsWith('utf-16') === true && bytes[0] === 0x3c && bytes[1] !== 0) return 'utf-8';
  // Declared as Latin-1 or ASCII, yet valid UTF-8 with more than ASCII in it: no Latin-1 text looks like that by chance.
  if (named === undefined || named === 'windows-1252' || named === 'utf-8')
    return isUtf8(bytes) ? 'utf-8' : named === 'utf-8' ? 'utf-8' : 'windows-1252';
  return named;
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function sixteenBits(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  return bytes[0] === 0 && bytes[1] === 0x3c ? 'utf-16be' : undefined;
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType ?? '')?.[1];
}

function declared(bytes: Uint8Array): string | undefined {
  // The declaration is ASCII whatever it says, unless the text is UTF-16, where every other byte is 0.
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 400)).replaceAll('\0', '');
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/i.exec(head)?.[1];
}

/** The name of the encoding that a label stands for, `undefined` for a label nobody knows. */
function known(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return undefined;
  }
}

/** Bytes looked at to tell UTF-8 from Latin-1: the first accented letters of any text come earlier. */
const sampleBytes = 1024 * 1024;

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, sampleBytes), { stream: true });
    return true;
  } catch {
    return false;
  }
}
