import { leastCount, mostFrequent, type FrequentPhrase } from './frequent-phrases.ts';
import { GrowingUint32 } from './growing.ts';

/** Words of a phrase: one word is no phrase, and nobody types more than four before choosing. */
const mostWords = 4;

/**
 * Counts phrases of titles, for typeahead. Titles, because their phrases are what announcements are about, and because
 * counting those of bodies would cost more than indexing them. A phrase is a shorter one (or a word) and its last word,
 * all by number: texts are made of the few frequent ones only.
 */
export class PhraseCounter {
  private readonly isStop: (word: number) => boolean;
  /** Of each phrase: what it begins with (`beginningOf`), its last word, in how many titles it stands, the title counted last. */
  private readonly beginnings = new GrowingUint32();
  private readonly lastWords = new GrowingUint32();
  private readonly counts = new GrowingUint32();
  private readonly lastTitles = new GrowingUint32();
  /** Open addressing: number of a phrase + 1, 0 where free. Twice as many slots as phrases at least. */
  private slots = new Uint32Array(1 << 12);
  private titles = 0;
  /** Phrases that are no words with spaces between them, by their text. */
  private readonly written = new Map<string, number>();

  /** @param isStop words with which no phrase begins or ends, like `of` */
  constructor(isStop: (word: number) => boolean) {
    this.isStop = isStop;
  }

  /** @param words the words of one title, in order */
  add(words: readonly number[]): void {
    const title = ++this.titles;
    for (let from = 0; from < words.length; from++) {
      if (this.isStop(words[from]!)) continue;
      let beginning = beginningOf.word(words[from]!);
      const end = Math.min(words.length, from + mostWords);
      for (let to = from + 1; to < end; to++) {
        const phrase = this.phraseOf(beginning, words[to]!);
        beginning = beginningOf.phrase(phrase);
        if (this.isStop(words[to]!) || this.lastTitles.at(phrase) === title) continue;
        this.lastTitles.set(phrase, title);
        this.counts.increment(phrase);
      }
    }
  }

  /** @param phrases the phrases of one title in a script without spaces, folded, each once */
  count(phrases: Iterable<string>): void {
    for (const phrase of phrases) this.written.set(phrase, (this.written.get(phrase) ?? 0) + 1);
  }

  /** @param texts of the words */
  frequent(texts: readonly string[]): FrequentPhrase[] {
    const phrases = [...this.written]
      .map(([text, count]) => ({ text, count }))
      .filter(({ count }) => count >= leastCount);
    this.counts.array().forEach((count, phrase) => {
      if (count >= leastCount) phrases.push({ text: this.textOf(phrase, texts), count });
    });
    return mostFrequent(phrases);
  }

  private textOf(phrase: number, texts: readonly string[]): string {
    const beginning = this.beginnings.at(phrase);
    const rest = texts[this.lastWords.at(phrase)]!;
    const before = Math.floor(beginning / 2);
    return `${beginning % 2 === 0 ? texts[before]! : this.textOf(before, texts)} ${rest}`;
  }

  private phraseOf(beginning: number, word: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hashOf(beginning, word) & mask; ; slot = (slot + 1) & mask) {
      const phrase = this.slots[slot]! - 1;
      if (phrase < 0) return this.learn(slot, beginning, word);
      if (this.beginnings.at(phrase) === beginning && this.lastWords.at(phrase) === word) return phrase;
    }
  }

  private learn(slot: number, beginning: number, word: number): number {
    const phrase = this.counts.length;
    this.beginnings.push(beginning);
    this.lastWords.push(word);
    this.counts.push(0);
    this.lastTitles.push(0);
    this.slots[slot] = phrase + 1;
    if ((phrase + 1) * 2 > this.slots.length) this.grow();
    return phrase;
  }

  private grow(): void {
    this.slots = new Uint32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let phrase = 0; phrase < this.counts.length; phrase++) {
      let slot = hashOf(this.beginnings.at(phrase), this.lastWords.at(phrase)) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = phrase + 1;
    }
  }
}

/** What a phrase begins with as one number: an even one for a word, an odd one for a phrase. */
const beginningOf = {
  word: (word: number): number => word * 2,
  phrase: (phrase: number): number => phrase * 2 + 1,
};

/** Two odd multipliers, the upper bits onto the lower ones, which choose the slot. */
function hashOf(beginning: number, word: number): number {
  const mixed = Math.imul(beginning, 0x9e3779b1) ^ Math.imul(word, 0x45d9f3b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
