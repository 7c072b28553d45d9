import { BatchIndex } from './batch-index.ts';
import { GrowingUint32, type GrowingPositions } from './growing.ts';
import type { PostingRuns } from './posting-runs.ts';
import type { TokenStream } from './token-stream.ts';

/** Inverts a batch of documents: forms by sorting their tokens, stems by MiniSearch. */
export class TokenBatch {
  private readonly tokens: TokenStream;
  /** Number of the first document. */
  private readonly base: number;
  private readonly index: BatchIndex;
  /** Filled again for each document. */
  private readonly distinct = { id: 0, title: [] as number[], body: [] as number[] };
  /** Form and position of every token; where the title's and the body's tokens of each document end. */
  private readonly forms = new GrowingUint32();
  private readonly positions = new GrowingUint32();
  private readonly titleEnds: number[] = [];
  private readonly bodyEnds: number[] = [];
  /** A row for every distinct stem of every document: its number, the document, how often it stands in title and body. */
  private readonly stems = new GrowingUint32();
  private readonly documents = new GrowingUint32();
  private readonly titleCounts = new GrowingUint32();
  private readonly bodyCounts = new GrowingUint32();

  constructor(tokens: TokenStream, base: number) {
    this.tokens = tokens;
    this.base = base;
    this.index = new BatchIndex(tokens.vocabulary.stemTexts);
  }

  get size(): number {
    return this.bodyEnds.length;
  }

  /** Adds the document that the stream has just read. */
  add(): void {
    const { forms, positions, length, titleTokens } = this.tokens;
    this.titleEnds.push(this.forms.length + titleTokens);
    this.forms.pushAll(forms.subarray(0, length));
    this.positions.pushAll(positions.subarray(0, length));
    this.countStems();
    this.index.add(this.distinct);
    this.bodyEnds.push(this.forms.length);
  }

  /** Puts the batch down. `lengths` gets the distinct stems of title and body of each document. */
  invert(
    forms: PostingRuns,
    positions: GrowingPositions,
    stems: PostingRuns,
    lengths: (readonly [title: number, body: number])[],
  ): void {
    this.putForms(forms, positions);
    this.putStems(stems);
    for (let id = 0; id < this.size; id++) lengths.push(this.index.lengthsOf(id));
  }

  private countStems(): void {
    const { stems, length, titleTokens, vocabulary } = this.tokens;
    const { title, body } = this.distinct;
    this.distinct.id = this.size;
    title.length = 0;
    body.length = 0;
    const rows = rowOfStem(vocabulary.stemTexts.length);
    const first = this.stems.length;
    for (let token = 0; token < length; token++) {
      const stem = stems[token]!;
      const inTitle = token < titleTokens;
      let row = rows[stem]! - 1;
      if (row < 0) {
        row = this.stems.length;
        rows[stem] = row + 1;
        this.stems.push(stem);
        this.documents.push(this.size);
        this.titleCounts.push(0);
        this.bodyCounts.push(0);
      }
      const counts = inTitle ? this.titleCounts : this.bodyCounts;
      const count = counts.at(row);
      if (count === 0) (inTitle ? title : body).push(stem);
      counts.set(row, count + 1);
    }
    for (let row = first; row < this.stems.length; row++) rows[this.stems.at(row)] = 0;
  }

  private putForms(runs: PostingRuns, positionsOut: GrowingPositions): void {
    const { titleEnds, bodyEnds } = this;
    const positions = this.positions.array();
    const documentOf = this.documentOfTokens();
    eachGroup(this.forms.array(), this.tokens.vocabulary.forms.size, (form, order, from, to) => {
      runs.begin(form, positionsOut.length);
      for (let at = from; at < to;) {
        const document = documentOf[order[at]!]!;
        const titleEnd = titleEnds[document]!;
        const bodyEnd = bodyEnds[document]!;
        const first = at;
        while (at < to && order[at]! < titleEnd) at++;
        const title = at - first;
        while (at < to && order[at]! < bodyEnd) at++;
        runs.postings.add(this.base + document, title, at - first - title);
        for (let i = first; i < at; i++) positionsOut.push(positions[order[i]!]!);
      }
    });
  }

  private documentOfTokens(): Uint16Array {
    const documents = new Uint16Array(this.forms.length);
    let start = 0;
    this.bodyEnds.forEach((end, document) => {
      documents.fill(document, start, end);
      start = end;
    });
    return documents;
  }

  /** Which documents have a stem is MiniSearch's word, how often our count. @throws Error when they do not agree */
  private putStems(runs: PostingRuns): void {
    const { vocabulary } = this.tokens;
    const rows = new Map<number, readonly [order: Uint32Array, from: number, to: number]>();
    eachGroup(this.stems.array(), vocabulary.stemTexts.length, (stem, order, from, to) =>
      rows.set(stem, [order, from, to]),
    );
    this.index.eachTerm((stem, title, body) => {
      const [order, from, to] = rows.get(stem)!;
      runs.begin(stem);
      let at = from;
      eachUnited(title, body, (document) => {
        const row = order[at++]!;
        if (at > to || this.documents.at(row) !== document)
          throw new Error(`MiniSearch has the term ${vocabulary.stemTexts[stem]!} in another document than was counted`);
        runs.postings.add(this.base + document, this.titleCounts.at(row), this.bodyCounts.at(row));
      });
    });
  }
}

/** Zeros, as many as there may be stems: for each stem of a document its row + 1. Whoever uses it leaves zeros behind. */
let rowsOfStems = new Uint32Array(1 << 12);
function rowOfStem(stems: number): Uint32Array {
  if (rowsOfStems.length < stems) rowsOfStems = new Uint32Array(stems * 2);
  return rowsOfStems;
}

/** Zeros again, for counting sorts. */
let counters = new Uint32Array(1 << 12);

/** The indices of equal keys together (counting sort), each group ascending: `order[from..to)`; the groups as first met. */
function eachGroup(
  keys: Uint32Array,
  keyCount: number,
  visit: (key: number, order: Uint32Array, from: number, to: number) => void,
): void {
  if (counters.length < keyCount) counters = new Uint32Array(keyCount * 2);
  const next = counters;
  const met: number[] = [];
  for (const key of keys) if (next[key]!++ === 0) met.push(key);
  let start = 0;
  for (const key of met) {
    const count = next[key]!;
    next[key] = start;
    start += count;
  }
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) order[next[keys[i]!]!++] = i;
  let from = 0;
  for (const key of met) {
    const to = next[key]!;
    next[key] = 0;
    visit(key, order, from, to);
    from = to;
  }
}

/** Two ascending lists as one, without repetition. */
function eachUnited(a: Iterable<number>, b: Iterable<number>, visit: (value: number) => void): void {
  const left = a[Symbol.iterator]();
  const right = b[Symbol.iterator]();
  let x = left.next();
  let y = right.next();
  while (x.done !== true || y.done !== true) {
    const value = Math.min(x.done === true ? Infinity : x.value, y.done === true ? Infinity : y.value);
    visit(value);
    if (x.done !== true && x.value === value) x = left.next();
    if (y.done !== true && y.value === value) y = right.next();
  }
}
