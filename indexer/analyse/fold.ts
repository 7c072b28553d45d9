/**
 * Folding: one spelling for what readers take for the same word. NFKC (full width, ligatures), case, and the diacritics
 * of Latin and Greek; letters that Unicode does not decompose (ø, ł, ß, ı) by table. Not folded, because readers there
 * see other letters: dakuten (が is not か), й (not и), Thai tone marks, Indic vowel signs. Optional signs go: Arabic
 * and Hebrew vowel points, tatweel, stress accents in Russian, joiners, soft hyphens.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  let folded = '';
  for (const character of text.normalize('NFKC').toLowerCase()) folded += foldCharacter(character);
  return folded.normalize('NFC');
}

/** NFKC and lower case only: what stemmers want, which know their language's accents. */
export function lowerCase(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase().normalize('NFC');
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

const known = new Map<string, string>();

function foldCharacter(character: string): string {
  if (character.length === 1 && character.charCodeAt(0) < 0x80) return character;
  let folded = known.get(character);
  if (folded === undefined) {
    folded = readFolding(character);
    known.set(character, folded);
  }
  return folded;
}

function readFolding(character: string): string {
  const written = letters.get(character);
  if (written !== undefined) return written;
  if (optionalSign.test(character)) return '';
  const nativeDigit = nativeDigitOf(character);
  if (nativeDigit !== undefined) return nativeDigit;
  const decomposed = character.normalize('NFD');
  if (/^[\p{Script=Latin}\p{Script=Greek}]/u.test(decomposed))
    return Array.from(decomposed.replace(/\p{M}/gu, ''), (base) => letters.get(base) ?? base).join('');
  return character;
}

/** Letters a reader may type otherwise but Unicode does not decompose. Arabic as Lucene's normalizers do. */
const letters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ß: 'ss',
    æ: 'ae',
    ǽ: 'ae',
    ǣ: 'ae',
    œ: 'oe',
    ø: 'o',
    ǿ: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ħ: 'h',
    ŧ: 't',
    ı: 'i',
    ȷ: 'j',
    ĸ: 'k',
    ŋ: 'n',
    ς: 'σ', // prettier-ignore
    ё: 'е',
    ѐ: 'е',
    ѝ: 'и',
    أ: 'ا',
    إ: 'ا',
    آ: 'ا',
    ٱ: 'ا',
    ى: 'ي',
    ی: 'ي',
    ې: 'ي',
    ة: 'ه',
    ۀ: 'ه',
    ە: 'ه',
    ک: 'ك', // prettier-ignore
  }),
);

/** Combining accents that did not compose, Hebrew points, Arabic points and tatweel, joiners, soft hyphen, variation selectors. */
const optionalSign =
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u00ad\u200c\u200d\u2060\ufeff\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/u;

/** Zeros of scripts whose digits NFKC leaves alone; the nine others follow each. */
const zeros = [
  0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0,
];

function nativeDigitOf(character: string): string | undefined {
  const codePoint = character.codePointAt(0)!;
  const zero = zeros.find((first) => codePoint >= first && codePoint < first + 10);
  return zero === undefined ? undefined : String(codePoint - zero);
}
