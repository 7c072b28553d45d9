import type { AnnouncementId } from '../../../core/announcement.ts';
import { facetColumns } from '../../../indexer/index/document.ts';
import type { Suggestion } from '../engine.ts';
import type { FacetName } from '../query.ts';
import { inMask, masked } from './document-set.ts';
import { leafOf } from './look-up.ts';
import type { Searchable } from './searchable.ts';

/** Titles looked at for one typed text, the newest: more would only be titles nobody is shown. */
const titlesRead = 40;

/** Phrases offered for one typed text at most; each is looked up once to be counted. */
const phrasesCounted = 5;

/** Longer texts are nobody's beginning of a title. */
const longestTyped = 200;

const facetsOffered: readonly { readonly facet: FacetName; readonly type: 'agency' | 'topic' }[] = [
  { facet: 'agency', type: 'agency' },
  { facet: 'topic', type: 'topic' },
];

/** Completes what is being typed from one snapshot. */
export class Suggester {
  private readonly searchable: Searchable;
  private readonly values = new Map<FacetName, readonly FoldedValue[]>();

  constructor(searchable: Searchable) {
    this.searchable = searchable;
  }

  /** Agencies, topics and titles with a word that begins as typed, and frequent phrases that begin so; what stands in most announcements first. */
  suggest(text: string, limit: number): Suggestion[] {
    const typed = this.searchable.analyzer.fold(text).trim().replace(/\s+/g, ' ');
    if (typed === '' || typed.length > longestTyped || limit <= 0) return [];
    const values = facetsOffered.flatMap(({ facet, type }) => this.valuesLike(facet, type, typed));
    const found = [...values, ...this.phrasesLike(typed), ...this.titlesLike(text, typed)];
    found.sort(
      (a, b) => b.count - a.count || order.indexOf(a.type) - order.indexOf(b.type) || (a.text < b.text ? -1 : 1),
    );
    return found.slice(0, limit);
  }

  private valuesLike(facet: FacetName, type: 'agency' | 'topic', typed: string): Suggestion[] {
    return this.foldedValues(facet)
      .filter(({ folded, count }) => count > 0 && beginsAWord(folded, typed))
      .map(({ value, count }) => ({ text: value, type, count }));
  }

  /** The phrases that most titles have; counted exactly, over titles and bodies, because the kept counts only order. */
  private phrasesLike(typed: string): Suggestion[] {
    const { view, analyzer, ranking } = this.searchable;
    const counts = new Map<string, number>();
    for (const { segment } of view.segments) {
      const { from, to } = segment.phrases.prefixRange(typed);
      for (let ordinal = from; ordinal < to; ordinal++) {
        const text = segment.phrases.at(ordinal);
        counts.set(text, (counts.get(text) ?? 0) + segment.phraseCounts[ordinal]!);
      }
    }
    const most = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, phrasesCounted);
    return most.flatMap(([text]): Suggestion[] => {
      const leaf = leafOf({ view, ranking }, { kind: 'phrase', text, terms: analyzer.phraseTerms(text), slop: 0 });
      const count = view.segments.reduce(
        (sum, { liveCurrent }, i) => sum + masked(leaf.documents[i]!, liveCurrent).length,
        0,
      );
      return count === 0 ? [] : [{ text, type: 'phrase', count }];
    });
  }

  private foldedValues(facet: FacetName): readonly FoldedValue[] {
    let values = this.values.get(facet);
    if (values === undefined) this.values.set(facet, (values = foldValues(this.searchable, facet)));
    return values;
  }

  private titlesLike(text: string, typed: string): Suggestion[] {
    const { view, analyzer, ranking } = this.searchable;
    const prefix = analyzer.prefixTerms(text);
    if (prefix.prefix === '') return [];
    const leaf = leafOf({ view, ranking }, { kind: 'prefix', text, prefix, field: 'title' });
    const newest = view.segments
      .flatMap((own, segment) =>
        Array.from(masked(leaf.documents[segment]!, own.liveCurrent), (document) => ({
          own,
          document,
          day: own.segment.firstDays[document]!,
        })),
      )
      .sort((a, b) => b.day - a.day)
      .slice(0, titlesRead);
    const titles = new Map<string, Suggestion>();
    for (const { own, document } of newest) {
      const { offset, length } = own.segment.storedAt(document);
      const { title, id } = own.segment.stored.fields(offset, length);
      if (beginsAWord(analyzer.fold(title), typed))
        titles.set(title, {
          text: title,
          type: 'title',
          id: id as AnnouncementId,
          count: (titles.get(title)?.count ?? 0) + 1,
        });
    }
    return [...titles.values()];
  }
}

interface FoldedValue {
  readonly value: string;
  readonly folded: string;
  /** Living announcements with it. */
  readonly count: number;
}

const order: readonly Suggestion['type'][] = ['agency', 'topic', 'phrase', 'title'];

function foldValues({ view, facets, analyzer }: Searchable, name: FacetName): FoldedValue[] {
  const { values, ordinals } = facets.facet(name);
  const counts = new Uint32Array(values.length);
  view.segments.forEach((own, segment) => {
    const { documents, documentStarts } = own.segment.facets[facetColumns.indexOf(name)]!;
    for (let ordinal = 0; ordinal + 1 < documentStarts.length; ordinal++) {
      for (let at = documentStarts[ordinal]!; at < documentStarts[ordinal + 1]!; at++) {
        if (own.liveCurrent === undefined || inMask(own.liveCurrent, documents[at]!))
          counts[ordinals[segment]![ordinal]!]!++;
      }
    }
  });
  return values.map((value, ordinal) => ({ value, folded: analyzer.fold(value), count: counts[ordinal]! }));
}

/** Scripts without spaces begin words anywhere, and Korean writes compounds as one word. */
const unspaced =
  /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const letter = /[\p{L}\p{N}]/u;

function beginsAWord(text: string, typed: string): boolean {
  for (let at = text.indexOf(typed); at >= 0; at = text.indexOf(typed, at + 1)) {
    if (at === 0 || !letter.test(text[at - 1]!) || unspaced.test(text[at]!)) return true;
  }
  return false;
}
