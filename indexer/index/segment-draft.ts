import type { PublishedDays } from './document.ts';
import type { FrequentPhrase } from './frequent-phrases.ts';
import { GrowingPositions, GrowingUint32 } from './growing.ts';
import { PostingsDraft, positionBlock } from './postings.ts';

/** Most documents of a segment: their numbers then fit 16 bits, which halves the postings, and a bit set of them fits 8 KB. */
export const segmentCapacity = 65_536;

/** A segment's content while it is put together: by the inverter from documents, by the merger from other segments. */
export class SegmentDraft {
  readonly postings = new PostingsDraft();
  readonly forms: string[] = [];
  /** Start of each form's postings, and the end of the last. */
  readonly formPostings = new GrowingUint32();
  /** Stems of each form: starts, then pairs of stem ordinal and language ordinal. */
  readonly formStemStarts = new GrowingUint32();
  readonly formStems = new GrowingUint32();
  readonly positions = new GrowingPositions();
  readonly positionBlocks = new GrowingUint32();
  readonly stems: string[] = [];
  readonly stemFrom = new GrowingUint32();
  readonly stemTo = new GrowingUint32();
  /** Forms of each stem: starts, then pairs of form ordinal and language ordinal. */
  readonly stemFormStarts = new GrowingUint32();
  readonly stemForms = new GrowingUint32();
  readonly documents: DocumentRow[] = [];
  /** Distinct stems of title and body of each document: MiniSearch's measure of a field's length. */
  readonly distinctStems: (readonly [title: number, body: number])[] = [];
  /** Phrases of titles, for typeahead. */
  phrases: readonly FrequentPhrase[] = [];
  /** The languages that language ordinals stand for. */
  readonly languages: string[] = [];

  /** Adds a posting of a form; its positions must be pushed next, the title's first. @param pending positions of earlier postings that are still to be pushed */
  addFormPosting(document: number, title: number, body: number, pending = 0): void {
    if (this.postings.length % positionBlock === 0) this.positionBlocks.push(this.positions.length + pending);
    this.postings.add(document, title, body);
  }
}

/** What the columns hold of one document. */
export interface DocumentRow {
  readonly id: string;
  readonly revision: number;
  readonly current: boolean;
  readonly language: string;
  readonly facets: readonly (readonly string[])[];
  readonly published?: PublishedDays;
  /** How many words, or pairs of characters in scripts without spaces; other spellings of the same words are not counted. */
  readonly titleWords: number;
  readonly bodyWords: number;
  readonly storedOffset: number;
  readonly storedBytes: number;
}

/** The form whose postings are the stem's: when the stem has no other form and the form no other stem. `pairs` as in STEMFORM. */
export function soleForm(draft: SegmentDraft, pairs: readonly number[]): number | undefined {
  const form = pairs[0];
  if (form === undefined) return undefined;
  for (let i = 2; i < pairs.length; i += 2) if (pairs[i] !== form) return undefined;
  const { formStemStarts: starts, formStems: stems } = draft;
  const start = starts.at(form);
  const end = starts.at(form + 1);
  for (let i = start + 2; i < end; i += 2) if (stems.at(i) !== stems.at(start)) return undefined;
  return form;
}
