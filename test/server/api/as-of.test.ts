import { describe, expect, it } from 'vitest';
import type { ProblemAnswer, SearchAnswer } from '../../../server/api/schemas.ts';
import { createNaiveEngine } from '../../../server/search/naive/naive-engine.ts';
import { federation, revisionsOf } from './announcements.ts';
import { testWorld } from './world.ts';

const before = '20260101T000000000Z-0001';
const now = '20261101T000000000Z-0002';
const old = createNaiveEngine(federation.slice(0, 2).flatMap(revisionsOf), { indexVersion: before });
const world = testWorld(federation, {
  indexVersion: now,
  earlier: { versions: () => [before], engine: (version) => (version === before ? old : undefined) },
});

describe('as_of', () => {
  it('answers a search from the older index, says so, and keeps to it in every link', async () => {
    const answer = (await world.json(`/api/v1/search?as_of=${before}&facets=kind`)) as SearchAnswer;
    expect(answer).toMatchObject({ total: 2, index_version: before });
    for (const link of [answer.links.self, answer.links.html, answer.links.csv, answer.facets['kind']!.values[0]!.url])
      expect(link).toContain(`as_of=${before}`);
    expect(((await world.json('/api/v1/search')) as SearchAnswer).total).toBe(federation.length);
  });

  it('takes the version in use, too, so that an address with it can be kept', async () => {
    expect(await world.json(`/api/v1/search?as_of=${now}`)).toMatchObject({
      total: federation.length,
      index_version: now,
    });
  });

  it('exports and shows the older index', async () => {
    const response = await world.get(`/api/v1/search.csv?as_of=${before}`);
    expect(response.headers.get('X-Total-Count')).toBe('2');
    expect(response.headers.get('X-Index-Version')).toBe(before);
    expect((await world.get(`/search?as_of=${before}`)).headers.get('X-Index-Version')).toBe(before);
  });

  it('refuses what is not kept with what is, beside every other problem', async () => {
    const response = await world.get('/api/v1/search?as_of=20250101T000000000Z-ffff&limit=0');
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as ProblemAnswer;
    expect(errors!.map(({ param }) => param)).toEqual(['limit', 'as_of']);
    expect(errors![1]!.message).toContain(`${now}, ${before}`);
    expect((await world.get('/search?as_of=yesterday')).status).toBe(400);
    expect((await world.get('/api/v1/search.atom?as_of=' + before)).status).toBe(400);
  });
});
