/**
 * Text to Shift_JIS bytes. Node decodes Shift_JIS but cannot encode it, so the table is the decoder turned around, made when
 * first needed (11,280 pairs, about 5 ms).
 * @throws Error for a character that Shift_JIS has not: the demo's Japanese pages are written within it.
 */
export function encodeShiftJis(text: string): Buffer {
  table ??= invertDecoder();
  const bytes: number[] = [];
  for (const character of text) {
    const code = table.get(character);
    if (code === undefined)
      throw new Error(`Shift_JIS has no ${character} (U+${character.codePointAt(0)!.toString(16)})`);
    if (code > 0xff) bytes.push(code >> 8);
    bytes.push(code & 0xff);
  }
  return Buffer.from(bytes);
}

let table: Map<string, number> | undefined;

function invertDecoder(): Map<string, number> {
  const decoder = new TextDecoder('shift_jis', { fatal: true });
  const pairs = new Map<string, number>();
  const learn = (code: number, bytes: readonly number[]): void => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      // One UTF-16 unit: the character set lies in the basic plane, and a pair that decodes to two characters is no code.
      // Some characters have two codes (NEC's and IBM's extensions): the first, lower one is kept.
      if (character.length === 1 && !pairs.has(character)) pairs.set(character, code);
    } catch {
      // Not a code of Shift_JIS.
    }
  };
  for (let byte = 0; byte <= 0xff; byte++) learn(byte, [byte]);
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    if (lead > 0x9f && lead < 0xe0) continue;
    for (let trail = 0x40; trail <= 0xfc; trail++) if (trail !== 0x7f) learn((lead << 8) | trail, [lead, trail]);
  }
  return pairs;
}
