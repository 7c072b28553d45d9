import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, describe, expect, it } from 'vitest';
import { origin, testWorld, type TestWorld } from './world.ts';

const world = testWorld(undefined, { mcp: true });
const open: Client[] = [];

async function client(of: TestWorld = world): Promise<Client> {
  const made = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), {
    fetch: async (url, init) => of.app.request(String(url), init),
  });
  await made.connect(transport);
  open.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function call(
  name: string,
  input: Record<string, unknown>,
  of?: TestWorld,
): Promise<{ text: string; isError: boolean }> {
  const result = await (await client(of)).callTool({ name, arguments: input });
  const [content] = result.content as { type: string; text: string }[];
  return { text: content!.text, isError: result.isError === true };
}

describe('the MCP endpoint', () => {
  it('is off unless asked for', async () => {
    const response = await testWorld().app.request(`${origin}/mcp`, { method: 'POST', body: '{}' });
    expect([404, 405]).toContain(response.status);
  });

  it('offers three tools that only read', async () => {
    const { tools } = await (await client()).listTools();
    expect(tools.map((tool) => tool.name).sort()).toEqual(['get_announcement', 'list_sources', 'search_announcements']);
    expect(tools.every((tool) => tool.annotations?.readOnlyHint === true)).toBe(true);
  });

  it('searches with filters and goes on by cursor', async () => {
    const question = { query: '', filters: { source: ['lake-county'] }, limit: 4, sort: 'published' };
    const first = JSON.parse((await call('search_announcements', question)).text) as {
      total: number;
      results: { id: string }[];
      next_cursor: string;
    };
    expect([first.total, first.results.length]).toEqual([6, 4]);
    const second = JSON.parse(
      (await call('search_announcements', { ...question, cursor: first.next_cursor })).text,
    ) as { results: { id: string }[]; next_cursor: null };
    expect(new Set([...first.results, ...second.results].map((result) => result.id)).size).toBe(6);
    expect(second.next_cursor).toBeNull();
  });

  it('says in words what is wrong with a question', async () => {
    const refused = await call('search_announcements', { query: 'water', published_from: '2014-02-30' });
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain('2014-02-28');
    expect((await call('search_announcements', { query: 'water', limit: 1000 })).isError).toBe(true);
    expect((await call('get_announcement', { id: 'nowhere' })).text).toContain('search_announcements');
  });

  it('gives an announcement with its whole text, and the publishers', async () => {
    expect((await call('get_announcement', { id: 'lake-county-0001' })).text).toContain(
      'A joint laboratory opens in 2025.',
    );
    expect((await call('list_sources', {})).text).toContain('norrland');
  });

  it('says what to do while there is no index', async () => {
    const empty = testWorld(undefined, { mcp: true, engine: undefined });
    expect((await call('search_announcements', { query: 'x' }, empty)).text).toContain('herald index');
  });

  it('refuses a body beyond all need, and one that is no message', async () => {
    const post = (body: string, length: number): Promise<Response> | Response =>
      world.app.request(`${origin}/mcp`, {
        method: 'POST',
        body,
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json, text/event-stream',
          'Content-Length': String(length),
        },
      });
    expect((await post('{}', 300_000)).status).toBe(413);
    expect((await post('nonsense', 8)).status).toBe(400);
  });
});
