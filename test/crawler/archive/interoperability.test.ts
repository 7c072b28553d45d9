import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import { openArchiveWriter } from '../../../crawler/archive/writer.ts';
import { instant, page, testFolder } from './sample.ts';

describe('our archive in the hands of another reader (warcio)', () => {
  it('has the same records, addresses, places and payloads', async () => {
    const folder = testFolder();
    const writer = await openArchiveWriter(folder);
    const request = { method: 'GET', headers: [['User-Agent', 'Herald (test)']] as const };
    const text = Buffer.from('<p>Berth 7 is closed.</p>'.repeat(100));
    const coded = page('https://harbour.test/coded?a=1&b=ü', '', {
      headers: [
        ['Content-Type', 'text/html'],
        ['Content-Encoding', 'gzip'],
        ['Transfer-Encoding', 'chunked'],
      ],
      payload: gzipSync(text),
      content: text,
    });
    const places = [
      writer.append(page('https://harbour.test/1', 'one'), { request, notes: { source: 'harbour' } }),
      writer.append(page('https://harbour.test/1', 'one', { fetchedAt: instant('2026-03-05T00:00:00Z') })),
      writer.append(coded),
      writer.appendResource(
        'urn:herald:harbour:7',
        'application/json',
        Buffer.from('{"id":7}'),
        instant('2026-03-05T00:00:00Z'),
      ),
      writer.appendMetadata('https://harbour.test/2', instant('2026-03-05T00:00:00Z'), [
        ['herald-outcome', 'gone 404'],
      ]),
    ];
    writer.close();

    const seen: unknown[] = [];
    const parser = new WARCParser(createReadStream(join(folder, places[0]!.file)), { keepHeadersCase: false });
    for await (const record of parser) {
      const content = Buffer.from(await record.readFully(true)).toString();
      seen.push([
        record.warcType,
        record.warcTargetURI,
        record.warcHeaders.protocol,
        record.httpHeaders?.statusCode,
        content.slice(0, 25),
        parser.offset,
      ]);
    }
    const offset = (index: number): number => places[index]!.offset;
    expect(seen).toEqual([
      ['warcinfo', null, 'WARC/1.1', undefined, expect.stringMatching(/^software: herald/), 0],
      ['response', 'https://harbour.test/1', 'WARC/1.1', 200, '<!doctype html><title>Har', offset(0)],
      ['request', 'https://harbour.test/1', 'WARC/1.1', expect.anything(), '', expect.any(Number)],
      ['revisit', 'https://harbour.test/1', 'WARC/1.1', 200, '', offset(1)],
      ['response', coded.url, 'WARC/1.1', 200, '<p>Berth 7 is closed.</p>', offset(2)],
      ['resource', 'urn:herald:harbour:7', 'WARC/1.1', undefined, '{"id":7}', offset(3)],
      ['metadata', 'https://harbour.test/2', 'WARC/1.1', undefined, 'herald-outcome: gone 404\r', offset(4)],
    ]);
  });
});
