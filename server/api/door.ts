import { randomBytes } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { problems, sendProblem } from './problem-answer.ts';

/** Longest request address answered, bytes. Proxies cut at 8 KB; a search text of 2,000 characters in Japanese escapes is longer than that only when it is all Japanese. */
export const longestAddressBytes = 24 * 1024;

/** What every answer carries: nothing may be framed, sniffed, leaked by a referrer or load what is not ours. */
const securityHeaders: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
  [
    'Content-Security-Policy',
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
  ],
];

const processPrefix = randomBytes(4).toString('hex');
let requestCount = 0;

/** Request ids, security headers, and the refusal of addresses too long to be meant. */
export function door(): MiddlewareHandler {
  return async (c, next) => {
    const requestId = requestIdOf(c);
    c.header('X-Request-Id', requestId);
    for (const [name, value] of securityHeaders) c.header(name, value);
    if (c.req.url.length > longestAddressBytes) return sendProblem(c, problems.tooLong(longestAddressBytes));
    await next();
    return;
  };
}

/** CORS for everybody: answers are public and the same for all. */
export function openToAll(): MiddlewareHandler {
  return async (c, next) => {
    c.header('Access-Control-Allow-Origin', '*');
    c.header(
      'Access-Control-Expose-Headers',
      'ETag, Link, X-Index-Version, X-Request-Id, RateLimit, RateLimit-Policy, Retry-After',
    );
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    if (c.req.method === 'OPTIONS') {
      const headers = {
        'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
        'Access-Control-Allow-Headers': 'If-None-Match, Content-Type',
        'Access-Control-Max-Age': '86400',
      };
      return c.body(null, 204, headers);
    }
    await next();
    return;
  };
}

/** Only reads are answered. */
export function readOnly(): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.method === 'OPTIONS') await next();
    else {
      c.header('Allow', 'GET, HEAD, OPTIONS');
      return sendProblem(c, problems.methodNotAllowed(c.req.method));
    }
    return;
  };
}

/** The caller's id where it is a plain one, so that its log and ours can be joined; else one of our own. */
function requestIdOf(c: Context): string {
  const given = c.req.header('X-Request-Id');
  if (given !== undefined && /^[\w.-]{1,64}$/.test(given)) return given;
  requestCount = (requestCount + 1) % 0xffffffff;
  return `${processPrefix}-${requestCount.toString(36)}`;
}
