import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnouncementId } from '../../../core/announcement.ts';
import { csvCell } from '../../../server/feeds/csv.ts';
import type { SearchAnswer } from '../../../server/api/schemas.ts';
import { everything } from '../../../server/ui/everything.ts';
import type { SearchEngine, SearchRequest } from '../../../server/search/engine.ts';
import type { Told } from '../api/announcements.ts';
import { testWorld } from '../api/world.ts';

const world = testWorld();

/** A small CSV reader (RFC 4180), the oracle for the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++;
        cell += text[at]!;
      }
      at++;
    } else while (at < text.length && text[at] !== ',' && text[at] !== '\r') cell += text[at++]!;
    row.push(cell);
    if (text[at] === ',') {
      at++;
      continue;
    }
    rows.push(row);
    row = [];
    at += 2;
  }
  return rows;
}

describe('the CSV export', () => {
  it('has every result of the search, in its order, and says how many', async () => {
    const response = await world.get('/api/v1/search.csv?filter_source=lake-county&sort=published');
    const [header, ...rows] = readCsv(await response.text());
    const answer = (await world.json('/api/v1/search?filter_source=lake-county&sort=published')) as SearchAnswer;
    expect(header!.slice(0, 3)).toEqual(['id', 'revision', 'published']);
    expect(rows.map((row) => row[0])).toEqual(answer.results.map((result) => result.id));
    expect(response.headers.get('X-Total-Count')).toBe('6');
    expect(response.headers.get('Content-Disposition')).toContain(
      'filename="herald-all-announcements-published-by-lake-county.csv"',
    );
  });

  it('writes a table with the same texts a reader gets back', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        (text) => {
          const cell = readCsv(`${csvCell(text)}\r\n`)[0]![0]!;
          expect(cell === text || cell === `'${text}`).toBe(true);
        },
      ),
    );
  });

  for (const formula of [
    '=HYPERLINK("http://evil.example")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
    '＋1',
    '＠x',
  ]) {
    it(`defuses ${JSON.stringify(formula)}`, () => {
      expect(readCsv(`${csvCell(formula)}\r\n`)[0]![0]!.startsWith("'")).toBe(true);
    });
  }

  it('begins with a byte order mark for browsers only', async () => {
    const first = async (accept: string): Promise<number> =>
      new Uint8Array(await (await world.get('/api/v1/search.csv', { Accept: accept })).arrayBuffer())[0]!;
    expect(await first('text/html,application/xhtml+xml')).toBe(0xef);
    expect(await first('*/*')).toBe('i'.charCodeAt(0));
  });

  it('has only the header for no results', async () => {
    expect((await world.text('/api/v1/search.csv?q=zeppelinnebel')).trim().split('\r\n')).toHaveLength(1);
  });

  it('refuses what has no meaning for a whole result set', async () => {
    for (const query of ['page=2', 'limit=5', 'facets=kind', 'cursor=x'])
      expect((await world.get(`/api/v1/search.csv?${query}`)).status, query).toBe(400);
  });

  it('answers 304 while the index is the same', async () => {
    const tag = (await world.get('/api/v1/search.csv?q=water')).headers.get('ETag')!;
    expect((await world.get('/api/v1/search.csv?q=water', { 'If-None-Match': tag })).status).toBe(304);
  });
});

describe('the NDJSON export', () => {
  it('has one object a line, with the whole text', async () => {
    const lines = (await world.text('/api/v1/search.ndjson?q=water&filter_source=lake-county')).trimEnd().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as { id: string; body: string; title: string });
    expect(rows.find((row) => row.id === 'lake-county-0001')!.body).toContain('A joint laboratory opens in 2025.');
    expect(rows.every((row) => !('snippets' in row))).toBe(true);
  });

  it('has older texts with versions=all', async () => {
    const rows = (await world.text('/api/v1/search.ndjson?versions=all&filter_agency=Water+Office+of+Lake+County'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; revision: number; body: string });
    expect(rows.find((row) => row.revision === 1 && row.id === 'lake-county-0001')!.body).toContain('tomorrow');
  });
});

describe('a large export', () => {
  const many: Told[] = Array.from({ length: 1500 }, (_, at) => ({
    id: `n-${at}`,
    title: `Notice ${at}`,
    published: `${2000 + (at % 20)}-01-${String(1 + (at % 28)).padStart(2, '0')}`,
  }));

  it('has every row once, across many batches', async () => {
    const ids = readCsv(await testWorld(many).text('/api/v1/search.csv?sort=published'))
      .slice(1)
      .map((row) => row[0]!);
    expect(ids).toHaveLength(1500);
    expect(new Set(ids).size).toBe(1500);
  });

  it('streams 100,000 rows with no more memory than a few batches take', { timeout: 120_000 }, async () => {
    const rows = 100_000;
    const inner = testWorld(many).engine;
    const found = await inner.search(everything);
    // An index of 100,000 announcements with titles of 2 KB: 200 MB, made up batch by batch as they are asked for.
    const title = 'x'.repeat(2000);
    const engine: SearchEngine = {
      ...inner,
      search: (request) => {
        const after = request.after?.value ?? 0;
        const count = Math.min(request.limit, rows - after);
        const batch = Array.from({ length: count }, (_, at) => ({
          ...found.hits[0]!,
          id: `row-${after + at}` as AnnouncementId,
          title: title + String(after + at),
          sortKey: { value: after + at + 1, id: '' },
        }));
        return Promise.resolve({ ...found, total: rows, hits: batch });
      },
    };
    const response = await testWorld(many, { engine }).get('/api/v1/search.csv');
    expect(response.headers.get('X-Total-Count')).toBe(String(rows));
    const before = process.memoryUsage().heapUsed;
    let [bytes, lines, most] = [0, 0, 0];
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      for (const byte of chunk) if (byte === 10) lines++;
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
    expect(lines).toBe(rows + 1);
    expect(bytes).toBeGreaterThan(200e6);
    // What is not collected yet counts, too; all rows at once would be 200 MB and more.
    expect(most).toBeLessThan(120e6);
  });

  it('asks the engine for no more than the client takes', async () => {
    const inner = testWorld(many).engine;
    const asked: SearchRequest[] = [];
    const engine: SearchEngine = {
      ...inner,
      search: (request) => {
        asked.push(request);
        return inner.search(request);
      },
    };
    const response = await testWorld(many, { engine }).get('/api/v1/search.csv?sort=published');
    const reader = response.body!.getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked.length).toBeLessThanOrEqual(3);
    await reader.cancel();
    expect(Math.max(...asked.map((request) => request.limit))).toBeLessThanOrEqual(200);
  });
});
