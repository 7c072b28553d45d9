import type { IndexView, SegmentView } from './index-view.ts';
import { combine, inField, isCounted, type CountedList, type PostingList } from './posting-list.ts';

/** In how many living documents a term is: in the title, in the body, in any of the two. */
export interface DocumentCounts {
  readonly title: number;
  readonly body: number;
  readonly any: number;
}

/** What is scored as one term: a posting list in each segment (or none) and the counts over all of them. */
export interface ScoredTerm {
  readonly term: string;
  /** Multiplies its score. */
  readonly weight: number;
  /** By segment. */
  readonly lists: readonly (PostingList | undefined)[];
  readonly counts: DocumentCounts;
}

/** The postings of an exact form. */
export function formList(view: SegmentView, ordinal: number): CountedList {
  const { segment } = view;
  return {
    postings: segment.postings,
    from: segment.formPostings[ordinal]!,
    to: segment.formPostings[ordinal + 1]!,
    titleCount: segment.formCounts[ordinal]!,
    bodyCount: segment.formCounts[segment.forms.size + ordinal]!,
  };
}

/** The postings of a stem. */
export function stemList(view: SegmentView, ordinal: number): CountedList {
  const { segment } = view;
  return {
    postings: segment.postings,
    from: segment.stemFrom[ordinal]!,
    to: segment.stemTo[ordinal]!,
    titleCount: segment.stemCounts[ordinal]!,
    bodyCount: segment.stemCounts[segment.stems.size + ordinal]!,
  };
}

/** A term from lists by segment; several lists of a segment are added up to one. `field` keeps only what stands in that field. */
export function scoredTerm(
  view: IndexView,
  term: string,
  weight: number,
  lists: readonly (readonly PostingList[])[],
  field?: 'title' | 'body',
): ScoredTerm {
  let [title, body, any] = [0, 0, 0];
  const combined = view.segments.map((segment, i) => {
    const own = lists[i]!;
    const list = field === undefined ? combine(own) : combine(own.map((one) => inField(one, field)));
    if (list === undefined) return undefined;
    const counts = countsIn(segment, list);
    title += counts.title;
    body += counts.body;
    any += counts.any;
    return list;
  });
  return { term, weight, lists: combined, counts: { title, body, any } };
}

function countsIn(segment: SegmentView, list: PostingList): DocumentCounts {
  const { postings } = list;
  const { live } = segment;
  if (isCounted(list)) {
    const any = list.to - list.from;
    if (live === undefined) return { title: list.titleCount, body: list.bodyCount, any };
    if (postings === segment.segment.postings) {
      const dead = segment.deadIn(list.from, list.to);
      return { title: list.titleCount - dead.title, body: list.bodyCount - dead.body, any: any - dead.any };
    }
  }
  let [title, body, any] = [0, 0, 0];
  for (let at = list.from; at < list.to; at++) {
    const document = postings.documents[at]!;
    if (live !== undefined && ((live[document >>> 5]! >>> (document & 31)) & 1) === 0) continue;
    any++;
    if (postings.titleBytes[at] !== 0) title++;
    if (postings.bodyBytes[at] !== 0) body++;
  }
  return { title, body, any };
}
