import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { instantOf, parseInstant } from '../../core/instant.ts';
import { HeraldError, messageOf, type Problem } from '../../core/problem.ts';
import { ByteSource, type Span } from './byte-source.ts';
import { gzipMembers } from './gzip-members.ts';
import { fieldOf, parseFields, type ArchiveRecord } from './record.ts';

/** Bytes of a plain file read at once; see `windowBytes` in gzip-members.ts. */
const plainSpanBytes = 1 << 20;

/** A head longer than this is no head. Heritrix and Browsertrix write well under 4 KiB; URLs of 8 KiB occur. */
const headLimitBytes = 256 << 10;

/** Default of `recordLimitBytes`. A page is 40 KB, a PDF seldom above 50 MB; the block is held in memory. */
const defaultRecordLimitBytes = 256 << 20;

export interface ReadArchiveOptions {
  /** Told what was damaged, torn or passed over; the records around it are still read. */
  readonly onProblem: (problem: Problem) => void;
  /** Records with a longer block are passed over, with a problem. Bytes. */
  readonly recordLimitBytes?: number;
  /** Where reading begins: the first byte of a record (of its gzip member). Default 0. */
  readonly startOffset?: number;
}

/**
 * Reads anybody's WARC file record by record, in constant memory: uncompressed, one gzip member a record, or the whole
 * file as one gzip stream; WARC 0.18 to 1.1. A torn last record and damaged bytes are problems; what stands around them is read.
 * @throws HeraldError `config` when the file cannot be read or is no WARC at all.
 */
export async function* readArchive(path: string, options: ReadArchiveOptions): AsyncGenerator<ArchiveRecord> {
  const file = basename(path);
  const handle = await openArchive(path);
  try {
    const magic = Buffer.alloc(64);
    const { bytesRead } = await handle.read(magic, 0, magic.length, 0);
    if (bytesRead === 0) {
      options.onProblem({
        code: 'empty-archive',
        message: 'the file is empty',
        hint: 'a writer that was killed at its start leaves this',
        where: file,
      });
      return;
    }
    const form = formOf(magic.subarray(0, bytesRead), path);
    const startOffset = options.startOffset ?? 0;
    const spans =
      form === 'gzip' ? gzipMembers(handle, file, startOffset, options.onProblem) : plainSpans(handle, startOffset);
    yield* records(new ByteSource(spans), file, path, options);
  } finally {
    await handle.close();
  }
}

async function* records(
  source: ByteSource,
  file: string,
  path: string,
  options: ReadArchiveOptions,
): AsyncGenerator<ArchiveRecord> {
  const limitBytes = options.recordLimitBytes ?? defaultRecordLimitBytes;
  let any = false;
  while (await source.toNextRecord()) {
    const start = source.place();
    const head = await readHead(source);
    if (!head) {
      if (!any && options.startOffset === undefined)
        throw notArchive(path, 'its first bytes are not those of a WARC record');
      const found = await source.toNextMagic();
      options.onProblem(unreadable(file, start.offset, found));
      if (found) continue;
      return;
    }
    any = true;
    if (head.length > limitBytes) {
      options.onProblem(tooLarge(file, start.offset, head.length, limitBytes));
      await source.skip(head.length);
      continue;
    }
    const block = await source.take(head.length);
    if (block.length < head.length) {
      options.onProblem(tornRecord(file, start.offset, block.length, head.length));
      continue;
    }
    source.passTrailer();
    yield recordOf(head.fields, block, source, file, start);
  }
  if (!any && options.startOffset === undefined)
    options.onProblem({ code: 'no-records', message: 'the file holds no whole WARC record', where: file });
}

interface Head {
  readonly fields: ArchiveRecord['fields'];
  readonly length: number;
}

async function readHead(source: ByteSource): Promise<Head | undefined> {
  if (!(await source.startsWith('WARC/'))) return undefined;
  const bytes = await source.head(headLimitBytes);
  const text = bytes?.toString('utf8');
  const version = text === undefined ? null : /^WARC\/\d+\.\d+[ \t]*\r?\n/.exec(text);
  if (text === undefined || !version) return undefined;
  const fields = parseFields(text.slice(version[0].length));
  const length = fieldOf(fields, 'content-length');
  return length !== undefined && /^\d{1,15}$/.test(length) ? { fields, length: Number(length) } : undefined;
}

