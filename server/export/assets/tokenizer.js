/*
 * How text becomes terms in the portable index. This very file makes the index and reads what is typed, so both always agree.
 *
 * A word is a run of letters, marks and digits, folded: compatibility forms, case and accents do not count. Scripts that are
 * written without spaces (Chinese, Japanese, Thai …) and Korean, whose words carry endings, become pairs of neighbouring characters;
 * the last character stands alone as well, so that one character alone finds every text that has it, as the beginning of a term.
 */
'use strict';

var heraldWord = /[\p{L}\p{M}\p{N}]+/gu;
var heraldUnspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]+/gu;
var heraldIsUnspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]/u;

/** One form of all spellings that count as the same. Accents go where letters have them; the marks of Indic, Thai or Japanese writing stay, they are letters there. */
function heraldFold(text) {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ς/g, 'σ');
}

/** Calls back with each piece of a folded text: an ordinary word, or a run of characters without spaces. */
function heraldPieces(text, visit) {
  for (const word of heraldFold(text).match(heraldWord) ?? [])
    for (const piece of word.match(heraldUnspaced) ?? []) visit(piece, heraldIsUnspaced.test(piece));
}

/** The terms of a text that is indexed. */
function heraldTerms(text) {
  const terms = [];
  heraldPieces(text, (piece, unspaced) => {
    if (!unspaced) {
      terms.push(piece);
      return;
    }
    const characters = Array.from(piece);
    for (let i = 0; i + 1 < characters.length; i++) terms.push(characters[i] + characters[i + 1]);
    terms.push(characters[characters.length - 1]);
  });
  return terms;
}

/** The terms of a text that is searched: a run of several characters is its pairs alone. */
function heraldQueryTerms(text) {
  const terms = [];
  heraldPieces(text, (piece, unspaced) => {
    const characters = Array.from(piece);
    if (!unspaced || characters.length === 1) terms.push(piece);
    else for (let i = 0; i + 1 < characters.length; i++) terms.push(characters[i] + characters[i + 1]);
  });
  return terms;
}

/** What MiniSearch must be told to read this index and to search in it. */
var heraldOptions = {
  idField: 'id',
  fields: ['title', 'body', 'number'],
  storeFields: ['title', 'agency', 'published', 'kind', 'source', 'language', 'status', 'url', 'page', 'summary'],
  tokenize: heraldTerms,
  processTerm: (term) => term,
  searchOptions: {
    tokenize: heraldQueryTerms,
    combineWith: 'AND',
    boost: { title: 3 },
    // A beginning of three letters finds its words; of one or two only where they are a whole character of a script without spaces.
    prefix: (term) => term.length > 2 || (heraldIsUnspaced.test(term) && Array.from(term).length === 1),
  },
};
