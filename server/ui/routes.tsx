import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { AnnouncementId } from '../../core/announcement.ts';
import { engineAsOf } from '../api/as-of.ts';
import type { AnnouncementRecord } from '../api/history.ts';
import type { Endpoint } from '../api/endpoints.ts';
import { preparePairs } from '../api/prepared-search.ts';
import { readQueryString, writeQueryString } from '../api/query-string.ts';
import { readSearchText } from '../api/search-text.ts';
import { searchRequest } from '../api/search-request.ts';
import { baseOf, factsOf, queryStringOf, type ServerWorld } from '../api/world.ts';
import type { SearchEngine } from '../search/engine.ts';
import { AnnouncementPage } from './announcement-page.tsx';
import { assetAt } from './assets.ts';
import { datesToDraw } from './date-chart.ts';
import { DocsPage } from './docs-page.tsx';
import { everything } from './everything.ts';
import { ErrorPage, ParameterErrorPage, type ErrorView } from './error-page.tsx';
import type { PageFrame } from './frame.ts';
import { HomePage } from './home-page.tsx';
import { languageCookie, languages, wordsFor } from './languages.ts';
import { RevisionPage } from './revision-page.tsx';
import { SearchPage } from './search-page.tsx';
import { addedByPage, pagePairs } from './search-view.ts';
import { SourcesPage } from './sources-page.tsx';
import { shownSources } from './sources-view.ts';
import { AboutPage, HelpPage } from './text-pages.tsx';

/** Publishers shown with their newest on the start page, and how many of each. */
const newestSources = 6;
const newestEach = 3;

/** How long the choice of a language is remembered, seconds: a year. */
const languageSeconds = 365 * 24 * 3600;

/** The pages for people. */
export function pageRoutes(world: ServerWorld, documented: readonly Endpoint[]): Hono {
  const app = new Hono();
  app.get('/', (c) =>
    withEngine(c, world, async (engine, frame) => sendPage(c, <HomePage view={await homeView(engine, frame)} />)),
  );
  app.get('/search', (c) => withEngine(c, world, (engine, frame) => searchPage(c, world, engine, frame)));
  app.get('/announcements/:id', async (c) => {
    const record = recordOf(world, c);
    const frame = frameOf(c, world);
    if (record === undefined) return sendErrorPage(c, world, 404);
    const engine = world.engine();
    const similar = engine === undefined ? [] : await engine.moreLikeThis(record.revisions[0]!.announcement.id, 5);
    return sendPage(c, <AnnouncementPage view={{ frame, record, similar, label: await labelFor(engine, frame) }} />);
  });
  app.get('/announcements/:id/revisions/:n', (c) => {
    const record = recordOf(world, c);
    const shown = record?.revisions.find((each) => String(each.revision) === c.req.param('n'));
    const diff = c.req.query('diff');
    const against = record?.revisions.find((each) => String(each.revision) === diff);
    if (record === undefined || shown === undefined || (diff !== undefined && against === undefined))
      return sendErrorPage(c, world, 404);
    return sendPage(c, <RevisionPage view={{ frame: frameOf(c, world), record, shown, against }} />);
  });
  app.get('/sources', (c) =>
    withEngine(c, world, async (engine, frame) =>
      sendPage(c, <SourcesPage view={{ frame, sources: await shownSources(engine, world) }} />),
    ),
  );
  app.get('/help', (c) => sendPage(c, <HelpPage frame={frameOf(c, world)} />));
  app.get('/about', (c) => sendPage(c, <AboutPage frame={frameOf(c, world)} />));
  app.get('/docs', async (c) => {
    const newest = await world.engine()?.search(everything);
    return sendPage(
      c,
      <DocsPage view={{ frame: frameOf(c, world), endpoints: documented, exampleId: newest?.hits[0]?.id }} />,
    );
  });
  app.get('/language', (c) => chooseLanguage(c));
  app.get('/assets/:name', (c) => sendAsset(c, world));
  app.get('/favicon.ico', (c) => c.body(null, 204, { 'Cache-Control': 'public, max-age=86400' }));
  app.get('/robots.txt', (c) =>
    c.text('User-agent: *\nDisallow: /search\nDisallow: /api/\nDisallow: /language\n', 200, {
      'Cache-Control': 'public, max-age=86400',
    }),
  );
  return app;
}

/** Whether errors at this path are told to people or to programs. */
export function isPagePath(path: string): boolean {
  return !/^\/(?:api|healthz|readyz|metrics|mcp|openapi\.json|opensearch\.xml)(?:\/|$)/.test(path);
}

export function sendErrorPage(c: Context, world: ServerWorld, status: 404 | 500 | 503, detail?: string): Response {
  const kinds: Readonly<Record<typeof status, ErrorView['kind']>> = {
    404: 'not-found',
    500: 'internal',
    503: 'no-index',
  };
  const view = {
    frame: frameOf(c, world),
    kind: kinds[status],
    requestId: c.res.headers.get('X-Request-Id') ?? undefined,
    detail,
  };
  return sendPage(c, <ErrorPage view={view} />, status);
}

async function withEngine(
  c: Context,
  world: ServerWorld,
  answer: (engine: SearchEngine, frame: PageFrame) => Promise<Response>,
): Promise<Response> {
  const engine = world.engine();
  return engine === undefined
    ? sendErrorPage(c, world, 503, world.noEngineReason?.())
    : answer(engine, frameOf(c, world));
}

