/**
 * From the query as typed to what an engine looks up: the analyzer's words, phrases and beginnings in place of texts.
 * Neighbouring plain words are read together, so that synonyms of several words are seen (`memorandum of understanding`).
 */
import type {
  Analyzer,
  PhraseTerm,
  PrefixTerms,
  QueryWord,
  SupportingTerm,
} from '../../../indexer/analyse/analyzer.ts';
import { mostOperands } from './parse-query.ts';
import type { FilterNode, QueryNode, TextField, WordNode } from '../query.ts';
import { createNoteList, type Note, type NoteList } from './note.ts';

export type CompiledQuery =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | CompiledLeaf
  | FilterNode
  | { readonly kind: 'published'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'and'; readonly children: readonly CompiledQuery[] }
  | { readonly kind: 'or'; readonly children: readonly CompiledQuery[] }
  | { readonly kind: 'not'; readonly child: CompiledQuery };

/** What a text must hold. */
export type CompiledLeaf =
  | {
      readonly kind: 'word';
      readonly text: string;
      readonly word: QueryWord;
      /** Whether stems count, or exact forms only. */ readonly exact: boolean;
      readonly field?: TextField;
    }
  | {
      readonly kind: 'phrase';
      readonly text: string;
      readonly terms: readonly PhraseTerm[];
      readonly slop: number;
      readonly field?: TextField;
    }
  | { readonly kind: 'prefix'; readonly text: string; readonly prefix: PrefixTerms; readonly field?: TextField }
  /** `term` is folded. */
  | { readonly kind: 'fuzzy'; readonly text: string; readonly term: string; readonly field?: TextField };

export interface CompileOptions {
  /** Languages of the documents in the index, the most frequent first. */
  readonly languages: readonly string[];
  /** No stems, no synonyms. */
  readonly exact: boolean;
}

export interface Compiled {
  readonly query: CompiledQuery;
  /** What was left out. */
  readonly notes: readonly Note[];
  /** Pieces of the plain words that are wanted anywhere: they only move a document up. */
  readonly supporting: readonly SupportingTerm[];
}

export function compileQuery(node: QueryNode, analyzer: Analyzer, options: CompileOptions): Compiled {
  const notes = createNoteList();
  const supporting: SupportingTerm[] = [];
  const query = compile(node, { analyzer, options, notes, supporting, read: { words: 0 } });
  return { query: query ?? { kind: 'none' }, notes: notes.all, supporting };
}

interface Compiler {
  readonly analyzer: Analyzer;
  readonly options: CompileOptions;
  readonly notes: NoteList;
  readonly supporting: SupportingTerm[];
  /** How many words were read: a script without spaces has many in what the parser takes for one. */
  readonly read: { words: number };
}

/** `undefined`: nothing in it can be searched for. */
function compile(node: QueryNode, compiler: Compiler): CompiledQuery | undefined {
  switch (node.kind) {
    case 'word':
      return compileWord(node, compiler);
    case 'phrase':
      return compilePhrase(node.text, node.slop, node.field, compiler);
    case 'and':
      return joined('and', compileAll(node.children, compiler));
    case 'or':
      return joined(
        'or',
        node.children.flatMap((child) => compile(child, compiler) ?? []),
      );
    case 'not': {
      const child = compile(node.child, { ...compiler, supporting: [] });
      return child === undefined ? undefined : { kind: 'not', child };
    }
    case 'all':
    case 'none':
    case 'filter':
    case 'published':
      return node;
  }
}

function joined(kind: 'and' | 'or', children: readonly CompiledQuery[]): CompiledQuery | undefined {
  const [only] = children;
  return children.length < 2 ? only : { kind, children };
}

/** Children of a conjunction: runs of plain words in one field are one text. Stop words are left out unless nothing else is asked for. */
function compileAll(children: readonly QueryNode[], compiler: Compiler): CompiledQuery[] {
  const compiled: CompiledQuery[] = [];
  for (let i = 0; i < children.length;) {
    const first = children[i]!;
    let end = i + 1;
    if (isPlain(first)) while (end < children.length && continues(first, children[end]!)) end++;
    if (isPlain(first)) compiled.push(...compilePlain(children.slice(i, end) as WordNode[], compiler));
    else {
      const child = compile(first, compiler);
      if (child !== undefined) compiled.push(child);
    }
    i = end;
  }
  return withoutStopWords(compiled);
}

function isPlain(node: QueryNode): node is WordNode {
  return node.kind === 'word' && node.form === 'any';
}

function continues(first: WordNode, next: QueryNode): boolean {
  return isPlain(next) && next.field === first.field;
}

function withoutStopWords(compiled: readonly CompiledQuery[]): CompiledQuery[] {
  const kept = compiled.filter((child) => child.kind !== 'word' || !child.word.stop);
  return kept.some((child) => child.kind !== 'not') ? kept : [...compiled];
}

function compilePlain(nodes: readonly WordNode[], compiler: Compiler): CompiledQuery[] {
  const { analyzer, options, notes } = compiler;
  const field = nodes[0]!.field;
  const text = nodes.map((node) => node.text).join(' ');
  const all = analyzer.queryWords(text, options.languages, { exact: options.exact });
  const words = all.slice(0, Math.max(0, mostOperands - compiler.read.words));
  compiler.read.words += words.length;
  if (words.length < all.length) notes.add('words-cut', { limit: mostOperands });
  if (!options.exact && field === undefined)
    compiler.supporting.push(...analyzer.supportingTerms(text, words, options.languages));
  if (all.length === 0) notes.add('nothing-in-text', { typed: nodes[0]!.text });
  return words.map((word) => ({ kind: 'word', text: word.text, word, exact: options.exact, ...at(field) }));
}

function compileWord(node: WordNode, compiler: Compiler): CompiledQuery | undefined {
  const { analyzer } = compiler;
  switch (node.form) {
    case 'any':
      return joined('and', withoutStopWords(compilePlain([node], compiler)));
    case 'exact':
      return compilePhrase(node.text, 0, node.field, compiler);
    case 'prefix':
      return compilePrefix(node, compiler);
    case 'fuzzy': {
      const terms = analyzer.phraseTerms(node.text);
      const [only] = terms;
      if (only === undefined) return undefined;
      return terms.length === 1
        ? { kind: 'fuzzy', text: node.text, term: only.exact, ...at(node.field) }
        : compilePhrase(node.text, 0, node.field, compiler);
    }
  }
}

/** An exact word of several parts (`=Windham-Bannister`) is a phrase of them. */
function compilePhrase(
  text: string,
  slop: number,
  field: TextField | undefined,
  compiler: Compiler,
): CompiledQuery | undefined {
  const terms = compiler.analyzer.phraseTerms(text);
  if (terms.length > 0) return { kind: 'phrase', text, terms, slop, ...at(field) };
  compiler.notes.add('nothing-in-text', { typed: text });
  return undefined;
}

function compilePrefix(node: WordNode, compiler: Compiler): CompiledQuery | undefined {
  const prefix = compiler.analyzer.prefixTerms(node.text);
  return prefix.prefix === '' ? undefined : { kind: 'prefix', text: node.text, prefix, ...at(node.field) };
}

function at(field: TextField | undefined): { readonly field?: TextField } {
  return field === undefined ? {} : { field };
}
