import { closeSync, fsyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { HeraldError, messageOf } from '../../core/problem.ts';
import type { StoredFields } from './document.ts';
import { GrowingBytes } from './growing.ts';

/**
 * The stored-fields file of a segment: what hits show and snippets are cut from, read record by record with pread, so
 * that the texts cost no memory. The segment file says where each document's record begins and how long it is.
 *
 *     0    u32   CRC-32 of the head from byte 8 on and of the fields: what a hit without snippets reads
 *     4    u32   CRC-32 of all behind the fields
 *     8    u32   a: bytes of the fields
 *     12   u32   b: bytes of the body
 *     16   u32   c: bytes of the title's token offsets
 *     20   a     the fields (StoredFields) as JSON
 *     20+a b     the body as UTF-8
 *     ...  c     where the title's tokens stand, see TokenOffsets
 *     ...  rest  where the body's tokens stand
 *
 * TokenOffsets: for each token that begins a new position, in order of position, three LEB128 numbers: how many
 * positions after the one before (the first: its position + 1), how many bytes its beginning lies after the beginning of the one before, its length
 * in bytes. Offsets count bytes of the UTF-8 text, so that a snippet is cut without decoding the whole body.
 */
export interface StoredRecord {
  readonly fields: StoredFields;
  readonly body: Buffer;
  readonly titleOffsets: Uint8Array;
  readonly bodyOffsets: Uint8Array;
}

const headBytes = 20;

/** Collects the token positions of one text, converting UTF-16 offsets to UTF-8 ones as it goes. */
export class TokenOffsets {
  readonly bytes = new GrowingBytes();
  private lastPosition = -1;
  private lastByte = 0;
  private unit = 0;
  private byte = 0;
  private text = '';

  /** Begins a new text. */
  begin(text: string): void {
    this.bytes.length = 0;
    this.lastPosition = -1;
    this.lastByte = 0;
    this.unit = 0;
    this.byte = 0;
    this.text = text;
  }

  /** A token in the order of positions; only the first of each position is kept. Tokens may begin before the one before ends, never before it begins. */
  add(position: number, start: number, end: number): void {
    if (position <= this.lastPosition || start < this.unit) return;
    this.advance(start);
    const first = this.byte;
    const length = utf8Length(this.text, start, end);
    leb(this.bytes, position - this.lastPosition);
    leb(this.bytes, first - this.lastByte);
    leb(this.bytes, length);
    this.lastPosition = position;
    this.lastByte = first;
  }

  private advance(to: number): void {
    this.byte += utf8Length(this.text, this.unit, to);
    this.unit = to;
  }
}

/** Reads the offsets of a text's positions: calls back with position, first byte and length, until it answers false. */
export function eachTokenOffset(
  offsets: Uint8Array,
  visit: (position: number, start: number, length: number) => boolean,
): void {
  let position = -1;
  let start = 0;
  let at = 0;
  const next = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = offsets[at++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  };
  while (at < offsets.length) {
    position += next();
    start += next();
    if (!visit(position, start, next())) return;
  }
}

/** Writes records one after the other. */
export class StoredFieldsWriter {
  private readonly file: number;
  private buffered: Buffer[] = [];
  private bufferedBytes = 0;
  /** Bytes written so far: the offset of the next record. */
  length = 0;

  constructor(path: string) {
    this.file = openSync(path, 'w');
  }

  /** @returns the record's length in bytes */
  add(fields: StoredFields, body: string, titleOffsets: Uint8Array, bodyOffsets: Uint8Array): number {
    const json = Buffer.from(JSON.stringify(fields));
    const text = Buffer.from(body);
    const record = Buffer.allocUnsafe(headBytes + json.length + text.length + titleOffsets.length + bodyOffsets.length);
    record.writeUInt32LE(json.length, 8);
    record.writeUInt32LE(text.length, 12);
    record.writeUInt32LE(titleOffsets.length, 16);
    let at = headBytes;
    for (const part of [json, text, titleOffsets, bodyOffsets]) {
      record.set(part, at);
      at += part.length;
    }
    const fieldsEnd = headBytes + json.length;
    record.writeUInt32LE(crc32(record.subarray(8, fieldsEnd)), 0);
    record.writeUInt32LE(crc32(record.subarray(fieldsEnd)), 4);
    this.addRecord(record);
    return record.length;
  }

  /** A record as another file holds it. */
  addRecord(record: Buffer): void {
    this.buffered.push(record);
    this.bufferedBytes += record.length;
    this.length += record.length;
    if (this.bufferedBytes > flushBytes) this.flush();
  }

  close(): void {
    try {
      this.flush();
      fsyncSync(this.file);
    } finally {
      closeSync(this.file);
    }
  }

  /** Closes the file without writing more, after an error elsewhere. */
  abandon(): void {
    try {
      closeSync(this.file);
    } catch {
      // Already closed: the error came after that.
    }
  }

  private flush(): void {
    const bytes = Buffer.concat(this.buffered);
    for (let written = 0; written < bytes.length;) written += writeSync(this.file, bytes, written);
    this.buffered = [];
    this.bufferedBytes = 0;
  }
}

/** How many bytes are gathered before a write. Larger saves no time, smaller makes more system calls. */
const flushBytes = 4 << 20;

/** An open stored-fields file. */
export class StoredFieldsReader {
  private readonly file: number;
  private readonly path: string;
  private closed = false;

  /** @throws HeraldError `damaged` when the file is missing or has another length than it was written with */
  constructor(path: string, expectedBytes: number) {
    this.path = path;
    try {
      this.file = openSync(path, 'r');
    } catch (error) {
      throw new HeraldError('damaged', `cannot open the stored fields ${path}: ${messageOf(error)}`, {
        hint: rebuildHint,
        cause: error,
      });
    }
    const { size } = fstatSync(this.file);
    if (size !== expectedBytes) {
      this.close();
      throw new HeraldError(
        'damaged',
        `the stored fields ${path} should have ${expectedBytes} bytes and have ${size}`,
        { hint: rebuildHint },
      );
    }
  }

  /** The bytes of a record. @throws HeraldError `damaged` when its checksums do not hold */
  record(offset: number, length: number): Buffer {
    const record = Buffer.allocUnsafe(length);
    const whole = this.readInto(record, offset, length) === length;
    if (!whole || !headHolds(record) || crc32(record.subarray(fieldsEnd(record))) !== record.readUInt32LE(4))
      throw this.damagedAt(offset);
    return record;
  }

  /** The fields alone: of the record's beginning only what they need is read. @throws HeraldError `damaged` */
  fields(offset: number, length: number): StoredFields {
    let head = beginning;
    const read = this.readInto(head, offset, Math.min(length, head.length));
    if (read < headBytes) throw this.damagedAt(offset);
    const end = fieldsEnd(head);
    if (end > length) throw this.damagedAt(offset);
    if (end > read) {
      head = Buffer.allocUnsafe(end);
      if (this.readInto(head, offset, end) < end) throw this.damagedAt(offset);
    }
    if (!headHolds(head)) throw this.damagedAt(offset);
    return parseFields(head);
  }

  private readInto(bytes: Buffer, offset: number, length: number): number {
    let read = 0;
    while (read < length) {
      const count = readSync(this.file, bytes, read, length - read, offset + read);
      if (count === 0) break;
      read += count;
    }
    return read;
  }

  private damagedAt(offset: number): HeraldError {
    return new HeraldError('damaged', `a record of the stored fields ${this.path} (at byte ${offset}) is damaged`, {
      hint: rebuildHint,
    });
  }

  read(offset: number, length: number): StoredRecord {
    return parseRecord(this.record(offset, length));
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    closeSync(this.file);
  }
}

/** Where beginnings of records are read into: all of it is done before anything else can read. 2 KB hold the fields of most announcements; longer ones are read a second time. */
const beginning = Buffer.allocUnsafeSlow(2048);

function fieldsEnd(record: Buffer): number {
  return headBytes + record.readUInt32LE(8);
}

function headHolds(record: Buffer): boolean {
  const end = record.length < headBytes ? Infinity : fieldsEnd(record);
  return end <= record.length && crc32(record.subarray(8, end)) === record.readUInt32LE(0);
}

function parseFields(record: Buffer): StoredFields {
  return JSON.parse(record.toString('utf8', headBytes, fieldsEnd(record))) as StoredFields;
}

export function parseRecord(record: Buffer): StoredRecord {
  const bodyAt = fieldsEnd(record);
  const titleAt = bodyAt + record.readUInt32LE(12);
  const restAt = titleAt + record.readUInt32LE(16);
  return {
    fields: parseFields(record),
    body: record.subarray(bodyAt, titleAt),
    titleOffsets: record.subarray(titleAt, restAt),
    bodyOffsets: record.subarray(restAt),
  };
}

const rebuildHint = 'rebuild the index with `herald index --full`';

function leb(bytes: GrowingBytes, value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** Bytes of `text.slice(start, end)` in UTF-8, a lone surrogate counted as the replacement character it is written as. */
function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      // The pair takes 4 bytes; an end between its halves counts the whole pair here and nothing later.
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}
