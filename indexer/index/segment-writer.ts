import type { Precision } from '../../core/instant.ts';
import { packStrings, sharedBeginnings, sortedAsBytes } from './dictionary.ts';
import { facetColumns } from './document.ts';
import { frequentPairs } from './frequent-pairs.ts';
import { GrowingUint32 } from './growing.ts';
import { writeSections, type WrittenFile } from './section-file.ts';
import type { DocumentRow, SegmentDraft } from './segment-draft.ts';
import { documentFlags, noDay, precisions, type SegmentFacts } from './segment.ts';

type Sections = (readonly [name: string, content: NodeJS.ArrayBufferView])[];

/** Writes a draft as a segment file; segment.ts describes the sections. */
export function writeSegment(
  path: string,
  draft: SegmentDraft,
  analyzerDigest: string,
  storedBytes: number,
): WrittenFile {
  const facts: SegmentFacts = {
    documents: draft.documents.length,
    languages: draft.languages,
    analyzer: analyzerDigest,
    storedBytes,
    positionBytes: draft.positions.width,
  };
  return writeSections(path, [
    ['META', Buffer.from(JSON.stringify(facts))],
    ...formSections(draft),
    ...stemSections(draft),
    ...postingSections(draft),
    ...pairSections(draft),
    ...documentSections(draft),
    ...idSections(draft.documents),
    ...phraseSections(draft),
    ...facetColumns.flatMap((_, column) => facetSections(draft.documents, column)),
  ]);
}

function formSections(draft: SegmentDraft): Sections {
  const text = packStrings(draft.forms);
  const postings = draft.formPostings.array();
  return [
    ['FORMTEXT', text.bytes],
    ['FORMSTRT', text.starts],
    ['FORMSHAR', sharedBeginnings(text.bytes, text.starts)],
    ['FORMPOST', postings],
    ['FORMDF', fieldCounts(draft, postings.subarray(0, -1), postings.subarray(1))],
    ['FORMSTST', draft.formStemStarts.array()],
    ['FORMSTEM', draft.formStems.array()],
  ];
}

function stemSections(draft: SegmentDraft): Sections {
  const text = packStrings(draft.stems);
  return [
    ['STEMTEXT', text.bytes],
    ['STEMSTRT', text.starts],
    ['STEMFROM', draft.stemFrom.array()],
    ['STEMTO', draft.stemTo.array()],
    ['STEMDF', fieldCounts(draft, draft.stemFrom.array(), draft.stemTo.array())],
    ['STEMFMST', draft.stemFormStarts.array()],
    ['STEMFORM', draft.stemForms.array()],
  ];
}

/** How many documents have each term in the title, then how many have it in the body. */
function fieldCounts(draft: SegmentDraft, from: Uint32Array, to: Uint32Array): Uint32Array {
  const title = draft.postings.titleFrequencies.array();
  const body = draft.postings.bodyFrequencies.array();
  const counts = new Uint32Array(from.length * 2);
  for (let term = 0; term < from.length; term++) {
    for (let posting = from[term]!; posting < to[term]!; posting++) {
      if (title[posting] !== 0) counts[term]!++;
      if (body[posting] !== 0) counts[from.length + term]!++;
    }
  }
  return counts;
}

function postingSections(draft: SegmentDraft): Sections {
  const { postings } = draft;
  return [
    ['POSTDOCS', postings.documents.array()],
    ['POSTTITL', postings.titleFrequencies.array()],
    ['POSTBODY', postings.bodyFrequencies.array()],
    ['OVERTITL', postings.titleOverflow.array()],
    ['OVERBODY', postings.bodyOverflow.array()],
    ['POSITION', draft.positions.array()],
    ['POSBLOCK', draft.positionBlocks.array()],
  ];
}

function pairSections(draft: SegmentDraft): Sections {
  const { forms, pairs, starts, postings, positions, blocks } = frequentPairs(draft);
  return [
    ['PAIRABLE', forms],
    ['PAIRFORM', pairs],
    ['PAIRPOST', starts],
    ['PAIRDOCS', postings.documents.array()],
    ['PAIRTITL', postings.titleFrequencies.array()],
    ['PAIRBODY', postings.bodyFrequencies.array()],
    ['PAIROVRT', postings.titleOverflow.array()],
    ['PAIROVRB', postings.bodyOverflow.array()],
    ['PAIRPOSN', draft.positions.width === 4 ? positions : Uint16Array.from(positions)],
    ['PAIRBLCK', blocks],
  ];
}

