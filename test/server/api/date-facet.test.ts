import { describe, expect, it } from 'vitest';
import { searchAnswerSchema } from '../../../server/api/schemas.ts';
import { testWorld } from './world.ts';

// Twenty years with an announcement on the first of each quarter.
const told = Array.from({ length: 80 }, (_, at) => ({
  id: `q${at}`,
  title: `Report ${at}`,
  published: `${2000 + Math.floor(at / 4)}-${String(1 + (at % 4) * 3).padStart(2, '0')}-01`,
}));
const world = testWorld(told);
const days = async (query: string) => {
  const answer = searchAnswerSchema.parse(await world.json(`/api/v1/search?facets=published:day&${query}`));
  const facet = answer.facets['published:day']!;
  return { ...facet, first: facet.values[0]!.value, last: facet.values.at(-1)!.value, self: answer.links.self };
};

describe('the facet of days', () => {
  it('lists the latest 400 of twenty years, empty ones too, and says what it leaves out', async () => {
    const facet = await days('');
    expect(facet).toMatchObject({ first: '2018-08-28', last: '2019-10-01', total_values: 7214, truncated: true });
    expect(facet.values).toHaveLength(400);
    const listed = facet.values.reduce((sum, { count }) => sum + count, 0);
    expect(listed + facet.left_out).toBe(80);
  });

  it('lists the chosen span, where one is chosen', async () => {
    const facet = await days('published_from=2004-03&published_to=2004-06');
    expect(facet.last).toBe('2004-06-30');
    expect(facet.values.filter(({ selected }) => selected)).toHaveLength(122);
    expect(facet.left_out).toBeGreaterThan(0);
  });

  it('lists as many as are asked for, in its own address too', async () => {
    const all = await days('facet_published:day=8000');
    expect(all).toMatchObject({ first: '2000-01-01', truncated: false, left_out: 0 });
    expect(all.values).toHaveLength(7214);
    expect(all.self).toContain('facet_published:day=8000');
    expect((await days('facet_published:day=2')).values).toHaveLength(2);
  });

  it('refuses what cannot be listed, and a size without its facet', async () => {
    const refused = async (query: string) => {
      const response = await world.get(`/api/v1/search?${query}`);
      return [response.status, ((await response.json()) as { errors: unknown[] }).errors];
    };
    expect(await refused('facets=published:day&facet_published:day=99999')).toMatchObject([
      400,
      [{ param: 'facet_published:day', message: 'at most 10000', suggestion: '10000' }],
    ]);
    expect(await refused('facet_published:day=5')).toMatchObject([400, [{ suggestion: 'facets=published:day' }]]);
  });

  it('leaves years and months of a century whole', async () => {
    const answer = searchAnswerSchema.parse(await world.json('/api/v1/search?facets=published:year,published:month'));
    expect(answer.facets['published:month']).toMatchObject({ total_values: 238, truncated: false, left_out: 0 });
  });
});
