import { createHash } from 'node:crypto';
import type { Problem } from '../../core/problem.ts';
import { httpBody } from './http-message.ts';
import { fieldOf, type ArchiveRecord } from './record.ts';

/** Hashes that WARC writers use, by the label before the colon, with their length in bytes. */
const algorithms: Readonly<Record<string, { readonly name: string; readonly bytes: number }>> = {
  sha1: { name: 'sha1', bytes: 20 },
  'sha-1': { name: 'sha1', bytes: 20 },
  sha256: { name: 'sha256', bytes: 32 },
  'sha-256': { name: 'sha256', bytes: 32 },
  sha512: { name: 'sha512', bytes: 64 },
  'sha-512': { name: 'sha512', bytes: 64 },
  md5: { name: 'md5', bytes: 16 },
};

export interface DigestCheck {
  /** `absent`: the record states no digest of a kind we know. */
  readonly verdict: 'sound' | 'wrong' | 'absent';
  readonly problems: readonly Problem[];
}

/** Compares the block and payload digests that a record states with its bytes. A revisit's payload digest speaks of another record's and is not compared. */
export function checkDigests(record: ArchiveRecord): DigestCheck {
  const problems: Problem[] = [];
  let compared = 0;
  const compare = (field: string, candidates: () => readonly Uint8Array[]): void => {
    const stated = fieldOf(record.fields, field);
    const held = stated === undefined ? undefined : candidates().map((bytes) => digestHolds(stated, bytes));
    if (stated === undefined || held === undefined || held.every((answer) => answer === undefined)) return;
    compared++;
    if (!held.includes(true)) problems.push(wrongDigest(record, field, stated));
  };
  compare('warc-block-digest', () => [record.block]);
  // A payload cut by its writer keeps the digest of the whole.
  if (record.type !== 'revisit') compare('warc-payload-digest', () => payloads(record));
  return { verdict: problems.length > 0 ? 'wrong' : compared > 0 ? 'sound' : 'absent', problems };
}

/** `undefined` when the algorithm or the spelling is not known. Hex, base32 and base64 are met. */
export function digestHolds(stated: string, bytes: Uint8Array): boolean | undefined {
  const [, label, value] = /^([\w-]+):(\S+)$/.exec(stated) ?? [];
  const algorithm = algorithms[label?.toLowerCase() ?? ''];
  if (!algorithm || value === undefined) return undefined;
  const digest = createHash(algorithm.name).update(bytes).digest();
  const plain = value.replace(/=+$/, '');
  if (plain.length === algorithm.bytes * 2 && /^[0-9a-f]+$/i.test(plain))
    return plain.toLowerCase() === digest.toString('hex');
  if (plain.length === Math.ceil((algorithm.bytes * 8) / 5)) return plain.toUpperCase() === base32(digest);
  if (plain.length === Math.ceil((algorithm.bytes * 8) / 6))
    return plain.replace(/-/g, '+').replace(/_/g, '/') === digest.toString('base64').replace(/=+$/, '');
  return undefined;
}

/** What writers hash as the payload: the body as stored, or with its chunks undone. */
function payloads(record: ArchiveRecord): readonly Uint8Array[] {
  const http = /^application\/http\b/i.test(fieldOf(record.fields, 'content-type') ?? '');
  if (!http) return [record.block];
  const { body, payload } = httpBody(record.block);
  return payload === body ? [body] : [body, payload];
}

/** RFC 4648 §6 without padding. */
function base32(bytes: Uint8Array): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += letters[(value >> (bits - 5)) & 31]!;
  }
  return bits > 0 ? text + letters[(value << (5 - bits)) & 31]! : text;
}

function wrongDigest(record: ArchiveRecord, field: string, stated: string): Problem {
  return {
    code: 'wrong-digest',
    message: `the bytes of ${record.type} ${record.url ?? record.id} do not match ${field === 'warc-block-digest' ? 'WARC-Block-Digest' : 'WARC-Payload-Digest'} ${stated}`,
    hint: 'the record was damaged after it was written, or cut; restore the file from a backup',
    ...(record.location ? { where: `${record.location.file}@${record.location.offset}` } : {}),
  };
}
