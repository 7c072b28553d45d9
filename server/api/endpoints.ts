import { z } from 'zod';
import type { Parameter } from './parameter.ts';
import {
  adminRunSchema,
  announcementAnswerSchema,
  healthAnswerSchema,
  revisionAnswerSchema,
  searchAnswerSchema,
  sourcesAnswerSchema,
  statusAnswerSchema,
  suggestAnswerSchema,
} from './schemas.ts';
import { exportParameters, searchParameters } from './search-parameters.ts';

/** One endpoint as the OpenAPI document and the documentation page tell it. The routes answer exactly these. */
export interface Endpoint {
  /** Default GET. */
  readonly method?: 'POST';
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly pathParameters: readonly PathParameter[];
  readonly parameters: readonly Parameter[];
  readonly answer: {
    /** Default 200. */
    readonly status?: 202;
    readonly mediaType: string;
    readonly schema?: z.ZodType;
    readonly description: string;
  };
  /** Which refusals it has beside 429 and 500. */
  readonly refusals: readonly (400 | 401 | 404 | 409 | 503)[];
  /** Requests that work on any index, for the documentation; run by a test. */
  readonly examples: readonly string[];
}

export interface PathParameter {
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodType;
}

/** Most suggestions in one answer: a list longer than a screen is not read while typing. */
export const mostSuggestions = 20;

/** Longest text to complete, in characters: nobody completes a paragraph. */
const longestSuggestText = 200;

export const suggestParameters: readonly Parameter[] = [
  {
    name: 'q',
    description: 'What was typed so far.',
    wire: 'text',
    schema: z.string().max(longestSuggestText, `longer than ${longestSuggestText} characters`),
    example: 'mem',
  },
  {
    name: 'limit',
    description: `How many suggestions, 1 to ${mostSuggestions}; 8 where it is not given.`,
    wire: 'integer',
    schema: z
      .int(`not a whole number from 1 to ${mostSuggestions}`)
      .min(1, 'at least 1')
      .max(mostSuggestions, `at most ${mostSuggestions}`),
    suggest: (raw) => (/^\d+$/.test(raw) && Number(raw) > mostSuggestions ? String(mostSuggestions) : '8'),
  },
];

export const revisionParameters: readonly Parameter[] = [
  {
    name: 'diff',
    description: 'The number of another version: adds a word diff from it to this one.',
    wire: 'integer',
    schema: z
      .int('not a version number')
      .min(1, 'versions are counted from 1')
      .max(1_000_000, 'there are not that many versions'),
    suggest: () => '1',
  },
];

const idParameter: PathParameter = {
  name: 'id',
  description: 'The id of a result, percent-encoded',
  schema: z.string().min(1),
};

