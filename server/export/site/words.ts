import type { Words } from '../../ui/words/en.ts';

/** Texts that only an exported site has; all others it shares with the pages of the server. */
export interface SiteWords {
  readonly exported: (when: string, indexVersion: string) => string;
  readonly noScript: string;
  readonly year: string;
  readonly all: string;
  readonly more: string;
  readonly byMonth: string;
  readonly sameTime: string;
  readonly noPhrases: string;
}

/** The texts in the language of the pages' own. */
export function siteWordsFor({ locale }: Pick<Words, 'locale'>): SiteWords {
  return texts[locale] ?? en;
}

const en: SiteWords = {
  exported: (when, version) => `Exported ${when} from the index ${version} of Herald.`,
  noScript: 'Searching here needs JavaScript; everything can be reached by month, below.',
  year: 'Year',
  all: 'all',
  more: 'More',
  byMonth: 'By month',
  sameTime: 'Others of this time',
  noPhrases: 'Quotation marks are not understood here: the words may stand apart.',
};

const texts: Readonly<Record<string, SiteWords>> = {
  en,
  es: {
    exported: (when, version) => `Exportado el ${when} del índice ${version} de Herald.`,
    noScript: 'La búsqueda necesita JavaScript; abajo se llega a todo por meses.',
    year: 'Año',
    all: 'todos',
    more: 'Más',
    byMonth: 'Por mes',
    sameTime: 'Otros de esa época',
    noPhrases: 'Aquí no se entienden las comillas: las palabras pueden estar separadas.',
  },
  ja: {
    exported: (when, version) => `${when}、Herald の索引 ${version} から書き出し。`,
    noScript: '検索には JavaScript が必要です。下の月別一覧からすべての発表を読めます。',
    year: '年',
    all: 'すべて',
    more: 'さらに表示',
    byMonth: '月別',
    sameTime: '同じ時期の発表',
    noPhrases: 'ここでは引用符は使えません。語が離れていても見つかります。',
  },
  fr: {
    exported: (when, version) => `Exporté le ${when} depuis l’index ${version} de Herald.`,
    noScript: 'La recherche nécessite JavaScript ; tout reste accessible par mois, ci-dessous.',
    year: 'Année',
    all: 'tout',
    more: 'Plus',
    byMonth: 'Par mois',
    sameTime: 'Autres annonces de cette période',
    noPhrases: 'Les guillemets ne sont pas compris ici : les mots peuvent être séparés.',
  },
  de: {
    exported: (when, version) => `Exportiert ${when} aus dem Index ${version} von Herald.`,
    noScript: 'Die Suche braucht JavaScript; unten ist alles nach Monaten zu erreichen.',
    year: 'Jahr',
    all: 'alle',
    more: 'Mehr',
    byMonth: 'Nach Monaten',
    sameTime: 'Andere aus dieser Zeit',
    noPhrases: 'Anführungszeichen werden hier nicht verstanden: die Wörter können getrennt stehen.',
  },
};
