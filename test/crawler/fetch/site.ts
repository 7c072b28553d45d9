import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Politeness } from '../../../core/source.ts';
import type { AskingSource, FetchRequest } from '../../../crawler/fetch/fetcher.ts';

export interface Site {
  readonly origin: string;
  /** Every request in order: path, epoch milliseconds of its arrival, its headers. */
  readonly log: { readonly path: string; readonly atMs: number; readonly headers: IncomingMessage['headers'] }[];
  readonly close: () => Promise<void>;
}

/** A web site on a free port of this machine; a path without an answer is a 404. */
export async function startSite(answers: Record<string, Answer>): Promise<Site> {
  const log: Site['log'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    log.push({ path, atMs: Date.now(), headers: request.headers });
    const answer = answers[path] ?? answers['*'];
    if (answer === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>');
    else if (typeof answer === 'string')
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer);
    else answer(request, response);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void);

/** A source on this machine that waits for nothing; `politeness` changes what the test is about. */
export function localSource(politeness: Partial<Politeness> = {}, allowPrivateAddresses = true): AskingSource {
  return {
    language: 'en',
    scope: { allowPrivateAddresses },
    politeness: {
      delayMs: 0,
      latencyFactor: 0,
      maxDelayMs: 0,
      maxCrawlDelayMs: 60_000,
      concurrency: 1,
      attempts: 1,
      maxPages: 1000,
      maxBytes: 1e9,
      maxTimeMs: 3_600_000,
      ...politeness,
    },
  };
}

export function page(url: string, more: Partial<FetchRequest> = {}): FetchRequest {
  return { url, purpose: 'page', source: localSource(), ...more };
}
