import { sha256 } from '../../core/ids.ts';
import { instantOf, type Instant } from '../../core/instant.ts';
import type { Capture } from '../fetch/outcome.ts';
import { finishIndexes } from './finish-indexes.ts';
import { formatRecord, requestHead, responseHead, type RecordParts } from './format.ts';
import { formatFields, type CaptureLocation, type Field } from './record.ts';
import { WarcFile } from './warc-file.ts';
import type { AppendOptions, ArchiveWriterOptions, Original } from './writer-options.ts';
import { extraFields, notModified, revisitFields, samePayload, warcinfo } from './writer-fields.ts';

export type { AppendOptions, ArchiveWriterOptions, Original } from './writer-options.ts';

/** Where a record went, and the digest of its payload. */
export interface Appended extends CaptureLocation {
  /** `revisit`: the payload lies in an earlier record with the same digest. */
  readonly kind: 'capture' | 'revisit' | 'resource' | 'metadata';
  /** `sha256:…` of the payload. */
  readonly digest: string;
}

export interface ArchiveWriter {
  /** Archives a response; as a revisit when the same payload was archived before. One that was cut stands for itself, marked by WARC-Truncated. */
  append(capture: Capture, options?: AppendOptions): Appended;
  /** Archives that the server answered 304: nothing changed since the original. */
  appendRevisit(
    url: string,
    at: Instant,
    original: Original & { readonly digest: string },
    options?: AppendOptions,
  ): Appended;
  /** Archives bytes that came by no request: an imported announcement. */
  appendResource(url: string, contentType: string, bytes: Uint8Array, at: Instant, options?: AppendOptions): Appended;
  /** Archives facts about a URL, such as that it was gone. */
  appendMetadata(url: string, at: Instant, fields: readonly Field[], options?: AppendOptions): Appended;
  /** Makes everything appended so far survive a power cut. What `append` answered survives a killed process without it. */
  sync(): void;
  /** Ends the file and sorts its index. */
  close(): void;
}

const defaultRotateBytes = 1_000_000_000;

/** Digests remembered for revisits within a run: about 20 MB. More finds more doubles, which `findOriginal` finds as well. */
const rememberedDigests = 100_000;

/**
 * Opens the archive for appending. Each opening starts a new file, with its first record; files of earlier runs are never
 * touched again, so that a torn last record stays the last. One process at a time: the store's lock sees to it.
 *
 * What survives: a record is in the kernel when `append` returns, so `kill -9` loses nothing that was acknowledged; a power
 * cut loses at most what was appended since the last `sync()`.
 * @throws HeraldError `stop-crawl` when the folder cannot be written.
 */
export async function openArchiveWriter(folder: string, options: ArchiveWriterOptions = {}): Promise<ArchiveWriter> {
  await finishIndexes(folder, options.onProblem ?? (() => undefined));
  return new RotatingWriter(folder, options);
}

class RotatingWriter implements ArchiveWriter {
  readonly #folder: string;
  readonly #options: ArchiveWriterOptions;
  readonly #originals = new Map<string, Original>();
  #file: WarcFile | undefined;
  /** Of the first file; those that follow by rotation share it and count on. */
  #stamp: string | undefined;
  #number = 0;
  #closed = false;

