import type { Explanation } from '../engine.ts';
import { gallopRatio, intersect, type DocumentSet } from './document-set.ts';
import type { IndexView, SegmentView } from './index-view.ts';
import type { Matcher } from './matcher.ts';
import type { Plan } from './plan.ts';
import type { PostingList } from './posting-list.ts';
import { overflowMark } from '../../../indexer/index/postings.ts';
import type { Ranking } from './ranking.ts';
import type { ScoredTerm } from './term-lists.ts';

/**
 * Scores of documents of one segment. The core is BM25+ as MiniSearch computes it, over the statistics of all segments:
 * idf * (d + f * (k + 1) / (f + k * (1 - b + b * length / mean length))), for each term and (fields apart) each field.
 */
export class Scorer {
  private readonly view: IndexView;
  private readonly ranking: Ranking;
  private readonly norms: readonly Norms[];
  /** Scores by document; only those of the set being scored mean anything. */
  private readonly scores = new Float64Array(65_536);
  /** Marks the documents of a set: those whose mark is the present generation. */
  private readonly marks = new Uint32Array(65_536);
  private generation = 0;
  /** The set whose documents are marked: the terms of a query are mostly scored for the same one after the other. */
  private marked: DocumentSet | undefined;

  constructor(view: IndexView, ranking: Ranking) {
    this.view = view;
    this.ranking = ranking;
    this.norms = view.segments.map((segment) => normsOf(segment, view, ranking));
  }

  /** The scores of these documents, by document number; valid until the next call. */
  score(plan: Plan, documents: DocumentSet, matcher: Matcher, segment: number): Float64Array {
    const { scores } = this;
    this.marked = undefined;
    for (let i = 0; i < documents.length; i++) scores[documents[i]!] = 0;
    this.add(plan, documents, matcher, segment);
    return scores;
  }

  /** The part of a BM25 score that grows with the frequency, for something found so often in a document, whatever the field. */
  saturated(frequency: number, document: number, segment: number): number {
    const { k } = this.ranking.bm25;
    const norms = this.norms[segment]!;
    const norm = this.ranking.fields === 'joined' ? norms.joined[document]! : norms.body[document]!;
    return (frequency * (k + 1)) / (frequency + norm);
  }

  /** The same for one document, term by term. */
  explain(plan: Plan, document: number, matcher: Matcher, segment: number): Explanation {
    const parts: Explanation[] = [];
    this.explainInto(parts, plan, document, matcher, segment);
    return { value: parts.reduce((sum, part) => sum + part.value, 0), description: 'sum of the words found', parts };
  }

  private add(plan: Plan, documents: DocumentSet, matcher: Matcher, segment: number): void {
    switch (plan.kind) {
      case 'leaf':
        for (const term of plan.leaf.terms) this.addTerm(term, documents, segment);
        return;
      case 'or':
        for (const child of plan.children) {
          this.add(child, this.within(child, documents, matcher), matcher, segment);
          if (child.kind === 'leaf')
            for (const part of child.leaf.parts?.() ?? []) this.addTerm(part, documents, segment);
        }
        return;
      case 'and':
        for (const child of plan.children) this.add(child, documents, matcher, segment);
        return;
      case 'all':
      case 'none':
      case 'filter':
      case 'published':
      case 'not':
        return;
    }
  }

  /** A branch of an `or` scores only documents that it matches itself: a word of an `and` counts where the whole `and` holds. */
  private within(child: Plan, documents: DocumentSet, matcher: Matcher): DocumentSet {
    return child.kind === 'and' ? intersect(documents, matcher.match(child)) : documents;
  }

  private addTerm(term: ScoredTerm, documents: DocumentSet, segment: number): void {
    const list = term.lists[segment];
    if (list === undefined || documents.length === 0) return;
    const weights = this.weights(term);
    if (list.to - list.from > documents.length * gallopRatio)
      this.addSeeking(list, documents, weights, this.norms[segment]!);
    else this.addWalking(list, documents, weights, this.norms[segment]!);
  }

  private addSeeking(list: PostingList, documents: DocumentSet, weights: Weights, norms: Norms): void {
    const { postings, to } = list;
    const { scores } = this;
    let at = list.from;
    for (let i = 0; i < documents.length; i++) {
      const document = documents[i]!;
      at = postings.seek(document, at, to);
      if (at === to) return;
      if (postings.documents[at] === document)
        scores[document]! += this.one(
          postings.titleFrequency(at),
          postings.bodyFrequency(at),
          document,
          weights,
          norms,
        );
    }
  }

  private addWalking(list: PostingList, documents: DocumentSet, weights: Weights, norms: Norms): void {
    // A word alone: the set is the very list (the same memory), so every posting counts.
    if (isListItself(list, documents)) {
      this.addRange(list, weights, norms, undefined);
      return;
    }
    this.mark(documents);
    this.addRange(list, weights, norms, this.marks);
  }

  private mark(documents: DocumentSet): void {
    if (documents === this.marked) return;
    this.marked = documents;
    const { marks } = this;
    const generation = ++this.generation;
    for (let i = 0; i < documents.length; i++) marks[documents[i]!] = generation;
  }

