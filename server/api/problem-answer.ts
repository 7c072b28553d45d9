import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ParameterError } from './parameter-error.ts';
import type { ProblemAnswer } from './schemas.ts';

export const problemMediaType = 'application/problem+json';

/** The bodies of refusals (RFC 9457): one shape whatever went wrong. */
export const problems = {
  parameters: (errors: readonly ParameterError[]): ProblemAnswer => {
    const wrong = new Set(errors.map(({ param }) => param)).size;
    return {
      type: '/problems/invalid-parameters',
      title: wrong === 1 ? '1 parameter was not understood' : `${wrong} parameters were not understood`,
      status: 400,
      errors: errors.map(({ param, message, suggestion }) => ({
        param,
        message,
        ...(suggestion === undefined ? {} : { suggestion }),
      })),
    };
  },
  unauthorized: (given: boolean): ProblemAnswer => ({
    type: '/problems/unauthorized',
    title: given ? 'The token is not the right one' : 'A token is needed',
    status: 401,
    detail: 'send Authorization: Bearer with the value of HERALD_ADMIN_TOKEN that this server was started with',
  }),
  noAdmin: (off: boolean): ProblemAnswer => ({
    type: '/problems/not-found',
    title: 'Not found',
    status: 404,
    detail: off
      ? 'this server has no admin calls: it was started without HERALD_ADMIN_TOKEN'
      : 'the admin calls are POST /api/v1/admin/crawl, POST /api/v1/admin/reindex and GET /api/v1/admin/runs/{run}',
  }),
  alreadyRunning: (kind: string, place: string): ProblemAnswer => ({
    type: '/problems/already-running',
    title: `A ${kind} is running already`,
    status: 409,
    detail: 'one runs at a time; instance says where to ask how it goes. Ask again when it is done',
    instance: place,
  }),
  notFound: (what: string): ProblemAnswer => ({
    type: '/problems/not-found',
    title: 'Not found',
    status: 404,
    detail: what,
  }),
  methodNotAllowed: (method: string): ProblemAnswer => ({
    type: '/problems/method-not-allowed',
    title: 'Method not allowed',
    status: 405,
    detail: `${method.slice(0, 20)} is not answered here; use GET`,
  }),
  tooLong: (limitBytes: number): ProblemAnswer => ({
    type: '/problems/address-too-long',
    title: 'The address is too long',
    status: 414,
    detail: `addresses of more than ${limitBytes} bytes are not answered; use fewer filter values or a shorter search text`,
  }),
  bodyTooLong: (limitBytes: number): ProblemAnswer => ({
    type: '/problems/body-too-long',
    title: 'The request is too long',
    status: 413,
    detail: `a request may have at most ${limitBytes} bytes`,
  }),
  tooMany: (waitSeconds: number): ProblemAnswer => ({
    type: '/problems/too-many-requests',
    title: 'Too many requests',
    status: 429,
    detail: `the limit of this server is reached; try again in ${waitSeconds} s`,
  }),
  noIndex: (detail?: string): ProblemAnswer => ({
    type: '/problems/no-index',
    title: 'There is no index yet',
    status: 503,
    detail: detail ?? 'nothing can be searched before a snapshot is built: run `herald index`',
  }),
  internal: (): ProblemAnswer => ({
    type: '/problems/internal',
    title: 'Something went wrong in this server',
    status: 500,
    detail: 'it is in the log under the request id; the same request may work again later',
  }),
} as const;

/** A refusal as the API sends it, with the request id to find it in the log. */
export function sendProblem(c: Context, problem: ProblemAnswer): Response {
  const requestId = c.res.headers.get('X-Request-Id');
  const body = JSON.stringify(requestId === null ? problem : { ...problem, request_id: requestId });
  return c.body(body, problem.status as ContentfulStatusCode, {
    'Content-Type': problemMediaType,
    'Cache-Control': 'no-store',
  });
}
