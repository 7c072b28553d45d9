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

  it.each([
    ['Prices rose by 3.5 %.', 'Prices rose by 3.6 %.', '3.5', '3.6'],
    ['It has 1,200 staff.', 'It has 1,300 staff.', '1,200', '1,300'],
    ['il y a 1\u202f200 agents', 'il y a 1\u202f300 agents', '1\u202f200', '1\u202f300'],
    ['A grant of $2.5m, paid in May', 'A grant of $3.5m, paid in May', '$2.5m', '$3.5m'],
    ['worth US$1,200.50.', 'worth US$1,250.50.', 'US$1,200.50', 'US$1,250.50'],
    ['kostet 12,50€ mehr', 'kostet 13,50€ mehr', '12,50€', '13,50€'],
    ['grew 12% in 2014', 'grew 13% in 2014', '12%', '13%'],
    ['opens on 2014-03-25, 12:30', 'opens on 2014-03-26, 12:30', '2014-03-25', '2014-03-26'],
    ['a well-known bridge', 'a well-kept bridge', 'well-known', 'well-kept'],
    ['the ministry’s plan', 'the ministers’ plan', 'ministry’s', 'ministers’'],
    ['給与は3.5万円', '給与は3.6万円', '3.5', '3.6'],
  ])('keeps numbers, money and joined words whole: %s', (before, after, removed, added) => {
    const changed = diffWords(before, after).filter((piece) => piece.op !== 'same');
    expect(changed).toEqual([
      { op: 'removed', text: removed },
      { op: 'added', text: added },
    ]);
  });

  it('takes a sentence end for no part of a number, and a list of years for several words', () => {
    expect(diffWords('It cost 5. 10 came.', 'It cost 5. 11 came.').map(({ text }) => text)).toEqual([
      'It cost 5. ',
      '10',
      '11',
      ' came.',
    ]);
    expect(diffWords('in 2013, 2014', 'in 2013, 2015').at(-1)).toEqual({ op: 'added', text: '2015' });
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
