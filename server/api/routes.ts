import { Hono, type Context } from 'hono';
import type { AnnouncementId } from '../../core/announcement.ts';
import { version } from '../../core/version.ts';
import type { SearchEngine, Suggestion } from '../search/engine.ts';
import { noteSearch } from './activity.ts';
import { announcementAnswer, revisionAnswer } from './announcement-answer.ts';
import { answerCache } from './answer-cache.ts';
import type { FinishedAnswer } from './answering-threads.ts';
import { revisionParameters, suggestParameters, type Endpoint } from './endpoints.ts';
import { entityTag, matchesTag } from './entity-tag.ts';
import { finishedAnswer, searchTag } from './finished-answer.ts';
import type { AnnouncementRecord } from './history.ts';
import { openApiDocument } from './openapi.ts';
import { parameterTable } from './parameter.ts';
import { places } from './places.ts';
import { prepareSearch } from './prepared-search.ts';
import { problems, sendProblem } from './problem-answer.ts';
import { writeQueryString } from './query-string.ts';
import { refuseParameters } from './refuse-parameters.ts';
import type { SourcesAnswer, SuggestAnswer } from './schemas.ts';
import { coverageAnswer } from './search-answer.ts';
import { engineAsOf } from './as-of.ts';
import { baseOf, factsOf, queryStringOf, type ServerWorld } from './world.ts';

/**
 * How long a shared cache may answer for us before asking again, seconds. A snapshot changes at most every few minutes;
 * longer would show yesterday's answer after an update, shorter would spare nothing.
 */
export const cacheControl = 'public, max-age=60, stale-while-revalidate=600';

/** Announcements shown as "more like this". */
const similarCount = 5;

/** Suggestions where the request does not say. */
const defaultSuggestions = 8;

const noParameters = parameterTable([]);
const suggestTable = parameterTable(suggestParameters);
const revisionTable = parameterTable(revisionParameters);

/** `/api/v1`, health and the OpenAPI document. */
export function apiRoutes(world: ServerWorld, documented: readonly Endpoint[]): Hono {
  const app = new Hono();
  const cache = answerCache();

  const search = async (c: Context): Promise<Response> => {
    noteSearch();
    const engine = world.engine();
    if (engine === undefined) return sendProblem(c, problems.noIndex(world.noEngineReason?.()));
    // The address as it was asked: the same question is answered again without being read again.
    const key = `${engine.indexVersion()} ${c.req.url}`;
    const kept = cache.get(key) ?? (await freshAnswer(c, world, engine));
    if (kept instanceof Response) return kept;
    cache.set(`${kept.indexVersion} ${c.req.url}`, kept);
    if (matchesTag(c.req.header('If-None-Match'), kept.tag)) return notModified(c, kept.tag, kept.indexVersion);
    return sendJson(c, kept.body, kept);
  };
  app.get('/api/v1/search', search);
  app.get('/api/v1/search.json', search);

  app.get('/api/v1/announcements/:id', async (c) => {
    const refusal = refuseParameters(c, noParameters).refusal;
    if (refusal !== undefined) return refusal;
    const record = recordOf(world, c);
    if (record === undefined)
      return sendProblem(
        c,
        problems.notFound('there is no announcement with this id; ids come from the results of /api/v1/search'),
      );
    const engine = world.engine();
    const base = baseOf(world, c.req.url);
    const id = record.revisions[0]!.announcement.id;
    const similar = engine === undefined ? [] : await engine.moreLikeThis(id, similarCount);
    const body = JSON.stringify(announcementAnswer(record, similar, { base, label: await labelOf(engine) }));
    return sendTagged(c, body, engine);
  });

  app.get('/api/v1/announcements/:id/revisions/:n', async (c) => {
    const { values, refusal } = refuseParameters(c, revisionTable);
    if (refusal !== undefined) return refusal;
    const record = recordOf(world, c);
    if (record === undefined)
      return sendProblem(
        c,
        problems.notFound('there is no announcement with this id; ids come from the results of /api/v1/search'),
      );
    const shown = record.revisions.find((each) => String(each.revision) === c.req.param('n'));
    if (shown === undefined)
      return sendProblem(c, problems.notFound(`this announcement has the versions 1 to ${record.revisions.length}`));
    const diff = values.get('diff')?.[0] as number | undefined;
    const against = record.revisions.find((each) => each.revision === diff);
    if (diff !== undefined && against === undefined) {
      const last = record.revisions.length;
      return sendProblem(
        c,
        problems.parameters([
          { param: 'diff', message: `this announcement has the versions 1 to ${last}`, suggestion: String(last) },
        ]),
      );
    }
    const engine = world.engine();
    const body = JSON.stringify(
      revisionAnswer(record, shown, against, { base: baseOf(world, c.req.url), label: await labelOf(engine) }),
    );
    return sendTagged(c, body, engine);
  });

  app.get('/api/v1/suggest', async (c) => {
    const { values, refusal } = refuseParameters(c, suggestTable);
    if (refusal !== undefined) return refusal;
    const engine = world.engine();
    if (engine === undefined) return sendProblem(c, problems.noIndex(world.noEngineReason?.()));
    const q = ((values.get('q')?.[0] as string | undefined) ?? '').trim();
    const found =
      q === '' ? [] : await engine.suggest(q, (values.get('limit')?.[0] as number | undefined) ?? defaultSuggestions);
    const base = baseOf(world, c.req.url);
    const answer: SuggestAnswer = {
      q,
      suggestions: found.map((each) => ({
        text: each.text,
        type: each.type,
        count: each.count,
        url: suggestionUrl(each, base),
      })),
    };
    return sendTagged(c, JSON.stringify(answer), engine);
  });

  app.get('/api/v1/sources', async (c) => {
    const { refusal } = refuseParameters(c, noParameters);
    if (refusal !== undefined) return refusal;
    const engine = world.engine();
    if (engine === undefined) return sendProblem(c, problems.noIndex(world.noEngineReason?.()));
    return sendTagged(c, JSON.stringify(await sourcesAnswer(engine, baseOf(world, c.req.url))), engine);
  });

  app.get('/healthz', (c) => health(c, world, 'ok'));
  app.get('/readyz', (c) =>
    world.engine() === undefined ? sendProblem(c, problems.noIndex(world.noEngineReason?.())) : health(c, world, 'ok'),
  );
  app.get('/openapi.json', (c) => {
    const { refusal } = refuseParameters(c, noParameters);
    return refusal ?? sendTagged(c, JSON.stringify(openApiDocument(documented, baseOf(world, c.req.url))), undefined);
  });
  return app;
}

