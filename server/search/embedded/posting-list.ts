import { largestByteFrequency, overflowMark, Postings } from '../../../indexer/index/postings.ts';
import { GrowingUint32 } from '../../../indexer/index/growing.ts';
import type { DocumentSet } from './document-set.ts';

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

/** Puts postings together, in order of document. */
export class PostingListBuilder {
  private readonly documents: Uint16Array;
  private readonly title: Uint8Array;
  private readonly body: Uint8Array;
  private readonly titleOverflow = new GrowingUint32();
  private readonly bodyOverflow = new GrowingUint32();
  private count = 0;

  /** @param capacity most postings that will be added */
  constructor(capacity: number) {
    this.documents = new Uint16Array(capacity);
    this.title = new Uint8Array(capacity);
    this.body = new Uint8Array(capacity);
  }

  add(document: number, title: number, body: number): void {
    const at = this.count++;
    this.documents[at] = document;
    this.title[at] = Math.min(title, overflowMark);
    this.body[at] = Math.min(body, overflowMark);
    if (title > largestByteFrequency) this.titleOverflow.pushAll([at, title]);
    if (body > largestByteFrequency) this.bodyOverflow.pushAll([at, body]);
  }

  list(): PostingList {
    const { count } = this;
    const postings = new Postings(
      this.documents.subarray(0, count),
      this.title.subarray(0, count),
      this.body.subarray(0, count),
      this.titleOverflow.array(),
      this.bodyOverflow.array(),
    );
    return { postings, from: 0, to: count };
  }
}

/** One list of several: frequencies of a document are added up. */
export function combine(lists: readonly PostingList[]): PostingList | undefined {
  const filled = lists.filter((list) => list.to > list.from);
  if (filled.length <= 1) return filled[0];
  const next = filled.map((list) => list.from);
  const builder = new PostingListBuilder(
    Math.min(
      65_536,
      filled.reduce((sum, list) => sum + list.to - list.from, 0),
    ),
  );
  for (;;) {
    let document = 65_536;
    for (let i = 0; i < filled.length; i++) {
      if (next[i]! < filled[i]!.to) document = Math.min(document, filled[i]!.postings.documents[next[i]!]!);
    }
    if (document === 65_536) return builder.list();
    let title = 0;
    let body = 0;
    for (let i = 0; i < filled.length; i++) {
      const { postings, to } = filled[i]!;
      const at = next[i]!;
      if (at >= to || postings.documents[at] !== document) continue;
      title += postings.titleFrequency(at);
      body += postings.bodyFrequency(at);
      next[i] = at + 1;
    }
    builder.add(document, title, body);
  }
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

/** A list from frequencies by document. */
export function dense(title: Uint32Array, body: Uint32Array): PostingList {
  let count = 0;
  for (let document = 0; document < title.length; document++) if (title[document]! + body[document]! > 0) count++;
  const builder = new PostingListBuilder(count);
  for (let document = 0; document < title.length; document++)
    if (title[document]! + body[document]! > 0) builder.add(document, title[document]!, body[document]!);
  return builder.list();
}
