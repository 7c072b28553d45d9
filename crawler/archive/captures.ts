import { sha256 } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { parseInstant } from '../../core/instant.ts';
import type { Problem } from '../../core/problem.ts';
import { truncations, type Capture } from '../fetch/outcome.ts';
import { decodeContent, parseHttpResponse } from './http-message.ts';
import { readArchive, type ReadArchiveOptions } from './read.ts';
import { fieldOf, parseFields, type ArchiveRecord, type CaptureLocation, type Field } from './record.ts';

/** What an archive tells a re-extraction, one record each; warcinfo and requests tell it nothing. */
export type Archived = ArchivedCapture | ArchivedRevisit | ArchivedResource | ArchivedMetadata;

interface Common {
  readonly url: string;
  readonly at: Instant;
  readonly location?: CaptureLocation;
  /** What our own writer noted beside the record: the source it was crawled for, hints of the listing that led there. */
  readonly notes?: Readonly<Record<string, unknown>>;
}

/** A response as received. */
export interface ArchivedCapture extends Common {
  readonly kind: 'capture';
  readonly capture: Capture;
  /** `sha256:…` of the payload. */
  readonly digest: string;
}

/** The page was there and its payload was that of an earlier capture (equal digest, or the server answered 304). */
export interface ArchivedRevisit extends Common {
  readonly kind: 'revisit';
  readonly reason: 'same-payload' | 'not-modified' | 'other';
  readonly status?: number;
  /** Payload digest as stated, in the algorithm its writer used. */
  readonly digest?: string;
  readonly original?: { readonly url: string; readonly at?: Instant };
}

/** Bytes without a protocol: an imported announcement, a file. */
export interface ArchivedResource extends Common {
  readonly kind: 'resource';
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly digest: string;
}

/** Facts about a URL as `Name: value` lines, such as our own note that it was gone. */
export interface ArchivedMetadata extends Common {
  readonly kind: 'metadata';
  readonly fields: readonly Field[];
}

/** Reads a WARC file as captures. @throws HeraldError like `readArchive`. */
export async function* readCaptures(path: string, options: ReadArchiveOptions): AsyncGenerator<Archived> {
  for await (const record of readArchive(path, options)) {
    const { value, problems } = interpret(record);
    for (const problem of problems) options.onProblem(problem);
    if (value) yield value;
  }
}

/** What a record means to Herald; nothing for warcinfo, requests, DNS answers and records without a URL. */
export function interpret(record: ArchiveRecord): {
  readonly value: Archived | undefined;
  readonly problems: readonly Problem[];
} {
  const { url } = record;
  if (url === undefined) return { value: undefined, problems: [] };
  const notes = notesOf(record);
  const common: Common = {
    url,
    at: record.at,
    ...(record.location ? { location: record.location } : {}),
    ...(notes ? { notes } : {}),
  };
  if (record.type === 'response') return responseOf(record, common);
  if (record.type === 'revisit') return { value: revisitOf(record, common), problems: [] };
  if (record.type === 'resource' || record.type === 'conversion') {
    const contentType = fieldOf(record.fields, 'content-type') ?? 'application/octet-stream';
    return {
      value: { kind: 'resource', ...common, contentType, bytes: record.block, digest: sha256(record.block) },
      problems: [],
    };
  }
  if (record.type === 'metadata' && /^application\/warc-fields/i.test(fieldOf(record.fields, 'content-type') ?? '')) {
    return {
      value: { kind: 'metadata', ...common, fields: parseFields(Buffer.from(record.block).toString('utf8')) },
      problems: [],
    };
  }
  return { value: undefined, problems: [] };
}

function responseOf(record: ArchiveRecord, common: Common): ReturnType<typeof interpret> {
  const http = parseHttpResponse(record.block);
  const where = `${record.location ? `${record.location.file}@${record.location.offset} ` : ''}${common.url}`;
  if (!http) {
    if (!/^https?:/i.test(common.url)) return { value: undefined, problems: [] };
    return {
      value: undefined,
      problems: [
        { code: 'no-http-response', message: 'the response record holds no HTTP response; it was passed over', where },
      ],
    };
  }
  const { content, problems } = decodeContent(http.payload, http.headers, where);
  const { status, statusText, headers, payload } = http;
  const truncated = truncationOf(fieldOf(record.fields, 'warc-truncated'));
  const stated = fieldOf(record.fields, 'warc-payload-digest');
  // Our own digest is spelt as the stated one; hashing again is left to `verify`, unless another algorithm was used.
  const digest = stated !== undefined && /^sha256:[0-9a-f]{64}$/.test(stated) ? stated : sha256(payload);
  return {
    value: {
      kind: 'capture',
      ...common,
      capture: { url: common.url, fetchedAt: record.at, status, statusText, headers, payload, content, ...truncated },
      digest,
    },
    problems,
  };
}

/** WARC-Truncated. What a writer invented is as good as unspecified. */
function truncationOf(stated: string | undefined): Pick<Capture, 'truncated'> {
  if (stated === undefined) return {};
  return { truncated: truncations.find((known) => known === stated.trim().toLowerCase()) ?? 'unspecified' };
}

function revisitOf(record: ArchiveRecord, common: Common): ArchivedRevisit {
  const profile = fieldOf(record.fields, 'warc-profile') ?? '';
  const reason = profile.includes('server-not-modified')
    ? 'not-modified'
    : profile.includes('identical-payload-digest')
      ? 'same-payload'
      : 'other';
  const status = parseHttpResponse(record.block)?.status;
  const digest = fieldOf(record.fields, 'warc-payload-digest');
  const original = fieldOf(record.fields, 'warc-refers-to-target-uri')?.replace(/^<(.*)>$/, '$1');
  const originalAt = parseInstant(fieldOf(record.fields, 'warc-refers-to-date') ?? '');
  return {
    kind: 'revisit',
    ...common,
    reason,
    ...(status === undefined ? {} : { status }),
    ...(digest === undefined ? {} : { digest }),
    ...(original === undefined
      ? {}
      : { original: { url: original, ...(originalAt === undefined ? {} : { at: originalAt }) } }),
  };
}

/** The field that Webrecorder's tools use for facts a WARC has no field for; ours stand under `herald`. */
export const notesField = 'WARC-JSON-Metadata';

function notesOf(record: ArchiveRecord): Readonly<Record<string, unknown>> | undefined {
  const text = fieldOf(record.fields, notesField);
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as { herald?: unknown } | null;
    return typeof value?.herald === 'object' && value.herald !== null
      ? (value.herald as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
