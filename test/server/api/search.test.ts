import { describe, expect, it } from 'vitest';
import { searchAnswerSchema, type ProblemAnswer, type SearchAnswer } from '../../../server/api/schemas.ts';
import { testWorld, origin } from './world.ts';

const world = testWorld();

async function search(query: string): Promise<SearchAnswer> {
  const response = await world.get(`/api/v1/search?${query}`);
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return searchAnswerSchema.parse(body);
}

async function refusal(query: string): Promise<ProblemAnswer> {
  const response = await world.get(`/api/v1/search?${query}`);
  expect(response.headers.get('Content-Type')).toBe('application/problem+json');
  expect(response.status).toBe(400);
  return (await response.json()) as ProblemAnswer;
}

describe('GET /api/v1/search', () => {
  it('answers with the search in words, a total, snippets as runs and the receipt of how each word was read', async () => {
    const answer = await search('q=water');
    expect(answer.description).toBe('Announcements matching water');
    expect(answer.total).toBe(answer.results.length);
    expect(answer.total_relation).toBe('eq');
    expect(answer.index_version).toBe('2026-11-01T00:00:00Z-1');
    const runs = answer.results.flatMap((result) => result.snippets.flatMap((snippet) => snippet.runs));
    expect(runs.some((run) => run.hit === true && run.text.toLowerCase() === 'water')).toBe(true);
    expect(answer.interpretation.words[0]).toMatchObject({ text: 'water', documents: answer.total });
    expect(answer.interpretation.exact_url).toBe(`${origin}/api/v1/search?q=water&exact=1`);
  });

  it('lists everything, newest first, without a search text; what has no date comes last', async () => {
    const { results, total } = await search('limit=100');
    expect(total).toBe(10);
    const dates = results.map((result) => result.published?.value ?? '');
    expect(dates.at(-1)).toBe('');
    expect(dates.slice(0, -1)).toEqual(dates.slice(0, -1).toSorted().reverse());
  });

  it('finds an exact phrase mixed with other words', async () => {
    const { results } = await search(`q=${encodeURIComponent('"memorandum of understanding" drinking')}`);
    expect(results.map((result) => result.id)).toEqual(['lake-county-0001']);
    expect((await search(`q=${encodeURIComponent('"understanding of memorandum"')}`)).results).toEqual([]);
  });

  it('finds Japanese text by a word inside it', async () => {
    expect((await search(`q=${encodeURIComponent('覚書')}`)).results.map((result) => result.id)).toEqual([
      'norrland-0002',
    ]);
  });

  it('takes filters of one facet as alternatives and filters of different facets together', async () => {
    const both = await search('filter_kind=notice&filter_kind=speech&filter_source=lake-county');
    expect(new Set(both.results.map((result) => result.kind?.value))).toEqual(new Set(['notice', 'speech']));
    const one = await search('filter_kind=notice&filter_topic=Roads');
    expect(one.results.map((result) => result.id)).toEqual(['lake-county-0003']);
  });

  it('leaves out what is rejected, and finds what has no value by _MISSING', async () => {
    expect(
      (await search('reject_source=norrland&limit=100')).results.every(
        (result) => result.source.value === 'lake-county',
      ),
    ).toBe(true);
    expect(
      (await search('filter_topic=_MISSING&filter_source=lake-county')).results.map((result) => result.id),
    ).toEqual(['lake-county-0006']);
  });

  it('counts each facet without its own filter, and always lists the selected value', async () => {
    const { facets, total } = await search('filter_agency=Department+of+Roads&facets=agency,kind&facet_agency=1');
    const agency = facets.agency!;
    expect(agency.scope).toBe('exclude_own');
    expect(agency.values.find((value) => value.value === 'Department of Roads')).toMatchObject({
      selected: true,
      count: 2,
    });
    expect(agency.total_values).toBeGreaterThan(2);
    expect(facets.kind!.values.reduce((sum, value) => sum + value.count, 0)).toBe(total);
  });

  it('keeps a selected value in its facet when nothing else matches it', async () => {
    const { facets, total } = await search('q=salt&filter_kind=speech&facets=kind');
    expect(total).toBe(0);
    expect(facets.kind!.values.find((value) => value.value === 'speech')).toMatchObject({ selected: true, count: 0 });
  });

  it('gives each facet value the address that switches it on or off', async () => {
    const off = (await search('filter_kind=notice&facets=kind')).facets.kind!.values;
    const on = off.find((value) => value.value === 'report')!;
    const widened = searchAnswerSchema.parse(await world.json(on.url.slice(origin.length)));
    expect(
      widened.facets
        .kind!.values.filter((value) => value.selected)
        .map((value) => value.value)
        .sort(),
    ).toEqual(['notice', 'report']);
    const selected = off.find((value) => value.selected)!;
    expect(selected.url).toBe(`${origin}/api/v1/search?facets=kind`);
  });

  it('takes years, months and days as inclusive spans', async () => {
    const ids = async (query: string): Promise<string[]> =>
      (await search(query)).results.map((result) => result.id).sort();
    expect(await ids('published_from=2024-03-26&published_to=2024-03-27')).toEqual(['norrland-0001', 'norrland-0002']);
    expect(await ids('published_from=2023&published_to=2023')).toEqual(['lake-county-0003', 'lake-county-0004']);
    expect(await ids('published_from=2024-06')).toEqual(['lake-county-0002']);
  });

  it('draws the dates of the matches as a facet of years, each with its own address', async () => {
    const { facets } = await search('facets=published:year&filter_source=lake-county');
    const years = facets['published:year']!;
    expect(years.values.map((value) => [value.value, value.count])).toEqual([
      ['2022', 1],
      ['2023', 2],
      ['2024', 2],
    ]);
    expect(years.missing).toBe(1);
    expect((await search(new URL(years.values[0]!.url).search.slice(1))).results.map((result) => result.id)).toEqual([
      'lake-county-0005',
    ]);
  });

  it('keeps removed announcements, marked, and can look for them or leave them out', async () => {
    expect((await search('status=removed')).results.map((result) => [result.id, result.status])).toEqual([
      ['lake-county-0002', 'removed'],
    ]);
    expect((await search('reject_status=removed&limit=100')).total).toBe(9);
    expect((await search('status=changed')).results[0]!.versions).toBe(2);
  });

  it('searches older texts with versions=all', async () => {
    expect((await search('q=tomorrow')).total).toBe(0);
    const old = await search('q=tomorrow&versions=all');
    expect(old.results.map((result) => [result.id, result.revision])).toEqual([['lake-county-0001', 1]]);
  });

  it('does not stem with exact=1', async () => {
    expect((await search('q=measurement')).total).toBeGreaterThan(0);
    expect((await search('q=measurement&exact=1')).total).toBe(0);
  });

  it('widens to any word when nothing has all, and says so', async () => {
    const answer = await search('q=water+zeppelin');
    expect(answer.total).toBeGreaterThan(0);
    expect(answer.interpretation.matched).toBe('any');
  });

  it('explains scores when asked', async () => {
    expect((await search('q=water')).results[0]!.explanation).toBeUndefined();
    expect((await search('q=water&explain=1')).results[0]!.explanation!.parts.length).toBeGreaterThan(0);
  });

  it('pages by links.next to every result exactly once, then says null', async () => {
    for (const sort of ['relevance', '-published', 'published']) {
      const seen: string[] = [];
      let next: string | null = `${origin}/api/v1/search?limit=3&sort=${sort}`;
      for (let pages = 0; next !== null; pages++) {
        expect(pages).toBeLessThan(10);
        const answer: SearchAnswer = await search(new URL(next).search.slice(1));
        seen.push(...answer.results.map((result) => result.id));
        next = answer.links.next;
      }
      expect(seen.length, sort).toBe(10);
      expect(new Set(seen).size).toBe(10);
    }
  });

  it('numbers pages for people, with absolute links both ways', async () => {
    const second = await search('limit=4&page=2');
    expect(second.links.previous).toBe(`${origin}/api/v1/search?limit=4`);
    expect(second.links.next).toBe(`${origin}/api/v1/search?limit=4&page=3`);
    expect((await search('limit=4&page=3')).links.next).toBeNull();
  });

  it('links to feeds and exports that answer, whatever the search has of order, versions and paging', async () => {
    const { links } = await search('q=water&sort=-published&versions=all&limit=2&facets=kind');
    for (const link of [links.atom, links.json_feed, links.csv, links.ndjson, links.html, links.self])
      expect((await world.get(link.slice(origin.length))).status, link).toBe(200);
  });

  it('goes on from a cursor after a re-index', async () => {
    const first = await search('limit=4');
    const later = testWorld(undefined, { indexVersion: '2026-11-02T00:00:00Z-2' });
    const next = searchAnswerSchema.parse(await later.json(first.links.next!.slice(origin.length)));
    expect(next.index_version).toBe('2026-11-02T00:00:00Z-2');
    const whole = await search('limit=100');
    expect(next.results.map((result) => result.id)).toEqual(whole.results.slice(4, 8).map((result) => result.id));
  });
});

