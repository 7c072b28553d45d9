import type { Context, MiddlewareHandler } from 'hono';
import { problems, sendProblem } from './problem-answer.ts';

export interface RateLimit {
  /** Requests that one address may make in a window. */
  readonly requests: number;
  /** Length of the window, seconds. */
  readonly windowSeconds: number;
  /** Behind a proxy that sets X-Forwarded-For: count by its last entry instead of the proxy's own address. Default false. */
  readonly trustProxy?: boolean;
}

/**
 * What one address may ask where nothing else is configured: 5,000 requests/s over a minute. It stops a loop that runs
 * wild, and nobody who means it; a public server sets its own.
 */
export const defaultRateLimit: RateLimit = { requests: 300_000, windowSeconds: 60 };

/** Addresses remembered in a window: 100,000 take about 10 MB. When more come, the oldest are forgotten, which lets them begin anew. */
const mostAddresses = 100_000;

interface Count {
  window: number;
  used: number;
}

/** Counts requests by address in fixed windows and says so in RateLimit headers (IETF draft-ietf-httpapi-ratelimit-headers). */
export function rateLimit(limit: RateLimit, now: () => number = Date.now): MiddlewareHandler {
  const windowMs = limit.windowSeconds * 1000;
  const policy = `"default";q=${limit.requests};w=${limit.windowSeconds}`;
  const counts = new Map<string, Count>();
  return async (c, next) => {
    const time = now();
    const window = Math.floor(time / windowMs);
    const resetSeconds = Math.ceil(((window + 1) * windowMs - time) / 1000);
    const count = countOf(counts, addressOf(c, limit.trustProxy === true), window);
    count.used++;
    c.header('RateLimit-Policy', policy);
    c.header('RateLimit', `"default";r=${Math.max(0, limit.requests - count.used)};t=${resetSeconds}`);
    if (count.used > limit.requests) {
      c.header('Retry-After', String(resetSeconds));
      return sendProblem(c, problems.tooMany(resetSeconds));
    }
    await next();
    return;
  };
}

function countOf(counts: Map<string, Count>, address: string, window: number): Count {
  let count = counts.get(address);
  if (count === undefined) {
    if (counts.size >= mostAddresses) counts.delete(counts.keys().next().value!);
    counts.set(address, (count = { window, used: 0 }));
  } else if (count.window !== window) {
    count.window = window;
    count.used = 0;
  }
  return count;
}

/** The client's address, from the connection; requests made inside the process have none and count together. */
function addressOf(c: Context, trustProxy: boolean): string {
  if (trustProxy) {
    const forwarded = c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim();
    if (forwarded !== undefined && forwarded !== '') return forwarded;
  }
  const environment = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return environment?.incoming?.socket?.remoteAddress ?? 'local';
}
