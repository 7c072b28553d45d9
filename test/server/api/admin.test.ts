import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AdminWork } from '../../../server/api/admin.ts';
import { adminRunSchema, problemSchema } from '../../../server/api/schemas.ts';
import { federation } from './announcements.ts';
import { origin, testWorld, type TestWorld } from './world.ts';

const token = 'correct-horse-battery-staple';

interface Held {
  readonly world: TestWorld;
  readonly asked: string[];
  /** Ends the work that runs. */
  readonly end: (outcome: 'done' | Error) => Promise<void>;
}

/** A server whose work goes on until it is told to end. */
function heldWorld(): Held {
  const asked: string[] = [];
  let settle: { resolve: (value: Record<string, unknown>) => void; reject: (reason: Error) => void };
  const held = (what: string): Promise<Record<string, unknown>> => {
    asked.push(what);
    return new Promise((resolve, reject) => (settle = { resolve, reject }));
  };
  const work: AdminWork = {
    sources: ['lake-county', 'norrland'],
    crawl: (sources) => held(`crawl ${sources.join('+')}`),
    reindex: ({ full }) => held(`reindex ${full}`),
  };
  return {
    world: testWorld(federation, { admin: { token, work } }),
    asked,
    end: async (outcome) => {
      if (outcome === 'done') settle.resolve({ new: 3 });
      else settle.reject(outcome);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function post(world: TestWorld, path: string, authorization?: string): Response | Promise<Response> {
  return world.app.request(`${origin}/api/v1/admin/${path}`, {
    method: 'POST',
    ...(authorization === undefined ? {} : { headers: { Authorization: authorization } }),
  });
}

const bearer = `Bearer ${token}`;

describe('an admin call', () => {
  it('begins the work, answers 202 with where to ask, and there how it goes and what it did', async () => {
    const { world, asked, end } = heldWorld();
    const response = await post(world, 'crawl', bearer);
    expect(response.status).toBe(202);
    const run = adminRunSchema.parse(await response.json());
    expect(run).toMatchObject({ kind: 'crawl', state: 'running', ended: null, result: null });
    expect(response.headers.get('Location')).toBe(run.links.self);
    const path = run.links.self.slice(origin.length);
    expect(await world.json(path, { Authorization: bearer })).toEqual(run);
    await end('done');
    expect(adminRunSchema.parse(await world.json(path, { Authorization: bearer }))).toMatchObject({
      state: 'done',
      result: { new: 3 },
    });
    expect(asked).toEqual(['crawl lake-county+norrland']);
  });

  it('takes sources and full, and refuses others with every problem', async () => {
    const { world, asked, end } = heldWorld();
    expect((await post(world, 'crawl?source=norrland', bearer)).status).toBe(202);
    await end('done');
    expect((await post(world, 'reindex?full=1', bearer)).status).toBe(202);
    await end('done');
    expect(asked).toEqual(['crawl norrland', 'reindex true']);
    const refused = await post(world, 'crawl?source=atlantis&source=mu', bearer);
    expect(refused.status).toBe(400);
    expect(problemSchema.parse(await refused.json()).errors).toHaveLength(2);
    expect((await post(world, 'reindex?full=maybe&fast=1', bearer)).status).toBe(400);
    expect(asked).toHaveLength(2);
  });

  it('is refused with 409 and the other run while one goes on, and not after it', async () => {
    const { world, end } = heldWorld();
    const first = adminRunSchema.parse(await (await post(world, 'crawl', bearer)).json());
    const second = await post(world, 'reindex', bearer);
    expect(second.status).toBe(409);
    expect(problemSchema.parse(await second.json()).instance).toBe(first.links.self);
    await end(new Error('the disk is full'));
    expect(await world.json(first.links.self.slice(origin.length), { Authorization: bearer })).toMatchObject({
      state: 'failed',
      error: 'the disk is full',
    });
    expect((await post(world, 'reindex', bearer)).status).toBe(202);
  });

  for (const [name, authorization] of [
    ['without a token', undefined],
    ['with another token', 'Bearer correct-horse-battery-stapler'],
    ['with a beginning of it', 'Bearer correct'],
    ['with another scheme', `Basic ${token}`],
    ['with the token alone', token],
  ] as const) {
    it(`${name} is refused with 401 and sets off nothing`, async () => {
      const { world, asked } = heldWorld();
      for (const path of ['crawl', 'reindex', 'crawl?nonsense=1']) {
        const response = await post(world, path, authorization);
        expect(response.status).toBe(401);
        expect(response.headers.get('WWW-Authenticate')).toMatch(/^Bearer realm="herald"/);
        expect(JSON.stringify(await response.json())).not.toContain(token);
      }
      expect((await world.get('/api/v1/admin/runs/x')).status).toBe(401);
      expect(asked).toEqual([]);
    });
  }

  it('does not exist by GET, nor under another name, nor for a run that never was', async () => {
    const { world, asked } = heldWorld();
    expect((await world.get('/api/v1/admin/crawl', { Authorization: bearer })).status).toBe(404);
    expect((await post(world, 'delete', bearer)).status).toBe(404);
    expect((await world.get('/api/v1/admin/runs/0', { Authorization: bearer })).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it('does not exist on a server without a token, which says why', async () => {
    const world = testWorld();
    const response = await post(world, 'crawl', bearer);
    expect(response.status).toBe(404);
    expect(problemSchema.parse(await response.json()).detail).toContain('HERALD_ADMIN_TOKEN');
    expect(await world.text('/openapi.json')).not.toContain('/admin/');
  });

  it('answers only what it documents, whatever is asked', async () => {
    const { world } = heldWorld();
    const { paths } = (await world.json('/openapi.json')) as {
      paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, unknown> }> }>>;
    };
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '1', '0', 'lake-county', 'x'.repeat(3000)),
    );
    const escaped = (value: string): string => encodeURIComponent(value.replace(/[\uD800-\uDFFF]/g, '\uFFFD'));
    const asked = fc.record({
      path: fc.constantFrom('/api/v1/admin/crawl', '/api/v1/admin/reindex', '/api/v1/admin/runs/{run}'),
      run: fc.string({ minLength: 1 }).filter((run) => !/^\.\.?$/.test(run)),
      pairs: fc.array(fc.tuple(fc.oneof(fc.constantFrom('source', 'full'), text), text), { maxLength: 4 }),
      authorization: fc.oneof(
        { weight: 4, arbitrary: fc.constant(bearer) },
        { weight: 1, arbitrary: fc.constant('Bearer x') },
      ),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ path, run, pairs, authorization }) => {
        const method = path.endsWith('}') ? 'GET' : 'POST';
        const query = pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&');
        const response = await world.app.request(`${origin}${path.replace('{run}', escaped(run))}?${query}`, {
          method,
          headers: { Authorization: authorization },
        });
        const documented = paths[path]![method.toLowerCase()]!.responses;
        expect(Object.keys(documented), query).toContain(String(response.status));
        expect(response.status, query).toBeLessThan(500);
        const body: unknown = await response.json();
        const schema = response.status < 300 ? adminRunSchema : problemSchema;
        expect(schema.safeParse(body).error, query).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('is documented on a server that has it', async () => {
    const { world } = heldWorld();
    const { paths } = (await world.json('/openapi.json')) as {
      paths: Record<string, { post?: { responses: object } }>;
    };
    expect(Object.keys(paths['/api/v1/admin/crawl']!.post!.responses)).toEqual(
      expect.arrayContaining(['202', '400', '401', '409']),
    );
    expect(await world.text('/docs')).toContain('POST /api/v1/admin/reindex');
  });
});
