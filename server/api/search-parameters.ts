import { z } from 'zod';
import { dateIntervals, facetNames, missingValue, type DateInterval, type FacetName } from '../search/query.ts';
import type { FacetFilter, FacetRequest, Sort } from '../search/engine.ts';
import { defaultBuckets, mostBuckets } from './date-buckets.ts';
import { readCursor, type Cursor } from './cursor.ts';
import { parameterTable, readParameters, suggestFrom, type Parameter, type ParameterValues } from './parameter.ts';
import type { ParameterError } from './parameter-error.ts';
import type { QueryPair } from './query-string.ts';
import { isWrittenDate, suggestDate } from './written-date.ts';
import { nearest } from '../../core/nearest.ts';

/** A search as asked for: every parameter checked, every default filled in. */
export interface SearchParameters {
  readonly q: string;
  readonly match: 'all' | 'any';
  readonly filters: readonly FacetFilter[];
  /** As written: a year, month or day. */
  readonly publishedFrom?: string;
  readonly publishedTo?: string;
  readonly versions: 'current' | 'all';
  readonly facets: readonly FacetRequest[];
  /** How many years, months or days to list, where the request says it. */
  readonly dateSizes?: Readonly<Partial<Record<DateInterval, number>>>;
  /** Absent: relevance where the query has words, newest first where not. */
  readonly sort?: Sort;
  readonly limit: number;
  readonly page: number;
  readonly cursor?: Cursor;
  readonly exact: boolean;
  readonly explain: boolean;
  /** An index version: answers from that snapshot instead of the one in use. */
  readonly asOf?: string;
}

export interface ReadSearchParameters {
  readonly value: SearchParameters;
  readonly errors: readonly ParameterError[];
}

/** Results on a page where the request does not say. 20 fill a screen twice and stay below 40 KB. */
export const defaultLimit = 20;

/** Most results on a page: a request above it is refused with a hint at the exports, which have no limit. */
export const largestLimit = 100;

/** How deep `page` reaches, in results. The engine must rank everything before a page; a cursor or an export need not. */
export const deepestPageResult = 10_000;

/** Facet values counted where `facet_<f>` does not say. */
const defaultFacetSize = 10;

/** Most facet values in one answer: 529 agencies is the most we have seen in one corpus. */
const largestFacetSize = 1000;

/** Longest search text in characters: a paragraph pasted into the box fits, a book does not. */
const longestSearchText = 2000;

/** Longest filter value in characters: the longest agency name seen has 180. */
const longestFilterValue = 500;

/** Most filter values in one request; each costs the engine a set operation. */
const mostFilterValues = 200;

export const statuses = ['live', 'changed', 'removed'] as const;
const sorts = ['relevance', '-published', 'published'] as const;
const facetChoices: readonly string[] = [...facetNames, ...dateIntervals.map((interval) => `published:${interval}`)];

const filterValue = z
  .string()
  .min(1, `the value is empty; leave the parameter away, or write ${missingValue} for announcements without a value`)
  .max(longestFilterValue, `longer than ${longestFilterValue} characters`);
