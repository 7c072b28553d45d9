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
  const best = bestList(words, languages);
  return (word) => best.has(fold(word.text)) && (shouted || !/^\p{Lu}{2,}$/u.test(word.text));
}

/** Languages that a writing system decides: their lists hold beside any other. */
const bySystem = ['ja', 'zh', 'ko', 'th'] as const;

function bestList(words: readonly QueryWord[], languages: readonly string[]): ReadonlySet<string> {
  const texts = words.map((word) => fold(word.text));
  let best: ReadonlySet<string> = new Set();
  let bestCount = 0;
  for (const language of new Set([...languages.map(primary), 'en'])) {
    const list = stopWordsOf(language);
    const count = texts.filter((text) => list.has(text)).length;
    if (count > bestCount) [best, bestCount] = [list, count];
  }
  const cjk = bySystem.flatMap((language) =>
    language === 'zh' && texts.some((text) => /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text))
      ? []
      : [...stopWordsOf(language)],
  );
  return new Set([...best, ...cjk.filter((word) => texts.includes(word))]);
}

function primary(language: string): string {
  const key = languageKey(language);
  return key === 'und' ? (/^[a-z]{2,3}/i.exec(language)?.[0].toLowerCase() ?? 'en') : key;
}