async function searchPage(c: Context, world: ServerWorld, current: SearchEngine, frame: PageFrame): Promise<Response> {
  const given = readQueryString(queryStringOf(c.req.url));
  const { pairs, emptied } = pagePairs(given.pairs);
  const own = pairs.filter((pair) => !addedByPage.has(pair.name) || given.pairs.includes(pair));
  if (emptied && given.errors.length === 0) {
    const clean = writeQueryString(own.map((pair) => [pair.name, pair.value] as const));
    return c.redirect(clean === '' ? '/search' : `/search?${clean}`, 303);
  }
  const search = preparePairs(pairs, given.errors);
  const { engine, errors: notKept } = engineAsOf(world, current, search.parameters);
  const errors = [...search.errors, ...notKept];
  if (errors.length > 0)
    return sendPage(
      c,
      <ParameterErrorPage frame={frame} search={{ ...search, errors }} pairs={own} path="/search" />,
      400,
    );
  const request = searchRequest(search.parameters, search.query);
  const result = await engine.search(request);
  const dates = await datesToDraw(engine, request, result, search.parameters);
  const { coverage, label } = await factsOf(engine, frame.words.labels);
  c.header('X-Index-Version', result.indexVersion);
  return sendPage(c, <SearchPage view={{ frame, search, result, dates, label, coverage }} />);
}

async function homeView(engine: SearchEngine, frame: PageFrame): Promise<Parameters<typeof HomePage>[0]['view']> {
  const { coverage, label } = await factsOf(engine, frame.words.labels);
  const shown = [...coverage].sort((a, b) => (b.to ?? '').localeCompare(a.to ?? '')).slice(0, newestSources);
  const newest = await Promise.all(
    shown.map(async (source) => {
      const filters = [{ facet: 'source', values: [source.source], mode: 'include' } as const];
      return { source, hits: (await engine.search({ ...everything, filters, limit: newestEach })).hits };
    }),
  );
  const { facets } = await engine.search({ ...everything, facets: [{ type: 'values', facet: 'status', size: 3 }] });
  const statuses = new Map(
    facets.flatMap((facet) =>
      facet.type === 'values' ? facet.values.map(({ value, count }) => [value, count] as const) : [],
    ),
  );
  return {
    frame,
    documents: engine.documentCount(),
    changed: statuses.get('changed') ?? 0,
    removed: statuses.get('removed') ?? 0,
    coverage,
    newest: newest.filter(({ hits }) => hits.length > 0),
    examples: await exampleSearches(engine),
    label,
  };
}

/** Topics and an agency of this very index as searches to try: each finds something, whatever was crawled. */
async function exampleSearches(engine: SearchEngine): Promise<string[]> {
  const { facets } = await engine.search({
    ...everything,
    facets: [
      { type: 'values', facet: 'topic', size: 3 },
      { type: 'values', facet: 'agency', size: 1 },
    ],
  });
  const quoted = (text: string): string => `"${text.replaceAll('"', '')}"`;
  const candidates = facets.flatMap((facet) =>
    facet.type === 'values'
      ? facet.values.map(({ value }) => ({
          words: facet.facet === 'topic' ? value : undefined,
          field: `${facet.facet}:${quoted(value)}`,
        }))
      : [],
  );
  return Promise.all(
    candidates.map(async ({ words, field }) => {
      if (words === undefined) return field;
      const { total, reading } = await engine.search({ ...everything, query: readSearchText(words).query });
      return total > 0 && reading.matched === 'all' ? words : field;
    }),
  );
}

function recordOf(world: ServerWorld, c: Context): AnnouncementRecord | undefined {
  const id = c.req.param('id');
  return id === undefined ? undefined : world.history.announcement(id as AnnouncementId);
}

async function labelFor(
  engine: SearchEngine | undefined,
  frame: PageFrame,
): Promise<Awaited<ReturnType<typeof factsOf>>['label']> {
  return engine === undefined ? (_facet, value) => value : (await factsOf(engine, frame.words.labels)).label;
}

function frameOf(c: Context, world: ServerWorld): PageFrame {
  const query = queryStringOf(c.req.url);
  return {
    words: wordsFor(getCookie(c, languageCookie), c.req.header('Accept-Language')),
    here: query === '' ? c.req.path : `${c.req.path}?${query}`,
    base: baseOf(world, c.req.url),
  };
}

function sendPage(c: Context, page: { toString(): string }, status: 200 | 400 | 404 | 500 | 503 = 200): Response {
  c.header('Vary', 'Accept-Language, Cookie', { append: true });
  c.header('Cache-Control', status === 200 ? 'private, max-age=0, must-revalidate' : 'no-store');
  return c.html(`<!doctype html>${page.toString()}`, status);
}

/** Remembers a language and goes back to where it was chosen: to a path of this server, never to another. */
function chooseLanguage(c: Context): Response {
  const { pairs } = readQueryString(queryStringOf(c.req.url));
  const to = pairs.find((pair) => pair.name === 'to')?.value;
  const back = pairs.find((pair) => pair.name === 'return')?.value ?? '/';
  const safe = /^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(back) ? back : '/';
  if (languages.some((words) => words.locale === to))
    setCookie(c, languageCookie, to!, { path: '/', maxAge: languageSeconds, sameSite: 'Lax', httpOnly: true });
  c.header('Cache-Control', 'no-store');
  return c.redirect(asciiPath(safe), 303);
}

/** A redirect's Location holds ASCII only; escapes that are there already stay as they are. */
function asciiPath(path: string): string {
  try {
    return path.replace(/[^\x21-\x7E]+/gu, encodeURIComponent);
  } catch {
    return '/';
  }
}

function sendAsset(c: Context, world: ServerWorld): Response {
  const asset = assetAt(c.req.path);
  if (asset === undefined) return sendErrorPage(c, world, 404);
  const zipped = /\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '');
  const headers: Record<string, string> = {
    'Content-Type': asset.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
  };
  if (zipped) headers['Content-Encoding'] = 'gzip';
  return c.body(new Uint8Array(zipped ? asset.gzipped : asset.content), 200, headers);
}
