import type { Analyzer } from '../analyse/analyzer.ts';
import { withoutParticle } from '../analyse/korean.ts';

/** Most words of a phrase, as the dictionary cuts them: 神奈川 | 県 | 知事 | 室 are four, and nobody types more before choosing. */
const mostWords = 4;

/** Fewest characters of a phrase: one alone is the beginning of every word that anybody could mean. */
const leastCharacters = 2;

/** What carries meaning in these scripts. Words of hiragana alone are mostly endings and particles: no phrase begins or ends with them. */
const meaning = /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Whether phrases of a text are found here, by characters, and not by its words and spaces. */
export function hasSpacelessWords(text: string): boolean {
  return meaning.test(text);
}

/**
 * Phrases of a title in Chinese, Japanese or Korean, folded, as they stand there: one to four words that touch each other or, in Korean,
 * have a space between them. Here one word alone is a phrase, because nothing else shows where a word that has begun may end.
 */
export function spacelessPhrases(analyzer: Analyzer, title: string, language: string): Set<string> {
  const words = analyzer.queryWords(title, [language]);
  const phrases = new Set<string>();
  for (let from = 0; from < words.length; from++) {
    if (words[from]!.stop || !meaning.test(words[from]!.text)) continue;
    for (let to = from; to < Math.min(words.length, from + mostWords); to++) {
      const { start, end, text, stop } = words[to]!;
      if (to > from && title.slice(words[to - 1]!.end, start).trim() !== '') break;
      if (stop || !meaning.test(text)) continue;
      const phrase = withoutParticle(analyzer.fold(title.slice(words[from]!.start, end)));
      if (Array.from(phrase).length >= leastCharacters) phrases.add(phrase.replace(/\s+/g, ' '));
    }
  }
  return phrases;
}
