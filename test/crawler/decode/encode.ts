import { decodeAs } from '../../../crawler/decode/encoding-label.ts';

const tables = new Map<string, Map<string, number[]>>();

/** Text to bytes of a legacy encoding, by turning the decoder's table around; what the encoding lacks becomes `?`. */
export function encodeAs(text: string, encoding: string): Uint8Array {
  let table = tables.get(encoding);
  if (table === undefined) tables.set(encoding, (table = tableOf(encoding)));
  return Uint8Array.from(Array.from(text).flatMap((char) => table.get(char) ?? [0x3f]));
}

function tableOf(encoding: string): Map<string, number[]> {
  const table = new Map<string, number[]>();
  const add = (bytes: number[]): void => {
    const char = decodeAs(Uint8Array.from(bytes), encoding);
    if (Array.from(char).length === 1 && char !== '\ufffd' && !table.has(char)) table.set(char, bytes);
  };
  for (let byte = 0; byte < 256; byte++) add([byte]);
  if (!/^(?:shift_jis|euc-jp|euc-kr|gb18030|gbk|big5)$/.test(encoding)) return table;
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add([lead, trail]);
  return table;
}
