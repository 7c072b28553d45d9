/**
 * The form in which written dates are compared: compatibility forms unified (full-width digits), lower case, Latin, Greek and Cyrillic
 * diacritics dropped, digits of other scripts as ASCII, white space folded.
 */
export function normalizeWords(text: string): string {
  const plain = /^[\x20-\x7E]*$/.test(text)
    ? text
    : asciiDigits(
        text
          .normalize('NFKD')
          .replace(/[\u0300-\u036F]/g, '')
          .normalize('NFC'),
      );
  return plain
    .toLowerCase()
    .replace(/[\s\u200B-\u200F\u00AD]+/g, ' ')
    .trim();
}

/** Zeros of the decimal digits that government pages write dates with: Arabic, Persian, Devanagari, Bengali, Tamil, Thai, Burmese, Khmer. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0be6, 0x0e50, 0x1040, 0x17e0];

function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    const zero = zeros.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}
