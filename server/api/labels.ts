import { missingValue, type FacetName } from '../search/query.ts';
import type { SourceCoverage } from '../search/engine.ts';

/** The name that a reader sees for a facet value; the value itself where it needs none (agencies, topics). */
export type Label = (facet: FacetName, value: string) => string;

/** What a language needs for its labels: kinds and states by value, and the word for "none". */
export interface LabelWords {
  /** BCP 47, for the names of languages. */
  readonly locale: string;
  readonly none: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly statuses: Readonly<Record<string, string>>;
}

export const englishLabels: LabelWords = {
  locale: 'en',
  none: 'Not stated',
  kinds: {},
  statuses: { live: 'Live', changed: 'Changed since first seen', removed: 'Removed by the publisher' },
};

/** Labels in a language, with the publishers' names from the coverage. */
export function labelsFor(words: LabelWords, coverage: readonly SourceCoverage[]): Label {
  const sources = new Map(coverage.map((source) => [source.source, source.name]));
  const languages = new Intl.DisplayNames([words.locale], { type: 'language', fallback: 'code' });
  const languageLabels = new Map<string, string>();
  return (facet, value) => {
    if (value === missingValue) return words.none;
    if (facet === 'kind') return words.kinds[value] ?? sentenceCase(value);
    if (facet === 'status') return words.statuses[value] ?? value;
    if (facet === 'source') return sources.get(value) ?? value;
    if (facet !== 'language') return value;
    // Asked for every result: Intl takes 2 µs, the map a tenth.
    let label = languageLabels.get(value);
    if (label === undefined && languageLabels.size < 1000)
      languageLabels.set(value, (label = languageName(languages, value)));
    return label ?? value;
  };
}

/** `press-release` to `Press release`. */
function sentenceCase(value: string): string {
  const words = value.replaceAll('-', ' ');
  return words.charAt(0).toLocaleUpperCase('en') + words.slice(1);
}

function languageName(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