/** Runs a search; its answer with what its headers say, or the refusal. */
async function freshAnswer(c: Context, world: ServerWorld, current: SearchEngine): Promise<FinishedAnswer | Response> {
  const queryString = queryStringOf(c.req.url);
  const base = baseOf(world, c.req.url);
  const known = c.req.header('If-None-Match');
  if (known === undefined) {
    const answer = await world.threads?.answer({ queryString, base });
    if (answer !== undefined) return answer;
  }
  const started = performance.now();
  const prepared = prepareSearch(queryString);
  const { engine, errors } = engineAsOf(world, current, prepared.parameters);
  if (prepared.errors.length + errors.length > 0)
    return sendProblem(c, problems.parameters([...prepared.errors, ...errors]));
  if (known !== undefined) {
    const tag = searchTag(engine.indexVersion(), prepared, base);
    if (matchesTag(known, tag)) return notModified(c, tag, engine.indexVersion());
  }
  const answer = await finishedAnswer(engine, prepared, base);
  world.threads?.noteOwnWork(performance.now() - started);
  return answer;
}

export async function sourcesAnswer(engine: SearchEngine, base: string): Promise<SourcesAnswer> {
  const { coverage } = await factsOf(engine);
  return {
    index_version: engine.indexVersion(),
    documents: engine.documentCount(),
    sources: coverage.map((source) => ({
      ...coverageAnswer(source),
      links: {
        search: places.searchApi(base, writeQueryString([['filter_source', source.source]])),
        html: `${places.sourcesPage(base)}#${source.source}`,
      },
    })),
  };
}

/** Where a chosen suggestion leads: the announcement, its agency's or topic's announcements, or a search for it. */
export function suggestionUrl(suggestion: Suggestion, base: string): string {
  if (suggestion.type === 'title' && suggestion.id !== undefined) return places.announcementPage(base, suggestion.id);
  if (suggestion.type === 'agency')
    return places.searchPage(base, writeQueryString([['filter_agency', suggestion.text]]));
  if (suggestion.type === 'topic')
    return places.searchPage(base, writeQueryString([['filter_topic', suggestion.text]]));
  return places.searchPage(base, writeQueryString([['q', suggestion.text]]));
}

export function notModified(c: Context, tag: string, indexVersion?: string): Response {
  return c.body(null, 304, {
    ETag: tag,
    'Cache-Control': cacheControl,
    ...(indexVersion === undefined ? {} : { 'X-Index-Version': indexVersion }),
  });
}

function recordOf(world: ServerWorld, c: Context): AnnouncementRecord | undefined {
  const id = c.req.param('id');
  return id === undefined ? undefined : world.history.announcement(id as AnnouncementId);
}

async function labelOf(engine: SearchEngine | undefined): Promise<Awaited<ReturnType<typeof factsOf>>['label']> {
  return engine === undefined ? (_facet, value) => value : (await factsOf(engine)).label;
}

function health(c: Context, world: ServerWorld, status: 'ok' | 'unavailable'): Response {
  const { refusal } = refuseParameters(c, noParameters);
  if (refusal !== undefined) return refusal;
  const engine = world.engine();
  const body = JSON.stringify({
    status,
    version,
    index_version: engine?.indexVersion() ?? null,
    documents: engine?.documentCount() ?? null,
  });
  return c.body(body, 200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
}

/** Sends JSON whose tag is made from its content: for answers that do not depend on the snapshot alone. */
function sendTagged(c: Context, body: string, engine: SearchEngine | undefined): Response {
  const tag = entityTag(body);
  const indexVersion = engine?.indexVersion();
  if (matchesTag(c.req.header('If-None-Match'), tag)) return notModified(c, tag, indexVersion);
  return sendJson(c, body, { tag, ...(indexVersion === undefined ? {} : { indexVersion }) });
}

function sendJson(
  c: Context,
  body: string | Uint8Array<ArrayBuffer>,
  about: { readonly tag: string; readonly indexVersion?: string; readonly link?: string },
): Response {
  const headers: Record<string, string> = {
    'Content-Type': 'application/json; charset=utf-8',
    ETag: about.tag,
    'Cache-Control': cacheControl,
  };
  if (about.indexVersion !== undefined) headers['X-Index-Version'] = about.indexVersion;
  if (about.link !== undefined) headers['Link'] = about.link;
  return c.body(body, 200, headers);
}
