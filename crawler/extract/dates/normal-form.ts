/**
 * The form in which written dates are compared: compatibility forms unified (full-width digits), lower case, Latin, Greek and Cyrillic
 * diacritics dropped, digits of other scripts as ASCII, white space folded.
 */
export function normalizeWords(text: string): string {
  if (printableAscii.test(text)) {
    // Nothing to do but the case, and seldom spaces: most texts of most pages.
    const lower = text.toLowerCase();
    return (lower.includes('  ') ? lower.replace(/ {2,}/g, ' ') : lower).trim();
  }
  return asciiDigits(
    text
      .normalize('NFKD')
      .replace(/[\u0300-\u036F]+/g, '')
      .normalize('NFC'),
  )
    .toLowerCase()
    .replace(/[\s\u200B-\u200F\u00AD]{2,}|[^\S ]|[\u200B-\u200F\u00AD]/g, ' ')
    .trim();
}

const printableAscii = /^[\x20-\x7E]*$/;

/**
 * Whether a text holds a digit of any script, or what becomes one in the normal form: circled and squared numbers. Asked before a text is
 * normalised for its dates, since most hold none.
 */
export function mayHoldDigit(text: string): boolean {
  return /[0-9]/.test(text) || (!printableAscii.test(text) && /[\p{N}\u3200-\u33FF]/u.test(text));
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
