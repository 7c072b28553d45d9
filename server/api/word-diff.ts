import type { Paragraph, ParagraphKind } from '../../core/announcement.ts';

/** A stretch of text that stayed, came or went. */
export interface DiffPiece {
  readonly op: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface ParagraphDiff {
  readonly kind: ParagraphKind;
  readonly pieces: readonly DiffPiece[];
}

/**
 * Most edits looked for between two sequences before the rest counts as rewritten. Myers' algorithm takes time and memory of
 * the square of it: 2,000 are 0.05 s and 16 MB. Two texts further apart are no longer compared by anybody word by word.
 */
const mostEdits = 2000;

/** Share of words two paragraphs must have in common to be shown as one that changed, 0..1. Below a third a reader sees two texts. */
const leastShared = 0.34;

/** Characters of the scripts that are written without spaces: each is a piece of its own. */
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}`;

/** A run of letters, marks and digits of all other scripts. */
const run = String.raw`(?:(?![${unspaced}])[\p{L}\p{M}\p{N}])+`;

/**
 * What may stand between two runs of one word: hyphens and apostrophes (`well-being`, `l'eau`, `2014-03-25`); between digits also what
 * separates decimals, thousands, hours and days (`3.5`, `1,200`, `12:30`, `25/3`), and the narrow spaces before a group of three (`1 200`).
 */
const joint = String.raw`(?:[-\u2010\u2011'’]|(?<=\p{Nd})(?:[.,:/٫٬．，](?=\p{Nd})|[\u00a0\u202f](?=\p{Nd}{3}(?!\p{Nd}))))`;

/** The sign of a currency before a number, with the letters that some put to it: `€`, `US$`. */
const currency = String.raw`(?:\p{Lu}{0,3}\p{Sc}(?=\p{Nd}))?`;

/**
 * The pieces that a diff moves: whole words and numbers, with their currency or percent sign, so that a reader sees "3.5 became 3.6" and
 * not "5 became 6"; single characters where there are no spaces; white space; every other sign by itself.
 */
const pieceOfText = new RegExp(
  String.raw`[${unspaced}]|${currency}${run}(?:${joint}${run})*(?:(?<=\p{Nd})[%‰\p{Sc}])?|\s+|[^\s\p{L}\p{M}\p{N}]`,
  'gu',
);

/** Word by word, what has to go from and come into `before` to become `after`. Joined pieces but `added` are `before`, but `removed` are `after`. */
export function diffWords(before: string, after: string): DiffPiece[] {
  return joined(edits(before.match(pieceOfText) ?? [], after.match(pieceOfText) ?? []));
}

/** Paragraph by paragraph: equal ones are found first, a changed one is then compared word by word with what it replaced. */
export function diffParagraphs(before: readonly Paragraph[], after: readonly Paragraph[]): ParagraphDiff[] {
  const key = (paragraph: Paragraph): string => `${paragraph.kind}\n${paragraph.text}`;
  const result: ParagraphDiff[] = [];
  let [oldAt, newAt] = [0, 0];
  let gone: Paragraph[] = [];
  let come: Paragraph[] = [];
  const flush = (): void => {
    result.push(...replaced(gone, come));
    [gone, come] = [[], []];
  };
  for (const edit of edits(before.map(key), after.map(key))) {
    if (edit.op === 'removed') gone.push(before[oldAt++]!);
    else if (edit.op === 'added') come.push(after[newAt++]!);
    else {
      flush();
      result.push({ kind: after[newAt]!.kind, pieces: [{ op: 'same', text: after[newAt]!.text }] });
      oldAt++;
      newAt++;
    }
  }
  flush();
  return result;
}

/** Paragraphs that went and came at the same place: those that resemble each other, in order, are one changed paragraph. */
function replaced(gone: readonly Paragraph[], come: readonly Paragraph[]): ParagraphDiff[] {
  const result: ParagraphDiff[] = [];
  let goneAt = 0;
  for (const paragraph of come) {
    const match = gone.findIndex((old, at) => at >= goneAt && shared(old.text, paragraph.text) >= leastShared);
    if (match >= 0) {
      for (; goneAt < match; goneAt++) result.push(whole(gone[goneAt]!, 'removed'));
      result.push({ kind: paragraph.kind, pieces: diffWords(gone[match]!.text, paragraph.text) });
      goneAt = match + 1;
    } else result.push(whole(paragraph, 'added'));
  }
  for (; goneAt < gone.length; goneAt++) result.push(whole(gone[goneAt]!, 'removed'));
  return result;
}

