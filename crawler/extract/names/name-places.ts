import { isCapital, isHalf, isLetter, isSpace } from '../letters.ts';

/**
 * Where in a text a person with an office may begin. The patterns of `people.ts` are long, and trying them at every character was a tenth of the
 * work on a page; an office, or a comma with an office behind it, stands in few places. Every place where a pattern can match is named; whether it
 * does, the pattern decides.
 */
export type Places = (text: string) => number[];

/** Words that may stand in front of an office and belong to it, though they begin small: those of the pattern's lead. */
const smallLeads = new Set(['and', 'of', 'the', 'for', 'und', 'für', 'et', 'de', 'la', '&']);
/** Words in front of an office that are looked at: nine parts of a lead, each of which may be two words (`of the`). */
const mostLeads = 18;
/** Words in front of a comma that are looked at: three titles, four parts of a name with two particles each, and a generation, rounded up. */
const mostNameWords = 20;
/** Words behind a comma among which an office begins: an article, six words in front of it, and its first one. */
const mostOfficeWords = 8;
/** Characters of the longest part of a lead and more; a longer word is none. */
const longestWord = 64;
/** Characters of the longest name that the patterns take, rounded up: four words of 160, each with a particle. */
const longestName = 800;
/** Characters between the first word of an office and the next capital of what may be a name, three times the longest: `předseda vlády des `. */
const longestBetween = 120;
/** Characters of a word's beginning that are compared. */
const beginning = 4;

/**
 * Where an office that a name follows may begin, what leads it counted in. Ascending.
 * @param offices alternatives of a pattern, the first word of each written out: `Secretary[- ]General|U\.S\. Attorney|Council ?woman`
 */
export function placesOfOffices(offices: string): Places {
  const firstWords = new Set(literalsOf(offices).flatMap(firstWordsOf));
  return (text) => {
    const places: number[] = [];
    for (let at = 0; at < text.length;) {
      let end = at;
      while (end < text.length && isLetter(text.charCodeAt(end))) end++;
      if (end > at && firstWords.has(text.slice(at, end)) && capitalFollows(text, end)) addLeads(text, at, places);
      at = end + 1;
    }
    return ascending(places);
  };
}

