import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { instantOf, parseInstant } from '../../core/instant.ts';
import { HeraldError, messageOf } from '../../core/problem.ts';
import { interpret, type Archived } from './captures.ts';
import { fieldOf, parseFields, type ArchiveRecord, type CaptureLocation } from './record.ts';

/**
 * Reads one record again from the place that `append` answered. The payload of a `revisit` lies in an earlier record:
 * look that up by its digest.
 * @throws HeraldError `damaged` when the file is gone or the bytes there are no record.
 */
export function readRecordAt(folder: string, location: CaptureLocation): Archived {
  const where = `${location.file}@${location.offset}`;
  const bytes = readBytes(join(folder, location.file), location, where);
  const record = parseRecord(bytes, location);
  const archived = record && interpret(record).value;
  if (!archived) throw damaged(where, 'no record of a capture begins there');
  return archived;
}

function parseRecord(bytes: Buffer, location: CaptureLocation): ArchiveRecord | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0 || bytes.toString('latin1', 0, 5) !== 'WARC/') return undefined;
  const head = bytes.toString('utf8', 0, end);
  const fields = parseFields(head.slice(head.indexOf('\n') + 1));
  const length = Number(fieldOf(fields, 'content-length'));
  const block = bytes.subarray(end + 4, end + 4 + length);
  if (block.length !== length) return undefined;
  const url = fieldOf(fields, 'warc-target-uri');
  return {
    type: fieldOf(fields, 'warc-type') ?? '',
    id: fieldOf(fields, 'warc-record-id') ?? '',
    ...(url === undefined ? {} : { url }),
    at: parseInstant(fieldOf(fields, 'warc-date') ?? '') ?? instantOf(0),
    fields,
    block,
    location: { file: location.file, offset: location.offset, length: location.length },
  };
}

function readBytes(path: string, location: CaptureLocation, where: string): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(location.length);
      const count = readSync(file, bytes, 0, location.length, location.offset);
      if (count < location.length) throw damaged(where, `only ${count} of ${location.length} bytes are there`);
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw error instanceof HeraldError ? error : damaged(where, messageOf(error), error);
  }
}

function damaged(where: string, reason: string, cause?: unknown): HeraldError {
  return new HeraldError('damaged', `cannot read the archived capture ${where}: ${reason}`, {
    hint: '"herald verify" tells what else is damaged; restore the file from a backup',
    ...(cause === undefined ? {} : { cause }),
  });
}
