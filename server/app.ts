import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AnsweringThreads } from './api/answering-threads.ts';
import { adminRoutes, type AdminOptions } from './api/admin.ts';
import { compressed } from './api/compressed.ts';
import type { CrawlState } from './api/crawl-state.ts';
import { door, openToAll, readOnly } from './api/door.ts';
import { adminEndpoints, endpoints } from './api/endpoints.ts';
import type { AnnouncementHistory } from './api/history.ts';
import { answerMcp, longestMcpBytes } from './api/mcp.ts';
import { measured, requestMetrics } from './api/metrics.ts';
import { problems, sendProblem } from './api/problem-answer.ts';
import { defaultRateLimit, rateLimit, type RateLimit } from './api/rate-limit.ts';
import { apiRoutes } from './api/routes.ts';
import { statusRoutes } from './api/status.ts';
import type { EarlierSnapshots, PublisherRules, ServerWorld } from './api/world.ts';
import { feedEndpoints } from './feeds/endpoints.ts';
import { feedRoutes } from './feeds/routes.ts';
import type { SearchEngine } from './search/engine.ts';
import { isPagePath, pageRoutes, sendErrorPage } from './ui/routes.tsx';

export interface AppOptions {
  /** The engine, or a function that answers the one in use now (`undefined` before there is a snapshot). */
  readonly engine: SearchEngine | undefined | (() => SearchEngine | undefined);
  /** Texts, versions, captures and events of announcements. */
  readonly history: AnnouncementHistory;
  /** Public origin (`https://search.example.org`), for absolute links behind a proxy. Default: that of each request. */
  readonly baseUrl?: string;
  /** Why there is no engine, with what to do about it. Default: run `herald index`. */
  readonly noEngineReason?: () => string | undefined;
  /** Requests to the API one address may make. Default: 300,000 a minute. */
  readonly rateLimit?: RateLimit;
  /** Answers the Model Context Protocol at `/mcp`, read-only. Default: it does not. */
  readonly mcp?: boolean;
  /** What the store knows of the crawl, for `/api/v1/status` and `/metrics`. Default: they tell of the index alone. */
  readonly crawlState?: () => CrawlState;
  /** Older snapshots, for `as_of`. Default: none. */
  readonly earlier?: EarlierSnapshots;
  /** What the source files set for how each publisher is asked, for the page of sources. Default: it tells what the store knows. */
  readonly publishers?: readonly PublisherRules[];
  /** Threads that answer searches over the same snapshot. Default: none. */
  readonly threads?: AnsweringThreads;
  /** Answers the admin calls, for the bearer of the token. Default: there are none. */
  readonly admin?: AdminOptions;
  /** Told about every error that nobody expected. Default: nobody. */
  readonly onError?: (
    error: Error,
    request: { readonly id: string; readonly method: string; readonly url: string },
  ) => void;
}

/** The server: API, feeds and pages over one engine. Listens nowhere; see server/listen.ts. */
export function createApp(options: AppOptions): Hono {
  const { engine } = options;
  const world: ServerWorld = {
    engine: typeof engine === 'function' ? engine : () => engine,
    history: options.history,
    ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl.replace(/\/+$/, '') }),
    ...(options.noEngineReason === undefined ? {} : { noEngineReason: options.noEngineReason }),
    ...(options.crawlState === undefined ? {} : { crawlState: options.crawlState }),
    ...(options.earlier === undefined ? {} : { earlier: options.earlier }),
    ...(options.publishers === undefined ? {} : { publishers: options.publishers }),
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  };
  const metrics = requestMetrics();
  const app = new Hono();
  app.use(measured(metrics));
  app.use(door());
  app.use('/api/*', openToAll());
  app.use('/api/*', rateLimit(options.rateLimit ?? defaultRateLimit));
  app.use('/openapi.json', openToAll());
  app.use(compressed());
  if (options.mcp === true) {
    app.use('/mcp', rateLimit(options.rateLimit ?? defaultRateLimit));
    app.use(
      '/mcp',
      bodyLimit({ maxSize: longestMcpBytes, onError: (c) => sendProblem(c, problems.bodyTooLong(longestMcpBytes)) }),
    );
    app.all('/mcp', (c) => answerMcp(c, world));
  }
  if (options.admin !== undefined) app.route('/api/v1/admin', adminRoutes(world, options.admin));
  app.all('/api/v1/admin/*', (c) => sendProblem(c, problems.noAdmin(options.admin === undefined)));
  app.use(readOnly());
  const documented = [...endpoints, ...feedEndpoints, ...(options.admin === undefined ? [] : adminEndpoints)];
  app.route('/', apiRoutes(world, documented));
  app.route('/', statusRoutes(world, metrics));
  app.route('/', feedRoutes(world));
  app.route('/', pageRoutes(world, documented));
  app.notFound((c) =>
    isPagePath(c.req.path)
      ? sendErrorPage(c, world, 404)
      : sendProblem(c, problems.notFound(`nothing is answered at ${c.req.path.slice(0, 200)}; see /docs`)),
  );
  app.onError((error, c) => {
    options.onError?.(error, { id: c.res.headers.get('X-Request-Id') ?? '', method: c.req.method, url: c.req.url });
    return isPagePath(c.req.path) ? sendErrorPage(c, world, 500) : sendProblem(c, problems.internal());
  });
  return app;
}
