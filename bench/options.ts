import { corpusNames, type CorpusName } from './corpus.ts';

export interface BenchOptions {
  readonly corpus: CorpusName;
  /** Most documents of the corpus; default all. */
  readonly documents: number;
  /** For `growth`: this many documents and no step before; default the steps up to `documents`. */
  readonly only: number;
  /** Questions of each kind. */
  readonly questions: number;
  /** Hosts of the simulation. */
  readonly hosts: number;
  /** Processes killed by `kills`. */
  readonly kills: number;
  /** Turns of `crawl`. */
  readonly rounds: number;
  /** A data folder that is indexed already, for `http` to serve instead of one of its own. */
  readonly data: string | undefined;
  /** One line on stderr while it runs. */
  readonly say: (text: string) => void;
}

export interface Arguments {
  readonly names: readonly string[];
  readonly options: BenchOptions;
  /** Where the report is also written. */
  readonly out: string | undefined;
}

const numbers = { documents: Infinity, only: Infinity, questions: 60, hosts: 10_000, kills: 50, rounds: 3 };

/** Reads the command line. What is not known is refused with what is. */
export function readArguments(words: readonly string[], known: readonly string[]): Arguments | string {
  const names: string[] = [];
  const values: Record<keyof typeof numbers, number> = { ...numbers };
  let corpus: CorpusName = 'senate';
  let out: string | undefined;
  let data: string | undefined;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('--')) {
      if (!known.includes(word)) return `there is no benchmark "${word}": there are ${known.join(', ')}`;
      names.push(word);
      continue;
    }
    const option = word.slice(2);
    const value = rest.shift();
    if (value === undefined) return `${word} wants a value`;
    if (option === 'out') out = value;
    else if (option === 'data') data = value;
    else if (option === 'corpus') {
      const found = corpusNames.find((name) => name === value);
      if (found === undefined) return `--corpus is one of ${corpusNames.join(', ')}`;
      corpus = found;
    } else if (isNumber(option)) {
      const number = Number(value);
      if (!Number.isSafeInteger(number) || number < 1) return `${word} wants a whole number above 0, not ${value}`;
      values[option] = number;
    } else
      return `there is no option ${word}: there are --corpus, --data, --out, ${Object.keys(numbers)
        .map((name) => `--${name}`)
        .join(', ')}`;
  }
  return { names, out, options: { corpus, data, ...values, say: (text) => console.error(text) } };
}

function isNumber(option: string): option is keyof typeof numbers {
  return option in numbers;
}
