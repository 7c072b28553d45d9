/**
 * Encodings by the Encoding Standard (encoding.spec.whatwg.org): labels to names, names to text. TextDecoder knows the labels;
 * what it does not decode on the oldest Node we run on is done here.
 */

/** The encoding a label names (`latin1` is `windows-1252`), lower case; `undefined` when it names none. */
export function encodingOf(label: string): string | undefined {
  const trimmed = label.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '').toLowerCase();
  const own = ownLabels[trimmed];
  if (own !== undefined) return own;
  try {
    return new TextDecoder(trimmed).encoding;
  } catch {
    return undefined;
  }
}

/** Bytes to text; malformed sequences become U+FFFD. The byte order mark is kept out. */
export function decodeAs(bytes: Uint8Array, encoding: string): string {
  switch (encoding) {
    case 'windows-1252':
      return decodeWindows1252(bytes);
    case 'utf-32le':
    case 'utf-32be':
      return decodeUtf32(bytes, encoding === 'utf-32le');
    case 'iso-8859-16':
      return decodeIso885916(bytes);
    case 'x-user-defined':
      return latin1(bytes).replace(/[\x80-\xff]/g, (char) => String.fromCharCode(0xf700 + char.charCodeAt(0)));
    case 'replacement':
      return bytes.length === 0 ? '' : '\ufffd';
    default:
      return new TextDecoder(encoding).decode(bytes);
  }
}

/** Labels that Node's TextDecoder lacks although the standard (or XML 1.0, for UTF-32) knows what they mean. */
const ownLabels: Readonly<Partial<Record<string, string>>> = {
  'iso-8859-16': 'iso-8859-16',
  'x-user-defined': 'x-user-defined',
  replacement: 'replacement',
  'iso-2022-kr': 'replacement',
  'iso-2022-cn': 'replacement',
  'iso-2022-cn-ext': 'replacement',
  'hz-gb-2312': 'replacement',
  csiso2022kr: 'replacement',
  'utf-32': 'utf-32le',
  'utf-32le': 'utf-32le',
  'utf-32be': 'utf-32be',
  'ucs-4': 'utf-32be',
  // Not in the standard, met in feeds.
  cp1252: 'windows-1252',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
};

/** 0x80 to 0x9F of windows-1252. Node 20 decodes them as ISO 8859-1 control characters, which loses quotes, dashes and the euro sign. */
const windows1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

function decodeWindows1252(bytes: Uint8Array): string {
  return latin1(bytes).replace(/[\x80-\x9f]/g, (char) => windows1252[char.charCodeAt(0) - 0x80]!);
}

/** ISO 8859-16 is ISO 8859-2's south-eastern sibling; only its upper half differs from Latin-1. */
const iso885916 =
  '\u00a0\u0104\u0105\u0141\u20ac\u201e\u0160\u00a7\u0161\u00a9\u0218\u00ab\u0179\u00ad\u017a\u017b\u00b0\u00b1\u010c\u0142\u017d\u201d\u00b6\u00b7\u017e\u010d\u0219\u00bb\u0152\u0153\u0178\u017c' +
  '\u00c0\u00c1\u00c2\u0102\u00c4\u0106\u00c6\u00c7\u00c8\u00c9\u00ca\u00cb\u00cc\u00cd\u00ce\u00cf\u0110\u0143\u00d2\u00d3\u00d4\u0150\u00d6\u015a\u0170\u00d9\u00da\u00db\u00dc\u0118\u021a\u00df' +
  '\u00e0\u00e1\u00e2\u0103\u00e4\u0107\u00e6\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef\u0111\u0144\u00f2\u00f3\u00f4\u0151\u00f6\u015b\u0171\u00f9\u00fa\u00fb\u00fc\u0119\u021b\u00ff';

function decodeIso885916(bytes: Uint8Array): string {
  return latin1(bytes).replace(/[\xa0-\xff]/g, (char) => iso885916[char.charCodeAt(0) - 0xa0]!);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const point = at + 4 <= bytes.length ? view.getUint32(at, littleEndian) : 0xfffd;
    if (at === 0 && point === 0xfeff) continue;
    pieces.push(point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? '\ufffd' : String.fromCodePoint(point));
  }
  return pieces.join('');
}
