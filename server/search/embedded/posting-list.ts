import { largestByteFrequency, overflowMark, Postings } from '../../../indexer/index/postings.ts';
import { documentsOfMask, type DocumentSet } from './document-set.ts';

/** A range of postings: a term's list in the index, or one put together for a query (a phrase, a word in several forms). */
export interface PostingList {
  readonly postings: Postings;
  readonly from: number;
  readonly to: number;
}

/** The documents of a list, without copying. */
export function documentsOf(list: PostingList): DocumentSet {
  return list.postings.documents.subarray(list.from, list.to);
}

/** A list with the number of its documents, dead ones included, that have the term in the title and in the body. */
export interface CountedList extends PostingList {
  readonly titleCount: number;
  readonly bodyCount: number;
}

/** One list or none. */
export function listsOf(list: PostingList | undefined): PostingList[] {
  return list === undefined ? [] : [list];
}

/** Puts postings together, in order of document. */
export class PostingListBuilder {
  private readonly documents: Uint16Array;
  private readonly title: Uint8Array;
  private readonly body: Uint8Array;
  private readonly titleOverflow: number[] = [];
  private readonly bodyOverflow: number[] = [];
  private count = 0;
  private titleCount = 0;
  private bodyCount = 0;

  /** @param capacity most postings that will be added */
  constructor(capacity: number) {
    this.documents = new Uint16Array(capacity);
    this.title = new Uint8Array(capacity);
    this.body = new Uint8Array(capacity);
  }

  add(document: number, title: number, body: number): void {
    const at = this.count++;
    this.documents[at] = document;
    this.title[at] = title > largestByteFrequency ? overflowMark : title;
    this.body[at] = body > largestByteFrequency ? overflowMark : body;
    if (title > largestByteFrequency) this.titleOverflow.push(at, title);
    if (body > largestByteFrequency) this.bodyOverflow.push(at, body);
    if (title > 0) this.titleCount++;
    if (body > 0) this.bodyCount++;
  }

  list(): CountedList {
    const { count } = this;
    const postings = new Postings(
      this.documents.subarray(0, count),
      this.title.subarray(0, count),
      this.body.subarray(0, count),
      Uint32Array.from(this.titleOverflow),
      Uint32Array.from(this.bodyOverflow),
    );
    return { postings, from: 0, to: count, titleCount: this.titleCount, bodyCount: this.bodyCount };
  }
}

/** One list of several, each in order of document: frequencies of a document are added up. */
export function combine(lists: readonly PostingList[]): PostingList | undefined {
  const filled = lists.filter((list) => list.to > list.from);
  if (filled.length <= 1) return filled[0];
  filled.sort((a, b) => b.to - b.from - (a.to - a.from));
  const [largest, ...rest] = filled as [PostingList, ...PostingList[]];
  const few = rest.reduce((count, { from, to }) => count + to - from, 0);
  return isCounted(largest) && few * mergeRatio <= largest.to - largest.from
    ? (merged(largest, rest.length === 1 ? rest[0]! : sum(rest)) ?? sum(filled))
    : sum(filled);
}

/**
 * From so many postings to one on, copying the longer list in pieces beats adding up posting by posting: a word's stem in the main
 * language of the index beside its few documents in another one. Measured flat between 4 and 16.
 */
const mergeRatio = 8;

export function isCounted(list: PostingList): list is CountedList {
  return 'titleCount' in list;
}

/** A long list with a short one put between; `undefined` where a frequency is too large for its byte. */
function merged(long: CountedList, short: PostingList): CountedList | undefined {
  const { postings } = long;
  const others = short.postings;
  if (postings.overflowsIn(long.from, long.to) || others.overflowsIn(short.from, short.to)) return undefined;
  const capacity = long.to - long.from + (short.to - short.from);
  const documents = new Uint16Array(capacity);
  const title = new Uint8Array(capacity);
  const body = new Uint8Array(capacity);
  let { titleCount, bodyCount } = long;
  let count = 0;
  let at = long.from;
  const copyTo = (end: number): void => {
    documents.set(postings.documents.subarray(at, end), count);
    title.set(postings.titleBytes.subarray(at, end), count);
    body.set(postings.bodyBytes.subarray(at, end), count);
    count += end - at;
    at = end;
  };
  for (let i = short.from; i < short.to; i++) {
    const document = others.documents[i]!;
    copyTo(postings.seek(document, at, long.to));
    const both = at < long.to && postings.documents[at] === document;
    const [titleBefore, bodyBefore] = both ? [postings.titleBytes[at]!, postings.bodyBytes[at]!] : [0, 0];
    const [titleNow, bodyNow] = [titleBefore + others.titleBytes[i]!, bodyBefore + others.bodyBytes[i]!];
    if (titleNow > largestByteFrequency || bodyNow > largestByteFrequency) return undefined;
    documents[count] = document;
    title[count] = titleNow;
    body[count] = bodyNow;
    if (titleBefore === 0 && titleNow > 0) titleCount++;
    if (bodyBefore === 0 && bodyNow > 0) bodyCount++;
    count++;
    if (both) at++;
  }
  copyTo(long.to);
  const list = new Postings(
    documents.subarray(0, count),
    title.subarray(0, count),
    body.subarray(0, count),
    none,
    none,
  );
  return { postings: list, from: 0, to: count, titleCount, bodyCount };
}

const none = new Uint32Array(0);

/** Frequencies by document while lists are added up: all zero before and after. A search does all its work in one go, so one table serves them all. */
const titleSums = new Uint32Array(65_536);
const bodySums = new Uint32Array(65_536);
const summed = new Uint32Array(65_536 / 32);

/** The frequencies of each document added up over postings in any order, several of one document among them. */
export function sum(lists: readonly PostingList[]): CountedList {
  for (const { postings, from, to } of lists) {
    const { documents, titleBytes, bodyBytes } = postings;
    for (let at = from; at < to; at++) {
      const document = documents[at]!;
      const title = titleBytes[at]!;
      const body = bodyBytes[at]!;
      summed[document >>> 5]! |= 1 << (document & 31);
      if (title !== 0) titleSums[document]! += title === overflowMark ? postings.titleFrequency(at) : title;
      if (body !== 0) bodySums[document]! += body === overflowMark ? postings.bodyFrequency(at) : body;
    }
  }
  const documents = documentsOfMask(summed);
  const builder = new PostingListBuilder(documents.length);
  for (let i = 0; i < documents.length; i++) {
    const document = documents[i]!;
    builder.add(document, titleSums[document]!, bodySums[document]!);
    titleSums[document] = 0;
    bodySums[document] = 0;
  }
  summed.fill(0);
  return builder.list();
}

/** Only the postings in one field, with its frequencies alone. */
export function inField(list: PostingList, field: 'title' | 'body'): PostingList {
  const builder = new PostingListBuilder(list.to - list.from);
  const { postings } = list;
  for (let at = list.from; at < list.to; at++) {
    const frequency = field === 'title' ? postings.titleFrequency(at) : postings.bodyFrequency(at);
    if (frequency > 0)
      builder.add(postings.documents[at]!, field === 'title' ? frequency : 0, field === 'body' ? frequency : 0);
  }
  return builder.list();
}
