import type { QueryWord } from './token.ts';
import { fold } from './fold.ts';
import { languageKey } from './stemming.ts';
import { stopWordsOf } from './stop-words.ts';

/**
 * Which words of a query are stop words. The language of a query is not known: it is taken to be that of the index's
 * languages which explains most of its words; among equals the first. Words in capitals (`WHO`, `IT`) are names.
 */
export function stopWordsFor(
  text: string,
  words: readonly QueryWord[],
  languages: readonly string[],
): (word: QueryWord) => boolean {
  const shouted = words.length > 1 && !/\p{Ll}/u.test(text) && /\p{Lu}/u.test(text);
  const isListed = bestList(words, languages);
  return (word) => isListed(fold(word.text)) && (shouted || !/^\p{Lu}{2,}$/u.test(word.text));
}

/** Languages that a writing system decides: their lists hold beside any other. */
const bySystem = ['ja', 'zh', 'ko', 'th'] as const;

/** The lists that hold whatever the language; a query with kana is not Chinese. */
const always = new Set(bySystem.flatMap((language) => [...stopWordsOf(language)]));
const alwaysButChinese = new Set(bySystem.flatMap((language) => (language === 'zh' ? [] : [...stopWordsOf(language)])));

function bestList(words: readonly QueryWord[], languages: readonly string[]): (text: string) => boolean {
  const texts = words.map((word) => fold(word.text));
  let best: ReadonlySet<string> = none;
  let bestCount = 0;
  for (const list of listsOf(languages)) {
    let count = 0;
    for (const text of texts) if (list.has(text)) count++;
    if (count > bestCount) [best, bestCount] = [list, count];
  }
  const system = texts.some((text) => /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text))
    ? alwaysButChinese
    : always;
  return (text) => best.has(text) || system.has(text);
}

const none: ReadonlySet<string> = new Set();

/** The lists of an index's languages: every query of a snapshot asks with the same array. */
const known = new WeakMap<readonly string[], readonly ReadonlySet<string>[]>();

function listsOf(languages: readonly string[]): readonly ReadonlySet<string>[] {
  let lists = known.get(languages);
  if (lists === undefined)
    known.set(languages, (lists = [...new Set([...languages.map(primary), 'en'])].map((key) => stopWordsOf(key))));
  return lists;
}

function primary(language: string): string {
  const key = languageKey(language);
  return key === 'und' ? (/^[a-z]{2,3}/i.exec(language)?.[0].toLowerCase() ?? 'en') : key;
}
