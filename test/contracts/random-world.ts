import fc from 'fast-check';
import type { SearchRequest } from '../../server/search/engine.ts';
import { facetNames, missingValue } from '../../server/search/query.ts';
import type { RecordSketch } from './records.ts';

/** Few words, so that they meet often; some in several forms, scripts and spellings. */
const words = [
  'bridge',
  'bridges',
  'Bridging',
  'ferry',
  'the',
  'of',
  'Windham-Bannister',
  'U.S.',
  '1,000',
  '1000',
  'MOU',
  'memorandum',
  'understanding',
  '神奈川県',
  '県知事',
  '대통령은',
  'Zürich',
  'école',
];

const text = fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((chosen) => chosen.join(' '));
const values = fc.constantFrom('Alpha', 'Beta Office', 'Gamma');
const date = fc.constantFrom('2014', '2014-03', '2014-03-25', '2014-04-01', '2016-02-29');

const sketch: fc.Arbitrary<Omit<RecordSketch, 'id'>> = fc.record(
  {
    title: text,
    body: text,
    language: fc.constantFrom('en', 'de', 'fr', 'ja', 'ko', 'und'),
    agency: values,
    components: fc.uniqueArray(values, { maxLength: 2 }),
    kind: fc.constantFrom('notice', 'press-release'),
    topics: fc.uniqueArray(values, { maxLength: 3 }),
    published: date,
    status: fc.constantFrom('live' as const, 'removed' as const),
  },
  { requiredKeys: ['title'] },
);

/** Up to a dozen announcements, some of them with a second revision. */
export const randomWorld: fc.Arbitrary<RecordSketch[]> = fc
  .array(fc.tuple(sketch, fc.option(text, { nil: undefined })), { maxLength: 12 })
  .map((drawn) =>
    drawn.flatMap(([first, second], i): RecordSketch[] => {
      const id = `id-${i}`;
      if (second === undefined) return [{ id, ...first }];
      return [
        { id, ...first, revision: 1, revisions: 2 },
        { id, ...first, body: second, revision: 2, revisions: 2 },
      ];
    }),
  );

const term = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(
    'bri*',
    '=bridges',
    'bridgs~',
    '"memorandum of understanding"',
    '"bridge ferry"~2',
    'title:bridge',
    'body:"the ferry"',
    'agency:office',
    'agency:=alpha',
    'kind:"press release"',
  ),
  fc.constantFrom('published:2014-03', 'published:2014..2015', 'topic:_MISSING', '神奈川', '知事', '대통령', '県'),
);

const queryText = fc
  .array(fc.tuple(fc.constantFrom('', '', '', '-', 'OR '), term), { maxLength: 4 })
  .map((parts) => parts.map(([sign, word]) => sign + word).join(' '));

const facetValue = fc.constantFrom('Alpha', 'Beta Office', 'Gamma', 'notice', 'removed', 'en', missingValue, 'Nothing');
const filter = fc.record({
  facet: fc.constantFrom(...facetNames),
  values: fc.uniqueArray(facetValue, { minLength: 1, maxLength: 2 }),
  mode: fc.constantFrom('include' as const, 'reject' as const),
});
const facet = fc.oneof(
  fc.record({
    type: fc.constant('values' as const),
    facet: fc.constantFrom(...facetNames),
    size: fc.constantFrom(1, 2, 10),
  }),
  fc.record({
    type: fc.constant('dates' as const),
    interval: fc.constantFrom('year' as const, 'month' as const, 'day' as const),
  }),
);

/** 2014-03-01 and 2014-12-31 as day numbers. */
const day = fc.constantFrom(16_130, 16_435);

export const randomRequest: fc.Arbitrary<Partial<SearchRequest> & { readonly text: string }> = fc.record(
  {
    text: queryText,
    match: fc.constantFrom('all' as const, 'any' as const),
    exact: fc.boolean(),
    filters: fc.array(filter, { maxLength: 2 }),
    facets: fc.array(facet, { maxLength: 3 }),
    publishedFrom: day,
    publishedTo: day,
    versions: fc.constantFrom('current' as const, 'all' as const),
    sort: fc.constantFrom('relevance' as const, '-published' as const, 'published' as const),
  },
  { requiredKeys: ['text'] },
);
