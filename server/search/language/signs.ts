/**
 * Signs that people's keyboards, word processors and telephones put where they meant an operator.
 */

/** Full-width operators and the wide space, as typed with a CJK input method, and their usual forms. */
const fullWidth: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '：': ':',
  '＂': '"',
  '－': '-',
  '＊': '*',
  '～': '~',
  '＝': '=',
  '｜': '|',
  '　': ' ',
  '＼': '\\',
};

export function usualForms(text: string): { readonly text: string; readonly changed: boolean } {
  const usual = text.replace(/[（）：＂－＊～＝｜＼]/g, (sign) => fullWidth[sign]!);
  return { text: usual.replaceAll('\u3000', ' '), changed: usual !== text };
}

/** Opening quotes and what may close them. Typographic quotes are mixed up so often that any of their kind closes. */
const western = '"“”„‟«»〝〞〟';
const eastern: Readonly<Record<string, string>> = { '「': '」', '『': '』' };

/** The signs that close the quote opened by `sign`; empty when it opens none. */
export function closingQuotes(sign: string): string {
  return sign !== '' && western.includes(sign) ? western : (eastern[sign] ?? '');
}

export function isWesternQuote(sign: string): boolean {
  return sign !== '' && western.includes(sign);
}

/** Minus as typed, and the dashes that "smart" punctuation makes of it. */
export function isMinus(sign: string): boolean {
  return sign === '-' || sign === '–' || sign === '—' || sign === '−' || sign === '‐' || sign === '‑';
}

export function isSpace(sign: string): boolean {
  return /^[\s\u0000-\u001f\u007f\u200b]$/.test(sign);
}