  /** The hot loop. Local copies of everything, so that nothing is loaded twice. `marks`: only documents marked with the present generation. */
  private addRange(list: PostingList, weights: Weights, norms: Norms, marks: Uint32Array | undefined): void {
    const { scores, generation } = this;
    const { postings, to } = list;
    const { documents, titleBytes, bodyBytes } = postings;
    const { joined, any, titleBoost, bodyBoost, gain, d } = weights;
    const norm = norms.joined;
    for (let at = list.from; at < to; at++) {
      const document = documents[at]!;
      if (marks !== undefined && marks[document] !== generation) continue;
      let title = titleBytes[at]!;
      let body = bodyBytes[at]!;
      if (title === overflowMark) title = postings.titleFrequency(at);
      if (body === overflowMark) body = postings.bodyFrequency(at);
      if (joined) {
        const frequency = title * titleBoost + body * bodyBoost;
        scores[document]! += any * (d + (frequency * gain) / (frequency + norm[document]!));
      } else scores[document]! += this.one(title, body, document, weights, norms);
    }
  }

  private one(title: number, body: number, document: number, weights: Weights, norms: Norms): number {
    const { d, gain } = weights;
    if (weights.joined) {
      const frequency = title * weights.titleBoost + body * weights.bodyBoost;
      return weights.any * (d + (frequency * gain) / (frequency + norms.joined[document]!));
    }
    let score = 0;
    if (title !== 0) score += weights.title * (d + (title * gain) / (title + norms.title[document]!));
    if (body !== 0) score += weights.body * (d + (body * gain) / (body + norms.body[document]!));
    return score;
  }

  private weights(term: ScoredTerm): Weights {
    const { bm25, fields, titleBoost, bodyBoost } = this.ranking;
    const { documents } = this.view;
    const idf = (count: number): number => term.weight * Math.log(1 + (documents - count + 0.5) / (count + 0.5));
    return {
      joined: fields === 'joined',
      any: idf(term.counts.any),
      title: idf(term.counts.title) * titleBoost,
      body: idf(term.counts.body) * bodyBoost,
      titleBoost,
      bodyBoost,
      d: bm25.d,
      gain: bm25.k + 1,
    };
  }

  private explainInto(parts: Explanation[], plan: Plan, document: number, matcher: Matcher, segment: number): void {
    if (plan.kind === 'leaf') {
      for (const term of plan.leaf.terms) {
        const part = this.explainTerm(term, document, segment);
        if (part !== undefined) parts.push(part);
      }
    } else if (plan.kind === 'or' || plan.kind === 'and') {
      const only = Uint16Array.of(document);
      for (const child of plan.children) {
        if (plan.kind === 'or' && this.within(child, only, matcher).length === 0) continue;
        this.explainInto(parts, child, document, matcher, segment);
        if (plan.kind === 'or' && child.kind === 'leaf')
          parts.push(
            ...(child.leaf.parts?.() ?? []).flatMap((part) => this.explainTerm(part, document, segment) ?? []),
          );
      }
    }
  }

  private explainTerm(term: ScoredTerm, document: number, segment: number): Explanation | undefined {
    const list = term.lists[segment];
    if (list === undefined) return undefined;
    const at = list.postings.seek(document, list.from, list.to);
    if (at === list.to || list.postings.documents[at] !== document) return undefined;
    const title = list.postings.titleFrequency(at);
    const body = list.postings.bodyFrequency(at);
    const weights = this.weights(term);
    const norms = this.norms[segment]!;
    const value = this.one(title, body, document, weights, norms);
    const { any } = term.counts;
    return {
      value,
      description: `“${term.term}”: ${title} in the title, ${body} in the body, in ${any} of ${this.view.documents} documents`,
      parts: weights.joined
        ? [
            { value: weights.any, description: 'rarity (idf)', parts: [] },
            {
              value: weights.any === 0 ? 0 : value / weights.any,
              description: 'how often, for the length of the text',
              parts: [],
            },
          ]
        : [
            { value: this.one(title, 0, document, weights, norms), description: 'in the title', parts: [] },
            { value: this.one(0, body, document, weights, norms), description: 'in the body', parts: [] },
          ],
    };
  }
}

function isListItself({ postings, from, to }: PostingList, documents: DocumentSet): boolean {
  const all = postings.documents;
  return (
    documents.length === to - from &&
    documents.buffer === all.buffer &&
    documents.byteOffset === all.byteOffset + from * all.BYTES_PER_ELEMENT
  );
}

interface Weights {
  readonly joined: boolean;
  readonly any: number;
  readonly title: number;
  readonly body: number;
  readonly titleBoost: number;
  readonly bodyBoost: number;
  readonly d: number;
  readonly gain: number;
}

/** k * (1 - b + b * length / mean) of each document: computed once for a snapshot. */
interface Norms {
  readonly title: Float64Array;
  readonly body: Float64Array;
  readonly joined: Float64Array;
}

function normsOf(segment: SegmentView, view: IndexView, ranking: Ranking): Norms {
  const { k, b } = ranking.bm25;
  const { segment: own } = segment;
  const means = view.meanLengths;
  const lengths = ranking.length === 'distinct' ? own.distinctStems : own.words;
  const [titleMean, bodyMean] =
    ranking.length === 'distinct' ? [means.titleDistinct, means.bodyDistinct] : [means.titleWords, means.bodyWords];
  const norm = (length: number, mean: number): number => k * (1 - b + (mean === 0 ? 0 : (b * length) / mean));
  return ranking.fields === 'joined'
    ? {
        title: noNorms,
        body: noNorms,
        joined: Float64Array.from(lengths.title, (title, i) => norm(title + lengths.body[i]!, titleMean + bodyMean)),
      }
    : {
        title: Float64Array.from(lengths.title, (length) => norm(length, titleMean)),
        body: Float64Array.from(lengths.body, (length) => norm(length, bodyMean)),
        joined: noNorms,
      };
}

const noNorms = new Float64Array(0);
