import { BatchIndex } from './batch-index.ts';
import { GrowingUint32, type GrowingPositions } from './growing.ts';
import type { PostingRuns } from './posting-runs.ts';
import { TermRows } from './term-rows.ts';
import type { TokenStream } from './token-stream.ts';
import { emptyStem } from './vocabulary.ts';

/**
 * Inverts a batch of documents: the stems by MiniSearch, the forms and how often each stem stands by counting. The tokens
 * of a document are counted together while it is at hand; then only its distinct terms are sorted with those of the batch.
 */
export class TokenBatch {
  private readonly tokens: TokenStream;
  /** Number of the first document. */
  private base = 0;
  private index: BatchIndex;
  /** Filled again for each document. */
  private readonly distinct = { id: 0, title: [] as number[], body: [] as number[] };
  private readonly forms = new TermRows();
  private readonly stems = new TermRows();
  /** Where the positions of each row of the forms begin, the title's first, and the positions. */
  private readonly starts = new GrowingUint32();
  private readonly positions = new GrowingUint32();

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
    this.index = new BatchIndex(tokens.vocabulary.stemTexts);
  }

  get size(): number {
    return this.index.documentCount;
  }

  /** Adds the document that the stream has just read. */
  add(): void {
    this.countForms();
    this.countStems();
    this.index.add(this.distinct);
  }

  /** Puts the batch down and begins the next. `lengths` gets the distinct stems of title and body of each document. */
  invert(
    forms: PostingRuns,
    positions: GrowingPositions,
    stems: PostingRuns,
    lengths: (readonly [title: number, body: number])[],
  ): void {
    this.putForms(forms, positions);
    this.putStems(stems);
    for (let id = 0; id < this.size; id++) lengths.push(this.index.lengthsOf(id));
    this.base += this.size;
    this.index = new BatchIndex(this.tokens.vocabulary.stemTexts);
    this.forms.clear();
    this.stems.clear();
    this.starts.length = 0;
    this.positions.length = 0;
  }

  private countForms(): void {
    const { tokens, forms, starts, positions } = this;
    const first = forms.length;
    const rowOfToken = forms.count(tokens.forms, tokens.length, tokens.titleTokens, this.size, formCount(tokens));
    let start = positions.length;
    for (let row = first; row < forms.length; row++) {
      starts.push(start);
      start += forms.titleCounts.at(row) + forms.bodyCounts.at(row);
    }
    positions.extendTo(start);
    // Each start is moved to the row's end while the row is filled, and back behind.
    for (let token = 0; token < tokens.length; token++) {
      const row = rowOfToken[token]!;
      positions.set(starts.at(row), tokens.positions[token]!);
      starts.increment(row);
    }
    for (let row = first; row < forms.length; row++)
      starts.set(row, starts.at(row) - forms.titleCounts.at(row) - forms.bodyCounts.at(row));
  }

  private countStems(): void {
    const { tokens, stems, distinct } = this;
    const first = stems.length;
    stems.count(tokens.stems, tokens.length, tokens.titleTokens, this.size, tokens.vocabulary.stemTexts.length);
    distinct.id = this.size;
    distinct.title.length = 0;
    distinct.body.length = 0;
    for (let row = first; row < stems.length; row++) {
      if (stems.titleCounts.at(row) > 0) distinct.title.push(stems.terms.at(row));
      if (stems.bodyCounts.at(row) > 0) distinct.body.push(stems.terms.at(row));
    }
  }

  private putForms(runs: PostingRuns, positionsOut: GrowingPositions): void {
    const { forms, starts, positions } = this;
    forms.eachTerm(formCount(this.tokens), (form, order, from, to) => {
      runs.begin(form, positionsOut.length);
      for (let i = from; i < to; i++) {
        const row = order[i]!;
        const title = forms.titleCounts.at(row);
        const body = forms.bodyCounts.at(row);
        runs.postings.add(this.base + forms.documents.at(row), title, body);
        const start = starts.at(row);
        for (let at = start; at < start + title + body; at++) positionsOut.push(positions.at(at));
      }
    });
  }

  /** Which documents have a stem is MiniSearch's word, how often our count. @throws Error when they do not agree */
  private putStems(runs: PostingRuns): void {
    const { stems, index } = this;
    const { stemTexts } = this.tokens.vocabulary;
    let left = index.stemCount;
    stems.eachTerm(stemTexts.length, (stem, order, from, to) => {
      if (stem === emptyStem) return;
      left--;
      runs.begin(stem);
      let at = from;
      index.eachDocument(stem, (document) => {
        const row = order[at++]!;
        if (at > to || stems.documents.at(row) !== document) throw otherwise(stemTexts[stem]!);
        runs.postings.add(this.base + document, stems.titleCounts.at(row), stems.bodyCounts.at(row));
      });
      if (at !== to) throw otherwise(stemTexts[stem]!);
    });
    if (left !== 0) throw new Error(`MiniSearch has ${left} terms more than were counted`);
  }
}

function otherwise(term: string): Error {
  return new Error(`MiniSearch has the term ${term} in other documents than was counted`);
}

function formCount({ vocabulary }: TokenStream): number {
  return vocabulary.forms.size;
}
