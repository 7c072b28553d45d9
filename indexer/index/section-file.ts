import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';
import { HeraldError } from '../../core/problem.ts';

/**
 * A file of named sections, the container of a segment. All numbers are little-endian.
 *
 *     0    8 bytes   magic `HRLDSEG1`
 *     8    u32       version of the section contents (segmentVersion)
 *     12   u32       number of sections, n
 *     16   u64       length of the whole file in bytes
 *     24   u32       CRC-32 of bytes 0..23 and of the table
 *     28   u32       0
 *     32   n x 32    the table, one row a section:
 *                      0   8 bytes  name, ASCII, padded with zeros
 *                      8   u64      offset in the file, a multiple of 64
 *                      16  u64      length in bytes
 *                      24  u32      CRC-32 of the content
 *                      28  u32      0
 *     ...            the sections, each at its offset, gaps filled with zeros
 *
 * Offsets are multiples of 64 so that any typed array can lie over a section, and no two sections share a cache line.
 */
export interface SectionFile {
  /** The content of a section. @throws HeraldError `damaged` when the file has no such section */
  section(name: string): Uint8Array;
  has(name: string): boolean;
}

/** The version of the section contents. A reader refuses every other: raise it with any change of their meaning. */
export const segmentVersion = 3;

const magic = 'HRLDSEG1';
const headerBytes = 32;
const rowBytes = 32;
/** A cache line, and a multiple of every element size. */
const alignment = 64;

/**
 * Views over a file that was read into one buffer. Every checksum is verified: CRC-32 runs at several GB/s, far faster than the read itself.
 * @param verified the sections were verified already, by another thread that read the file
 * @throws HeraldError `damaged`, naming the file and what is wrong with it
 */
export function readSections(path: string, buffer: ArrayBufferLike, verified = false): SectionFile {
  if (endianness() !== 'LE')
    throw damaged(
      path,
      'this machine is big-endian; segments are little-endian',
      'serve the index from a little-endian machine (x86-64, ARM64)',
    );
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  if (bytes.length < headerBytes) throw damaged(path, `it has ${bytes.length} bytes, fewer than a header`);
  if (asciiAt(bytes, 0, 8) !== magic) throw damaged(path, 'it is not a segment file of Herald (wrong magic bytes)');
  const version = view.getUint32(8, true);
  if (version !== segmentVersion) {
    throw damaged(
      path,
      `it has format version ${version}, this program reads version ${segmentVersion}`,
      'rebuild the index with `herald index --full`',
    );
  }
  const count = view.getUint32(12, true);
  const stated = Number(view.getBigUint64(16, true));
  if (stated !== bytes.length)
    throw damaged(path, `it should have ${stated} bytes and has ${bytes.length}: it was truncated or appended to`);
  const tableEnd = headerBytes + count * rowBytes;
  if (tableEnd > bytes.length || headerChecksum(bytes, tableEnd) !== view.getUint32(24, true))
    throw damaged(path, 'the checksum of its header does not hold');
  const sections = new Map<string, Uint8Array>();
  for (let row = headerBytes; row < tableEnd; row += rowBytes) {
    const name = asciiAt(bytes, row, 8);
    const content = new Uint8Array(
      buffer,
      Number(view.getBigUint64(row + 8, true)),
      Number(view.getBigUint64(row + 16, true)),
    );
    if (!verified && crc32(content) !== view.getUint32(row + 24, true))
      throw damaged(path, `the checksum of its section "${name}" does not hold`);
    sections.set(name, content);
  }
  return {
    has: (name) => sections.has(name),
    section: (name) => {
      const content = sections.get(name);
      if (content === undefined) throw damaged(path, `it has no section "${name}"`);
      return content;
    },
  };
}

export interface WrittenFile {
  readonly bytes: number;
  /** `sha256:…` of the file, taken while it was written. */
  readonly digest: string;
}

/** Writes the sections in their order and makes the file durable. */
export function writeSections(
  path: string,
  sections: readonly (readonly [name: string, content: NodeJS.ArrayBufferView])[],
): WrittenFile {
  const table = layout(sections.map(([, content]) => content.byteLength));
  const header = headerOf(sections, table);
  const hash = createHash('sha256');
  const file = openSync(path, 'w');
  let end = 0;
  const write = (bytes: Uint8Array): void => {
    hash.update(bytes);
    for (let written = 0; written < bytes.length;)
      written += writeSync(file, bytes, written, bytes.length - written, end + written);
    end += bytes.length;
  };
  try {
    write(header);
    sections.forEach(([, content], i) => {
      write(new Uint8Array(table.offsets[i]! - end));
      write(new Uint8Array(content.buffer, content.byteOffset, content.byteLength));
    });
    write(new Uint8Array(table.length - end));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return { bytes: table.length, digest: `sha256:${hash.digest('hex')}` };
}

interface Layout {
  readonly offsets: readonly number[];
  readonly length: number;
}

function layout(lengths: readonly number[]): Layout {
  let offset = aligned(headerBytes + lengths.length * rowBytes);
  const offsets = lengths.map((length) => {
    const at = offset;
    offset = aligned(offset + length);
    return at;
  });
  return { offsets, length: offset };
}

function headerOf(sections: readonly (readonly [string, NodeJS.ArrayBufferView])[], table: Layout): Uint8Array {
  const header = new Uint8Array(headerBytes + sections.length * rowBytes);
  const view = new DataView(header.buffer);
  header.set(Buffer.from(magic, 'latin1'));
  view.setUint32(8, segmentVersion, true);
  view.setUint32(12, sections.length, true);
  view.setBigUint64(16, BigInt(table.length), true);
  sections.forEach(([name, content], i) => {
    const row = headerBytes + i * rowBytes;
    header.set(Buffer.from(name, 'latin1').subarray(0, 8), row);
    view.setBigUint64(row + 8, BigInt(table.offsets[i]!), true);
    view.setBigUint64(row + 16, BigInt(content.byteLength), true);
    view.setUint32(row + 24, crc32(content), true);
  });
  view.setUint32(24, headerChecksum(header, header.length), true);
  return header;
}

function headerChecksum(bytes: Uint8Array, tableEnd: number): number {
  return crc32(bytes.subarray(headerBytes, tableEnd), crc32(bytes.subarray(0, 24)));
}

function aligned(offset: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

function asciiAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length)).replace(/\0+$/, '');
}

function damaged(
  path: string,
  what: string,
  hint = 'go back to the snapshot before, or rebuild the index with `herald index --full`',
): HeraldError {
  return new HeraldError('damaged', `cannot use the index file ${path}: ${what}`, { hint });
}
