import { hostname } from 'node:os';
import type { Instant } from '../../core/instant.ts';
import { version } from '../../core/version.ts';
import { notesField } from './captures.ts';
import type { RecordParts } from './format.ts';
import { formatFields, type Field } from './record.ts';
import type { AppendOptions, ArchiveWriterOptions, Original } from './writer-options.ts';

/** WARC 1.1 §6.7: the payload is that of another record, or the server said that nothing changed. */
export const samePayload = 'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest';
export const notModified = 'http://netpreserve.org/warc/1.1/revisit/server-not-modified';

export function revisitFields(profile: string, original: Original, digest: string): Field[] {
  return [
    ['WARC-Profile', profile],
    ['WARC-Refers-To-Target-URI', original.url],
    ['WARC-Refers-To-Date', original.at],
    ['WARC-Payload-Digest', digest],
  ];
}

export function extraFields(options: AppendOptions): Field[] {
  return [...(options.notes === undefined ? [] : [[notesField, JSON.stringify({ herald: options.notes })] as const])];
}

export function warcinfo(file: string, at: Instant, options: ArchiveWriterOptions): RecordParts {
  const fields: Field[] = [
    ['software', `herald/${version}`],
    ['format', 'WARC File Format 1.1'],
    ['conformsTo', 'https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/'],
    ['hostname', hostname()],
    ...(options.operator === undefined ? [] : [['operator', options.operator] as const]),
    ...(options.userAgent === undefined ? [] : [['http-header-user-agent', options.userAgent] as const]),
  ];
  const block = Buffer.from(formatFields(fields));
  return {
    type: 'warcinfo',
    at,
    contentType: 'application/warc-fields',
    block: [block],
    fields: [['WARC-Filename', file]],
  };
}
