import type { Analyzer, WordSink } from '../analyse/analyzer.ts';
import { PhraseCounter } from './frequent-phrases.ts';
import { hasSpacelessWords, spacelessPhrases } from './spaceless-phrases.ts';
import { TokenOffsets } from './token-offsets.ts';
import type { Pair, Vocabulary } from './vocabulary.ts';

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
  private readonly stops = new Map<string, boolean>();
  private readonly wordsOfTitle: string[] = [];
  /** Of the text that is being read. */
  private language = 0;
  private offsets = this.titleOffsets;
  private words = 0;

  constructor(analyzer: Analyzer, vocabulary: Vocabulary) {
    this.analyzer = analyzer;
    this.vocabulary = vocabulary;
    this.phrases = new PhraseCounter((word) => this.isStop(word));
  }

  read(title: string, body: string, language: string): void {
    this.language = this.ordinalOf(language);
    this.length = 0;
    this.wordsOfTitle.length = 0;
    this.titleWords = this.readText(title, language, this.titleOffsets);
    this.titleTokens = this.length;
    if (hasSpacelessWords(title)) this.phrases.count(spacelessPhrases(this.analyzer, title, language));
    else this.phrases.add(this.wordsOfTitle);
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
    const entry = this.vocabulary.entryOf(word, this.language);
    if (kind !== 'extra') this.words++;
    this.offsets.add(position, start, end);
    this.push(entry, position);
    if (entry.plain !== undefined) this.push(entry.plain, position);
    if (kind !== 'word') return;
    if (this.offsets === this.titleOffsets) this.wordsOfTitle.push(word.exact);
    for (const piece of entry.inner) {
      this.vocabulary.note(piece, this.language);
      this.push(piece, position);
    }
  };

  private push({ form, stem }: Pair, position: number): void {
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

  private isStop(word: string): boolean {
    let stop = this.stops.get(word);
    if (stop === undefined)
      this.stops.set(
        word,
        (stop = this.analyzer.queryWords(word, [...this.languages.keys()]).every((read) => read.stop)),
      );
    return stop;
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
