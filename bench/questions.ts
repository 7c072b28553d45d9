import { seededNumbers, type CorpusDocument } from './corpus.ts';

export const questionKinds = [
  '1 word',
  '2 words',
  '3 words',
  '4 words',
  '5 words',
  'any of 3',
  'phrase',
  'prefix',
  'fuzzy',
  '2 words, filtered',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** One to five words, all of which must match. */
export function isPlain(kind: QuestionKind): boolean {
  return /^\d words?$/.test(kind);
}

/** One question, in no engine's language. */
export interface Question {
  readonly kind: QuestionKind;
  /** Lower case, letters only. All must match, but for `any of 3`. A phrase has them in this order. `prefix`: one beginning. `fuzzy`: one word with a slip. */
  readonly words: readonly string[];
  /** Only announcements of this agency. */
  readonly agency?: string;
}

/** Phrases whose words stand in nearly every text: the hard case for positions. */
const commonPhrases = [
  'of the',
  'in the',
  'the united states',
  'united states',
  'of the united states',
  'the president of the',
  'one of the',
  'according to the',
  'as well as',
  'to the',
];

/**
 * Questions of every kind, drawn from the documents themselves so that each has an answer: words of one document, by occurrence, without
 * the hundred most frequent of all. Two of three phrases are runs of two to four words as they stand, the third is a common one.
 */
export function drawQuestions(documents: readonly CorpusDocument[], perKind: number, seed = 20_261_123): Question[] {
  const random = seededNumbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const frequent = frequentWords(documents);
  const wordsOf = ({ body }: CorpusDocument): string[] =>
    body
      .slice(0, 4000)
      .toLowerCase()
      .match(/\b[a-z]{3,}\b/g) ?? [];

  function words(count: number): { readonly words: string[]; readonly document: CorpusDocument } {
    for (;;) {
      const document = pick(documents);
      const own = [...new Set(wordsOf(document))].filter((word) => !frequent.has(word));
      if (own.length < count + 5) continue;
      const chosen = new Set<string>();
      while (chosen.size < count) chosen.add(pick(own));
      return { words: [...chosen], document };
    }
  }

  function phrase(turn: number): string[] {
    if (turn % 3 === 2) return commonPhrases[Math.floor(turn / 3) % commonPhrases.length]!.split(' ');
    for (;;) {
      const runs = pick(documents)
        .body.slice(0, 4000)
        .match(/[A-Za-z]+(?: [A-Za-z]+){3,}/g);
      if (runs === null) continue;
      const run = pick(runs).toLowerCase().split(' ');
      const length = 2 + (turn % 3);
      const start = Math.floor(random() * (run.length - length + 1));
      return run.slice(start, start + length);
    }
  }

  function slip(word: string): string {
    const at = 1 + Math.floor(random() * (word.length - 2));
    return word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2);
  }

  function draw(kind: QuestionKind, turn: number): Question {
    switch (kind) {
      case 'any of 3':
        return { kind, words: words(3).words };
      case 'phrase':
        return { kind, words: phrase(turn) };
      case 'prefix':
        return { kind, words: [longWord().slice(0, 4)] };
      case 'fuzzy':
        return { kind, words: [slip(longWord())] };
      case '2 words, filtered': {
        const { words: two, document } = words(2);
        return { kind, words: two, ...(document.agency === undefined ? {} : { agency: document.agency }) };
      }
      default:
        return { kind, words: words(Number(kind[0])).words };
    }
  }

  function longWord(): string {
    for (;;) {
      const [word] = words(1).words;
      if (word !== undefined && word.length >= 6) return word;
    }
  }

  return questionKinds.flatMap((kind) => Array.from({ length: perKind }, (_, turn) => draw(kind, turn)));
}

function frequentWords(documents: readonly CorpusDocument[]): Set<string> {
  const counts = new Map<string, number>();
  for (let i = 0; i < documents.length; i += Math.ceil(documents.length / 3000)) {
    for (const word of new Set(documents[i]!.body.toLowerCase().match(/\b[a-z]{3,}\b/g)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return new Set(
    [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 100)
      .map(([word]) => word),
  );
}