const statusValue = z.enum(statuses, `not a status; there are ${statuses.join(', ')}`);
const flag = z.enum(['0', '1'], 'write 1 for yes or 0 for no');
const writtenDate = z
  .string()
  .refine(isWrittenDate, {
    error: 'no such date; write a year, a month or a day: 2014, 2014-03 or 2014-03-25',
    params: { code: 'no-such-date' },
  })
  .meta({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' });

const facetNotes: Readonly<Record<FacetName, string>> = {
  agency: 'the publishing agency, as the publisher names it',
  component: 'every agency or sub-unit named as a publisher',
  kind: 'the kind: press-release, speech, notice …',
  topic: 'topics stated by the publisher',
  language: 'the language (BCP 47): en, ja, zh-Hant',
  source: 'the id of the publisher that Herald follows',
  status: 'live, changed or removed',
};

function filterParameters(): Parameter[] {
  return facetNames.flatMap((facet): Parameter[] => [
    {
      name: `filter_${facet}`,
      description: `Only announcements with this value of ${facet}: ${facetNotes[facet]}. Repeat it for alternatives; different filters must all hold. ${missingValue} stands for announcements without a value.`,
      wire: 'text',
      schema: facet === 'status' ? statusValue : filterValue,
      repeat: true,
      ...(facet === 'status' ? { suggest: suggestFrom(statuses) } : {}),
    },
    {
      name: `reject_${facet}`,
      description: `Leaves out announcements with this value of ${facet}. May be repeated.`,
      wire: 'text',
      schema: facet === 'status' ? statusValue : filterValue,
      repeat: true,
      ...(facet === 'status' ? { suggest: suggestFrom(statuses) } : {}),
    },
  ]);
}

function facetSizeParameters(): Parameter[] {
  const sized = (facet: string, description: string, most: number, usual: number): Parameter => ({
    name: `facet_${facet}`,
    description,
    wire: 'integer',
    schema: z.int(`not a whole number from 1 to ${most}`).min(1, 'at least 1').max(most, `at most ${most}`),
    suggest: (raw) => (/^\d+$/.test(raw) && Number(raw) > most ? String(most) : String(usual)),
  });
  return [
    ...facetNames.map((facet) =>
      sized(
        facet,
        `How many values of the facet ${facet} to list, 1 to ${largestFacetSize}; needs ${facet} in facets.`,
        largestFacetSize,
        defaultFacetSize,
      ),
    ),
    ...dateIntervals.map((interval) =>
      sized(
        `published:${interval}`,
        `How many ${interval}s to list, the latest of the chosen span, 1 to ${mostBuckets}; ${defaultBuckets[interval]} where it is not given. Needs published:${interval} in facets.`,
        mostBuckets,
        defaultBuckets[interval],
      ),
    ),
  ];
}

/** Every parameter that says what is looked for: shared by search, its exports and its feeds. */
const selectionParameters: readonly Parameter[] = [
  {
    name: 'q',
    description:
      'The search text: words, "exact phrases", -without, OR, parentheses, prefix*, fuzzy~, field:value, =exact. Without it everything is listed.',
    wire: 'text',
    schema: z
      .string()
      .max(longestSearchText, `longer than ${longestSearchText} characters; search for the rarest words of it`),
    example: '"memorandum of understanding" japan',
  },
  {
    name: 'match',
    description: 'Whether all words must match (the default) or any.',
    wire: 'text',
    schema: z.enum(['all', 'any'], 'write all or any'),
    suggest: suggestFrom(['all', 'any']),
  },
  ...filterParameters(),
  {
    name: 'published_from',
    description: 'Published on or after this year, month or day.',
    wire: 'text',
    schema: writtenDate,
    example: '2013',
    suggest: suggestDate,
  },
  {
    name: 'published_to',
    description: 'Published on or before this year, month or day; the whole of it counts.',
    wire: 'text',
    schema: writtenDate,
    example: '2014-12-31',
    suggest: suggestDate,
  },
  {
    name: 'status',
    description: 'Only announcements in this state; the same as filter_status. Repeat it for alternatives.',
    wire: 'text',
    schema: statusValue,
    repeat: true,
    suggest: suggestFrom(statuses),
  },
  {
    name: 'versions',
    description:
      'current: the newest text of each announcement (the default). all: every text Herald ever saw, each a result of its own.',
    wire: 'text',
    schema: z.enum(['current', 'all'], 'write current or all'),
    suggest: suggestFrom(['current', 'all']),
  },
  {
    name: 'exact',
    description: '1: words as typed, without other forms and synonyms.',
    wire: 'text',
    schema: flag,
    suggest: suggestFlag,
  },
  {
    name: 'as_of',
    description:
      'An index_version of an earlier answer: asks that index instead of the newest, as long as it is kept (the two before; /api/v1/status lists them).',
    wire: 'text',
    schema: z
      .string()
      .regex(/^[\w.:-]{1,80}$/, 'not an index version; take it from index_version of an answer')
      .meta({ example: '20260914T021000123Z-9f3c' }),
  },
];

const sortParameter: Parameter = {
  name: 'sort',
  description:
    'relevance, -published (newest first) or published (oldest first). Default: relevance when q has words, else -published.',
  wire: 'text',
  schema: z.enum(sorts, `not an order; there are ${sorts.join(', ')}`),
  suggest: (raw) =>
    /new|recent|desc|-?date/i.test(raw)
      ? '-published'
      : /old|asc/i.test(raw)
        ? 'published'
        : (nearest(raw, sorts) ?? 'relevance'),
};

/** The parameters of `GET /api/v1/search`. */
export const searchParameters: readonly Parameter[] = [
  ...selectionParameters,
  {
    name: 'facets',
    description: `Which facets to count over all matches, apart by commas: ${facetChoices.join(', ')}. Each is counted without its own filter.`,
    wire: 'list',
    schema: z.array(z.enum(facetChoices, `not a facet; there are ${facetChoices.join(', ')}`)),
    example: ['agency', 'kind', 'published:year'],
    suggest: suggestFacets,
  },
  ...facetSizeParameters(),
  sortParameter,
  {
    name: 'limit',
    description: `Results on a page, 1 to ${largestLimit}.`,
    wire: 'integer',
    schema: z
      .int(`not a whole number from 1 to ${largestLimit}`)
      .min(1, 'at least 1')
      .max(largestLimit, `at most ${largestLimit}; the exports (.csv, .ndjson) have no limit`),
    example: defaultLimit,
    suggest: (raw) => (/^\d+$/.test(raw) && Number(raw) > largestLimit ? String(largestLimit) : String(defaultLimit)),
  },
  {
    name: 'page',
    description: `The page, from 1; reaches the first ${deepestPageResult.toLocaleString('en')} results. Use cursor to go on.`,
    wire: 'integer',
    schema: z
      .int('not a whole number from 1')
      .min(1, 'pages are counted from 1')
      .max(deepestPageResult, `at most ${deepestPageResult}; use cursor to go deeper`),
    suggest: () => '1',
  },
  {
    name: 'cursor',
    description:
      'Continues where an earlier answer ended: the cursor of its links.next. Valid for the same search only; survives re-indexing.',
    wire: 'text',
    schema: z
      .string()
      .min(1, 'the cursor is empty; leave it away for the first page')
      .max(400, 'not a cursor of this API'),
  },
  {
    name: 'explain',
    description: '1: each result tells how its score came about.',
    wire: 'text',
    schema: flag,
    suggest: suggestFlag,
  },
];

const searchTable = parameterTable(searchParameters);

/** The parameters of exports: the whole result set, so neither facets nor paging. */
export const exportParameters: readonly Parameter[] = [...selectionParameters, sortParameter];
const exportTable = parameterTable(exportParameters);

export function readSearchParameters(pairs: readonly QueryPair[]): ReadSearchParameters {
  return assembled(readParameters(pairs, searchTable));
}

export function readExportParameters(pairs: readonly QueryPair[]): ReadSearchParameters {
  return assembled(readParameters(pairs, exportTable));
}

/** Turns checked values into a search, with the errors that only several parameters together can have. */
export function assembled(read: {
  readonly values: ParameterValues;
  readonly errors: readonly ParameterError[];
}): ReadSearchParameters {
  const errors = [...read.errors];
  const text = (name: string): string | undefined => read.values.get(name)?.[0] as string | undefined;
  const number = (name: string): number | undefined => read.values.get(name)?.[0] as number | undefined;
  const filters = filtersOf(read.values, errors);
  const asOf = text('as_of');
  const sort = text('sort') as Sort | undefined;
  const [publishedFrom, publishedTo] = [text('published_from'), text('published_to')];
  if (
    publishedFrom !== undefined &&
    publishedTo !== undefined &&
    publishedFrom.slice(0, publishedTo.length) > publishedTo
  ) {
    errors.push({
      param: 'published_from',
      message: `later than published_to (${publishedTo})`,
      suggestion: publishedTo,
      reason: { code: 'from-after-to', text: publishedTo },
    });
  }
  const limit = number('limit') ?? defaultLimit;
  const page = number('page') ?? 1;
  if (page > 1 && page * limit > deepestPageResult) {
    errors.push({
      param: 'page',
      message: `pages reach the first ${deepestPageResult} results; follow links.next (a cursor), or export the whole result set as .csv or .ndjson`,
      suggestion: String(Math.floor(deepestPageResult / limit)),
      reason: { code: 'pages-end', limit: deepestPageResult },
    });
  }
  const cursor = cursorOf(text('cursor'), read.values.has('page'), errors);
  const value: SearchParameters = {
    q: (text('q') ?? '').trim(),
    match: (text('match') as 'all' | 'any' | undefined) ?? 'all',
    filters,
    ...(publishedFrom === undefined ? {} : { publishedFrom }),
    ...(publishedTo === undefined ? {} : { publishedTo }),
    versions: (text('versions') as 'current' | 'all' | undefined) ?? 'current',
    facets: facetsOf(read.values, errors),
    ...dateSizesOf(read.values),
    ...(sort === undefined ? {} : { sort }),
    limit,
    page,
    ...(cursor === undefined ? {} : { cursor }),
    exact: text('exact') === '1',
    explain: text('explain') === '1',
    ...(asOf === undefined ? {} : { asOf }),
  };
  return { value, errors };
}

function filtersOf(values: ParameterValues, errors: ParameterError[]): FacetFilter[] {
  const filters: FacetFilter[] = [];
  let count = 0;
  for (const facet of facetNames) {
    const include = [...((values.get(`filter_${facet}`) ?? []) as string[])];
    if (facet === 'status')
      for (const value of (values.get('status') ?? []) as string[]) if (!include.includes(value)) include.push(value);
    const reject = (values.get(`reject_${facet}`) ?? []) as string[];
    count += include.length + reject.length;
    if (include.length > 0) filters.push({ facet, values: include, mode: 'include' });
    if (reject.length > 0) filters.push({ facet, values: reject, mode: 'reject' });
  }
  if (count > mostFilterValues)
    errors.push({
      param: 'filter',
      message: `${count} filter values; at most ${mostFilterValues} in one request`,
      reason: { code: 'too-many-filters', limit: mostFilterValues },
    });
  return filters;
}

function facetsOf(values: ParameterValues, errors: ParameterError[]): FacetRequest[] {
  const asked = new Set((values.get('facets')?.[0] as readonly string[] | undefined) ?? []);
  for (const facet of facetChoices) {
    if (!values.has(`facet_${facet}`) || asked.has(facet)) continue;
    errors.push({
      param: `facet_${facet}`,
      message: `sets the size of a facet that is not asked for`,
      suggestion: `facets=${[...asked, facet].join(',')}`,
      reason: { code: 'facet-not-asked-for' },
    });
  }
  return [...asked].map((name): FacetRequest => {
    if (name.startsWith('published:'))
      return { type: 'dates', interval: name.slice('published:'.length) as DateInterval };
    const size = (values.get(`facet_${name}`)?.[0] as number | undefined) ?? defaultFacetSize;
    return { type: 'values', facet: name as FacetName, size };
  });
}

function dateSizesOf(values: ParameterValues): Pick<SearchParameters, 'dateSizes'> {
  const given = dateIntervals.flatMap((interval) => {
    const size = values.get(`facet_published:${interval}`)?.[0] as number | undefined;
    return size === undefined ? [] : [[interval, size] as const];
  });
  return given.length === 0 ? {} : { dateSizes: Object.fromEntries(given) };
}

function cursorOf(text: string | undefined, hasPage: boolean, errors: ParameterError[]): Cursor | undefined {
  if (text === undefined) return undefined;
  if (hasPage)
    errors.push({
      param: 'cursor',
      message: 'given together with page; give one of them',
      reason: { code: 'cursor-and-page' },
    });
  const cursor = readCursor(text);
  if (cursor === undefined) {
    errors.push({
      param: 'cursor',
      message: 'not a cursor of this API; take it from links.next of an answer, or leave it away for the first page',
      reason: { code: 'bad-cursor' },
    });
  }
  return cursor;
}

function suggestFacets(raw: string): string | undefined {
  const named = raw
    .split(',')
    .map((part) => (facetChoices.includes(part) ? part : (nearest(part.trim(), facetChoices) ?? '')));
  const kept = [...new Set(named.filter((part) => part !== ''))];
  return kept.length === 0 ? facetChoices.slice(0, 3).join(',') : kept.join(',');
}

function suggestFlag(raw: string): string {
  return /^(?:true|yes|on|y|t)$/i.test(raw) ? '1' : '0';
}