export const endpoints: readonly Endpoint[] = [
  {
    path: '/api/v1/search',
    id: 'search',
    summary: 'Search announcements',
    description:
      'Full text, filters, facets counted over all matches, snippets, and how the query was read. `/api/v1/search.json` answers the same.',
    pathParameters: [],
    parameters: searchParameters,
    answer: { mediaType: 'application/json', schema: searchAnswerSchema, description: 'The results' },
    refusals: [400, 503],
    examples: [
      '/api/v1/search',
      '/api/v1/search?q=water&facets=agency,kind,published:year&sort=-published&limit=5',
      '/api/v1/search?reject_status=removed&published_from=2000',
    ],
  },
  {
    path: '/api/v1/announcements/{id}',
    id: 'announcement',
    summary: 'One announcement',
    description: 'Its newest text in typed paragraphs, every field with where it was found, its versions and captures.',
    pathParameters: [idParameter],
    parameters: [],
    answer: { mediaType: 'application/json', schema: announcementAnswerSchema, description: 'The announcement' },
    refusals: [400, 404],
    examples: ['/api/v1/announcements/{id}'],
  },
  {
    path: '/api/v1/announcements/{id}/revisions/{n}',
    id: 'revision',
    summary: 'One version of an announcement',
    description:
      'The text as it stood when this version was first seen; with diff, word by word what changed since another.',
    pathParameters: [idParameter, { name: 'n', description: 'The version, from 1', schema: z.int().min(1) }],
    parameters: revisionParameters,
    answer: { mediaType: 'application/json', schema: revisionAnswerSchema, description: 'The version' },
    refusals: [400, 404],
    examples: ['/api/v1/announcements/{id}/revisions/1', '/api/v1/announcements/{id}/revisions/1?diff=1'],
  },
  {
    path: '/api/v1/suggest',
    id: 'suggest',
    summary: 'Complete what is typed',
    description: 'Titles, agencies, topics and phrases that begin with the text.',
    pathParameters: [],
    parameters: suggestParameters,
    answer: { mediaType: 'application/json', schema: suggestAnswerSchema, description: 'The suggestions, best first' },
    refusals: [400, 503],
    examples: ['/api/v1/suggest?q=wat', '/api/v1/suggest?q=a&limit=3'],
  },
  {
    path: '/api/v1/sources',
    id: 'sources',
    summary: 'Publishers and coverage',
    description:
      'What Herald holds of each publisher: counts, first and last date, last success, since when it fails, what robots.txt says.',
    pathParameters: [],
    parameters: [],
    answer: { mediaType: 'application/json', schema: sourcesAnswerSchema, description: 'The publishers' },
    refusals: [400, 503],
    examples: ['/api/v1/sources'],
  },
  {
    path: '/api/v1/status',
    id: 'status',
    summary: 'How Herald is doing',
    description:
      'Version and age of the index and whether it is up to date, what is stored, what is due, how each source and its last runs went.',
    pathParameters: [],
    parameters: [],
    answer: { mediaType: 'application/json', schema: statusAnswerSchema, description: 'The state' },
    refusals: [400],
    examples: ['/api/v1/status'],
  },
  {
    path: '/healthz',
    id: 'health',
    summary: 'Whether the process answers',
    description: 'For a supervisor: 200 as long as the process can answer at all.',
    pathParameters: [],
    parameters: [],
    answer: { mediaType: 'application/json', schema: healthAnswerSchema, description: 'It does' },
    refusals: [400],
    examples: ['/healthz'],
  },
  {
    path: '/readyz',
    id: 'readiness',
    summary: 'Whether searches can be answered',
    description: 'For a load balancer: 503 while there is no snapshot.',
    pathParameters: [],
    parameters: [],
    answer: { mediaType: 'application/json', schema: healthAnswerSchema, description: 'A snapshot is being served' },
    refusals: [400, 503],
    examples: ['/readyz'],
  },
  {
    path: '/metrics',
    id: 'metrics',
    summary: 'Figures for Prometheus',
    description:
      'Requests by route and status with their durations, version and age of the index, announcements, outcomes of the crawl, last success of each source, pages due.',
    pathParameters: [],
    parameters: [],
    answer: { mediaType: 'text/plain', description: 'The text format of Prometheus, version 0.0.4' },
    refusals: [400],
    examples: ['/metrics'],
  },
];

export const adminCrawlParameters: readonly Parameter[] = [
  {
    name: 'source',
    description: 'The id of a source to crawl; repeat it for more. All of them where it is not given.',
    wire: 'text',
    schema: z
      .string()
      .min(1, 'the value is empty; leave the parameter away for all sources')
      .max(200, 'no such source'),
    repeat: true,
  },
];

export const adminReindexParameters: readonly Parameter[] = [
  {
    name: 'full',
    description: '1: build everything anew instead of what changed since the last snapshot.',
    wire: 'text',
    schema: z.enum(['0', '1'], 'write 1 for yes or 0 for no'),
    suggest: (raw) => (/^(?:true|yes|on|y|t)$/i.test(raw) ? '1' : '0'),
  },
];

const begun = {
  status: 202,
  mediaType: 'application/json',
  schema: adminRunSchema,
  description: 'It runs; Location says where to ask how it goes',
} as const;

/** The admin calls: there only when the server was given a token, and for its bearer only. */
export const adminEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/api/v1/admin/crawl',
    id: 'adminCrawl',
    summary: 'Crawl now',
    description:
      'Crawls sources now instead of at their next time, then indexes what came. 409 while another run goes on.',
    pathParameters: [],
    parameters: adminCrawlParameters,
    answer: begun,
    refusals: [400, 401, 409],
    examples: [],
  },
  {
    method: 'POST',
    path: '/api/v1/admin/reindex',
    id: 'adminReindex',
    summary: 'Index now',
    description: 'Brings the index up to date with the store and switches to it. 409 while another run goes on.',
    pathParameters: [],
    parameters: adminReindexParameters,
    answer: begun,
    refusals: [400, 401, 409],
    examples: [],
  },
  {
    path: '/api/v1/admin/runs/{run}',
    id: 'adminRun',
    summary: 'How a run goes',
    description: 'The state of what an admin call began, and what it did when it is done.',
    pathParameters: [{ name: 'run', description: 'The id that the call answered', schema: z.string().min(1) }],
    parameters: [],
    answer: { mediaType: 'application/json', schema: adminRunSchema, description: 'The run' },
    refusals: [400, 401, 404],
    examples: [],
  },
];

/** The exports and feeds of a search share its parameters but facets and paging. */
export const wholeResultParameters: readonly Parameter[] = exportParameters;