/** Where a name may begin that one of these offices follows behind a comma. Ascending. */
export function placesOfNames(offices: string): Places {
  const beginnings = new Set(literalsOf(offices).map((office) => /^[^[(?\\]*/.exec(office)![0].slice(0, beginning)));
  return (text) => {
    const places: number[] = [];
    for (let comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', comma + 1))
      if (isSpace(text.charCodeAt(comma + 1)) && endsName(text, comma) && officeFollows(text, comma + 2, beginnings))
        addNames(text, comma, places);
    return ascending(places);
  };
}

/** The matches of a sticky pattern that begin at such places, without overlaps: those that a search through the whole text would find. */
export function* matchesAt(pattern: RegExp, text: string, places: Places): Iterable<RegExpExecArray> {
  let end = 0;
  for (const place of places(text)) {
    if (place < end) continue;
    pattern.lastIndex = place;
    const match = pattern.exec(text);
    if (match === null) continue;
    end = match.index + match[0].length;
    yield match;
  }
}

function literalsOf(offices: string): string[] {
  return topAlternatives(offices).map((office) => office.replace(/\\\./g, '.'));
}

/** Splits a list of alternatives, not those inside brackets. */
function topAlternatives(list: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= list.length; at++) {
    const char = list[at];
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === undefined || (char === '|' && depth === 0)) {
      found.push(list.slice(start, at));
      start = at + 1;
    }
  }
  return found;
}

/** The first word of an office as it stands in texts; `Council ?woman` is written in one word too. */
function firstWordsOf(office: string): string[] {
  const spellings = office.includes(' ?') ? [office.replace(' ?', ''), office.replace(' ?', ' ')] : [office];
  return spellings.map((spelling) => /^[\p{L}\p{M}]+/u.exec(spelling)![0]);
}

/** Whether a name may follow an office: the rest of the office, `of the` and the like stand at most between its first word and a capital. */
function capitalFollows(text: string, from: number): boolean {
  const end = Math.min(text.length, from + longestBetween);
  for (let at = from; at < end; at++) if (isCapitalUnit(text.charCodeAt(at))) return true;
  return false;
}

/** Whether what stands before a comma may be the last word of a name: it begins with a capital. */
function endsName(text: string, comma: number): boolean {
  let start = comma;
  while (start > 0 && comma - start < longestName && isWordUnit(text.charCodeAt(start - 1))) start--;
  return start < comma && isCapitalUnit(text.charCodeAt(start));
}

/** Adds the places from which the words in front of an office can be its lead. */
function addLeads(text: string, office: number, places: number[]): void {
  places.push(office);
  let word = office;
  for (let step = 0; step <= mostLeads; step++) {
    const before = text.charCodeAt(word - 1);
    if (word === 0 || !(isSpace(before) || (step === 0 && before === hyphen))) return;
    const end = word - 1;
    let start = end;
    while (start > 0 && end - start < longestWord && isWordUnit(text.charCodeAt(start - 1))) start--;
    if (start === end && text.charCodeAt(end - 1) === ampersand) start--;
    addBeginnings(text, start, end, places);
    let last = end;
    while (last > start && isLetter(text.charCodeAt(last - 1))) last--;
    if (text.charCodeAt(start) === ampersand) last = start;
    const isSmall = smallLeads.has(text.slice(last, end));
    if (isSmall) places.push(last);
    if (start === end || !((isSmall && last === start) || isCapitalUnit(text.charCodeAt(start)))) return;
    word = start;
  }
}

/** Adds the capitals within a part of a text that no letter precedes. */
function addBeginnings(text: string, start: number, end: number, places: number[]): void {
  for (let at = start; at < end; at++)
    if (isCapitalUnit(text.charCodeAt(at)) && !(at > 0 && isLetter(text.charCodeAt(at - 1)))) places.push(at);
}

function officeFollows(text: string, from: number, beginnings: ReadonlySet<string>): boolean {
  let at = from;
  for (let step = 0; step < mostOfficeWords; step++) {
    if (beginsOffice(text, at, beginnings)) return true;
    const end = Math.min(text.length, at + longestWord);
    for (; at < end && isWordUnit(text.charCodeAt(at)); at++)
      if (text.charCodeAt(at) === hyphen && beginsOffice(text, at + 1, beginnings)) return true;
    if (at >= text.length || !isSpace(text.charCodeAt(at))) return false;
    at++;
  }
  return false;
}

function beginsOffice(text: string, at: number, beginnings: ReadonlySet<string>): boolean {
  for (let length = 1; length <= beginning; length++) if (beginnings.has(text.slice(at, at + length))) return true;
  return false;
}

/** Adds where a name that ends at a comma may begin. A comma may stand inside, before `Jr.` and its like. */
function addNames(text: string, comma: number, places: number[]): void {
  let start = comma;
  let words = 0;
  while (start > 0 && words <= mostNameWords && comma - start < longestName) {
    const unit = text.charCodeAt(start - 1);
    if (unit === blank) words++;
    else if (!isWordUnit(unit) && !(unit === commaUnit && comma - start <= longestGeneration)) break;
    start--;
  }
  addBeginnings(text, start, comma, places);
}

/** Characters of ` Jr.` and its like, the longest of them. */
const longestGeneration = 4;

const blank = 0x20;
const hyphen = 0x2d;
const ampersand = 0x26;
const commaUnit = 0x2c;

/** What words and names of the patterns are made of: letters, marks, full stops, hyphens, apostrophes. */
function isWordUnit(unit: number): boolean {
  return isLetter(unit) || unit === hyphen || unit === 0x2e || unit === 0x27 || unit === 0x2019 || isHalf(unit);
}

/** Capitals beyond the Basic Multilingual Plane are tried too. */
function isCapitalUnit(unit: number): boolean {
  return isCapital(unit) || isHalf(unit);
}

function ascending(places: readonly number[]): number[] {
  return places.length < 2 ? [...places] : [...new Set(places)].sort((a, b) => a - b);
}
