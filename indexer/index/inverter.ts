import type { Analyzer } from '../analyse/analyzer.ts';
import { sortedAsBytes } from './dictionary.ts';
import { facetsOf, publishedDays, type IndexDocument } from './document.ts';
import { GrowingPositions } from './growing.ts';
import { PostingRuns } from './posting-runs.ts';
import { SegmentDraft, soleForm } from './segment-draft.ts';
import type { StoredFieldsWriter } from './stored-fields.ts';
import { TokenBatch } from './token-batch.ts';
import { TokenStream } from './token-stream.ts';
import { Vocabulary } from './vocabulary.ts';

/**
 * Inverts documents, batch by batch. MiniSearch builds the index of the stems: which documents have them, and the field
 * lengths it scores with. The same pass of the analyzer that feeds it counts them and records the exact forms with their
 * positions, which MiniSearch does not keep. What the batches give is put down as runs, and `finish` puts the runs of
 * each term behind one another.
 */
export class Inverter {
  private readonly stored: StoredFieldsWriter;
  private readonly draft = new SegmentDraft();
  private readonly vocabulary = new Vocabulary();
  private readonly tokens: TokenStream;
  private readonly forms = new PostingRuns();
  private readonly positions = new GrowingPositions();
  private readonly stems = new PostingRuns();
  private readonly batch: TokenBatch;

  constructor(analyzer: Analyzer, stored: StoredFieldsWriter) {
    this.stored = stored;
    this.tokens = new TokenStream(analyzer, this.vocabulary);
    this.batch = new TokenBatch(this.tokens);
  }

  /** How many documents there are so far. */
  get size(): number {
    return this.draft.documents.length;
  }

  add(document: IndexDocument): void {
    const { stored, body } = document;
    this.tokens.read(stored.title, body, stored.language);
    this.batch.add();
    const published = publishedDays(stored);
    const storedOffset = this.stored.length;
    const { titleOffsets, bodyOffsets, titleWords, bodyWords } = this.tokens;
    const storedBytes = this.stored.add(stored, body, titleOffsets.bytes.array(), bodyOffsets.bytes.array());
    this.draft.documents.push({
      id: stored.id,
      revision: stored.revision,
      current: document.current,
      language: stored.language,
      facets: facetsOf(stored),
      ...(published === undefined ? {} : { published }),
      titleWords,
      bodyWords,
      storedOffset,
      storedBytes,
    });
    if (this.batch.size >= batchDocuments) this.endBatch();
  }

  /** All documents as the content of a segment. The inverter is spent. */
  finish(): SegmentDraft {
    this.endBatch();
    const { draft } = this;
    draft.languages.push(...this.tokens.languages.keys());
    draft.phrases = this.tokens.phrases.frequent([...this.vocabulary.forms.keys()]);
    this.addStems(this.addForms());
    return draft;
  }

  private endBatch(): void {
    this.batch.invert(this.forms, this.positions, this.stems, this.draft.distinctStems);
  }

  /** Adds the exact forms, sorted, with postings and positions. @returns the number of each in the vocabulary */
  private addForms(): number[] {
    const { draft, forms, positions } = this;
    const all = positions.array();
    draft.postings.reserve(forms.postings.length + this.stems.postings.length);
    draft.positions.reserve(positions.length);
    return sortedAsBytes([...this.vocabulary.forms.keys()]).map((text) => {
      const form = this.vocabulary.forms.get(text)!;
      draft.forms.push(text);
      draft.formPostings.push(draft.postings.length);
      forms.each(form, (from, to, start) => {
        let end = start;
        for (let posting = from; posting < to; posting++) {
          const title = forms.postings.titleFrequency(posting);
          const body = forms.postings.bodyFrequency(posting);
          draft.addFormPosting(forms.postings.documents.at(posting), title, body, end - start);
          end += title + body;
        }
        draft.positions.pushAll(all.subarray(start, end));
      });
      return form;
    });
  }

  /** Adds MiniSearch's postings of the stems and how stems and forms belong together. */
  private addStems(forms: readonly number[]): void {
    const { draft, vocabulary } = this;
    draft.formPostings.push(draft.postings.length);
    // MiniSearch leaves out empty terms; an analyzer makes none, but a stemmer may.
    const sorted = sortedAsBytes(vocabulary.stemTexts.filter((_, stem) => this.stems.has(stem)));
    const numbers = sorted.map((text) => vocabulary.stems.get(text)!);
    const ordinals = new Int32Array(vocabulary.stemTexts.length).fill(-1);
    numbers.forEach((stem, ordinal) => (ordinals[stem] = ordinal));
    const formsOfStems: number[][] = sorted.map(() => []);
    forms.forEach((form, ordinal) => {
      draft.formStemStarts.push(draft.formStems.length);
      for (const { stem, language } of vocabulary.formStems[form]!) {
        if (ordinals[stem]! < 0) continue;
        draft.formStems.push(ordinals[stem]!);
        draft.formStems.push(language);
        formsOfStems[ordinals[stem]!]!.push(ordinal, language);
      }
    });
    draft.formStemStarts.push(draft.formStems.length);
    numbers.forEach((stem, ordinal) => {
      draft.stems.push(sorted[ordinal]!);
      const pairs = formsOfStems[ordinal]!;
      draft.stemFormStarts.push(draft.stemForms.length);
      draft.stemForms.pushAll(pairs);
      const alias = soleForm(draft, pairs);
      if (alias === undefined) this.addStemPostings(stem);
      else {
        draft.stemFrom.push(draft.formPostings.at(alias));
        draft.stemTo.push(draft.formPostings.at(alias + 1));
      }
    });
    draft.stemFormStarts.push(draft.stemForms.length);
  }

  private addStemPostings(stem: number): void {
    const { draft, stems } = this;
    draft.stemFrom.push(draft.postings.length);
    stems.each(stem, (from, to) => draft.postings.addAll(stems.postings, from, to));
    draft.stemTo.push(draft.postings.length);
  }
}

/** Documents a batch. 128 and 512 take as long a document; 4,096 the double (docs/decisions/0060-minisearch-in-small-batches.md). */
const batchDocuments = 256;
