/**
 * The public retrieval collections of ../shared, with what other engines reach on them (its README.md tells how it was
 * measured). They are for research use: read there, never copied into the project.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Grades } from './ranking-metrics.ts';

export interface CollectionDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly lang: string;
}

export interface CollectionQuery {
  readonly id: string;
  readonly text: string;
  readonly grades: Grades;
}

export interface Collection {
  readonly name: string;
  readonly documents: readonly CollectionDocument[];
  /** Only those with a relevant document. */
  readonly queries: readonly CollectionQuery[];
}

/** nDCG@10 of others on a collection: each the best of several settings. */
export interface OthersFigures {
  readonly lucene: number;
  readonly fts5: number;
  readonly miniSearch: number;
  /** How many queries they were measured with, spread evenly over the file. */
  readonly queries: number;
}

export const others: Readonly<Record<string, OthersFigures>> = {
  cranfield: { lucene: 0.359, fts5: 0.353, miniSearch: 0.374, queries: 225 },
  cacm: { lucene: 0.467, fts5: 0.417, miniSearch: 0.529, queries: 52 },
  npl: { lucene: 0.437, fts5: 0.432, miniSearch: 0.439, queries: 93 },
  scifact: { lucene: 0.683, fts5: 0.687, miniSearch: 0.683, queries: 300 },
  checkthat2020: { lucene: 0.906, fts5: 0.905, miniSearch: 0.899, queries: 199 },
  obliqa: { lucene: 0.686, fts5: 0.672, miniSearch: 0.635, queries: 2786 },
  jaquad: { lucene: 0.889, fts5: 0.879, miniSearch: 0.888, queries: 1000 },
  drcd: { lucene: 0.953, fts5: 0.957, miniSearch: 0.953, queries: 1000 },
  korquad: { lucene: 0.955, fts5: 0.944, miniSearch: 0.946, queries: 1000 },
  piaf: { lucene: 0.779, fts5: 0.773, miniSearch: 0.78, queries: 1000 },
  'xquad-de': { lucene: 0.944, fts5: 0.915, miniSearch: 0.944, queries: 1190 },
  'xquad-es': { lucene: 0.958, fts5: 0.95, miniSearch: 0.957, queries: 1190 },
  'xquad-ru': { lucene: 0.956, fts5: 0.873, miniSearch: 0.953, queries: 1190 },
  'xquad-zh': { lucene: 0.966, fts5: 0.964, miniSearch: 0.963, queries: 1190 },
  'xquad-th': { lucene: 0.957, fts5: 0.972, miniSearch: 0.968, queries: 1190 },
  'msmarco-mini': { lucene: 0.733, fts5: 0.721, miniSearch: 0.742, queries: 43 },
};

/** Where the recorded collections lie, seen from the project's root. */
export const collectionsFile = join(import.meta.dirname, '../../shared/suites/ranking.tar.br');

/** Unpacks the collections into the system's temporary folder, once. @returns the folder that holds one folder a collection */
export function unpackCollections(file = collectionsFile): string {
  const packed = readFileSync(file);
  const folder = join(tmpdir(), `herald-collections-${createHash('sha256').update(packed).digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) {
    const partial = `${folder}.${process.pid}`;
    mkdirSync(partial, { recursive: true });
    writeFileSync(join(partial, 'ranking.tar'), brotliDecompressSync(packed));
    execFileSync('tar', ['-xf', 'ranking.tar'], { cwd: partial });
    renameSync(partial, folder);
  }
  return join(folder, 'ranking');
}

export function readCollection(folder: string, name: string): Collection {
  const grades = readGrades(join(folder, name, 'qrels.tsv'));
  const queries = readLines<{ id: string; text: string }>(join(folder, name, 'queries.jsonl')).map(({ id, text }) => ({
    id,
    text,
    grades: grades.get(id) ?? new Map<string, number>(),
  }));
  return {
    name,
    documents: readLines<CollectionDocument>(join(folder, name, 'corpus.jsonl')),
    queries: queries.filter((query) => [...query.grades.values()].some((grade) => grade > 0)),
  };
}

/** At most `limit` of a list, spread evenly over it. */
export function spread<T>(list: readonly T[], limit: number): T[] {
  if (list.length <= limit) return [...list];
  return Array.from({ length: limit }, (_, i) => list[Math.floor((i * list.length) / limit)]!);
}

function readGrades(file: string): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [query, document, grade] = line.split('\t');
    if (query === undefined || document === undefined) continue;
    const own = grades.get(query) ?? new Map<string, number>();
    grades.set(query, own.set(document, Number(grade)));
  }
  return grades;
}

function readLines<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
