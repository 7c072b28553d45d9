import MiniSearch from 'minisearch';
import type { Analyzer } from '../analyse/analyzer.ts';
import { sortedAsBytes } from './dictionary.ts';
import type { IndexDocument } from './document.ts';
import { PhraseCounter } from './frequent-phrases.ts';
import { GrowingUint32 } from './growing.ts';
import { SegmentDraft, soleForm } from './segment-draft.ts';
import { TokenOffsets, type StoredFieldsWriter } from './stored-fields.ts';

/**
 * Inverts a batch of documents. MiniSearch builds the index of the stems: the postings, frequencies and field lengths it
 * scores with. The same pass of the analyzer that feeds it records the exact forms with their positions, which
 * MiniSearch does not keep.
 */
export function invert(
  documents: readonly IndexDocument[],
  analyzer: Analyzer,
  stored: StoredFieldsWriter,
): SegmentDraft {
  const tokens = new TokenStream(analyzer);
  const mini = new MiniSearch<{ id: number }>({
    fields: ['title', 'body'],
    extractField: (document, field) => (field === 'id' ? document.id : field) as string,
    stringifyField: (field) => field as string,
    tokenize: (_text, field) => (field === 'title' ? tokens.titleStems : tokens.bodyStems),
    processTerm: (term) => term,
    autoVacuum: false,
  });
  const draft = new SegmentDraft();
  documents.forEach((document, id) => {
    tokens.read(document);
    mini.add({ id });
    const storedOffset = stored.length;
    const storedBytes = stored.add(
      document.stored,
      document.body,
      tokens.titleOffsets.bytes.array(),
      tokens.bodyOffsets.bytes.array(),
    );
    draft.documents.push({
      id: document.stored.id,
      revision: document.stored.revision,
      current: document.current,
      language: document.language,
      facets: document.facets,
      ...(document.published === undefined ? {} : { published: document.published }),
      titleWords: tokens.titleWords,
      bodyWords: tokens.bodyWords,
      storedOffset,
      storedBytes,
    });
  });
  draft.languages.push(...tokens.languages.keys());
  draft.phrases = tokens.phrases.frequent();
  const forms = addForms(draft, tokens);
  const built = mini.toJSON();
  addStems(draft, tokens, forms, built.index);
  const lengths = built.fieldLength as Readonly<Record<string, readonly number[]>>;
  documents.forEach((_, id) => draft.distinctStems.push([lengths[id]?.[0] ?? 0, lengths[id]?.[1] ?? 0]));
  return draft;
}

/** MiniSearch's public serialised form, version 2: each term with, per field (0 the title, 1 the body), document number to frequency. */
type SerializedIndex = readonly (readonly [
  term: string,
  fields: Readonly<Record<string, Readonly<Record<string, number>>>>,
])[];

/** The tokens of all documents of the batch, by number of their exact form, in order of document, field and position. */
class TokenStream {
  readonly forms = new Map<string, number>();
  /** Per form, the stems it has in the languages of the batch; most have one. */
  readonly formStems: { stem: string; language: number }[][] = [];
  readonly languages = new Map<string, number>();
  readonly tokenForms = new GrowingUint32();
  readonly tokenPositions = new GrowingUint32();
  /** Where the title's and the body's tokens of each document end. */
  readonly titleEnds = new GrowingUint32();
  readonly bodyEnds = new GrowingUint32();
  readonly titleOffsets = new TokenOffsets();
  readonly bodyOffsets = new TokenOffsets();
  readonly phrases: PhraseCounter;
  /** Stems of the document just read; the same arrays are filled again for the next. */
  readonly titleStems: string[] = [];
  readonly bodyStems: string[] = [];
  titleWords = 0;
  bodyWords = 0;
  private readonly analyzer: Analyzer;

  private readonly words: string[] = [];
  private readonly stops = new Map<string, boolean>();

  constructor(analyzer: Analyzer) {
    this.analyzer = analyzer;
    this.phrases = new PhraseCounter((word) => this.isStop(word));
  }

  read(document: IndexDocument): void {
    const language = ordinalOf(this.languages, document.language);
    this.titleStems.length = 0;
    this.titleWords = this.readText(document.title, document.language, language, this.titleStems, this.titleOffsets);
    this.titleEnds.push(this.tokenForms.length);
    this.phrases.add(this.words);
    this.bodyStems.length = 0;
    this.bodyWords = this.readText(document.body, document.language, language, this.bodyStems, this.bodyOffsets);
    this.bodyEnds.push(this.tokenForms.length);
  }

  private readText(
    text: string,
    languageTag: string,
    language: number,
    stems: string[],
    offsets: TokenOffsets,
  ): number {
    let words = 0;
    const isTitle = offsets === this.titleOffsets;
    if (isTitle) this.words.length = 0;
    offsets.begin(text);
    this.analyzer.eachToken(text, languageTag, (exact, stem, start, end, position, kind) => {
      if (kind !== 'extra') words++;
      if (isTitle && kind === 'word') this.words.push(exact);
      stems.push(stem);
      offsets.add(position, start, end);
      let form = this.forms.get(exact);
      if (form === undefined) {
        form = this.forms.size;
        this.forms.set(exact, form);
        this.formStems.push([{ stem, language }]);
      } else this.noteStem(form, stem, language);
      this.tokenForms.push(form);
      this.tokenPositions.push(position);
    });
    return words;
  }

  private isStop(word: string): boolean {
    let stop = this.stops.get(word);
    if (stop === undefined)
      this.stops.set(
        word,
        (stop = this.analyzer.queryWords(word, [...this.languages.keys()]).every((read) => read.stop)),
      );
    return stop;
  }

