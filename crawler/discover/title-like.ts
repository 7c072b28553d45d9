/*
 * Which link texts can be the title of an announcement.
 */

/** Words of a "more" link that carry no title. */
export const genericText =
  /^(?:read|view|see|learn|continue|find out)?\s*(?:more|reading|full (?:story|release|text|article)|all|details|weiter ?lesen|mehr|lire la suite|en savoir plus|leer más|más información|続きを読む|詳細|더보기|자세히|更多|詳全文)\s*(?:about .*)?[.…»›>→]*$/iu;

const closeScripts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;

/** Four words or twenty characters; six letters of a script that needs no spaces. */
export function titleLike(text: string): boolean {
  const close = text.match(closeScripts)?.length ?? 0;
  return close >= 6 || (close < 3 && (text.length >= 20 || text.split(' ').length >= 4));
}
