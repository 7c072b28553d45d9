import type { Dictionary } from './dictionary.ts';
import { facetColumns } from './document.ts';
import { joinPhrases } from './frequent-phrases.ts';
import { SegmentDraft, soleForm, type DocumentRow } from './segment-draft.ts';
import { noDay, precisions, type Segment } from './segment.ts';
import type { StoredFieldsWriter } from './stored-fields.ts';

/** A segment to merge, and which of its documents are dead and are left behind. */
export interface MergeInput {
  readonly segment: Segment;
  readonly dead: ReadonlySet<number>;
}

/**
 * Segments rewritten as one: what a segment built from all their live documents, in their order, would be. Texts are not
 * analysed again; stored records are copied as they are.
 */
export function merge(inputs: readonly MergeInput[], stored: StoredFieldsWriter): SegmentDraft {
  const draft = new SegmentDraft();
  const sources = inputs.map((input) => new Source(input, draft));
  for (const source of sources) source.copyDocuments(draft, stored);
  draft.phrases = joinPhrases(inputs.map(({ segment }) => segment.frequentPhrases()));
  mergeForms(draft, sources);
  const groups = survivingStems(draft, sources);
  pairUp(draft, sources, groups);
  return draft;
}

const gone = 0xffff_ffff;

class Source {
  readonly segment: Segment;
  /** New number of each document, `gone` for the dead. */
  readonly documents: Uint32Array;
  /** New ordinals of forms, stems and languages; `gone` for terms without a live document. */
  readonly forms: Uint32Array;
  readonly stems: Uint32Array;
  readonly languages: readonly number[];
  private readonly dead: ReadonlySet<number>;

  constructor(input: MergeInput, draft: SegmentDraft) {
    this.segment = input.segment;
    this.dead = input.dead;
    this.documents = new Uint32Array(input.segment.size).fill(gone);
    this.forms = new Uint32Array(input.segment.forms.size).fill(gone);
    this.stems = new Uint32Array(input.segment.stems.size).fill(gone);
    this.languages = input.segment.facts.languages.map((language) => {
      const known = draft.languages.indexOf(language);
      return known >= 0 ? known : draft.languages.push(language) - 1;
    });
  }

  copyDocuments(draft: SegmentDraft, stored: StoredFieldsWriter): void {
    const { segment } = this;
    for (let document = 0; document < segment.size; document++) {
      if (this.dead.has(document)) continue;
      this.documents[document] = draft.documents.length;
      const at = segment.storedAt(document);
      draft.documents.push(rowOf(segment, document, stored.length));
      draft.distinctStems.push([segment.distinctStems.title[document]!, segment.distinctStems.body[document]!]);
      stored.addRecord(segment.stored.record(at.offset, at.length));
    }
  }
}

function rowOf(segment: Segment, document: number, storedOffset: number): DocumentRow {
  const first = segment.firstDays[document]!;
  const precision = precisions[segment.precisionCodes[document]!];
  return {
    id: segment.id(document),
    revision: segment.revisions[document]!,
    current: segment.isCurrent(document),
    language: segment.facts.languages[segment.languages[document]!]!,
    facets: facetColumns.map((_, column) => {
      const { values, starts, ordinals } = segment.facets[column]!;
      return Array.from(ordinals.subarray(starts[document], starts[document + 1]), (ordinal) => values.at(ordinal));
    }),
    ...(first === noDay || precision === undefined
      ? {}
      : { published: { first, last: segment.lastDays[document]!, precision } }),
    titleWords: segment.words.title[document]!,
    bodyWords: segment.words.body[document]!,
    storedOffset,
    storedBytes: segment.storedAt(document).length,
  };
}

function mergeForms(draft: SegmentDraft, sources: readonly Source[]): void {
  eachTerm(
    sources.map((source) => source.segment.forms),
    (members) => {
      const before = draft.postings.length;
      for (const { input, ordinal } of members) copyFormPostings(draft, sources[input]!, ordinal);
      if (draft.postings.length === before) return;
      const { input, ordinal } = members[0]!;
      for (const member of members) sources[member.input]!.forms[member.ordinal] = draft.forms.length;
      draft.formPostings.push(before);
      draft.forms.push(sources[input]!.segment.forms.at(ordinal));
    },
  );
  draft.formPostings.push(draft.postings.length);
}

function copyFormPostings(draft: SegmentDraft, source: Source, form: number): void {
  const { segment } = source;
  const { postings } = segment;
  const from = segment.formPostings[form]!;
  const to = segment.formPostings[form + 1]!;
  let position = segment.formPlaces.start(from);
  for (let posting = from; posting < to; posting++) {
    const title = postings.titleFrequency(posting);
    const body = postings.bodyFrequency(posting);
    const document = source.documents[postings.documents[posting]!]!;
    if (document !== gone) {
      draft.addFormPosting(document, title, body);
      draft.positions.pushAll(segment.formPlaces.positions.subarray(position, position + title + body));
    }
    position += title + body;
  }
}

