import type { Word } from '../analyse/words.ts';

/** A token's exact form and stem, by their numbers. */
export interface Pair {
  readonly form: number;
  readonly stem: number;
}

/** What few words are beyond their form and stem: further tokens at the same place. */
export interface Further {
  /** With the stem of the folded form, where that is another. */
  readonly plain: Pair | undefined;
  /** Pieces of a possible compound, of words only. */
  readonly inner: readonly Pair[];
}

/** The number of the empty stem: false, as the empty term is, which MiniSearch leaves out. */
export const emptyStem = 0;

/**
 * Numbers the forms and stems of a segment in the order in which they are met, and knows which belong together. What
 * every word is stands in rows of numbers side by side: nearly all tokens of a text are words that were met before.
 */
export class Vocabulary {
  readonly forms = new Map<string, number>();
  readonly stems = new Map<string, number>([['', emptyStem]]);
  readonly stemTexts: string[] = [''];
  /** Of each form, its stems and in which language; most have one. */
  readonly formStems: { readonly stem: number; readonly language: number }[][] = [];
  /** A row for each word by its number: `row` says what stands in it. */
  rows = new Int32Array(1 << 14);
  private readonly further: Further[] = [];

  /** Where the row of a word begins in `rows`; the word is then noted for the language. */
  rowOf(word: Word, language: number): number {
    const at = word.number * row.width;
    if (at >= this.rows.length) this.makeRoom(at);
    if (this.rows[at + row.noted] !== language + 1) this.noteWord(at, word, language);
    return at;
  }

  /** @param number as it stands in a row, not 0 */
  furtherOf(number: number): Further {
    return this.further[number - 1]!;
  }

  /** Notes that a form has a stem in a language. */
  note({ form, stem }: Pair, language: number): void {
    const known = this.formStems[form]!;
    for (const pair of known) if (pair.language === language && pair.stem === stem) return;
    known.push({ stem, language });
  }

  private noteWord(at: number, word: Word, language: number): void {
    const { rows } = this;
    if (rows[at + row.noted] === 0) this.learn(at, word);
    rows[at + row.noted] = language + 1;
    const form = rows[at + row.form]!;
    this.note({ form, stem: rows[at + row.stem]! }, language);
    const number = rows[at + row.further]!;
    const plain = number === 0 ? undefined : this.furtherOf(number).plain;
    if (plain !== undefined) this.note(plain, language);
  }

  private learn(at: number, word: Word): void {
    const form = this.formOf(word.exact);
    this.rows[at + row.form] = form;
    this.rows[at + row.stem] = this.stemOf(word.stem);
    const plain = word.plain === word.stem ? undefined : { form, stem: this.stemOf(word.plain) };
    if (plain === undefined && word.inner.length === 0) return;
    const inner = word.inner.map((piece) => ({ form: this.formOf(piece), stem: this.stemOf(piece) }));
    this.rows[at + row.further] = this.further.push({ plain, inner });
  }

  private makeRoom(at: number): void {
    const larger = new Int32Array(Math.max(at + row.width, this.rows.length * 2));
    larger.set(this.rows);
    this.rows = larger;
  }

  private formOf(text: string): number {
    let form = this.forms.get(text);
    if (form === undefined) {
      form = this.forms.size;
      this.forms.set(text, form);
      this.formStems.push([]);
    }
    return form;
  }

  private stemOf(text: string): number {
    let stem = this.stems.get(text);
    if (stem === undefined) {
      stem = this.stems.size;
      this.stems.set(text, stem);
      this.stemTexts.push(text);
    }
    return stem;
  }
}

/** What stands in a row of the vocabulary, and how long it is: four numbers lie in one line of the processor's cache. */
export const row = {
  form: 0,
  stem: 1,
  /** The language in which the word was noted last, + 1; 0: the word is new. */
  noted: 2,
  /** Its further tokens (`furtherOf`); 0: none. */
  further: 3,
  width: 4,
} as const;
