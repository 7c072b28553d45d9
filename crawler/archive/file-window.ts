import type { FileHandle } from 'node:fs/promises';

/** Bytes read from the file at once. Larger: fewer reads and more memory; 1 MiB holds about 80 pages. */
export const windowBytes = 1 << 20;

/** A moving view of the file: `bytes` begin at `offset`. */
export class FileWindow {
  readonly #handle: FileHandle;
  bytes: Buffer = Buffer.alloc(0);
  offset: number;
  ended = false;

  constructor(handle: FileHandle, startOffset: number) {
    this.offset = startOffset;
    this.#handle = handle;
  }

  /** Bytes of the file known so far. */
  get size(): number {
    return this.offset + this.bytes.length;
  }

  /** Makes at least `count` bytes visible; `false` when the file ends before. */
  async fill(count: number): Promise<boolean> {
    while (this.bytes.length < count && !this.ended) {
      const chunk = Buffer.allocUnsafe(Math.max(windowBytes, count - this.bytes.length));
      const { bytesRead } = await this.#handle.read(chunk, 0, chunk.length, this.size);
      if (bytesRead === 0) this.ended = true;
      this.bytes =
        this.bytes.length === 0
          ? chunk.subarray(0, bytesRead)
          : Buffer.concat([this.bytes, chunk.subarray(0, bytesRead)]);
    }
    return this.bytes.length >= count;
  }

  /** Moves to an offset, back as well; what was visible has to be read again. */
  seek(offset: number): void {
    if (offset >= this.offset && offset <= this.size) {
      this.advance(offset - this.offset);
      return;
    }
    this.bytes = Buffer.alloc(0);
    this.offset = offset;
    this.ended = false;
  }

  advance(count: number): void {
    this.bytes = this.bytes.subarray(count);
    this.offset += count;
  }
}
