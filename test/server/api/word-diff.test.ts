import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paragraph } from '../../../core/announcement.ts';
import { diffParagraphs, diffWords, type DiffPiece } from '../../../server/api/word-diff.ts';

const side = (pieces: readonly DiffPiece[], not: DiffPiece['op']): string =>
  pieces
    .filter((piece) => piece.op !== not)
    .map((piece) => piece.text)
    .join('');

const words = fc
  .array(fc.constantFrom('water', 'river', ' ', '. ', 'Ω', '覚', '書', '\n', 'a'), { maxLength: 60 })
  .map((parts) => parts.join(''));

describe('a word diff', () => {
  it('names the words that went and came', () => {
    expect(diffWords('The bridge opens in May.', 'The bridge opens in June.')).toEqual([
      { op: 'same', text: 'The bridge opens in ' },
      { op: 'removed', text: 'May' },
      { op: 'added', text: 'June' },
      { op: 'same', text: '.' },
    ]);
  });

  it('compares Japanese by character', () => {
    expect(
      diffWords('覚書を締結する', '覚書を破棄する')
        .filter((piece) => piece.op === 'same')
        .map((piece) => piece.text),
    ).toEqual(['覚書を', 'する']);
  });

  it('without its additions is the old text, without its removals the new one', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        const pieces = diffWords(before, after);
        expect(side(pieces, 'added')).toBe(before);
        expect(side(pieces, 'removed')).toBe(after);
      }),
    );
  });

  it('is as short as the longest common subsequence allows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 12 }),
        fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 12 }),
        (before, after) => {
          const changed = diffWords(before.join(','), after.join(',')).reduce(
            (sum, piece) => sum + (piece.op === 'same' ? 0 : tokens(piece.text).length),
            0,
          );
          const [a, b] = [tokens(before.join(',')), tokens(after.join(','))];
          expect(changed).toBe(a.length + b.length - 2 * commonLength(a, b));
        },
      ),
    );
  });

  it('gives up on texts that share nothing, instead of taking minutes', () => {
    const many = (word: string): string => Array.from({ length: 20_000 }, (_, at) => `${word}${at}`).join(' ');
    const pieces = diffWords(many('a'), many('b'));
    expect(side(pieces, 'added')).toBe(many('a'));
  });
});

describe('a diff of paragraphs', () => {
  const text = (value: string): Paragraph => ({ kind: 'text', text: value });

  it('shows a paragraph that changed as one, and new ones whole', () => {
    const diff = diffParagraphs(
      [text('The river rose by two metres in the night.'), text('Schools stay open.')],
      [text('The river rose by three metres in the night.'), text('The bridge is closed.'), text('Schools stay open.')],
    );
    expect(diff.map(({ pieces }) => pieces.map((piece) => piece.op).join(' '))).toEqual([
      'same removed added same',
      'added',
      'same',
    ]);
  });

  it('holds every paragraph of both sides', () => {
    const paragraphs = fc.array(fc.constantFrom('one two three', 'one two four', 'five', 'six seven').map(text), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(paragraphs, paragraphs, (before, after) => {
        const diff = diffParagraphs(before, after);
        const shown = (not: DiffPiece['op']): string[] =>
          diff.map(({ pieces }) => side(pieces, not)).filter((each) => each !== '');
        expect(shown('added')).toEqual(before.map((each) => each.text));
        expect(shown('removed')).toEqual(after.map((each) => each.text));
      }),
    );
  });
});

function tokens(text: string): string[] {
  return text.match(/[a-z]+|,/g) ?? [];
}

/** The textbook table: the oracle. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      table[i]![j] = a[i - 1] === b[j - 1] ? table[i - 1]![j - 1]! + 1 : Math.max(table[i - 1]![j]!, table[i]![j - 1]!);
    }
  }
  return table[a.length]![b.length]!;
}
