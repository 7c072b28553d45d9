import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import type { DocsWords } from './words.ts';

const languages: Readonly<Record<string, DocsWords>> = { en, es, ja, fr, de };

/** The documentation's texts in the language of the pages. */
export function docsWordsFor({ locale }: { readonly locale: string }): DocsWords {
  return languages[locale] ?? en;
}
