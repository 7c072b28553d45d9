import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { HeraldError, messageOf } from '../../core/problem.ts';
import type { StoredFields } from './document.ts';

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
 *     ...  c     where the title's tokens stand
 *     ...  rest  where the body's tokens stand
 *
 * token-offsets.ts describes the offsets.
 */
export interface StoredRecord {
  readonly fields: StoredFields;
  readonly body: Buffer;
  readonly titleOffsets: Uint8Array;
  readonly bodyOffsets: Uint8Array;
}

const headBytes = 20;

/** Writes records one after the other. */
export class StoredFieldsWriter {
  private readonly file: number;
  private readonly hash = createHash('sha256');
  private buffer = Buffer.allocUnsafeSlow(bufferBytes);
  private buffered = 0;
  /** Bytes written so far: the offset of the next record. */
  length = 0;

  constructor(path: string) {
    this.file = openSync(path, 'w');
  }

  /** @returns the record's length in bytes */
  add(fields: StoredFields, body: string, titleOffsets: Uint8Array, bodyOffsets: Uint8Array): number {
    const json = JSON.stringify(fields);
    const offsetBytes = titleOffsets.length + bodyOffsets.length;
    this.makeRoom(headBytes + largestUtf8 * (json.length + body.length) + offsetBytes);
    const { buffer, buffered: start } = this;
    let at = start + headBytes;
    const jsonBytes = buffer.write(json, at);
    const bodyBytes = buffer.write(body, (at += jsonBytes));
    buffer.set(titleOffsets, (at += bodyBytes));
    buffer.set(bodyOffsets, (at += titleOffsets.length));
    const end = at + bodyOffsets.length;
    const fieldsEnd = start + headBytes + jsonBytes;
    buffer.writeUInt32LE(jsonBytes, start + 8);
    buffer.writeUInt32LE(bodyBytes, start + 12);
    buffer.writeUInt32LE(titleOffsets.length, start + 16);
    buffer.writeUInt32LE(crc32(buffer.subarray(start + 8, fieldsEnd)), start);
    buffer.writeUInt32LE(crc32(buffer.subarray(fieldsEnd, end)), start + 4);
    return this.added(end - start);
  }

  /** A record as another file holds it. */
  addRecord(record: Buffer): void {
    this.makeRoom(record.length);
    this.buffer.set(record, this.buffered);
    this.added(record.length);
  }

  /** Writes what is left and makes the file durable. @returns `sha256:…` of the file */
  close(): string {
    try {
      this.flush();
      fsyncSync(this.file);
    } finally {
      closeSync(this.file);
    }
    return `sha256:${this.hash.digest('hex')}`;
  }

  /** Closes the file without writing more, after an error elsewhere. */
  abandon(): void {
    try {
      closeSync(this.file);
    } catch {
      // Already closed: the error came after that.
    }
  }

  private added(bytes: number): number {
    this.buffered += bytes;
    this.length += bytes;
    return bytes;
  }

  private makeRoom(bytes: number): void {
    if (this.buffered + bytes <= this.buffer.length) return;
    this.flush();
    if (bytes > this.buffer.length) this.buffer = Buffer.allocUnsafeSlow(bytes);
  }

  private flush(): void {
    const bytes = this.buffer.subarray(0, this.buffered);
    this.hash.update(bytes);
    for (let written = 0; written < bytes.length;) written += writeSync(this.file, bytes, written);
    this.buffered = 0;
  }
}

/** How many bytes are gathered before a write. Larger saves no time, smaller makes more system calls. */
const bufferBytes = 1 << 20;

/** Most bytes that one UTF-16 unit becomes in UTF-8 (a pair of them becomes 4). */
const largestUtf8 = 3;

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
    return this.recordInto(Buffer.allocUnsafe(length), offset);
  }

  /**
   * A record to be looked at now: its bytes are where the next one will be read to, whichever file that is of.
   * @throws HeraldError `damaged` when its checksums do not hold
   */
  read(offset: number, length: number): StoredRecord {
    if (length > passing.length) passing = Buffer.allocUnsafeSlow(length);
    const record = parseRecord(this.recordInto(passing.subarray(0, length), offset));
    if (length > longestKept) passing = Buffer.allocUnsafeSlow(longestKept);
    return record;
  }

  private recordInto(record: Buffer, offset: number): Buffer {
    const { length } = record;
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

  close(): void {
    if (this.closed) return;
    this.closed = true;
    closeSync(this.file);
  }
}

/** Longest record whose room is kept for the next ones, bytes: all but one of ten thousand announcements are shorter. Longer would hold memory for that one. */
const longestKept = 256 * 1024;

/** Where records that are looked at once are read into: memory of their own for ten of them in each answer costs more than reading them. */
let passing = Buffer.allocUnsafeSlow(16 * 1024);

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
