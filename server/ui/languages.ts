import { de } from './words/de.ts';
import { en, type Words } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { ja } from './words/ja.ts';

/** The languages of the interface; the first is for everybody else. */
export const languages: readonly Words[] = [en, es, ja, fr, de];

export const languageCookie = 'herald_language';

/** The choice kept in a cookie, else the best of Accept-Language, else English. */
export function wordsFor(chosen: string | undefined, acceptLanguage: string | undefined): Words {
  return languages.find((words) => words.locale === chosen) ?? accepted(acceptLanguage) ?? languages[0]!;
}

/** The language with the highest weight that we speak (RFC 9110 §12.5.4), by its first part: `fr-CA` is French. */
function accepted(header: string | undefined): Words | undefined {
  if (header === undefined) return undefined;
  const ranges = header
    .slice(0, 500)
    .split(',')
    .flatMap((part) => {
      const [tag, ...parameters] = part.trim().split(';');
      const weight = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find((each) => each !== undefined);
      const q = weight === undefined ? 1 : Number(weight);
      return tag === undefined || tag === '' || !(q > 0) ? [] : [{ language: tag.split('-')[0]!.toLowerCase(), q }];
    });
  ranges.sort((a, b) => b.q - a.q);
  for (const range of ranges) {
    const words = languages.find((each) => each.locale === range.language);
    if (words !== undefined) return words;
  }
  return undefined;
}