describe('what is refused', () => {
  const cases: readonly (readonly [query: string, param: string, suggestion?: string])[] = [
    ['filter_agancy=x', 'filter_agancy', 'filter_agency'],
    ['filter_agency[]=x', 'filter_agency[]', 'filter_agency'],
    ['filter[agency]=x', 'filter[agency]', 'filter_agency'],
    ['foo=1', 'foo'],
    ['q=a&q=b', 'q', 'b'],
    ['limit=0', 'limit', '20'],
    ['limit=1e9', 'limit', '20'],
    ['limit=1000000000', 'limit', '100'],
    ['limit=', 'limit', '20'],
    ['page=-1', 'page', '1'],
    ['page=0', 'page', '1'],
    ['page=501', 'page', '500'],
    ['cursor=abc', 'cursor'],
    ['cursor=', 'cursor'],
    ['facets=agency,colour', 'facets'],
    ['facets=agancy', 'facets', 'agency'],
    ['facet_kind=5', 'facet_kind', 'facets=kind'],
    ['facets=kind&facet_kind=0', 'facet_kind', '10'],
    ['published_from=2014-02-30', 'published_from', '2014-02-28'],
    ['published_from=2014-13', 'published_from', '2014-12'],
    ['published_from=25.03.2014', 'published_from', '2014-03-25'],
    ['published_to=03/25/2014', 'published_to', '2014-03-25'],
    ['published_to=yesterday', 'published_to'],
    ['published_from=2015&published_to=2014', 'published_from', '2014'],
    ['sort=newest', 'sort', '-published'],
    ['sort=date', 'sort', '-published'],
    ['match=some', 'match', 'all'],
    ['status=deleted', 'status'],
    ['filter_status=chnged', 'filter_status', 'changed'],
    ['versions=old', 'versions'],
    ['exact=true', 'exact', '1'],
    ['explain=yes', 'explain', '1'],
    ['filter_kind=', 'filter_kind'],
    ['q=50%', 'q', '50%25'],
    ['q=%FF', 'q'],
    ['q=%C3%28', 'q'],
    [`q=${'x'.repeat(2001)}`, 'q'],
    [`filter_agency=${'x'.repeat(501)}`, 'filter_agency'],
    ['q=published:2014-02-31', 'q'],
  ];
  for (const [query, param, suggestion] of cases) {
    it(`${query.slice(0, 60)}${suggestion === undefined ? '' : ` (try ${suggestion})`}`, async () => {
      const { errors, title, type } = await refusal(query);
      expect(type).toBe('/problems/invalid-parameters');
      expect(title).toBe('1 parameter was not understood');
      expect(errors!.map((error) => error.param)).toEqual([param]);
      expect(errors![0]!.message).not.toBe('');
      if (suggestion !== undefined) expect(errors![0]!.suggestion).toBe(suggestion);
    });
  }

  it('tells all errors at once', async () => {
    const { errors, title } = await refusal('limit=0&page=-1&sort=up&filter_agancy=x&published_from=2014-13&q=%E0%A4');
    expect(errors!.map((error) => error.param).sort()).toEqual([
      'filter_agancy',
      'limit',
      'page',
      'published_from',
      'q',
      'sort',
    ]);
    expect(title).toBe('6 parameters were not understood');
  });

  it('suggests nothing that would be refused again', async () => {
    const response = await world.get('/api/v1/search?limit=5&limit=1e9&q=%ff');
    const { title, errors } = (await response.json()) as ProblemAnswer;
    expect(title).toBe('2 parameters were not understood');
    expect(errors!.map(({ param, suggestion }) => [param, suggestion])).toEqual([
      ['q', undefined],
      ['limit', undefined],
    ]);
  });

  it('a parameter of an address that takes none', async () => {
    for (const path of ['/healthz', '/readyz', '/openapi.json', '/opensearch.xml', '/metrics', '/api/v1/status']) {
      const response = await world.get(`${path}?limit=5`);
      expect(response.status, path).toBe(400);
      expect(((await response.json()) as ProblemAnswer).errors![0]!.message).toBe(
        'unknown parameter; this address takes none',
      );
    }
  });

  it('a cursor of another search', async () => {
    const { links } = await search('limit=3&sort=published');
    const cursor = new URL(links.next!).searchParams.get('cursor')!;
    const { errors } = await refusal(`limit=3&sort=-published&cursor=${cursor}`);
    expect(errors![0]).toMatchObject({ param: 'cursor' });
    expect((await refusal(`limit=3&sort=published&cursor=${cursor}&page=2`)).errors![0]!.message).toContain(
      'together with page',
    );
  });

  it('more filter values than anybody means', async () => {
    const many = Array.from({ length: 201 }, (_, at) => `filter_topic=t${at}`).join('&');
    expect((await refusal(many)).errors![0]!.message).toContain('201 filter values');
  });

  it('an address of more than 24 KB, with 414', async () => {
    expect((await world.get(`/api/v1/search?q=${'x'.repeat(25_000)}`)).status).toBe(414);
    expect((await world.get(`/api/v1/search?q=${'x'.repeat(8192)}`)).status).toBe(400);
  });
});

