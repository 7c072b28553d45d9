import type { Analyzer, WordSink } from '../analyse/analyzer.ts';
import { PhraseCounter } from './phrase-counter.ts';
import { hasSpacelessWords, spacelessPhrases } from './spaceless-phrases.ts';
import { TokenOffsets } from './token-offsets.ts';
import { row, type Further, type Vocabulary } from './vocabulary.ts';

/** The tokens of one document after the other, as numbers of their forms and stems. */
export class TokenStream {
  readonly vocabulary: Vocabulary;
  readonly languages = new Map<string, number>();
  readonly phrases: PhraseCounter;
  /** Of the document just read: form, stem and position of each token, the title's first. Longer than there are tokens. */
  forms = new Uint32Array(4096);
  stems = new Uint32Array(4096);
  positions = new Uint32Array(4096);
  /** How many tokens there are, and how many of them are the title's. */
  length = 0;
  titleTokens = 0;
  readonly titleOffsets = new TokenOffsets();
  readonly bodyOffsets = new TokenOffsets();
  titleWords = 0;
  bodyWords = 0;
  private readonly analyzer: Analyzer;
  /** Of forms that stood in titles: whether they are stop words. */
  private readonly stops = new Map<number, boolean>();
  private readonly wordsOfTitle: string[] = [];
  private readonly formsOfTitle: number[] = [];
  /** Of the text that is being read. */
  private language = 0;
  private offsets = this.titleOffsets;
  private words = 0;

  constructor(analyzer: Analyzer, vocabulary: Vocabulary) {
    this.analyzer = analyzer;
    this.vocabulary = vocabulary;
    this.phrases = new PhraseCounter((form) => this.stops.get(form)!);
  }

  read(title: string, body: string, language: string): void {
    this.language = this.ordinalOf(language);
    this.length = 0;
    this.wordsOfTitle.length = 0;
    this.formsOfTitle.length = 0;
    this.titleWords = this.readText(title, language, this.titleOffsets);
    this.titleTokens = this.length;
    this.countPhrases(title, language);
    this.bodyWords = this.readText(body, language, this.bodyOffsets);
  }

  private readText(text: string, language: string, offsets: TokenOffsets): number {
    this.words = 0;
    this.offsets = offsets;
    offsets.begin(text);
    this.analyzer.eachWord(text, language, this.receive);
    return this.words;
  }

  private readonly receive: WordSink = (word, start, end, position, kind) => {
    const { vocabulary } = this;
    const at = vocabulary.rowOf(word, this.language);
    const { rows } = vocabulary;
    if (kind !== 'extra') this.words++;
    this.offsets.add(position, start, end);
    this.push(rows[at + row.form]!, rows[at + row.stem]!, position);
    const isWord = kind === 'word';
    if (rows[at + row.further] !== 0) this.pushFurther(vocabulary.furtherOf(rows[at + row.further]!), position, isWord);
    if (!isWord || this.offsets !== this.titleOffsets) return;
    this.wordsOfTitle.push(word.exact);
    this.formsOfTitle.push(rows[at + row.form]!);
  };

  private pushFurther({ plain, inner }: Further, position: number, isWord: boolean): void {
    if (plain !== undefined) this.push(plain.form, plain.stem, position);
    if (!isWord) return;
    for (const piece of inner) {
      this.vocabulary.note(piece, this.language);
      this.push(piece.form, piece.stem, position);
    }
  }

  private push(form: number, stem: number, position: number): void {
    if (this.length === this.forms.length) this.makeRoom();
    this.forms[this.length] = form;
    this.stems[this.length] = stem;
    this.positions[this.length++] = position;
  }

  private makeRoom(): void {
    this.forms = doubled(this.forms);
    this.stems = doubled(this.stems);
    this.positions = doubled(this.positions);
  }

  private countPhrases(title: string, language: string): void {
    if (hasSpacelessWords(title)) {
      this.phrases.count(spacelessPhrases(this.analyzer, title, language));
      return;
    }
    this.formsOfTitle.forEach((form, i) => {
      if (!this.stops.has(form)) this.stops.set(form, this.isStop(this.wordsOfTitle[i]!));
    });
    this.phrases.add(this.formsOfTitle);
  }

  private isStop(word: string): boolean {
    return this.analyzer.queryWords(word, [...this.languages.keys()]).every((read) => read.stop);
  }

  private ordinalOf(language: string): number {
    const known = this.languages.get(language);
    if (known !== undefined) return known;
    this.languages.set(language, this.languages.size);
    return this.languages.size - 1;
  }
}

function doubled(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