function documentSections(draft: SegmentDraft): Sections {
  const { documents } = draft;
  const languages = new Map(draft.languages.map((language, ordinal) => [language, ordinal]));
  const stored = Float64Array.from(documents, (row) => row.storedOffset);
  return [
    ['DOCLEN', columns(4, documents, (row, i) => [...draft.distinctStems[i]!, row.titleWords, row.bodyWords])],
    [
      'DOCDAYS',
      Int32Array.from(columns(2, documents, (row) => [row.published?.first ?? noDay, row.published?.last ?? noDay])),
    ],
    ['DOCPREC', Uint8Array.from(documents, (row) => precisionCode(row.published?.precision))],
    ['DOCFLAG', Uint8Array.from(documents, (row) => (row.current ? documentFlags.current : 0))],
    ['DOCLANG', Uint16Array.from(documents, (row) => languages.get(row.language)!)],
    ['DOCREV', Uint32Array.from(documents, (row) => row.revision)],
    ['STOREAT', stored],
    ['STORELEN', Uint32Array.from(documents, (row) => row.storedBytes)],
  ];
}

/** Several numbers a document, number by number. */
function columns(
  count: number,
  documents: readonly DocumentRow[],
  numbers: (row: DocumentRow, index: number) => readonly number[],
): Int32Array {
  const table = new Int32Array(count * documents.length);
  documents.forEach((row, i) => {
    numbers(row, i).forEach((value, column) => (table[column * documents.length + i] = value));
  });
  return table;
}

function precisionCode(precision: Precision | undefined): number {
  return precision === undefined ? 0 : precisions.indexOf(precision);
}

function idSections(documents: readonly DocumentRow[]): Sections {
  const text = packStrings(documents.map((row) => row.id));
  const keys = documents.map((row, document) => ({ id: Buffer.from(row.id), revision: row.revision, document }));
  keys.sort((a, b) => Buffer.compare(a.id, b.id) || b.revision - a.revision);
  return [
    ['IDTEXT', text.bytes],
    ['IDSTRT', text.starts],
    ['IDORDER', Uint32Array.from(keys, (key) => key.document)],
  ];
}

function phraseSections(draft: SegmentDraft): Sections {
  const counts = new Map(draft.phrases.map(({ text, count }) => [text, count]));
  const sorted = sortedAsBytes([...counts.keys()]);
  const text = packStrings(sorted);
  return [
    ['PHRTEXT', text.bytes],
    ['PHRSTRT', text.starts],
    ['PHRCOUNT', Uint32Array.from(sorted, (phrase) => counts.get(phrase)!)],
  ];
}

function facetSections(documents: readonly DocumentRow[], column: number): Sections {
  const met = new Map<string, number>();
  const starts = new GrowingUint32();
  const entries = new GrowingUint32();
  for (const row of documents) {
    starts.push(entries.length);
    for (const value of row.facets[column]!) {
      const known = met.get(value);
      if (known === undefined) met.set(value, met.size);
      entries.push(known ?? met.size - 1);
    }
  }
  starts.push(entries.length);
  const values = sortedAsBytes([...met.keys()]);
  const ordinals = new Uint32Array(values.length);
  values.forEach((value, ordinal) => (ordinals[met.get(value)!] = ordinal));
  const sorted = entries.array().map((number) => ordinals[number]!);
  const inverse = invert(starts.array(), sorted, values.length);
  const text = packStrings(values);
  return [
    [`F${column}TEXT`, text.bytes],
    [`F${column}STRT`, text.starts],
    [`F${column}DOCS`, starts.array()],
    [`F${column}ORDS`, sorted],
    [`F${column}VDST`, inverse.starts],
    [`F${column}VDOC`, inverse.documents],
  ];
}

/** The documents of each value, ascending, from the values of each document. */
function invert(
  starts: Uint32Array,
  ordinals: Uint32Array,
  values: number,
): { starts: Uint32Array; documents: Uint16Array } {
  const inverse = new Uint32Array(values + 1);
  for (const ordinal of ordinals) inverse[ordinal + 1]!++;
  for (let value = 0; value < values; value++) inverse[value + 1]! += inverse[value]!;
  const next = inverse.slice();
  const documents = new Uint16Array(ordinals.length);
  for (let document = 0; document + 1 < starts.length; document++)
    for (let i = starts[document]!; i < starts[document + 1]!; i++) documents[next[ordinals[i]!]!++] = document;
  return { starts: inverse, documents };
}