describe('headers', () => {
  it('say the snapshot, a tag and a life time, and answer 304 to the same tag', async () => {
    const first = await world.get('/api/v1/search?q=water');
    const tag = first.headers.get('ETag')!;
    expect(first.headers.get('X-Index-Version')).toBe('2026-11-01T00:00:00Z-1');
    expect(first.headers.get('Cache-Control')).toContain('max-age');
    expect(first.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const again = await world.get('/api/v1/search?q=water', { 'If-None-Match': `"other", ${tag}` });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await world.get('/api/v1/search?q=river', { 'If-None-Match': tag })).status).toBe(200);
  });

  it('change their tag with the snapshot, and not with the order of parameters', async () => {
    const tag = async (at: typeof world, query: string): Promise<string | null> =>
      (await at.get(`/api/v1/search?${query}`)).headers.get('ETag');
    expect(await tag(world, 'limit=5&q=water')).toBe(await tag(world, 'q=water&limit=5'));
    expect(await tag(testWorld(undefined, { indexVersion: 'later' }), 'q=water')).not.toBe(await tag(world, 'q=water'));
  });

  it('give the next page in Link too', async () => {
    const response = await world.get('/api/v1/search?limit=3');
    const { links } = (await response.clone().json()) as SearchAnswer;
    expect(response.headers.get('Link')).toContain(`<${links.next!}>; rel="next"`);
  });

  it('carry the caller’s request id, or one of our own', async () => {
    expect((await world.get('/api/v1/search', { 'X-Request-Id': 'abc-1' })).headers.get('X-Request-Id')).toBe('abc-1');
    const own = (await world.get('/api/v1/search', { 'X-Request-Id': 'no spaces allowed' })).headers.get(
      'X-Request-Id',
    );
    expect(own).toMatch(/^[\w-]+$/);
  });

  it('compress large answers and leave small ones alone', async () => {
    const large = await world.get('/api/v1/search?facets=agency,kind,topic,published:year&limit=100', {
      'Accept-Encoding': 'gzip',
    });
    expect(large.headers.get('Content-Encoding')).toBe('gzip');
    expect((await world.get('/healthz', { 'Accept-Encoding': 'gzip' })).headers.get('Content-Encoding')).toBeNull();
  });

  it('name the public address where one is configured', async () => {
    const public_ = testWorld(undefined, { baseUrl: 'https://search.lake.example/' });
    const answer = (await public_.json('/api/v1/search?limit=1')) as SearchAnswer;
    expect(answer.links.self).toBe('https://search.lake.example/api/v1/search?limit=1');
  });
});

