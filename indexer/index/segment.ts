import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { Precision } from '../../core/instant.ts';
import { HeraldError, messageOf } from '../../core/problem.ts';
import { Dictionary } from './dictionary.ts';
import { facetColumns } from './document.ts';
import type { FrequentPhrase } from './frequent-phrases.ts';
import { PairIndex } from './pair-index.ts';
import { PlacedPostings } from './placed-postings.ts';
import { Postings } from './postings.ts';
import { readSections, type SectionFile } from './section-file.ts';
import { StoredFieldsReader } from './stored-fields.ts';

/**
 * An open segment: typed views over one file that was read with one read. Nothing is parsed per document.
 *
 * Documents are numbered 0..n-1, terms by their order in their dictionary. There are two dictionaries: the *forms* (words as written, folded), with
 * positions, and the *stems*, whose postings MiniSearch built. "pairs" are (ordinal, language ordinal). Numbers are
 * little-endian; `u32[n+1]` starts are cumulative, the last is the end. The container is described in section-file.ts.
 *
 *     META      JSON       SegmentFacts: constant size, whatever the number of documents
 *     FORMTEXT  u8[]       forms, UTF-8, sorted by bytes      FORMSTRT  u32[f+1]  start of each
 *     FORMSHAR  u8[f]      bytes that each has in common with the one before, 255 at most
 *     FORMPOST  u32[f+1]   start of each form's postings      FORMDF    u32[2f]   documents with it in the title; in the body
 *     FORMSTST  u32[f+1]   start in FORMSTEM                  FORMSTEM  u32[]     pairs: its stems, in which language
 *     STEMTEXT  u8[]       stems, UTF-8, sorted by bytes      STEMSTRT  u32[s+1]  start of each
 *     STEMFROM  u32[s]     start of each stem's postings      STEMTO    u32[s]    their end. A stem with one form shares its postings.
 *     STEMDF    u32[2s]    as FORMDF
 *     STEMFMST  u32[s+1]   start in STEMFORM                  STEMFORM  u32[]     pairs: its forms, in which language
 *     POSTDOCS  u16[p]     document of each posting, ascending within a list
 *     POSTTITL  u8[p]      frequency in the title, 255: see OVERTITL      POSTBODY  u8[p]  in the body, 255: see OVERBODY
 *     OVERTITL  u32[]      (posting, frequency), sorted by posting        OVERBODY  u32[]  the same for the body
 *     POSITION  u16[]/u32[] positions of each form's posting, the title's first, each field's from 0; the width is in META
 *     POSBLOCK  u32[]      for every 16th posting, where its positions start in POSITION (forms only: they come first)
 *     PAIRABLE  u32[]      the most frequent forms, ascending: neighbours among them are kept as pairs (frequent-pairs.ts)
 *     PAIRFORM  u32[2q]    first and second form of each pair, sorted; PAIRPOST u32[q+1] start of each pair's postings
 *     PAIRDOCS, PAIRTITL, PAIRBODY, PAIROVRT, PAIROVRB, PAIRPOSN, PAIRBLCK: postings of the pairs, as POSTDOCS to POSBLOCK; a
 *                          pair's position is that of its first form
 *     DOCLEN    u32[4n]    distinct stems of titles; of bodies; words of titles; of bodies
 *     DOCDAYS   i32[2n]    first days; last days (from 1970-01-01); -2^31 where none is known
 *     DOCPREC   u8[n]      index in `precisions`              DOCFLAG   u8[n]     bit 0: the newest revision
 *     DOCLANG   u16[n]     language ordinal                   DOCREV    u32[n]    revision number
 *     STOREAT   f64[n]     offset in the stored-fields file   STORELEN  u32[n]    length there, bytes
 *     IDTEXT    u8[]       ids, UTF-8, in document order      IDSTRT    u32[n+1]  start of each
 *     IDORDER   u32[n]     documents by id, the newest revision first
 *     PHRTEXT   u8[]       phrases of titles, UTF-8, sorted   PHRSTRT   u32[q+1]  start of each
 *     PHRCOUNT  u32[q]     in about how many titles each stands (frequent-phrases.ts)
 *     and for each facet c of `facetColumns`:
 *     FcTEXT    u8[]       values, UTF-8, sorted by bytes     FcSTRT    u32[v+1]  start of each
 *     FcDOCS    u32[n+1]   start of each document's values    FcORDS    u32[]     their ordinals
 *     FcVDST    u32[v+1]   start of each value's documents    FcVDOC    u16[]     those documents, ascending
 */
