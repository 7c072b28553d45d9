import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { instantOf, type Instant } from '../../core/instant.ts';
import { HeraldError, messageOf } from '../../core/problem.ts';
import { adminCrawlParameters, adminReindexParameters } from './endpoints.ts';
import { parameterTable } from './parameter.ts';
import { baseOf, type ServerWorld } from './world.ts';
import { problems, sendProblem } from './problem-answer.ts';
import { refuseParameters } from './refuse-parameters.ts';
import type { AdminRunAnswer } from './schemas.ts';

/** What may be set off from outside. Whoever composes the server says how; a server without it has no admin calls. */
export interface AdminWork {
  /** Ids of the sources that can be crawled. */
  readonly sources: readonly string[];
  /** Crawls the sources, then indexes what came. @returns what was done, for the account of the run */
  crawl(sources: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  /** Brings the index up to date, or builds everything anew. */
  reindex(options: { readonly full: boolean }): Promise<Readonly<Record<string, unknown>>>;
}

export interface AdminOptions {
  /** Whoever sends it may set off work. */
  readonly token: string;
  readonly work: AdminWork;
  readonly now?: () => number;
}

/** Runs whose account is kept; older ones are forgotten, the store has them all. */
const runsKept = 50;

interface Run {
  readonly id: string;
  readonly kind: 'crawl' | 'reindex';
  state: 'running' | 'done' | 'failed';
  readonly started: Instant;
  ended?: Instant;
  result?: Readonly<Record<string, unknown>>;
  error?: string;
}

const crawlTable = parameterTable(adminCrawlParameters);
const reindexTable = parameterTable(adminReindexParameters);
const noTable = parameterTable([]);

/** The two admin calls and the account of what they set off. One run at a time: a second is refused with the first. */
export function adminRoutes(world: ServerWorld, { token, work, now = Date.now }: AdminOptions): Hono {
  const app = new Hono();
  const runs = new Map<string, Run>();

  app.use(async (c, next) => {
    const refusal = refuseStranger(c, token);
    if (refusal !== undefined) return refusal;
    c.header('Cache-Control', 'no-store');
    await next();
    return;
  });
  app.post('/crawl', (c) => {
    const { values, refusal } = refuseParameters(c, crawlTable);
    if (refusal !== undefined) return refusal;
    const asked = (values.get('source') ?? []) as readonly string[];
    const unknown = asked.filter((source) => !work.sources.includes(source));
    if (unknown.length > 0)
      return sendProblem(
        c,
        problems.parameters(
          unknown.map((source) => ({
            param: 'source',
            message: `no source "${source.slice(0, 100)}"; there are ${work.sources.join(', ')}`,
          })),
        ),
      );
    return begin(c, 'crawl', () => work.crawl(asked.length === 0 ? work.sources : asked));
  });
  app.post('/reindex', (c) => {
    const { values, refusal } = refuseParameters(c, reindexTable);
    if (refusal !== undefined) return refusal;
    return begin(c, 'reindex', () => work.reindex({ full: values.get('full')?.[0] === '1' }));
  });
  app.get('/runs/:run', (c) => {
    const { refusal } = refuseParameters(c, noTable);
    if (refusal !== undefined) return refusal;
    const run = runs.get(c.req.param('run'));
    return run === undefined
      ? sendProblem(c, problems.notFound(`there is no such run; the last ${runsKept} since the server began are kept`))
      : c.json(answerOf(c, run), 200);
  });
  return app;

  function begin(c: Context, kind: Run['kind'], start: () => Promise<Readonly<Record<string, unknown>>>): Response {
    const running = [...runs.values()].find(({ state }) => state === 'running');
    if (running !== undefined)
      return sendProblem(c, problems.alreadyRunning(running.kind, answerOf(c, running).links.self));
    const run: Run = { id: randomBytes(8).toString('hex'), kind, state: 'running', started: instantOf(now()) };
    runs.set(run.id, run);
    if (runs.size > runsKept) runs.delete(runs.keys().next().value!);
    void start().then(
      (result) => end(run, { state: 'done', result }),
      (error: unknown) => end(run, { state: 'failed', error: reasonOf(error) }),
    );
    const answer = answerOf(c, run);
    return c.json(answer, 202, { Location: answer.links.self });
  }

  function end(run: Run, outcome: Pick<Run, 'state' | 'result' | 'error'>): void {
    Object.assign(run, outcome, { ended: instantOf(now()) });
  }

  function answerOf(c: Context, { id, kind, state, started, ended, result, error }: Run): AdminRunAnswer {
    return {
      id,
      kind,
      state,
      started,
      ended: ended ?? null,
      result: result ?? null,
      error: error ?? null,
      links: { self: `${baseOf(world, c.req.url)}/api/v1/admin/runs/${id}` },
    };
  }
}

/** 401 for a caller without the token. Digests are compared, in a time that tells neither length nor content. */
function refuseStranger(c: Context, token: string): Response | undefined {
  const given = /^Bearer +(\S+) *$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  if (given !== undefined && timingSafeEqual(digestOf(given), digestOf(token))) return undefined;
  c.header('WWW-Authenticate', `Bearer realm="herald"${given === undefined ? '' : ', error="invalid_token"'}`);
  return sendProblem(c, problems.unauthorized(given !== undefined));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function reasonOf(error: unknown): string {
  const hint = error instanceof HeraldError && error.hint !== undefined ? ` (${error.hint})` : '';
  return `${messageOf(error)}${hint}`;
}