describe('a switch of the snapshot', () => {
  it('shows in the next answer, with no empty one between and nothing old from the cache', async () => {
    const versions = ['first', 'second'].map((indexVersion) => testWorld(undefined, { indexVersion }).engine);
    let current = versions[0]!;
    const switched = testWorld(undefined, { engine: () => current });
    const ask = async (): Promise<[string, number]> => {
      const { index_version, total } = (await switched.json('/api/v1/search?q=water')) as SearchAnswer;
      return [index_version, total];
    };
    const [version, total] = await ask();
    expect(version).toBe('first');
    expect(total).toBeGreaterThan(0);
    current = versions[1]!;
    expect(await ask()).toEqual(['second', total]);
  });
});

describe('without a snapshot', () => {
  const empty = testWorld(undefined, { engine: undefined });

  it('search says what to do, with 503', async () => {
    const response = await empty.get('/api/v1/search?q=water');
    expect(response.status).toBe(503);
    expect(((await response.json()) as ProblemAnswer).detail).toContain('herald index');
  });

  it('the process is healthy and not ready', async () => {
    expect((await empty.get('/healthz')).status).toBe(200);
    expect((await empty.get('/readyz')).status).toBe(503);
    expect((await world.get('/readyz')).status).toBe(200);
  });

  it('announcements are still shown, and the page says that nothing can be searched', async () => {
    expect((await empty.get('/api/v1/announcements/lake-county-0001')).status).toBe(200);
    const page = await empty.get('/search?q=water');
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('herald index');
  });
});

describe('an engine that fails', () => {
  const errors: string[] = [];
  const broken = testWorld(undefined, {
    engine: { ...world.engine, search: () => Promise.reject(new Error('segment 3 is torn')) },
    onError: (error, { id }) => errors.push(`${id}: ${error.message}`),
  });

  it('is told as a 500 problem that says nothing of the inside, and logged under the request id', async () => {
    const response = await broken.get('/api/v1/search', { 'X-Request-Id': 'r-1' });
    expect(response.status).toBe(500);
    const problem = (await response.json()) as ProblemAnswer;
    expect(JSON.stringify(problem)).not.toContain('segment');
    expect(problem.request_id).toBe('r-1');
    expect(errors).toContain('r-1: segment 3 is torn');
  });

  it('gives people a page', async () => {
    const page = await broken.get('/search?q=x');
    expect(page.status).toBe(500);
    expect(await page.text()).toContain('<h1>');
  });
});
