import type { Word } from '../analyse/words.ts';

/** A token's exact form and stem, by their numbers. */
export interface Pair {
  readonly form: number;
  readonly stem: number;
}

/** What a word is in a segment: a token, and further ones at the same place. */
export interface Entry extends Pair {
  /** Beyond the first: the stem of the folded form. */
  readonly plain: Pair | undefined;
  /** Pieces of a possible compound, of words only. */
  readonly inner: readonly Pair[];
  /** The language in which the pairs were last noted. */
  language: number;
}

/** Numbers the forms and stems of a segment in the order in which they are met, and knows which belong together. */
export class Vocabulary {
  readonly forms = new Map<string, number>();
  /** Number 0 is the empty stem: MiniSearch leaves it out. */
  readonly stems = new Map<string, number>([['', 0]]);
  readonly stemTexts: string[] = [''];
  /** Of each form, its stems and in which language; most have one. */
  readonly formStems: { readonly stem: number; readonly language: number }[][] = [];
  private readonly entries: (Entry | undefined)[] = [];

  /** What a word is, noted for a language. */
  entryOf(word: Word, language: number): Entry {
    const entry = this.entries[word.number] ?? this.learn(word);
    if (entry.language !== language) {
      entry.language = language;
      this.note(entry, language);
      if (entry.plain !== undefined) this.note(entry.plain, language);
    }
    return entry;
  }

  /** Notes that a form has a stem in a language. */
  note({ form, stem }: Pair, language: number): void {
    const known = this.formStems[form]!;
    for (const pair of known) if (pair.language === language && pair.stem === stem) return;
    known.push({ stem, language });
  }

  private learn(word: Word): Entry {
    const form = this.formOf(word.exact);
    const entry: Entry = {
      form,
      stem: this.stemOf(word.stem),
      plain: word.plain === word.stem ? undefined : { form, stem: this.stemOf(word.plain) },
      inner: word.inner.map((piece) => ({ form: this.formOf(piece), stem: this.stemOf(piece) })),
      language: -1,
    };
    // Filled up to the number, so that it stays an array without gaps.
    while (this.entries.length <= word.number) this.entries.push(undefined);
    this.entries[word.number] = entry;
    return entry;
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
