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