/** Where a merged stem is in the sources. */
type Members = readonly { readonly input: number; readonly ordinal: number }[];

function survivingStems(draft: SegmentDraft, sources: readonly Source[]): Members[] {
  const groups: Members[] = [];
  eachTerm(
    sources.map((source) => source.segment.stems),
    (members) => {
      if (!members.some(({ input, ordinal }) => hasLive(sources[input]!, ordinal))) return;
      for (const { input, ordinal } of members) sources[input]!.stems[ordinal] = draft.stems.length;
      const { input, ordinal } = members[0]!;
      draft.stems.push(sources[input]!.segment.stems.at(ordinal));
      groups.push(members.slice());
    },
  );
  return groups;
}

function hasLive(source: Source, stem: number): boolean {
  const { segment } = source;
  const to = segment.stemTo[stem]!;
  for (let posting = segment.stemFrom[stem]!; posting < to; posting++) {
    if (source.documents[segment.postings.documents[posting]!] !== gone) return true;
  }
  return false;
}

/** Writes which stems forms have, then the stems with their forms and postings. */
function pairUp(draft: SegmentDraft, sources: readonly Source[], groups: readonly Members[]): void {
  const stemsOfForms: number[][] = draft.forms.map(() => []);
  const formsOfStems: number[][] = draft.stems.map(() => []);
  for (const source of sources) {
    const { segment } = source;
    for (let oldForm = 0; oldForm < segment.forms.size; oldForm++) {
      const form = source.forms[oldForm]!;
      if (form === gone) continue;
      for (let i = segment.formStemStarts[oldForm]!; i < segment.formStemStarts[oldForm + 1]!; i += 2) {
        const stem = source.stems[segment.formStems[i]!]!;
        const language = source.languages[segment.formStems[i + 1]!]!;
        if (stem === gone || hasPair(stemsOfForms[form]!, stem, language)) continue;
        stemsOfForms[form]!.push(stem, language);
      }
    }
  }
  stemsOfForms.forEach((pairs, form) => {
    draft.formStemStarts.push(draft.formStems.length);
    draft.formStems.pushAll(pairs);
    for (let i = 0; i < pairs.length; i += 2) formsOfStems[pairs[i]!]!.push(form, pairs[i + 1]!);
  });
  draft.formStemStarts.push(draft.formStems.length);
  groups.forEach((members, stem) => {
    const pairs = formsOfStems[stem]!;
    draft.stemFormStarts.push(draft.stemForms.length);
    draft.stemForms.pushAll(pairs);
    const alias = soleForm(draft, pairs);
    if (alias === undefined) {
      draft.stemFrom.push(draft.postings.length);
      for (const { input, ordinal } of members) copyStemPostings(draft, sources[input]!, ordinal);
      draft.stemTo.push(draft.postings.length);
    } else {
      draft.stemFrom.push(draft.formPostings.at(alias));
      draft.stemTo.push(draft.formPostings.at(alias + 1));
    }
  });
  draft.stemFormStarts.push(draft.stemForms.length);
}

function hasPair(pairs: readonly number[], first: number, second: number): boolean {
  for (let i = 0; i < pairs.length; i += 2) if (pairs[i] === first && pairs[i + 1] === second) return true;
  return false;
}

function copyStemPostings(draft: SegmentDraft, source: Source, stem: number): void {
  const { segment } = source;
  const { postings } = segment;
  const to = segment.stemTo[stem]!;
  for (let posting = segment.stemFrom[stem]!; posting < to; posting++) {
    const document = source.documents[postings.documents[posting]!]!;
    if (document !== gone)
      draft.postings.add(document, postings.titleFrequency(posting), postings.bodyFrequency(posting));
  }
}

/** Walks several dictionaries as one, in order; for each string, the dictionaries that have it. The list is reused. */
function eachTerm(
  dictionaries: readonly Dictionary[],
  visit: (members: { input: number; ordinal: number }[]) => void,
): void {
  const next = dictionaries.map(() => 0);
  const members: { input: number; ordinal: number }[] = [];
  for (;;) {
    members.length = 0;
    for (let input = 0; input < dictionaries.length; input++) {
      const ordinal = next[input]!;
      const dictionary = dictionaries[input]!;
      if (ordinal >= dictionary.size) continue;
      const order =
        members.length === 0
          ? -1
          : compareTerms(dictionary, ordinal, dictionaries[members[0]!.input]!, members[0]!.ordinal);
      if (order > 0) continue;
      if (order < 0) members.length = 0;
      members.push({ input, ordinal });
    }
    if (members.length === 0) return;
    for (const { input } of members) next[input]!++;
    visit(members);
  }
}

function compareTerms(a: Dictionary, ordinalA: number, b: Dictionary, ordinalB: number): number {
  return a.compare(ordinalA, b.bytes.subarray(b.starts[ordinalB], b.starts[ordinalB + 1]));
}
