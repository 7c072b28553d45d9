import { editDistance } from '../../../core/nearest.ts';
import { formatQuery } from '../language/format-query.ts';
import type { QueryNode, WordNode } from '../query.ts';
import { fuzzyWords } from './fuzzy.ts';
import type { Searchable } from './searchable.ts';
import { formList } from './term-lists.ts';

/** Shorter words are near too many others to guess. */
const shortestWord = 4;

/** Longer ones are no words. */
const longestWord = 40;

/** Letters that may be wrong: one in a word of up to this length, two in a longer one. */
const oneMistakeUpTo = 5;

/** Words of one query that are looked up: each walks the dictionary. */
const wordsTried = 4;

/** In fewer announcements a word may be a mistake itself. */
const leastDocuments = 2;

/**
 * The query with the words that no announcement has replaced by the most likely words of the index; `undefined` when there is nothing better
 * to offer. Asked only when a query finds nothing: walking the dictionary costs more than a search.
 */
export function didYouMean(searchable: Searchable, query: QueryNode): string | undefined {
  const speller = new Speller(searchable);
  const corrected = speller.correct(query);
  return corrected === query ? undefined : formatQuery(corrected);
}

class Speller {
  private readonly searchable: Searchable;
  private tried = 0;

  constructor(searchable: Searchable) {
    this.searchable = searchable;
  }

  /** The same object where nothing is corrected. */
  correct(node: QueryNode): QueryNode {
    if (node.kind === 'word') return this.word(node);
    if (node.kind !== 'and' && node.kind !== 'or') return node;
    const children = node.children.map((child) => this.correct(child));
    return children.every((child, i) => child === node.children[i]) ? node : { kind: node.kind, children };
  }

  private word(node: WordNode): QueryNode {
    if (node.form === 'prefix' || this.tried >= wordsTried) return node;
    const typed = this.searchable.analyzer.fold(node.text);
    if (typed.length < shortestWord || typed.length > longestWord || !/^\p{L}+$/u.test(typed) || this.isKnown(typed))
      return node;
    this.tried++;
    const better = this.nearest(typed);
    return better === undefined ? node : { ...node, text: better };
  }

  private isKnown(typed: string): boolean {
    return this.searchable.view.segments.some(({ segment }) => segment.forms.find(typed) >= 0);
  }

  /** The nearest word, counting swapped letters as one mistake; of equally near ones the most frequent. */
  private nearest(typed: string): string | undefined {
    const limit = typed.length <= oneMistakeUpTo ? 1 : 2;
    const documents = new Map<string, number>();
    for (const view of this.searchable.view.segments) {
      // Swapped letters are two mistakes to the dictionary's walk.
      for (const { ordinal } of fuzzyWords(view.segment, typed, 2)) {
        const word = view.segment.forms.at(ordinal);
        const { from, to } = formList(view, ordinal);
        documents.set(word, (documents.get(word) ?? 0) + to - from);
      }
    }
    let best: { word: string; distance: number; documents: number } | undefined;
    for (const [word, count] of documents) {
      const distance = editDistance(typed, word, limit);
      if (distance > limit || count < leastDocuments) continue;
      if (best === undefined || distance < best.distance || (distance === best.distance && count > best.documents))
        best = { word, distance, documents: count };
    }
    return best?.word;
  }
}
