import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../../crawler/archive/captures.ts';
import { checkDigests } from '../../../crawler/archive/digest.ts';
import { httpBody } from '../../../crawler/archive/http-message.ts';
import type { ArchiveRecord } from '../../../crawler/archive/record.ts';
import { recordsIn } from './sample.ts';

const shared = fileURLToPath(new URL('../../../../shared', import.meta.url));
const suite = join(shared, 'suites/warc');
const corpus = join(shared, 'corpora/justice-2016-2018.warc.gz');

interface Expected {
  readonly offset: number | null;
  readonly type: string;
  readonly uri: string | null;
  readonly id: string;
  readonly contentType: string | null;
  readonly contentLength: number;
  readonly payloadLength: number;
  readonly payloadSha1: string;
  readonly digestOk: boolean | null;
}

function payloadOf(record: ArchiveRecord, expected: Expected): Uint8Array {
  const { value } = interpret(record);
  if (value?.kind === 'capture') return value.capture.content;
  return /application\/http/.test(expected.contentType ?? '') ? httpBody(record.block).payload : record.block;
}

function differences(record: ArchiveRecord, expected: Expected): string[] {
  const payload = payloadOf(record, expected);
  const digestOk = checkDigests(record).verdict !== 'wrong';
  return [
    ...(expected.offset !== null && record.location?.offset !== expected.offset ? ['offset'] : []),
    ...(record.type !== expected.type ? ['type'] : []),
    ...((record.url ?? null) !== expected.uri ? ['url'] : []),
    ...(record.id !== expected.id ? ['id'] : []),
    ...(record.block.length !== expected.contentLength ? ['block'] : []),
    ...(createHash('sha1').update(payload).digest('hex') !== expected.payloadSha1 ? ['payload'] : []),
    ...(digestOk !== (expected.digestOk ?? true) ? ['digest'] : []),
  ];
}

describe.skipIf(!existsSync(suite))('published WARC files (skipped where ../shared is absent)', () => {
  it('reads every sound one record by record', async () => {
    let total = 0;
    const wrong: string[] = [];
    for (const line of readFileSync(join(suite, 'cases.jsonl'), 'utf8').trim().split('\n')) {
      const { file, records: expected } = JSON.parse(line) as { file: string; records: Expected[] };
      const { records, problems } = await recordsIn(join(suite, file));
      total += expected.length;
      if (records.length !== expected.length || problems.length > 0)
        wrong.push(
          `${file}: ${records.length} of ${expected.length} records, ${problems.map(({ message }) => message).join('; ')}`,
        );
      expected.forEach((one, index) => {
        const found = records[index] ? differences(records[index], one) : ['missing'];
        if (found.length > 0) wrong.push(`${file} record ${index}: ${found.join(', ')}`);
      });
    }
    process.stdout.write(`WARC suite: ${total - wrong.length} of ${total} records as expected\n`);
    expect(wrong).toEqual([]);
    expect(total).toBeGreaterThan(200);
  });
});

describe.skipIf(!existsSync(corpus))('the recorded justice.gov site (skipped where ../shared is absent)', () => {
  it('is read whole', async () => {
    const { records, problems } = await recordsIn(corpus);
    expect(problems).toEqual([]);
    expect(records.filter(({ type }) => type === 'response')).toHaveLength(3570);
    expect(checkDigests(records[1]!).verdict).toBe('sound');
  });
});
