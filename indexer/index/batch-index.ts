import MiniSearch, { type Options } from 'minisearch';
import { StemTree } from './stem-tree.ts';

/** A document by the distinct stems of its fields, as numbers. MiniSearch keeps nothing of the object: it may be filled again. */
export interface StemsOfDocument {
  readonly id: number;
  readonly title: readonly number[];
  readonly body: readonly number[];
}

/**
 * MiniSearch's index of a batch of documents: its dictionary, which documents have a term in which field, and the
 * lengths it scores with (distinct terms of a field). Batches are small, so that the index being built stays in the
 * processor's caches and dies young.
 *
 * The index is read where it lies, by the members that MiniSearch leaves to classes derived from it: `toJSON()` says the
 * same through an object with a key a posting, and takes longer than all of the indexing.
 */
export class BatchIndex extends MiniSearch<StemsOfDocument> {
  private readonly tree: StemTree;

  /** @param texts what the numbers of stems stand for; number 0 stands for the empty term, which MiniSearch leaves out */
  constructor(texts: readonly string[]) {
    super(options);
    this.tree = new StemTree(texts);
    // The same class by MiniSearch's other entry point, which the types take for another.
    this._index = this.tree as unknown as typeof this._index;
  }

  /** How many stems the documents have. (To tell its `termCount`, MiniSearch walks its tree.) */
  get stemCount(): number {
    return this.tree.known.size;
  }

  /** The documents that have a stem in title or body, ascending (the order in which they were added). */
  eachDocument(stem: number, visit: (document: number) => void): void {
    const fields = this.tree.known.get(stem);
    if (fields === undefined) return;
    const title = fields.get(this._fieldIds['title']!);
    const body = fields.get(this._fieldIds['body']!);
    if (title !== undefined && body !== undefined) eachUnited(title.keys(), body.keys(), visit);
    else for (const document of (title ?? body)!.keys()) visit(document);
  }

  /** How many distinct stems title and body of a document have. */
  lengthsOf(document: number): readonly [title: number, body: number] {
    const lengths = this._fieldLength.get(document);
    return [lengths?.[this._fieldIds['title']!] ?? 0, lengths?.[this._fieldIds['body']!] ?? 0];
  }
}

/** Fields are their own tokens. The same functions for all batches, so that the compiler builds them into MiniSearch's loop. */
const options: Options<StemsOfDocument> = {
  fields: ['title', 'body'],
  extractField: (document, field) => document[field as keyof StemsOfDocument],
  stringifyField: (stems) => stems as string,
  tokenize: (stems) => stems as unknown as string[],
  processTerm: (stem) => stem,
  autoVacuum: false,
};

/** Two ascending lists as one, without repetition. */
function eachUnited(left: Iterator<number>, right: Iterator<number>, visit: (value: number) => void): void {
  let x = left.next();
  let y = right.next();
  while (x.done !== true || y.done !== true) {
    const value = Math.min(x.done === true ? Infinity : x.value, y.done === true ? Infinity : y.value);
    visit(value);
    if (x.done !== true && x.value === value) x = left.next();
    if (y.done !== true && y.value === value) y = right.next();
  }
}