export class Segment {
  private users = 1;
  /** The file's name without its extension: names the segment everywhere. */
  readonly name: string;
  readonly facts: SegmentFacts;
  /** How many documents it has, dead ones included. */
  readonly size: number;
  readonly forms: Dictionary;
  /** Bytes that each form has in common with the one before, 255 at most. */
  readonly formsShared: Uint8Array;
  readonly stems: Dictionary;
  readonly postings: Postings;
  readonly formPostings: Uint32Array;
  readonly formCounts: Uint32Array;
  readonly formStemStarts: Uint32Array;
  readonly formStems: Uint32Array;
  readonly stemFrom: Uint32Array;
  readonly stemTo: Uint32Array;
  readonly stemCounts: Uint32Array;
  readonly stemFormStarts: Uint32Array;
  readonly stemForms: Uint32Array;
  /** The postings of the forms, with their positions. Those of the stems have none. */
  readonly formPlaces: PlacedPostings;
  readonly pairs: PairIndex;
  readonly distinctStems: { readonly title: Uint32Array; readonly body: Uint32Array };
  readonly words: { readonly title: Uint32Array; readonly body: Uint32Array };
  readonly firstDays: Int32Array;
  readonly lastDays: Int32Array;
  readonly precisionCodes: Uint8Array;
  readonly flags: Uint8Array;
  readonly languages: Uint16Array;
  readonly revisions: Uint32Array;
  readonly facets: readonly FacetIndex[];
  /** Frequent phrases of titles, and in about how many each stands. */
  readonly phrases: Dictionary;
  readonly phraseCounts: Uint32Array;
  readonly stored: StoredFieldsReader;
  /** Documents by id (bytes), the newest revision first. */
  readonly idOrder: Uint32Array;
  /** Bytes held in memory. */
  readonly bytes: number;
  /** The file, and its content. */
  readonly path: string;
  readonly memory: ArrayBufferLike;
  private readonly storedOffsets: Float64Array;
  private readonly storedLengths: Uint32Array;
  private readonly ids: Dictionary;

  private constructor(path: string, buffer: ArrayBufferLike, verified = false) {
    const file = readSections(path, buffer, verified);
    const facts = factsOf(file, path);
    const n = facts.documents;
    this.name = basename(path).replace(/\.seg$/, '');
    this.bytes = buffer.byteLength;
    this.path = path;
    this.memory = buffer;
    this.facts = facts;
    this.size = n;
    this.forms = new Dictionary(file.section('FORMTEXT'), u32(file, 'FORMSTRT'));
    this.formsShared = file.section('FORMSHAR');
    this.formPostings = u32(file, 'FORMPOST');
    this.formCounts = u32(file, 'FORMDF');
    this.formStemStarts = u32(file, 'FORMSTST');
    this.formStems = u32(file, 'FORMSTEM');
    this.stems = new Dictionary(file.section('STEMTEXT'), u32(file, 'STEMSTRT'));
    this.stemFrom = u32(file, 'STEMFROM');
    this.stemTo = u32(file, 'STEMTO');
    this.stemCounts = u32(file, 'STEMDF');
    this.stemFormStarts = u32(file, 'STEMFMST');
    this.stemForms = u32(file, 'STEMFORM');
    this.postings = new Postings(
      u16(file, 'POSTDOCS'),
      file.section('POSTTITL'),
      file.section('POSTBODY'),
      u32(file, 'OVERTITL'),
      u32(file, 'OVERBODY'),
    );
    const positionsOf = facts.positionBytes === 4 ? u32 : u16;
    this.formPlaces = new PlacedPostings(this.postings, positionsOf(file, 'POSITION'), u32(file, 'POSBLOCK'));
    const pairPostings = new Postings(
      u16(file, 'PAIRDOCS'),
      file.section('PAIRTITL'),
      file.section('PAIRBODY'),
      u32(file, 'PAIROVRT'),
      u32(file, 'PAIROVRB'),
    );
    this.pairs = new PairIndex(
      u32(file, 'PAIRABLE'),
      u32(file, 'PAIRFORM'),
      u32(file, 'PAIRPOST'),
      new PlacedPostings(pairPostings, positionsOf(file, 'PAIRPOSN'), u32(file, 'PAIRBLCK')),
    );
    const lengths = u32(file, 'DOCLEN');
    this.distinctStems = { title: lengths.subarray(0, n), body: lengths.subarray(n, 2 * n) };
    this.words = { title: lengths.subarray(2 * n, 3 * n), body: lengths.subarray(3 * n, 4 * n) };
    const days = i32(file, 'DOCDAYS');
    this.firstDays = days.subarray(0, n);
    this.lastDays = days.subarray(n, 2 * n);
    this.precisionCodes = file.section('DOCPREC');
    this.flags = file.section('DOCFLAG');
    this.languages = u16(file, 'DOCLANG');
    this.revisions = u32(file, 'DOCREV');
    this.storedOffsets = f64(file, 'STOREAT');
    this.storedLengths = u32(file, 'STORELEN');
    this.ids = new Dictionary(file.section('IDTEXT'), u32(file, 'IDSTRT'));
    this.idOrder = u32(file, 'IDORDER');
    this.facets = facetColumns.map((_, column) => ({
      values: new Dictionary(file.section(`F${column}TEXT`), u32(file, `F${column}STRT`)),
      starts: u32(file, `F${column}DOCS`),
      ordinals: u32(file, `F${column}ORDS`),
      documentStarts: u32(file, `F${column}VDST`),
      documents: u16(file, `F${column}VDOC`),
    }));
    this.phrases = new Dictionary(file.section('PHRTEXT'), u32(file, 'PHRSTRT'));
    this.phraseCounts = u32(file, 'PHRCOUNT');
    this.stored = new StoredFieldsReader(path.replace(/\.seg$/, '.docs'), facts.storedBytes);
  }

