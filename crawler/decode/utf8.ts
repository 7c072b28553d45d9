/** How well bytes are UTF-8: multi-byte sequences that are, and bytes that cannot be. A sequence cut at the very end is neither. */
export interface Utf8Counts {
  readonly sequences: number;
  readonly malformed: number;
}

export function countUtf8(bytes: Uint8Array): Utf8Counts {
  let sequences = 0;
  let malformed = 0;
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length =
      lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    const valid = length > 0 ? continuations(bytes, at, length) : 0;
    if (valid === length && length > 0) sequences += 1;
    else if (length === 0 || at + valid < bytes.length) malformed += 1;
    at += Math.max(1, valid);
  }
  return { sequences, malformed };
}

/** Length of what is well-formed from a lead byte on, by table 3-7 of the Unicode Standard. */
function continuations(bytes: Uint8Array, at: number, length: number): number {
  const lead = bytes[at]!;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return i;
    const low = i === 1 ? (lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80) : 0x80;
    const high = i === 1 ? (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf) : 0xbf;
    if (byte < low || byte > high) return i;
  }
  return length;
}

export function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80);
}
