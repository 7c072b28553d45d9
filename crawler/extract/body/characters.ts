/** What the characters of a text add up to, counted in one pass: patterns for each question cost ten times as much. */
export interface Characters {
  readonly capitals: number;
  readonly digits: number;
  readonly commas: number;
  /** Marks that part things on one line: bars, bullets, arrows. */
  readonly bars: number;
  /** Sentence ends with white space or a quotation mark behind them. */
  readonly sentences: number;
  /** Whether the text ends like a sentence, quotation marks and brackets behind it left aside. */
  readonly endsSentence: boolean;
  /** Whether it is written, at least in part, in a script without spaces between words. */
  readonly dense: boolean;
  /** Words parted by white space. */
  readonly words: number;
  /** Whether the first letter is a small one. */
  readonly startsSmall: boolean;
  /** Words of three letters and more as hash numbers of their small letters, in text order. */
  readonly hashes: readonly number[];
}

const capital = 1;
const digit = 2;
const comma = 4;
const bar = 8;
const sentenceEnd = 16;
const closing = 32;
const denseScript = 64;
const letter = 128;
const known = 256;

/** What each UTF-16 unit is, found out when it is first met. */
const classes = new Uint16Array(65_536);
const smallForms = new Uint16Array(65_536);

function classOf(unit: number): number {
  const remembered = classes[unit]!;
  if (remembered !== 0) return remembered;
  const text = String.fromCharCode(unit);
  const small = text.toLowerCase();
  smallForms[unit] = small.length === 1 ? small.charCodeAt(0) : unit;
  return (classes[unit] =
    known |
    (/\p{Lu}/u.test(text) ? capital : 0) |
    (/\d/.test(text) ? digit : 0) |
    (/[,，、;؛]/.test(text) ? comma : 0) |
    (/[|•·»›→]/.test(text) ? bar : 0) |
    (/[.!?。！？।؟…]/.test(text) ? sentenceEnd : 0) |
    (/["”»’)\]]/.test(text) ? closing : 0) |
    (/[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/.test(text) ? denseScript : 0) |
    (/[\p{L}\p{N}]/u.test(text) || (unit >= 0xd800 && unit < 0xe000) ? letter : 0));
}

/** Characters of a text that are looked at: what a longer one is like is known by then. */
const limitLooked = 20_000;
/** Letters from which a word says what a text is about; shorter ones are mostly particles. */
const shortestWord = 3;

export function charactersOf(text: string): Characters {
  const length = Math.min(text.length, limitLooked);
  let capitals = 0;
  let digits = 0;
  let commas = 0;
  let bars = 0;
  let sentences = 0;
  let all = 0;
  let words = 1;
  let firstLetter = 0;
  const hashes: number[] = [];
  let hash = 0;
  let letters = 0;
  let before = 0;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    const own = classOf(unit);
    all |= own;
    if ((own & letter) !== 0) {
      if (firstLetter === 0) firstLetter = unit;
      hash = (Math.imul(hash, 31) + smallForms[unit]!) | 0;
      letters++;
      if ((own & capital) !== 0) capitals++;
      else if ((own & digit) !== 0) digits++;
    } else {
      if (letters >= shortestWord) hashes.push(hash);
      hash = letters = 0;
      if (unit === 32) {
        words++;
        if ((before & sentenceEnd) !== 0) sentences++;
      } else if ((own & closing) !== 0 && (before & sentenceEnd) !== 0) sentences++;
      else if ((own & comma) !== 0) commas++;
      else if ((own & bar) !== 0) bars++;
    }
    before = own;
  }
  if (letters >= shortestWord) hashes.push(hash);
  const endsSentence = endsLikeSentence(text);
  const startsSmall =
    firstLetter !== 0 &&
    smallForms[firstLetter] === firstLetter &&
    (classOf(firstLetter) & (digit | denseScript)) === 0;
  return {
    capitals,
    digits,
    commas,
    bars,
    sentences,
    endsSentence,
    dense: (all & denseScript) !== 0,
    words,
    startsSmall,
    hashes,
  };
}

function endsLikeSentence(text: string): boolean {
  let last = text.length - 1;
  while (last > 0 && (classOf(text.charCodeAt(last)) & closing) !== 0) last--;
  return last >= 0 && (classOf(text.charCodeAt(last)) & sentenceEnd) !== 0;
}
