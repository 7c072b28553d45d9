import type { Context } from 'hono';
import { z } from 'zod';
import type { AnnouncementId } from '../../core/announcement.ts';
import { version } from '../../core/version.ts';
import { facetNames } from '../search/query.ts';
import { noteSearch } from './activity.ts';
import { announcementAnswer, newestOf } from './announcement-answer.ts';
import type { ParameterError } from './parameter-error.ts';
import { preparePairs } from './prepared-search.ts';
import { problems, sendProblem } from './problem-answer.ts';
import type { QueryPair } from './query-string.ts';
import { sourcesAnswer } from './routes.ts';
import { searchAnswer } from './search-answer.ts';
import { largestLimit, statuses } from './search-parameters.ts';
import { searchRequest } from './search-request.ts';
import { baseOf, factsOf, type ServerWorld } from './world.ts';

/** Longest request to the endpoint, bytes: the longest question with every filter is a tenth of it. */
export const longestMcpBytes = 256 * 1024;

/** Results where the question does not say: a model reads ten snippets well and a hundred badly. */
const defaultResults = 10;

const searchInput = {
  query: z
    .string()
    .describe('Words, "exact phrases", -without, OR, parentheses, prefix*, field:value. All words must match.'),
  filters: z
    .partialRecord(z.enum(facetNames), z.array(z.string()))
    .optional()
    .describe('Values by facet; values of one facet are alternatives, facets all hold'),
  published_from: z.string().optional().describe('Year, month or day: 2014, 2014-03, 2014-03-25'),
  published_to: z.string().optional().describe('Year, month or day, inclusive'),
  status: z.enum(statuses).optional().describe('Only announcements in this state'),
  sort: z.enum(['relevance', '-published', 'published']).optional(),
  limit: z
    .int()
    .min(1)
    .max(largestLimit)
    .optional()
    .describe(`Results, 1 to ${largestLimit}; ${defaultResults} where not given`),
  cursor: z.string().optional().describe('next_cursor of an earlier answer to the same question'),
};

/**
 * Answers one request of the Model Context Protocol: three read-only tools over the same engine, with the same checks and
 * limits as the API. Stateless: no session outlives its request. The SDK is loaded with the first request.
 */
export async function answerMcp(c: Context, world: ServerWorld): Promise<Response> {
  if (c.req.method !== 'POST') {
    c.header('Allow', 'POST');
    return sendProblem(c, {
      ...problems.methodNotAllowed(c.req.method),
      detail: 'there are no streams and sessions to ask for; POST messages',
    });
  }
  const [{ McpServer }, { WebStandardStreamableHTTPServerTransport }] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/mcp.js'),
    import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
  ]);
  const server = new McpServer(
    { name: 'herald', version },
    {
      instructions:
        'Searches what governments announced. Cite the url of a result; links.html is the copy kept here. A status of removed means that the publisher took the page down.',
    },
  );
  const base = baseOf(world, c.req.url);
  const readOnly = { annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false } };
  server.registerTool(
    'search_announcements',
    {
      title: 'Search announcements',
      description: 'Full-text search over government announcements, with filters and dates.',
      inputSchema: searchInput,
      ...readOnly,
    },
    async (question) => answered(await searched(world, base, question)),
  );
  server.registerTool(
    'get_announcement',
    {
      title: 'Get an announcement',
      description: 'One announcement with its whole text, facts, versions and captures.',
      inputSchema: { id: z.string().describe('The id of a result') },
      ...readOnly,
    },
    async ({ id }) => answered(await gotten(world, base, id)),
  );
  server.registerTool(
    'list_sources',
    {
      title: 'List publishers',
      description: 'What is held of each publisher: counts, first and last date, freshness.',
      inputSchema: {},
      ...readOnly,
    },
    async () => {
      const engine = world.engine();
      return answered(
        engine === undefined ? refusal(problems.noIndex().detail) : { value: await sourcesAnswer(engine, base) },
      );
    },
  );
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  // Its declared callbacks lack `| undefined`, which exactOptionalPropertyTypes asks for.
  await server.connect(transport);
  try {
    return await transport.handleRequest(c.req.raw);
  } finally {
    await server.close();
  }
}

type Outcome = { readonly value: object } | { readonly refused: string };

async function searched(
  world: ServerWorld,
  base: string,
  question: z.infer<z.ZodObject<typeof searchInput>>,
): Promise<Outcome> {
  const engine = world.engine();
  if (engine === undefined) return refusal(world.noEngineReason?.() ?? problems.noIndex().detail);
  noteSearch();
  const search = preparePairs(pairsOf(question));
  if (search.errors.length > 0) return refusal(search.errors.map(errorText).join('\n'));
  const result = await engine.search(searchRequest(search.parameters, search.query));
  const answer = searchAnswer(search, result, { base, ...(await factsOf(engine)) });
  const next = answer.links.next;
  return {
    value: {
      description: answer.description,
      total: answer.total,
      matched: answer.interpretation.matched,
      did_you_mean: answer.interpretation.did_you_mean?.q ?? null,
      results: answer.results,
      next_cursor: next === null ? null : new URL(next).searchParams.get('cursor'),
      index_version: answer.index_version,
    },
  };
}

function pairsOf(question: z.infer<z.ZodObject<typeof searchInput>>): QueryPair[] {
  const pairs: QueryPair[] = [{ name: 'q', value: question.query }];
  for (const [facet, values] of Object.entries(question.filters ?? {}))
    for (const value of values) pairs.push({ name: `filter_${facet}`, value });
  for (const name of ['published_from', 'published_to', 'status', 'sort', 'cursor'] as const) {
    const value = question[name];
    if (value !== undefined) pairs.push({ name, value });
  }
  pairs.push({ name: 'limit', value: String(question.limit ?? defaultResults) });
  return pairs;
}

async function gotten(world: ServerWorld, base: string, id: string): Promise<Outcome> {
  const record = world.history.announcement(id as AnnouncementId);
  if (record === undefined)
    return refusal(`There is no announcement with the id ${JSON.stringify(id)}; ids come from search_announcements.`);
  const engine = world.engine();
  const label = engine === undefined ? (_facet: string, value: string) => value : (await factsOf(engine)).label;
  const similar = engine === undefined ? [] : await engine.moreLikeThis(newestOf(record).announcement.id, 5);
  return { value: announcementAnswer(record, similar, { base, label }) };
}

function answered(outcome: Outcome): { content: { type: 'text'; text: string }[]; isError?: true } {
  if ('refused' in outcome) return { content: [{ type: 'text', text: outcome.refused }], isError: true };
  return { content: [{ type: 'text', text: JSON.stringify(outcome.value) }] };
}

function refusal(text: string | undefined): Outcome {
  return { refused: text ?? 'This cannot be answered now.' };
}

function errorText(error: ParameterError): string {
  return `${error.param}: ${error.message}${error.suggestion === undefined ? '' : ` (try ${error.suggestion})`}`;
}