  /**
   * Opens `<name>.seg` and the stored fields `<name>.docs` beside it.
   * @param shared into memory that other threads can have views of, too
   * @throws HeraldError `damaged`, naming the file, what is wrong with it and what to do
   */
  static open(path: string, shared = false): Segment {
    return new Segment(path, readWhole(path, shared));
  }

  /**
   * Opens what another thread has opened: other views of the same memory, and the stored fields for itself.
   * @throws HeraldError `damaged` when the stored fields are not there any more
   */
  static attach(path: string, memory: SharedArrayBuffer): Segment {
    return new Segment(path, memory, true);
  }

  id(document: number): string {
    return this.ids.at(document);
  }

  /** The documents (revisions) with an id, the newest first. */
  documentsOf(id: string): number[] {
    const key = Buffer.from(id);
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ids.compare(this.idOrder[middle]!, key) < 0) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (; low < this.size && this.ids.compare(this.idOrder[low]!, key) === 0; low++) found.push(this.idOrder[low]!);
    return found;
  }

  /** Negative, 0 or positive as the id of one document is before, equal to or after a text, by bytes. */
  compareId(document: number, key: Uint8Array): number {
    return this.ids.compare(document, key);
  }

  isCurrent(document: number): boolean {
    return (this.flags[document]! & documentFlags.current) !== 0;
  }

  frequentPhrases(): FrequentPhrase[] {
    return Array.from(this.phraseCounts, (count, ordinal) => ({ text: this.phrases.at(ordinal), count }));
  }

  storedAt(document: number): { readonly offset: number; readonly length: number } {
    return { offset: this.storedOffsets[document]!, length: this.storedLengths[document]! };
  }

  /** Opened once more: it stays open until it was closed as often. */
  share(): this {
    this.users++;
    return this;
  }

  close(): void {
    if (--this.users === 0) this.stored.close();
  }
}

/** Small facts of a segment, whatever its size. */
export interface SegmentFacts {
  readonly documents: number;
  /** What language ordinals stand for, BCP 47. */
  readonly languages: readonly string[];
  readonly analyzer: string;
  readonly storedBytes: number;
  readonly positionBytes: 2 | 4;
}

/** One facet of a segment: documents to values and values to documents. */
export interface FacetIndex {
  readonly values: Dictionary;
  readonly starts: Uint32Array;
  readonly ordinals: Uint32Array;
  readonly documentStarts: Uint32Array;
  readonly documents: Uint16Array;
}

/** "No day known" in the day columns. */
export const noDay = -2_147_483_648;

/** What precision codes stand for; 0 is none. */
export const precisions: readonly (Precision | undefined)[] = [undefined, 'year', 'month', 'day', 'minute'];

export const documentFlags = { current: 1 } as const;

function readWhole(path: string, shared: boolean): ArrayBufferLike {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new HeraldError('damaged', `cannot open the index file ${path}: ${messageOf(error)}`, {
      hint: 'rebuild the index with `herald index --full`',
      cause: error,
    });
  }
  try {
    const { size } = fstatSync(file);
    const buffer = shared ? new SharedArrayBuffer(size) : new ArrayBuffer(size);
    const bytes = new Uint8Array(buffer);
    for (let read = 0; read < bytes.length;) {
      const count = readSync(file, bytes, read, Math.min(bytes.length - read, largestRead), read);
      if (count === 0) break;
      read += count;
    }
    return buffer;
  } finally {
    closeSync(file);
  }
}

/** Linux reads at most 2^31 - 4096 bytes at once. */
const largestRead = 2 ** 30;

function factsOf(file: SectionFile, path: string): SegmentFacts {
  try {
    return JSON.parse(Buffer.from(file.section('META')).toString('utf8')) as SegmentFacts;
  } catch (error) {
    if (error instanceof HeraldError) throw error;
    throw new HeraldError('damaged', `cannot use the index file ${path}: its facts are not JSON`, {
      hint: 'rebuild the index with `herald index --full`',
      cause: error,
    });
  }
}

function u16(file: SectionFile, name: string): Uint16Array {
  const { buffer, byteOffset, byteLength } = file.section(name);
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}

function u32(file: SectionFile, name: string): Uint32Array {
  const { buffer, byteOffset, byteLength } = file.section(name);
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

function i32(file: SectionFile, name: string): Int32Array {
  const { buffer, byteOffset, byteLength } = file.section(name);
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

function f64(file: SectionFile, name: string): Float64Array {
  const { buffer, byteOffset, byteLength } = file.section(name);
  return new Float64Array(buffer, byteOffset, byteLength / 8);
}
