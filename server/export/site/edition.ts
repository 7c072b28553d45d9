import type { Label } from '../../api/labels.ts';
import type { Selection } from '../selection.ts';
import { formatsFor, type Formats } from '../../ui/formats.ts';
import type { Words } from '../../ui/words/en.ts';
import { siteWordsFor, type SiteWords } from './words.ts';

/** The site in one language. */
export interface Edition {
  /** Where its pages are, from the folder of the site: empty for the first language, `de/` for a further one. */
  readonly folder: string;
  readonly words: Words;
  readonly texts: SiteWords;
  readonly formats: Formats;
  readonly label: Label;
  /** The search in words: the name of the site. */
  readonly title: string;
}

/** What all pages of a site have in common. */
export interface SiteFacts {
  readonly editions: readonly Edition[];
  readonly indexVersion: string;
  readonly madeAt: string;
}

/** One edition a language; the first is the one that opens. */
export async function editionsOf(selection: Selection, languages: readonly Words[]): Promise<Edition[]> {
  return Promise.all(
    languages.map(async (words, at) => ({
      folder: at === 0 ? '' : `${words.locale}/`,
      words,
      texts: siteWordsFor(words),
      formats: formatsFor(words.locale),
      ...(await selection.toldIn(words)),
    })),
  );
}
