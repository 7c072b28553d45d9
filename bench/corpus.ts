import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createBrotliDecompress } from 'node:zlib';

/** Recorded corpora, beside the project; its README.md says what they are. They are read there, never copied. */
export const sharedFolder = join(import.meta.dirname, '../../shared');

export const corpusNames = ['senate', 'mixed'] as const;
export type CorpusName = (typeof corpusNames)[number];

/** One line of a corpus: an announcement as `herald import` takes it. */
export interface CorpusDocument {
  readonly id: string;
  readonly source: string;
  readonly agency?: string;
  readonly date?: string;
  readonly title: string;
  readonly body: string;
  readonly lang?: string;
}

export function corpusFile(name: CorpusName): string {
  return join(sharedFolder, 'corpora', `${name}.jsonl.br`);
}

export function hasCorpus(name: CorpusName): boolean {
  return existsSync(corpusFile(name));
}

/** The documents of a corpus, spread evenly over it when not all are wanted. */
export async function readCorpus(name: CorpusName, limit = Infinity): Promise<CorpusDocument[]> {
  const documents: CorpusDocument[] = [];
  const lines = createInterface({ input: createReadStream(corpusFile(name)).pipe(createBrotliDecompress()) });
  for await (const line of lines) if (line !== '') documents.push(withoutNulls(JSON.parse(line) as object));
  if (documents.length <= limit) return documents;
  return Array.from({ length: limit }, (_, i) => documents[Math.floor((i * documents.length) / limit)]!);
}

/** What a line says is not known (`"date": null`) is absent. */
function withoutNulls(line: object): CorpusDocument {
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== null)) as unknown as CorpusDocument;
}

/** Characters of title and body. */
export function textLength(documents: Iterable<CorpusDocument>): number {
  let length = 0;
  for (const { title, body } of documents) length += title.length + body.length;
  return length;
}

/**
 * As many documents as asked for, from a corpus: beyond its own they are made of the halves of two of them, with the day moved and a
 * number of their own in the text, so that postings, lengths and the dictionary grow as they would with real ones.
 */
export function* varied(documents: readonly CorpusDocument[], count: number): Generator<CorpusDocument> {
  for (let i = 0; i < count; i++) {
    const first = documents[i % documents.length]!;
    const turn = Math.floor(i / documents.length);
    if (turn === 0) {
      yield first;
      continue;
    }
    const second = documents[(i * 7919 + turn * 104_729) % documents.length]!;
    const { date } = first;
    yield {
      ...first,
      id: `${first.id}.${turn}`,
      title: `${first.title} ${i}`,
      body: `${halfOf(first.body, turn % 2 === 0)} ${halfOf(second.body, turn % 2 === 1)} No. ${i}-${turn}`,
      ...(date === undefined ? {} : { date: `${Number(date.slice(0, 4)) - 5 * (turn % 4)}${date.slice(4)}` }),
    };
  }
}

function halfOf(text: string, first: boolean): string {
  const middle = text.indexOf(' ', text.length >> 1);
  if (middle < 0) return text;
  return first ? text.slice(0, middle) : text.slice(middle + 1);
}

/** mulberry32: the same numbers for the same seed, so that every run asks the same. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
