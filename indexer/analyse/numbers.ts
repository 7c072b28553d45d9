/**
 * One spelling for a number, however its thousands and decimals are marked: `1,000`, `1 000`, `1'000` and `1000`;
 * `4,6` and `4.6`. Input: folded digits with `,` `.` or `'` (also standing for a narrow space) between them.
 */
export interface NumberReading {
  readonly value: string;
  /** Another reading where the marks allow two: `1.000` is a thousand in half of Europe, one in the other half. */
  readonly other?: string;
}

export function readNumber(text: string): NumberReading {
  if (/^\d+$/.test(text)) return { value: text };
  if (/^\d{1,3}(?:[,']\d{3})+(?:\.\d+)?$/.test(text) || /^\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$/.test(text))
    return { value: text.replace(/[,']/g, '') };
  if (/^\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$/.test(text) || /^\d{1,3}\.\d{3},\d+$/.test(text))
    return { value: text.replace(/\./g, '').replace(',', '.') };
  if (/^[1-9]\d{0,2}\.\d{3}$/.test(text)) return { value: text, other: text.replace('.', '') };
  if (/^\d+,\d+$/.test(text)) return { value: text.replace(',', '.') };
  return { value: text };
}
