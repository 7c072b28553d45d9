/**
 * How a mistyped part of a query was read, or what bounded the work: a code, and what its sentence mentions. The sentence is
 * the reader's language's business; the English one is here, because the API answers in it.
 */
export interface Note {
  readonly code: NoteCode;
  /** What was typed. */
  readonly typed?: string;
  /** What it was read as. */
  readonly read?: string;
  /** The bound that was met. */
  readonly limit?: number;
}

/** What a sentence may mention, all of it as text. */
export interface NoteValues {
  readonly typed: string;
  readonly read: string;
  readonly limit: string;
}

export type NoteCode = keyof typeof englishNotes;

/** A sentence for every note, in one language. */
export type NoteWords = Readonly<Record<NoteCode, (values: NoteValues) => string>>;

export const englishNotes = {
  'full-width-signs': () => 'full-width signs were read as their usual forms',
  'query-cut': ({ typed, limit }: NoteValues) =>
    `the query is ${typed} characters long; only the first ${limit} were read`,
  'parenthesis-not-opened': () => 'a “)” without its “(” was left out',
  'parenthesis-not-closed': () => 'a “(” without its “)” was closed at the end',
  'parentheses-too-deep': ({ limit }: NoteValues) =>
    `parentheses deeper than ${limit} were read as if they were not there`,
  'lone-sign': ({ typed }: NoteValues) => `a lone “${typed}” was left out`,
  'minus-read': ({ typed }: NoteValues) => `“${typed}” before a word was read as “-” (without it)`,
  'plus-not-needed': () => '“+” is not needed: every word must match',
  'quotes-read': () => 'typographic quotes were read as "…"',
  'quote-not-closed': () => 'a quote without its end was closed at the end of the query',
  'quote-not-opened': () => 'a quote without its beginning was opened before the words in front of it',
  'quote-alone': () => 'a lone quote was left out',
  'field-read': ({ typed, read }: NoteValues) => `“${typed}:” was read as “${read}:”`,
  'field-without-value': ({ typed }: NoteValues) => `“${typed}:” without a value was left out`,
  'joins-nothing': ({ typed }: NoteValues) => `an “${typed}” with nothing to join was left out`,
  'or-joins-neighbours': () => 'OR joins the two things next to it; use parentheses to join more',
  'not-nothing': () => 'a “NOT” with nothing behind it was left out',
  'words-cut': ({ limit }: NoteValues) => `only the first ${limit} words and phrases were searched`,
  'nothing-in-query': () => 'there is nothing to search for in this query',
  'nothing-in-text': ({ typed }: NoteValues) => `there is nothing to search for in “${typed}”`,
  'fuzzy-reach': () => 'how far a “~” reaches follows from the length of the word',
  'sign-in-front': ({ typed }: NoteValues) =>
    `a “${typed}” at the beginning of a word was left out: it stands at the end`,
  'star-inside': ({ typed, read }: NoteValues) => `“${typed}” was read as “${read}”: a “*” stands at the end of a word`,
  'phrase-without-words': () => 'a phrase without words was left out',
  'slop-read': ({ read }: NoteValues) => `“~” behind a phrase was read as “${read}”`,
  'slop-cut': ({ typed, limit }: NoteValues) =>
    `at most ${limit} other words may stand within a phrase; “${typed}” was read as “~${limit}”`,
  'dates-swapped': ({ typed }: NoteValues) => `the dates in “${typed}” were put in order`,
  'beginning-too-common': ({ typed, limit }: NoteValues) =>
    `“${typed}” stands for more than ${limit} words: all their announcements match, and the words count as one in the order`,
  'beginning-cut': ({ typed, limit }: NoteValues) =>
    `of the words that begin as “${typed}” ends, only the first ${limit} were tried`,
};

export function noteText(
  note: Note,
  words: NoteWords = englishNotes,
  number: (limit: number) => string = String,
): string {
  const { code, typed = '', read = '', limit } = note;
  return words[code]({ typed, read, limit: limit === undefined ? '' : number(limit) });
}

/** Notes in the order in which they came, each once. */
export interface NoteList {
  add(code: NoteCode, values?: Omit<Note, 'code'>): void;
  readonly all: readonly Note[];
}

export function createNoteList(earlier: readonly Note[] = []): NoteList {
  const notes = new Map(earlier.map((note) => [noteText(note), note]));
  return {
    add: (code, values) => {
      const note = { code, ...values };
      notes.set(noteText(note), note);
    },
    get all() {
      return [...notes.values()];
    },
  };
}
