/**
 * What a UTF-16 unit is, by a table that is filled as units are met: a loop over a text asks it for less than a tenth of what a pattern
 * with `\p{L}` takes. Halves of characters beyond the Basic Multilingual Plane are no letters here; `isHalf` tells them.
 */
const known = 1;
const letter = 2;
const capital = 4;
const space = 8;

const classes = new Uint8Array(65_536);

function classOf(unit: number): number {
  const remembered = classes[unit]!;
  if (remembered !== 0) return remembered;
  const text = String.fromCharCode(unit);
  return (classes[unit] =
    known |
    (/[\p{L}\p{M}]/u.test(text) ? letter : 0) |
    (/\p{Lu}/u.test(text) ? capital : 0) |
    (/\s/.test(text) ? space : 0));
}

/** A letter or a mark on one. */
export function isLetter(unit: number): boolean {
  return (classOf(unit) & letter) !== 0;
}

export function isCapital(unit: number): boolean {
  return (classOf(unit) & capital) !== 0;
}

export function isSpace(unit: number): boolean {
  return (classOf(unit) & space) !== 0;
}

/** Half of a character that takes two units. */
export function isHalf(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000;
}