  private noteStem(form: number, stem: string, language: number): void {
    const known = this.formStems[form]!;
    for (const pair of known) if (pair.language === language && pair.stem === stem) return;
    known.push({ stem, language });
  }
}

/** Adds the exact forms, sorted, with postings and positions. @returns for each form its number in the token stream and its stems */
function addForms(draft: SegmentDraft, tokens: TokenStream): string[] {
  const sorted = sortedAsBytes([...tokens.forms.keys()]);
  const { order, starts } = tokensByForm(tokens);
  const titleEnds = tokens.titleEnds.array();
  const bodyEnds = tokens.bodyEnds.array();
  const positions = tokens.tokenPositions.array();
  const documentOf = documentOfTokens(bodyEnds);
  for (const text of sorted) {
    draft.formPostings.push(draft.postings.length);
    draft.forms.push(text);
    const form = tokens.forms.get(text)!;
    const end = starts[form + 1]!;
    for (let at = starts[form]!; at < end;) {
      const document = documentOf[order[at]!]!;
      const titleEnd = titleEnds[document]!;
      const first = at;
      while (at < end && order[at]! < titleEnd) at++;
      const title = at - first;
      const bodyEnd = bodyEnds[document]!;
      while (at < end && order[at]! < bodyEnd) at++;
      draft.addFormPosting(document, title, at - first - title);
      for (let i = first; i < at; i++) draft.positions.push(positions[order[i]!]!);
    }
  }
  draft.formPostings.push(draft.postings.length);
  return sorted;
}

/** Counting sort: the numbers of the tokens, by form, each form's in the order of the stream. */
function tokensByForm(tokens: TokenStream): { order: Uint32Array; starts: Uint32Array } {
  const forms = tokens.tokenForms.array();
  const starts = new Uint32Array(tokens.forms.size + 1);
  for (const form of forms) starts[form + 1]!++;
  for (let form = 0; form < tokens.forms.size; form++) starts[form + 1]! += starts[form]!;
  const next = starts.slice();
  const order = new Uint32Array(forms.length);
  for (let token = 0; token < forms.length; token++) order[next[forms[token]!]!++] = token;
  return { order, starts };
}

function documentOfTokens(bodyEnds: Uint32Array): Uint16Array {
  const documents = new Uint16Array(bodyEnds[bodyEnds.length - 1] ?? 0);
  let start = 0;
  bodyEnds.forEach((end, document) => {
    documents.fill(document, start, end);
    start = end;
  });
  return documents;
}

/** Adds MiniSearch's postings of the stems and how stems and forms belong together. */
function addStems(draft: SegmentDraft, tokens: TokenStream, forms: readonly string[], index: SerializedIndex): void {
  const entries = new Map(index);
  const sorted = sortedAsBytes([...entries.keys()]);
  const stemOrdinals = new Map(sorted.map((stem, ordinal) => [stem, ordinal]));
  const formsOfStem: number[][] = sorted.map(() => []);
  forms.forEach((text, ordinal) => {
    draft.formStemStarts.push(draft.formStems.length);
    for (const { stem, language } of tokens.formStems[tokens.forms.get(text)!]!) {
      const stemOrdinal = stemOrdinals.get(stem);
      // MiniSearch leaves out empty terms; an analyzer makes none, but a stemmer may.
      if (stemOrdinal === undefined) continue;
      draft.formStems.push(stemOrdinal);
      draft.formStems.push(language);
      formsOfStem[stemOrdinal]!.push(ordinal, language);
    }
  });
  draft.formStemStarts.push(draft.formStems.length);
  sorted.forEach((stem, ordinal) => {
    draft.stems.push(stem);
    const pairs = formsOfStem[ordinal]!;
    draft.stemFormStarts.push(draft.stemForms.length);
    draft.stemForms.pushAll(pairs);
    const alias = soleForm(draft, pairs);
    if (alias === undefined) addStemPostings(draft, entries.get(stem)!);
    else {
      draft.stemFrom.push(draft.formPostings.array()[alias]!);
      draft.stemTo.push(draft.formPostings.array()[alias + 1]!);
    }
  });
  draft.stemFormStarts.push(draft.stemForms.length);
}

function addStemPostings(draft: SegmentDraft, fields: SerializedIndex[number][1]): void {
  draft.stemFrom.push(draft.postings.length);
  const title = fields['0'] ?? {};
  const body = fields['1'] ?? {};
  // Keys that are array indices come in ascending order (ECMAScript), so both are sorted.
  const titleDocuments = Object.keys(title);
  const bodyDocuments = Object.keys(body);
  let t = 0;
  let b = 0;
  while (t < titleDocuments.length || b < bodyDocuments.length) {
    const inTitle = t < titleDocuments.length ? Number(titleDocuments[t]) : Infinity;
    const inBody = b < bodyDocuments.length ? Number(bodyDocuments[b]) : Infinity;
    const document = Math.min(inTitle, inBody);
    const titleFrequency = inTitle === document ? title[titleDocuments[t++]!]! : 0;
    const bodyFrequency = inBody === document ? body[bodyDocuments[b++]!]! : 0;
    draft.postings.add(document, titleFrequency, bodyFrequency);
  }
  draft.stemTo.push(draft.postings.length);
}

function ordinalOf(ordinals: Map<string, number>, key: string): number {
  const known = ordinals.get(key);
  if (known !== undefined) return known;
  ordinals.set(key, ordinals.size);
  return ordinals.size - 1;
}
