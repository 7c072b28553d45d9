import type { SupportingTerm } from '../../../indexer/analyse/analyzer.ts';
import { rarity, type IndexView, type SegmentView } from './index-view.ts';
import { formList } from './term-lists.ts';

/** A piece of the query's words, looked up: what a document has of it speaks for it. */
export interface Support {
  readonly text: string;
  /** What one full occurrence is worth: rarity times its weight beside a word. */
  readonly weight: number;
}

/** Most pieces that are looked up: about thirty words. A longer query is a text, whose words tell enough. */
const mostPieces = 256;

/** The pieces that the index has at all, with their rarity. */
export function supportsOf(view: IndexView, terms: readonly SupportingTerm[], scale: number): Support[] {
  if (scale === 0) return [];
  return terms.slice(0, mostPieces).flatMap(({ exact, weight }) => {
    let documents = 0;
    for (const own of view.segments) {
      const form = own.segment.forms.find(exact);
      if (form >= 0) documents += own.segment.formPostings[form + 1]! - own.segment.formPostings[form]!;
    }
    return documents === 0 ? [] : [{ text: exact, weight: scale * weight * rarity(view, documents) }];
  });
}

/** How often each piece stands in a document of one segment. Documents must be asked for in ascending order. */
export class SupportingLists {
  private readonly lists: readonly (ReturnType<typeof formList> | undefined)[];
  private readonly next: number[];

  constructor(view: SegmentView, supports: readonly Support[]) {
    this.lists = supports.map(({ text }) => {
      const form = view.segment.forms.find(text);
      return form < 0 ? undefined : formList(view, form);
    });
    this.next = this.lists.map((list) => list?.from ?? 0);
  }

  /** @param titleBoost how often an occurrence in the title counts */
  frequency(support: number, document: number, titleBoost: number): number {
    const list = this.lists[support];
    if (list === undefined) return 0;
    const at = list.postings.seek(document, this.next[support]!, list.to);
    this.next[support] = at;
    if (at === list.to || list.postings.documents[at] !== document) return 0;
    return titleBoost * list.postings.titleFrequency(at) + list.postings.bodyFrequency(at);
  }
}
