/**
 * What a SearchEngine must do, whoever implements it. `build` makes one from revision records with the analyzer given;
 * the texts below are queries as typed, parsed by the query language.
 *
 * The rules, where types do not say them:
 * - `match: all`: every word in any of its forms; stop words only where nothing else is asked for. When the query alone
 *   (without filters and dates) finds nothing, the answer is that of any word, and `reading.matched` says so if that finds something.
 * - Order: score or day, then id ascending, then the newer revision. Without a date: last in both directions. A query
 *   without words scores 0 throughout.
 * - A document matches a range of days when its stated date overlaps it; it sorts and counts by the first of its days.
 * - Facets: over the query and all filters but their own; `dates` over all filters but the range of days.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnnouncementId, RevisionRecord } from '../../core/announcement.ts';
import { dayNumber } from '../../core/instant.ts';
import { createAnalyzer, type Analyzer } from '../../indexer/analyse/analyzer.ts';
import type { FacetResult, SearchEngine, SearchRequest, SearchResult } from '../../server/search/engine.ts';
import { parseQuery } from '../../server/search/language/parse-query.ts';
import { createNaiveEngine } from '../../server/search/naive/naive-engine.ts';
import { missingValue } from '../../server/search/query.ts';
import { randomRequest, randomWorld } from './random-world.ts';
import { record, world } from './records.ts';

export type BuildEngine = (records: readonly RevisionRecord[], analyzer: Analyzer) => Promise<SearchEngine>;

const synonyms = {
  groups: [{ members: ['MOU', 'memorandum of understanding'] }, { members: ['Kanagawa', '神奈川'] }],
  digest: 'contract',
};

const asked: SearchRequest = {
  query: { kind: 'all' },
  match: 'all',
  exact: false,
  filters: [],
  versions: 'current',
  facets: [],
  sort: 'relevance',
  limit: 100,
  offset: 0,
  snippets: false,
  explain: false,
};

export function searchEngineContract(name: string, build: BuildEngine): void {
  describe(`${name} as a search engine`, () => {
    const analyzer = createAnalyzer({ synonyms });
    let engine: SearchEngine;
    beforeAll(async () => {
      engine = await build(world, analyzer);
    });
    afterAll(() => engine.close());

    const search = (text: string, more: Partial<SearchRequest> = {}): Promise<SearchResult> =>
      engine.search({ ...asked, query: parseQuery(text).query, ...more });
    const ids = async (text: string, more: Partial<SearchRequest> = {}): Promise<string[]> => {
      const result = await search(text, more);
      const found = result.hits.map((hit) => String(hit.id));
      expect(result.total).toBe(found.length);
      return found.sort();
    };

    describe('words', () => {
      it('finds every word in any of its forms', async () => {
        expect(await ids('bridge')).toEqual(['bridge', 'bridges']);
        expect(await ids('inspections bridges')).toEqual(['bridge', 'bridges']);
      });
      it('wants every word', async () => expect(await ids('bridge governor')).toEqual(['bridge']));
      it('finds words whatever their case and accents', async () => {
        expect(await ids('ZURICH')).toEqual(['zuerich-de']);
        expect(await ids('strassenbehorde')).toEqual(['zuerich-de']);
        expect(await ids('ＢＲＩＤＧＥ')).toEqual(['bridge', 'bridges']);
      });
      it('leaves stop words out where others stand beside them', async () =>
        expect(await ids('the bridges of Zanzibar OR bridge')).toEqual(['bridge', 'bridges']));
      it('searches for stop words when there is nothing else', async () =>
        expect(await ids('the')).toContain('bridge'));
      it('finds nothing for a word that nobody wrote', async () => {
        const result = await search('xylophone');
        expect([result.total, result.hits.length, result.reading.matched]).toEqual([0, 0, 'all']);
      });
      it('finds everything for an empty query', async () => expect((await search('')).total).toBe(18));
      it('finds nothing for a query that cannot match', async () => expect((await search('???')).total).toBe(0));
      it('finds names by each part, by the whole, joined and apart', async () => {
        for (const text of ['windham', 'bannister', 'Windham-Bannister', 'windhambannister', '"windham bannister"'])
          expect(await ids(text), text).toEqual(['windham']);
      });
      it('finds words with apostrophes and dots as they may be typed', async () => {
        for (const text of ["O'Brien", 'O’Brien', 'obrien', 'U.S.', 'US mission', "ministers'"])
          expect(await ids(text), text).toContain('windham');
      });
      it('finds numbers, money, sections and dockets as typed', async () => {
        for (const text of ['1,000', '1000', '$4.6 million', '4.6', '21 CFR 11.10', '18-484', '§ 1983', 'section 1983'])
          expect(await ids(text), text).toEqual(['budget']);
      });
      it('finds an announcement by its own number, which stands beside its text', async () => {
        for (const text of ['T-2016-9', 't-2016-9', '"T-2016-9"', 'budget T-2016-9'])
          expect(await ids(text), text).toEqual(['budget']);
      });
    });

    describe('forms', () => {
      it('=word is found unstemmed only', async () => {
        expect(await ids('=bridges')).toEqual(['bridges']);
        expect(await ids('=bridge')).toEqual(['bridge']);
      });
      it('exact searches for every word unstemmed and without synonyms', async () => {
        expect(await ids('bridges', { exact: true })).toEqual(['bridges']);
        expect(await ids('mou', { exact: true })).toEqual(['mou-short']);
      });
      it('prefix* finds words by their beginning', async () =>
        expect(await ids('inspec*')).toEqual(['bridge', 'bridges']));
      it('a prefix behind a hyphen stands behind the word before', async () =>
        expect(await ids('windham-bann*')).toEqual(['windham']));
      it('word~ forgives two slips in a long word, one in a short one', async () => {
        expect(await ids('govenror~')).toEqual(['bridge']);
        expect(await ids('ferri~')).toEqual(['ferry', 'removed']);
        expect(await ids('fer~')).toEqual([]);
      });
      it('* finds everything', async () => expect((await search('*')).total).toBe(18));
    });

    describe('phrases', () => {
      it('finds words next to one another, in order', async () => {
        expect(await ids('"memorandum of understanding"')).toEqual(['mou']);
        expect(await ids('"understanding of memorandum"')).toEqual([]);
      });
      it('mixes with other words', async () => expect(await ids('"harbour bridge" governor')).toEqual(['bridge']));
      it('does not stem within quotes', async () => expect(await ids('"harbour bridges"')).toEqual([]));
      it('allows so many words between as said', async () => {
        expect(await ids('"governor the bridge"~2')).toEqual(['bridge']);
        expect(await ids('"governor bridge"~2')).toEqual([]);
        expect(await ids('"governor bridge"~3')).toEqual(['bridge']);
      });
      it('does not run from the title into the text', async () =>
        expect(await ids('"traffic the governor"')).toEqual([]));
      it('runs over the end of a paragraph', async () => expect(await ids('"cable traffic"')).toEqual(['bridge']));
    });

    describe('operators', () => {
      it('OR finds either', async () => expect(await ids('governor OR contractor')).toEqual(['bridge', 'bridges']));
      it('OR joins its neighbours before the space does', async () =>
        expect(await ids('bridge governor OR contractor')).toEqual(['bridge', 'bridges']));
      it('- leaves out', async () => {
        expect(await ids('budget -draft')).toEqual(['budget']);
        expect(await ids('bridge -"harbour bridge"')).toEqual(['bridges']);
      });
      it('- alone leaves out of everything', async () =>
        expect(await ids('-harbour -language:ja -language:en')).toEqual([
          'bangkok-th',
          'ecole-fr',
          'riyadh-ar',
          'seoul-ko',
          'zuerich-de',
        ]));
      it('parentheses group', async () =>
        expect(await ids('(bridge OR budget) -(governor OR draft)')).toEqual(['bridges', 'budget']));
    });

    describe('fields and facets in the query', () => {
      it('title: and body: say where', async () => {
        expect(await ids('title:ferry')).toEqual(['ferry', 'removed']);
        expect(await ids('body:harbour')).toEqual(['bridge', 'removed', 'undated']);
        expect(await ids('title:"draft budget"')).toEqual(['draft']);
        expect(await ids('title:inspec*')).toEqual(['bridges']);
      });
      it('agency: finds by words of the name', async () => {
        expect(await ids('agency:education')).toEqual(['mou', 'mou-short', 'understanding']);
        expect(await ids('agency:"education and letters"')).toEqual(['mou', 'mou-short', 'understanding']);
        expect(await ids('agency:"letters education"')).toEqual([]);
      });
      it('agency:= finds the whole name', async () => {
        expect(await ids('agency:=treasury')).toEqual(['budget', 'draft', 'windham']);
        expect(await ids('agency:="department of education"')).toEqual([]);
      });
      it('kind:, topic:, component:, source:, language:, status: find', async () => {
        expect(await ids('kind:"press release" bridge')).toEqual(['bridge']);
        expect(await ids('topic:japan')).toEqual(['mou']);
        expect(await ids('component:"international letters"')).toEqual(['mou']);
        expect(await ids('source:ost-archive')).toEqual(['undated']);
        expect(await ids('language:ja')).toEqual(['kanagawa-ja', 'tokyo-ja']);
        expect(await ids('status:removed')).toEqual(['removed']);
      });
      it('_MISSING finds what has no value', async () =>
        expect(await ids('agency:_MISSING language:en')).toEqual(['undated']));
      it('published: overlaps the stated date', async () => {
        expect(await ids('published:2014-03-20..2014-04')).toEqual(['bridge', 'bridges', 'zuerich-de']);
        expect(await ids('published:2015')).toEqual(['mou-short', 'understanding', 'windham']);
        expect(await ids('published:2015-08')).toEqual(['understanding']);
        expect(await ids('published:2017-04..')).toEqual(['ecole-fr', 'ferry', 'riyadh-ar']);
        expect(await ids('published:..2014-03-24')).toEqual(['zuerich-de']);
      });
      it('excludes by facet and date', async () =>
        expect(await ids('harbour -status:removed -published:2014')).toEqual(['undated']));
    });

    describe('languages', () => {
      it('finds substrings of Japanese that a reader expects', async () => {
        for (const text of [
          '神奈川',
          '神奈川県',
          '神奈川県知事',
          '知事',
          '県知事',
          '覚書',
          '署名',
          '県',
          '"川県知事"',
          'コンピューター',
        ])
          expect(await ids(text, { exact: false }), text).toContain('kanagawa-ja');
        expect(await ids('東京 予算')).toEqual(['tokyo-ja']);
        expect(await ids('京都')).toEqual(['tokyo-ja']);
      });
      it('does not take characters apart that do not stand together', async () =>
        expect(await ids('"神川"')).toEqual([]));
      it('finds Korean with other particles', async () => {
        expect(await ids('대통령')).toEqual(['seoul-ko']);
        expect(await ids('대통령을 예산은')).toEqual(['seoul-ko']);
      });
      it('finds Thai words within a run', async () => expect(await ids('การคลัง')).toEqual(['bangkok-th']));
      it('finds Arabic with and without points', async () =>
        expect(await ids('وزارة الخارجية')).toEqual(['riyadh-ar']));
      it('stems German and French', async () => {
        expect(await ids('Brücke')).toEqual(['zuerich-de']);
        expect(await ids('école')).toEqual(['ecole-fr']);
        expect(await ids('ecole')).toEqual(['ecole-fr']);
        expect(await ids('économie')).toEqual(['ecole-fr']);
      });
      it('finds synonyms of one word and of several, in both directions and across languages', async () => {
        expect(await ids('MOU')).toEqual(['mou', 'mou-short']);
        expect(await ids('memorandum of understanding')).toEqual(['mou', 'mou-short', 'understanding']);
        expect(await ids('kanagawa')).toEqual(['kanagawa-ja', 'mou']);
        expect(await ids('神奈川')).toEqual(['kanagawa-ja', 'mou']);
      });
    });

    describe('all words or any', () => {
      it('answers any word when nothing has all, and says so', async () => {
        const result = await search('governor draft');
        expect(result.hits.map((hit) => hit.id).sort()).toEqual(['bridge', 'draft']);
        expect(result.reading.matched).toBe('any');
      });
      it('keeps what is excluded or demanded when it widens', async () => {
        expect(await ids('governor draft kind:notice')).toEqual(['draft']);
        expect(await ids('governor zebra -draft')).toEqual(['bridge']);
      });
      it('does not widen because of a filter', async () => {
        const result = await search('harbour bridge', {
          filters: [{ facet: 'kind', values: ['speech'], mode: 'include' }],
        });
        expect([result.total, result.reading.matched]).toEqual([0, 'all']);
      });
      it('widens at once when asked for any', async () => {
        expect(await ids('governor draft budget', { match: 'any' })).toEqual(['bridge', 'budget', 'draft']);
        expect((await search('bridge', { match: 'any' })).reading.matched).toBe('any');
      });
    });

    describe('filters and facets', () => {
      const values = (facet: FacetResult | undefined): unknown =>
        facet?.type === 'values' ? facet.values.map((value) => [value.value, value.count, value.selected]) : undefined;
      const agencyFacet = { type: 'values', facet: 'agency', size: 10 } as const;

      it('filters: values of one facet are alternatives, facets all hold', async () => {
        expect(
          await ids('', { filters: [{ facet: 'kind', values: ['speech', 'appointment'], mode: 'include' }] }),
        ).toEqual(['seoul-ko', 'understanding', 'windham']);
        const both = [
          { facet: 'kind', values: ['notice'], mode: 'include' },
          { facet: 'topic', values: ['Education', 'Budget'], mode: 'include' },
        ] as const;
        expect(await ids('', { filters: both })).toEqual(['draft', 'mou-short']);
      });
      it('filters are exact strings', async () =>
        expect(await ids('', { filters: [{ facet: 'agency', values: ['treasury'], mode: 'include' }] })).toEqual([]));
      it('rejects, and knows the missing value', async () => {
        expect(
          await ids('harbour', { filters: [{ facet: 'kind', values: ['notice', missingValue], mode: 'reject' }] }),
        ).toEqual(['bridge']);
        expect(await ids('harbour', { filters: [{ facet: 'kind', values: [missingValue], mode: 'include' }] })).toEqual(
          ['undated'],
        );
      });
      it('counts a facet over all matches, by count, then value, with missing and total', async () => {
        const [agency] = (await search('language:en', { facets: [agencyFacet], limit: 1 })).facets;
        expect(agency).toEqual({
          type: 'values',
          facet: 'agency',
          values: [
            { value: 'Harbour Authority of Ostmark', count: 4, selected: false },
            { value: 'Department of Education and Letters', count: 3, selected: false },
            { value: 'Treasury', count: 3, selected: false },
          ],
          missing: 1,
          totalValues: 3,
        });
      });
      it('counts each facet without its own filter, but with the others', async () => {
        const result = await search('language:en', {
          facets: [agencyFacet, { type: 'values', facet: 'kind', size: 10 }],
          filters: [{ facet: 'agency', values: ['Treasury'], mode: 'include' }],
        });
        expect(result.total).toBe(3);
        expect(values(result.facets[0])).toEqual([
          ['Harbour Authority of Ostmark', 4, false],
          ['Department of Education and Letters', 3, false],
          ['Treasury', 3, true],
        ]);
        expect(values(result.facets[1])).toEqual([
          ['appointment', 1, false],
          ['notice', 1, false],
          ['report', 1, false],
        ]);
      });
      it('shows a selected value at 0 and beyond the size', async () => {
        const result = await search('bridge', {
          facets: [{ type: 'values', facet: 'agency', size: 1 }],
          filters: [{ facet: 'agency', values: ['Treasury', 'No Such Agency'], mode: 'include' }],
        });
        expect(values(result.facets[0])).toEqual([
          ['Harbour Authority of Ostmark', 2, false],
          ['No Such Agency', 0, true],
          ['Treasury', 0, true],
        ]);
        expect(result.facets[0]).toMatchObject({ missing: 0, totalValues: 1 });
      });
      it('a rejected value is not selected and counts in its own facet', async () => {
        const result = await search('bridge', {
          facets: [{ type: 'values', facet: 'kind', size: 10 }],
          filters: [{ facet: 'kind', values: ['notice'], mode: 'reject' }],
        });
        expect(result.total).toBe(1);
        expect(values(result.facets[0])).toEqual([
          ['notice', 1, false],
          ['press-release', 1, false],
        ]);
      });
      it('counts every value of a document with several', async () => {
        const result = await search('"harbour bridge" OR inspections', {
          facets: [{ type: 'values', facet: 'topic', size: 10 }],
        });
        expect(values(result.facets[0])).toEqual([
          ['Transport', 2, false],
          ['Bridges', 1, false],
        ]);
      });
      it('cuts at the size and says how many there are', async () => {
        const [kind] = (await search('', { facets: [{ type: 'values', facet: 'kind', size: 2 }] })).facets;
        expect(values(kind)).toEqual([
          ['notice', 6, false],
          ['press-release', 6, false],
        ]);
        expect(kind).toMatchObject({ missing: 1, totalValues: 5 });
      });
      it('answers facets in the order asked for, none for none', async () => {
        expect((await search('')).facets).toEqual([]);
        const result = await search('', { facets: [{ type: 'dates', interval: 'year' }, agencyFacet] });
        expect(result.facets.map((facet) => facet.type)).toEqual(['dates', 'values']);
      });
      it('keeps the filtered value when nothing matches at all', async () => {
        const result = await search('xylophone', {
          facets: [agencyFacet],
          filters: [{ facet: 'agency', values: ['Treasury'], mode: 'include' }],
        });
        expect(values(result.facets[0])).toEqual([['Treasury', 0, true]]);
      });
    });

    describe('dates', () => {
      const day = (text: string): number =>
        dayNumber(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)))!;
      it('filters by overlap, inclusively', async () => {
        expect(await ids('', { publishedFrom: day('2014-03-25'), publishedTo: day('2014-03-25') })).toEqual([
          'bridge',
          'zuerich-de',
        ]);
        expect(await ids('', { publishedFrom: day('2017-09-01') })).toEqual(['ecole-fr', 'riyadh-ar']);
        expect(await ids('', { publishedTo: day('2014-02-28') })).toEqual([]);
      });
      it('counts years without gaps, and what has no date', async () => {
        const [years] = (await search('bridge OR ferry OR circular', { facets: [{ type: 'dates', interval: 'year' }] }))
          .facets;
        expect(years).toEqual({
          type: 'dates',
          interval: 'year',
          buckets: [
            { value: '2014', count: 2 },
            { value: '2015', count: 0 },
            { value: '2016', count: 0 },
            { value: '2017', count: 2 },
          ],
          missing: 1,
        });
      });
      it('counts months and days by the first stated day', async () => {
        const [months, days] = (
          await search('bridge OR zürich', {
            facets: [
              { type: 'dates', interval: 'month' },
              { type: 'dates', interval: 'day' },
            ],
          })
        ).facets;
        expect(months).toMatchObject({
          buckets: [
            { value: '2014-03', count: 2 },
            { value: '2014-04', count: 1 },
          ],
        });
        const buckets = days?.type === 'dates' ? days.buckets : [];
        expect(buckets.length).toBe(33);
        expect(buckets.filter((bucket) => bucket.count > 0)).toEqual([
          { value: '2014-03-01', count: 1 },
          { value: '2014-03-25', count: 1 },
          { value: '2014-04-02', count: 1 },
        ]);
      });
      it('counts dates without the range of days, but with the filters', async () => {
        const [years] = (
          await search('language:en', {
            facets: [{ type: 'dates', interval: 'year' }],
            publishedFrom: day('2016-01-01'),
            publishedTo: day('2016-12-31'),
            filters: [{ facet: 'agency', values: ['Treasury'], mode: 'include' }],
          })
        ).facets;
        expect(years).toMatchObject({
          buckets: [
            { value: '2015', count: 1 },
            { value: '2016', count: 2 },
          ],
          missing: 0,
        });
      });
      it('has no buckets where nothing has a date', async () => {
        const [years] = (await search('circular', { facets: [{ type: 'dates', interval: 'month' }] })).facets;
        expect(years).toMatchObject({ buckets: [], missing: 1 });
      });
    });

    describe('order and pages', () => {
      it('sorts by date in both directions, undated last, equal days by id', async () => {
        const newest = (await search('', { sort: '-published' })).hits.map((hit) => hit.id);
        expect(newest.slice(0, 3)).toEqual(['riyadh-ar', 'ecole-fr', 'ferry']);
        expect(newest.at(-1)).toBe('undated');
        const oldest = (await search('', { sort: 'published' })).hits.map((hit) => hit.id);
        expect(oldest.slice(0, 2)).toEqual(['zuerich-de', 'bridge']);
        expect(oldest.at(-1)).toBe('undated');
      });
      it('puts the document first that speaks most of the word', async () => {
        const { hits } = await search('draft OR budget');
        expect(hits.map((hit) => hit.id)).toEqual(['draft', 'budget']);
        expect(hits[0]!.score).toBeGreaterThan(hits[1]!.score);
      });
      it('scores 0 and orders by id without words', async () => {
        const { hits } = await search('kind:speech');
        expect(hits.map((hit) => [hit.id, hit.score])).toEqual([
          ['seoul-ko', 0],
          ['understanding', 0],
        ]);
      });
      for (const sort of ['relevance', '-published', 'published'] as const) {
        it(`pages by offset and by the last key are the same and miss nothing (${sort})`, async () => {
          const request = { sort, facets: [] } as const;
          const whole = (await search('the OR harbour OR 予算', request)).hits;
          const byOffset: unknown[] = [];
          const byKey: unknown[] = [];
          let after: SearchRequest['after'];
          for (let offset = 0; offset < whole.length; offset += 3) {
            byOffset.push(
              ...(await search('the OR harbour OR 予算', { ...request, offset, limit: 3 })).hits.map((hit) => hit.id),
            );
            const page = await search('the OR harbour OR 予算', {
              ...request,
              limit: 3,
              ...(after === undefined ? {} : { after }),
            });
            expect(page.total).toBe(whole.length);
            byKey.push(...page.hits.map((hit) => hit.id));
            after = page.hits.at(-1)?.sortKey;
          }
          expect(byOffset).toEqual(whole.map((hit) => hit.id));
          expect(byKey).toEqual(whole.map((hit) => hit.id));
        });
      }
      it('sort keys survive JSON', async () => {
        for (const sort of ['relevance', '-published', 'published'] as const) {
          const { hits } = await search('', { sort });
          for (const { sortKey } of hits) expect(JSON.parse(JSON.stringify(sortKey))).toEqual(sortKey);
        }
      });
      it('answers no hits beyond the end, with the total', async () => {
        const result = await search('bridge', { offset: 50 });
        expect([result.total, result.hits.length]).toEqual([2, 0]);
      });
    });

    describe('versions, status and chosen announcements', () => {
      it('keeps removed announcements, with when', async () => {
        const { hits } = await search('"night ferry"');
        expect(hits[0]).toMatchObject({ id: 'removed', status: 'removed', removedAt: '2026-01-20T00:00:00.000Z' });
      });
      it('answers newest revisions only, unless asked for all', async () => {
        expect(await ids('"first version"')).toEqual([]);
        const { hits, total } = await search('"first version"', { versions: 'all' });
        expect([total, hits[0]?.id, hits[0]?.revision, hits[0]?.versions]).toEqual([1, 'ferry', 1, 2]);
      });
      it('counts every revision when asked for all, the newer first', async () => {
        const { hits, total } = await search('title:timetable', { versions: 'all', sort: '-published' });
        expect(total).toBe(2);
        expect(hits.map((hit) => hit.revision)).toEqual([2, 1]);
        const second = await search('title:timetable', {
          versions: 'all',
          sort: '-published',
          limit: 1,
          after: hits[0]!.sortKey,
        });
        expect(second.hits.map((hit) => hit.revision)).toEqual([1]);
      });
      it('restricts to announcements by id', async () => {
        expect(await ids('bridge', { ids: ['bridges', 'nobody'] as AnnouncementId[] })).toEqual(['bridges']);
        expect(await ids('', { ids: [] })).toEqual([]);
      });
    });

    describe('what a hit tells', () => {
      it('carries the stored fields', async () => {
        const [hit] = (await search('docket 18-484')).hits;
        expect(hit).toMatchObject({
          id: 'budget',
          revision: 1,
          url: 'https://harbour.example/budget',
          title: 'Budget of $4.6 million',
          agency: 'Treasury',
          components: ['Treasury'],
          kind: 'report',
          topics: ['Budget'],
          number: 'T-2016-9',
          source: 'ost-harbour',
          language: 'en',
          published: { value: '2016-12-31', precision: 'day', source: 'meta' },
          firstSeen: '2026-01-01T00:00:00.000Z',
          status: 'live',
          versions: 1,
        });
      });
      it('snippets are runs of the text with the hits marked', async () => {
        for (const text of ['governor bridges', '"harbour bridge"', '神奈川', 'brücke', 'inspec*']) {
          const { hits } = await search(text, { snippets: true });
          for (const hit of hits) {
            const texts = { title: hit.title, body: bodyOf(hit.id) };
            expect(hit.snippets.length, text).toBeGreaterThan(0);
            for (const snippet of hit.snippets) {
              const shown = snippet.runs.map((run) => run.text).join('');
              expect(texts[snippet.field].replace(/\s+/g, ' ')).toContain(
                shown.replace(/\s+/g, ' ').replace(/^…\s?|\s?…$/g, ''),
              );
            }
            expect(
              hit.snippets.some((snippet) => snippet.runs.some((run) => run.hit === true)),
              text,
            ).toBe(true);
          }
        }
      });
      it('marks a phrase as one run, and a form that stands for the word', async () => {
        const marked = async (text: string): Promise<string[]> =>
          (await search(text, { snippets: true })).hits.flatMap((hit) =>
            hit.snippets.flatMap((snippet) => snippet.runs.filter((run) => run.hit).map((run) => run.text)),
          );
        expect(await marked('"Memorandum of Understanding" prefecture')).toEqual(
          expect.arrayContaining(['memorandum of understanding', 'prefecture']),
        );
        expect(await marked('inspection title:bridges')).toContain('Inspections');
      });
      it('answers without snippets when none are wanted', async () =>
        expect((await search('bridge')).hits.every((hit) => hit.snippets.length === 0)).toBe(true));
      it('explains a score as the number it is', async () => {
        const { hits } = await search('harbour bridge', { explain: true });
        for (const hit of hits) {
          expect(hit.explanation?.value).toBeCloseTo(hit.score, 9);
          expect(hit.explanation?.parts.length).toBeGreaterThan(0);
        }
      });
      it('reads each word with what it was found as', async () => {
        const { words } = (await search('bridges "night ferry" gov*')).reading;
        expect(words.map((word) => [word.text, word.via])).toEqual([
          ['bridges', 'word'],
          ['night ferry', 'phrase'],
          ['gov', 'prefix'],
        ]);
        expect(words[0]).toMatchObject({ documents: 2 });
        expect(words[1]).toMatchObject({ documents: 1 });
      });
    });

    describe('beside searching', () => {
      it('suggests agencies, topics and titles by the beginning of a word', async () => {
        const texts = (await engine.suggest('edu', 10)).map((suggestion) => suggestion.text);
        expect(texts).toEqual(expect.arrayContaining(['Education', 'Department of Education and Letters']));
        expect((await engine.suggest('Harbour bri', 5)).some((suggestion) => suggestion.id === 'bridge')).toBe(true);
        expect(await engine.suggest('', 5)).toEqual([]);
        expect(await engine.suggest('xylo', 5)).toEqual([]);
        expect((await engine.suggest('e', 1)).length).toBeLessThanOrEqual(1);
      });
      it('finds more like one, never itself, nothing for an unknown', async () => {
        const like = (await engine.moreLikeThis('budget' as AnnouncementId, 3)).map((hit) => hit.id);
        expect(like).toContain('draft');
        expect(like).not.toContain('budget');
        expect(await engine.moreLikeThis('nobody' as AnnouncementId, 3)).toEqual([]);
      });
      it('gets the newest revision of an announcement', async () => {
        expect(await engine.get('ferry' as AnnouncementId)).toMatchObject({ id: 'ferry', revision: 2 });
        expect(await engine.get('nobody' as AnnouncementId)).toBeUndefined();
      });
      it('tells what it covers', async () => {
        const coverage = await engine.coverage();
        expect(coverage.map((source) => [source.source, source.documents])).toEqual([
          ['ost-archive', 1],
          ['ost-foreign', 7],
          ['ost-harbour', 10],
        ]);
        expect(coverage[1]).toMatchObject({ from: '2014-03-01', to: '2017-09-02' });
        expect(engine.documentCount()).toBe(18);
        expect(engine.indexVersion()).not.toBe('');
      });
    });

    it('answers an index without documents', async () => {
      const empty = await build([], analyzer);
      const result = await empty.search({
        ...asked,
        query: parseQuery('bridge').query,
        facets: [
          { type: 'values', facet: 'agency', size: 5 },
          { type: 'dates', interval: 'year' },
        ],
      });
      expect([result.total, result.hits, result.facets.map((facet) => facet.type)]).toEqual([
        0,
        [],
        ['values', 'dates'],
      ]);
      expect(await empty.suggest('a', 3)).toEqual([]);
      await empty.close();
    });

    it('never throws, whatever was typed', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
          const result = await search(text, { snippets: true, explain: true });
          expect(result.total).toBeGreaterThanOrEqual(result.hits.length);
        }),
        { numRuns: 60 },
      );
    });

    it('survives queries made to hurt', async () => {
      for (const text of [
        'a*',
        '*',
        'x'.repeat(100_000),
        'word '.repeat(10_000),
        '('.repeat(5_000),
        '"'.repeat(999),
        '\u0000\ud800 \udfff',
        '-'.repeat(500),
        'a~ '.repeat(300),
        'a* '.repeat(3_000),
        '神'.repeat(30_000),
        `"${'神'.repeat(9_000)}"`,
      ]) {
        expect((await search(text)).totalRelation, text.slice(0, 10)).toBe('eq');
      }
    });

    it('finds and counts what a scan finds and counts, in any world', async () => {
      await fc.assert(
        fc.asyncProperty(
          randomWorld,
          fc.array(randomRequest, { minLength: 1, maxLength: 6 }),
          async (sketches, requests) => {
            const records = sketches.map(record);
            const tried = await build(records, analyzer);
            const scan = createNaiveEngine(records, { analyzer });
            for (const { text, ...more } of requests) {
              const request = { ...asked, query: parseQuery(text).query, ...more };
              const [result, expected] = [await tried.search(request), await scan.search(request)];
              const order =
                request.sort === 'relevance'
                  ? (hits: unknown[]): unknown[] => [...hits].sort()
                  : (hits: unknown[]): unknown[] => hits;
              const keys = (answer: SearchResult): unknown[] =>
                order(answer.hits.map((hit) => `${hit.id}@${hit.revision}`));
              expect({
                text,
                total: result.total,
                hits: keys(result),
                facets: result.facets,
                matched: result.reading.matched,
              }).toEqual({
                text,
                total: expected.total,
                hits: keys(expected),
                facets: expected.facets,
                matched: expected.reading.matched,
              });
            }
            await tried.close();
          },
        ),
        { numRuns: 25 },
      );
    });
  });
}

function bodyOf(id: string): string {
  return world
    .filter((entry) => entry.announcement.id === id && entry.current)
    .flatMap((entry) => entry.announcement.body.map((paragraph) => paragraph.text))
    .join(' ');
}