  constructor(folder: string, options: ArchiveWriterOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  append(capture: Capture, options: AppendOptions = {}): Appended {
    const digest = sha256(capture.payload);
    const original =
      capture.payload.length > 0 && capture.truncated === undefined ? this.#originalOf(digest, capture.url) : undefined;
    const head = responseHead(capture);
    const { url, fetchedAt: at } = capture;
    const common = { url, at, contentType: 'application/http; msgtype=response' };
    const { location, id } = original
      ? this.#write({
          ...common,
          type: 'revisit',
          block: [head],
          fields: [...revisitFields(samePayload, original, digest), ...extraFields(options)],
        })
      : this.#write({
          ...common,
          type: 'response',
          block: [head, capture.payload],
          fields: [['WARC-Payload-Digest', digest], ...truncatedFields(capture), ...extraFields(options)],
        });
    if (options.request) this.#writeRequest(capture, options.request, id);
    if (!original) this.#remember(digest, { url, at });
    this.#file?.index({
      url,
      at,
      mime: original ? 'warc/revisit' : mimeOf(capture),
      status: capture.status,
      digest,
      location,
    });
    return { ...location, kind: original ? 'revisit' : 'capture', digest };
  }

  appendRevisit(
    url: string,
    at: Instant,
    original: Original & { readonly digest: string },
    options: AppendOptions = {},
  ): Appended {
    const block = responseHead({ status: 304, statusText: 'Not Modified', headers: [] });
    const fields = [...revisitFields(notModified, original, original.digest), ...extraFields(options)];
    const { location } = this.#write({
      type: 'revisit',
      url,
      at,
      contentType: 'application/http; msgtype=response',
      block: [block],
      fields,
    });
    this.#file?.index({ url, at, mime: 'warc/revisit', status: 304, digest: original.digest, location });
    return { ...location, kind: 'revisit', digest: original.digest };
  }

  appendResource(
    url: string,
    contentType: string,
    bytes: Uint8Array,
    at: Instant,
    options: AppendOptions = {},
  ): Appended {
    const digest = sha256(bytes);
    const { location } = this.#write({
      type: 'resource',
      url,
      at,
      contentType,
      block: [bytes],
      fields: [['WARC-Payload-Digest', digest], ...extraFields(options)],
    });
    this.#file?.index({ url, at, mime: contentType, digest, location });
    return { ...location, kind: 'resource', digest };
  }

  appendMetadata(url: string, at: Instant, fields: readonly Field[], options: AppendOptions = {}): Appended {
    const block = Buffer.from(formatFields(fields));
    const { location } = this.#write({
      type: 'metadata',
      url,
      at,
      contentType: 'application/warc-fields',
      block: [block],
      fields: extraFields(options),
    });
    return { ...location, kind: 'metadata', digest: sha256(block) };
  }

  sync(): void {
    this.#file?.sync();
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
    this.#closed = true;
  }

  #write(parts: RecordParts): { readonly location: CaptureLocation; readonly id: string } {
    const { bytes, id } = formatRecord(parts);
    return { location: this.#fileForNext().append(bytes), id };
  }

  /** Into the file of its response, however large that has become. */
  #writeRequest(capture: Capture, request: NonNullable<AppendOptions['request']>, responseId: string): void {
    const { bytes } = formatRecord({
      type: 'request',
      url: capture.url,
      at: capture.fetchedAt,
      contentType: 'application/http; msgtype=request',
      block: [requestHead(request.method, capture.url, request.headers)],
      fields: [['WARC-Concurrent-To', responseId]],
    });
    this.#file?.append(bytes);
  }

  #fileForNext(): WarcFile {
    if (this.#closed) throw new Error('the archive writer is closed');
    if (this.#file && this.#file.sizeBytes < (this.#options.rotateBytes ?? defaultRotateBytes)) return this.#file;
    this.#file?.close();
    const at = instantOf(this.#options.now?.() ?? Date.now());
    this.#stamp ??= at.replace(/\D/g, '').slice(0, 14);
    this.#file = new WarcFile(this.#folder, this.#stamp, this.#number++);
    this.#file.append(formatRecord(warcinfo(this.#file.name, at, this.#options)).bytes);
    return this.#file;
  }

  #originalOf(digest: string, url: string): Original | undefined {
    return this.#originals.get(digest) ?? this.#options.findOriginal?.(digest, url);
  }

  #remember(digest: string, original: Original): void {
    this.#originals.set(digest, original);
    if (this.#originals.size <= rememberedDigests) return;
    const [oldest] = this.#originals.keys();
    if (oldest !== undefined) this.#originals.delete(oldest);
  }
}

function truncatedFields({ truncated }: Capture): Field[] {
  return truncated === undefined ? [] : [['WARC-Truncated', truncated]];
}

function mimeOf(capture: Capture): string {
  const type = capture.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return type.split(';')[0]!.trim().toLowerCase() || 'unk';
}