function recordOf(
  fields: ArchiveRecord['fields'],
  block: Buffer,
  source: ByteSource,
  file: string,
  start: ReturnType<ByteSource['place']>,
): ArchiveRecord {
  // Some writers put URLs in angle brackets (a reading of WARC 1.0), some leave spaces in them.
  const url = fieldOf(fields, 'warc-target-uri')
    ?.replace(/^<(.*)>$/, '$1')
    .replace(/ /g, '%20');
  const location = source.location(file, start);
  return {
    type: (fieldOf(fields, 'warc-type') ?? '').toLowerCase(),
    id: fieldOf(fields, 'warc-record-id') ?? '',
    ...(url === undefined ? {} : { url }),
    at: parseInstant(fieldOf(fields, 'warc-date') ?? '') ?? instantOf(0),
    fields,
    block,
    ...(location ? { location } : {}),
  };
}

async function* plainSpans(handle: FileHandle, startOffset: number): AsyncGenerator<Span> {
  for (let offset = startOffset; ;) {
    const bytes = Buffer.allocUnsafe(plainSpanBytes);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
    if (bytesRead === 0) return;
    yield { bytes: bytes.subarray(0, bytesRead), offset, plain: true, startsMember: false };
    offset += bytesRead;
  }
}

async function openArchive(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, 'r');
    if ((await handle.stat()).isDirectory()) {
      await handle.close();
      throw new HeraldError('config', `${path} is a folder, not a WARC file`, { hint: 'give the files inside it' });
    }
    return handle;
  } catch (error) {
    if (error instanceof HeraldError) throw error;
    const missing = (error as { code?: string }).code === 'ENOENT';
    throw new HeraldError('config', missing ? `there is no file ${path}` : `cannot read ${path}: ${messageOf(error)}`, {
      hint: missing ? 'check the path' : 'check the permissions',
      cause: error,
    });
  }
}

/** What people hand in by mistake, by their first bytes. */
const otherForms: readonly (readonly [magic: RegExp, what: string, hint: string])[] = [
  [/^PK\x03\x04/, 'a ZIP file (a WACZ is one)', 'unzip it and import the .warc.gz files in its archive folder'],
  [/^\x28\xb5\x2f\xfd/, 'compressed with Zstandard', 'decompress it with "zstd -d" first'],
  [/^BZh/, 'compressed with bzip2', 'decompress it with "bunzip2" first'],
  [/^\xfd7zXZ/, 'compressed with xz', 'decompress it with "xz -d" first'],
  [/^filedesc:\/\//, 'an ARC file, the format before WARC', 'convert it first, for instance with "warcio recompress"'],
  [/^SQLite format 3/, 'a SQLite database', 'give a .warc or .warc.gz file'],
  [/^\s*[{[]/, 'JSON', 'announcements as JSON lines have a name ending in .jsonl'],
  [/^\s*</, 'HTML or XML', 'give a .warc or .warc.gz file; "herald inspect" reads a single page'],
];

function formOf(magic: Buffer, path: string): 'gzip' | 'plain' {
  if (magic[0] === 0x1f && magic[1] === 0x8b) return 'gzip';
  const text = magic.toString('latin1');
  if (/^[\r\n]*WARC\//.test(text) || text.startsWith('WARC/'.slice(0, magic.length))) return 'plain';
  for (const [pattern, what, hint] of otherForms) if (pattern.test(text)) throw notArchive(path, `it is ${what}`, hint);
  throw notArchive(path, `it begins with ${JSON.stringify(magic.subarray(0, 16).toString('latin1'))}`);
}

function notArchive(path: string, reason: string, hint = 'give a .warc or .warc.gz file'): HeraldError {
  return new HeraldError('config', `${path} is no WARC file: ${reason}`, { hint });
}

function unreadable(file: string, offset: number, found: boolean): Problem {
  return {
    code: 'damaged-record',
    message: `at byte ${offset} no WARC record begins${found ? '; reading went on at the next one' : ', and none after it'}`,
    hint: 'the record before it may be cut; restore the file from a backup, or download it again',
    where: file,
  };
}

function tornRecord(file: string, offset: number, has: number, wanted: number): Problem {
  return {
    code: 'torn-record',
    message: `the record at byte ${offset} is torn: ${has} of ${wanted} bytes are there`,
    hint: 'everything before it was read; a writer that was killed or a broken download leaves this',
    where: file,
  };
}

function tooLarge(file: string, offset: number, bytes: number, limitBytes: number): Problem {
  return {
    code: 'record-too-large',
    message: `the record at byte ${offset} has ${bytes} bytes, more than the limit of ${limitBytes}; it was passed over`,
    where: file,
  };
}