function whole(paragraph: Paragraph, op: 'added' | 'removed'): ParagraphDiff {
  return { kind: paragraph.kind, pieces: [{ op, text: paragraph.text }] };
}

/** Share of words in common, 0..1 of the longer text. */
function shared(a: string, b: string): number {
  const words = (text: string): string[] => (text.match(pieceOfText) ?? []).filter((piece) => piece.trim() !== '');
  const [first, second] = [words(a), words(b)];
  const counts = new Map<string, number>();
  for (const word of first) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of second) {
    const left = counts.get(word) ?? 0;
    if (left > 0) common++;
    counts.set(word, left - 1);
  }
  return common / Math.max(first.length, second.length, 1);
}

/** The shortest way from one sequence to the other (Myers 1986), one step a piece, after equal ends were taken off. */
function edits(before: readonly string[], after: readonly string[]): DiffPiece[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const same = (text: string): DiffPiece => ({ op: 'same', text });
  return [
    ...before.slice(0, start).map(same),
    ...shortest(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

function shortest(before: readonly string[], after: readonly string[]): DiffPiece[] {
  const rewritten = (): DiffPiece[] => [
    ...before.map((text) => ({ op: 'removed', text }) as const),
    ...after.map((text) => ({ op: 'added', text }) as const),
  ];
  if (before.length === 0 || after.length === 0) return rewritten();
  const reach = Math.min(before.length + after.length, mostEdits);
  const furthest = new Int32Array(2 * reach + 3);
  const trail: Int32Array[] = [];
  for (let distance = 0; distance <= reach; distance++) {
    trail.push(furthest.slice(reach + 1 - distance - 1, reach + 1 + distance + 2));
    for (let k = -distance; k <= distance; k += 2) {
      const down = k === -distance || (k !== distance && furthest[reach + k]! < furthest[reach + k + 2]!);
      let x = down ? furthest[reach + k + 2]! : furthest[reach + k]! + 1;
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x++;
      furthest[reach + 1 + k] = x;
      if (x >= before.length && x - k >= after.length) return walkBack(before, after, trail);
    }
  }
  return rewritten();
}

/** Follows the trail of furthest points from the end to the start. Each entry of the trail holds diagonals -(d+1) to d+1. */
function walkBack(before: readonly string[], after: readonly string[], trail: readonly Int32Array[]): DiffPiece[] {
  const pieces: DiffPiece[] = [];
  let [x, y] = [before.length, after.length];
  for (let distance = trail.length - 1; distance >= 0; distance--) {
    const at = (k: number): number => trail[distance]![k + distance + 1]!;
    const k = x - y;
    const down = k === -distance || (k !== distance && at(k - 1) < at(k + 1));
    const fromX = distance === 0 ? 0 : down ? at(k + 1) : at(k - 1);
    const fromY = distance === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY) {
      pieces.push({ op: 'same', text: before[--x]! });
      y--;
    }
    if (distance === 0) break;
    if (down) pieces.push({ op: 'added', text: after[--y]! });
    else pieces.push({ op: 'removed', text: before[--x]! });
  }
  return pieces.reverse();
}

/** Neighbours of the same kind as one piece; within a change what went stands before what came. */
function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const result: { op: DiffPiece['op']; text: string }[] = [];
  let [removed, added] = ['', ''];
  const flush = (): void => {
    if (removed !== '') result.push({ op: 'removed', text: removed });
    if (added !== '') result.push({ op: 'added', text: added });
    [removed, added] = ['', ''];
  };
  for (const piece of pieces) {
    if (piece.op === 'removed') removed += piece.text;
    else if (piece.op === 'added') added += piece.text;
    else {
      flush();
      const last = result.at(-1);
      if (last?.op === 'same') last.text += piece.text;
      else result.push({ ...piece });
    }
  }
  flush();
  return result;
}
