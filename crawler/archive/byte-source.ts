import type { CaptureLocation } from './record.ts';

/** A run of a WARC file's bytes after decompression, with its place in the file. */
export interface Span {
  readonly bytes: Buffer;
  /** Offset in the file of the gzip member (compressed) or of the first byte (plain). */
  readonly offset: number;
  /** Whether a position inside `bytes` is also a position in the file. */
  readonly plain: boolean;
  /** Whether `bytes` begins its gzip member. */
  readonly startsMember: boolean;
  /** Offset in the file of the gzip member's end, on the last span of a member. */
  readonly memberEnd?: number;
  /** Bytes before this one could not be read: no record reaches across. */
  readonly afterGap?: boolean;
}

/**
 * Spans read as one run of bytes: `line`, `take`, `skip`, and where in the file one stands. It holds what was asked for
 * and one span more, never the file.
 */
export class ByteSource {
  readonly #spans: AsyncIterator<Span>;
  #span: Span | undefined;
  #index = 0;
  #beyondGap: Span | undefined;
  #ended = false;

  constructor(spans: AsyncIterable<Span>) {
    this.#spans = spans[Symbol.asyncIterator]();
  }

  /** Goes to the next byte that is no line break. `false` at the end of the file. Crosses a gap. */
  async toNextRecord(): Promise<boolean> {
    for (;;) {
      const span = this.#span;
      if (span) {
        while (this.#index < span.bytes.length && isLineBreak(span.bytes[this.#index]!)) this.#index++;
        if (this.#index < span.bytes.length) return true;
      }
      if (!(await this.#nextSpan(true))) return false;
    }
  }

  /** Goes to the next `WARC/1.` at a line's begin, or over a gap. `false` at the end of the file. */
  async toNextMagic(): Promise<boolean> {
    for (;;) {
      const found = this.#rest().indexOf('\nWARC/1.');
      if (found >= 0) {
        this.#index += found + 1;
        return true;
      }
      // The magic may stand across two spans: the end of this one is kept before the next.
      const tail = this.#rest().subarray(-7);
      if (!(await this.#nextSpan(false))) return this.#nextSpan(true);
      if (this.#rest().subarray(0, 7).toString('latin1') === 'WARC/1.') return true;
      this.#prepend(tail);
    }
  }

  /** Whether these (few, ASCII) characters come next. Nothing is passed over. */
  async startsWith(text: string): Promise<boolean> {
    const tail = this.#rest();
    if (tail.length < text.length && (await this.#nextSpan(false))) this.#prepend(tail);
    return this.#rest().subarray(0, text.length).toString('latin1') === text;
  }

  /** Passes over the two empty lines after a record, as far as they are there. */
  passTrailer(): void {
    const span = this.#span;
    for (
      let count = 0;
      span && count < 4 && this.#index < span.bytes.length && isLineBreak(span.bytes[this.#index]!);
      count++
    )
      this.#index++;
  }

  /** The bytes up to and including the empty line that ends a head; `undefined` when there is none within `limitBytes`. */
  async head(limitBytes: number): Promise<Buffer | undefined> {
    let bytes: Buffer = Buffer.alloc(0);
    for (;;) {
      const rest = this.#rest();
      const before = bytes.length;
      bytes = before === 0 ? rest : Buffer.concat([bytes, rest]);
      const end = endOfHead(bytes);
      if (end > 0 && end <= limitBytes) {
        this.#index += end - before;
        return bytes.subarray(0, end);
      }
      if (bytes.length > limitBytes) return undefined;
      this.#index += rest.length;
      if (!(await this.#nextSpan(false))) return undefined;
    }
  }

  /** Up to `count` bytes: fewer only when the file ends or a gap comes before. */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let taken = 0;
    for (;;) {
      const part = this.#rest().subarray(0, count - taken);
      this.#index += part.length;
      taken += part.length;
      if (part.length > 0) parts.push(part);
      if (taken === count || !(await this.#nextSpan(false)))
        return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    }
  }

  /** Passes over bytes without keeping them; answers how many there were. */
  async skip(count: number): Promise<number> {
    let skipped = 0;
    for (;;) {
      const step = Math.min(this.#rest().length, count - skipped);
      this.#index += step;
      skipped += step;
      if (skipped === count || !(await this.#nextSpan(false))) return skipped;
    }
  }

  /** Where the next byte stands: the file's offset where the file is plain or a gzip member begins here. */
  place(): { readonly offset: number; readonly exact: boolean } {
    const span = this.#span;
    if (!span) return { offset: 0, exact: false };
    if (span.plain) return { offset: span.offset + this.#index, exact: true };
    return { offset: span.offset, exact: span.startsMember && span.bytes.subarray(0, this.#index).every(isLineBreak) };
  }

  /** The location of a record that began at `start` and ends here, if it has one of its own. */
  location(file: string, start: { readonly offset: number; readonly exact: boolean }): CaptureLocation | undefined {
    const span = this.#span;
    if (!start.exact || !span) return undefined;
    if (span.plain) return { file, offset: start.offset, length: span.offset + this.#index - start.offset };
    const alone = span.memberEnd !== undefined && span.offset === start.offset && this.#rest().every(isLineBreak);
    return alone ? { file, offset: start.offset, length: span.memberEnd - start.offset } : undefined;
  }

  #prepend(tail: Buffer): void {
    const span = this.#span!;
    if (tail.length === 0) return;
    const offset = span.plain ? span.offset - tail.length : span.offset;
    this.#span = { ...span, bytes: Buffer.concat([tail, span.bytes]), offset, startsMember: false };
  }

  #rest(): Buffer {
    return this.#span ? this.#span.bytes.subarray(this.#index) : Buffer.alloc(0);
  }

  async #nextSpan(crossGap: boolean): Promise<boolean> {
    if (this.#beyondGap) {
      if (!crossGap) return false;
      this.#span = this.#beyondGap;
      this.#beyondGap = undefined;
      this.#index = 0;
      return true;
    }
    if (this.#ended) return false;
    const next = await this.#spans.next();
    if (next.done === true) {
      this.#ended = true;
      return false;
    }
    if (next.value.afterGap === true && !crossGap) {
      this.#beyondGap = next.value;
      return false;
    }
    this.#span = next.value;
    this.#index = 0;
    return true;
  }
}

function isLineBreak(byte: number): boolean {
  return byte === 13 || byte === 10;
}

/** Index after the first empty line, 0 when there is none. Both CRLF and bare LF are met in the wild. */
function endOfHead(bytes: Buffer): number {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.subarray(0, crlf < 0 ? bytes.length : crlf).indexOf('\n\n');
  if (lf >= 0) return lf + 2;
  return crlf < 0 ? 0 : crlf + 4;
}
