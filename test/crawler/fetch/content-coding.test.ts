import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undoContentCoding } from '../../../crawler/fetch/content-coding.ts';

const numbers = Buffer.from(Array.from({ length: 5000 }, (_, i) => String(i)).join(' '));

describe('undoing Content-Encoding', () => {
  it('gives back what was packed, in any order of codings', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 500 }),
        fc.array(fc.constantFrom('gzip', 'deflate', 'br'), { maxLength: 3 }),
        (content, codings) => {
          const pack = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
          const packed = codings.reduce<Uint8Array>((bytes, coding) => pack[coding](bytes), content);
          const undone = undoContentCoding(packed, codings.join(', '), 10_000);
          expect(undone.kind === 'content' && Buffer.from(undone.content)).toEqual(Buffer.from(content));
        },
      ),
    );
  });

  it('without a coding answers the very same bytes', () => {
    const undone = undoContentCoding(numbers, undefined, 1_000_000);
    expect(undone.kind === 'content' && undone.content).toBe(numbers);
  });

  it.each(['gzip', 'br', undefined])('stops at the limit (%s)', (coding) => {
    const packed = coding === 'gzip' ? gzipSync(numbers) : coding === 'br' ? brotliCompressSync(numbers) : numbers;
    expect(undoContentCoding(packed, coding, numbers.length)).toMatchObject({ kind: 'content' });
    expect(undoContentCoding(packed, coding, numbers.length - 1)).toEqual({
      kind: 'too-large',
      limitBytes: numbers.length - 1,
    });
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('tells a %s stream that ends before its end, with what it holds', (coding, pack) => {
    const packed = pack(numbers);
    const undone = undoContentCoding(packed.subarray(0, packed.length >> 1), coding, 1_000_000);
    expect(undone.kind).toBe('truncated');
    expect(undone.kind === 'truncated' && numbers.subarray(0, undone.content.length).equals(undone.content)).toBe(true);
  });

  it('tells damage and codings it does not know', () => {
    expect(undoContentCoding(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]), 'gzip', 100).kind).toMatch(
      /^(?:damaged|truncated)$/,
    );
    expect(undoContentCoding(Buffer.from('x'), 'zstd', 100)).toEqual({ kind: 'unsupported', coding: 'zstd' });
  });
});
