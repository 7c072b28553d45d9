import { serve as serveHono } from '@hono/node-server';
import type { Hono } from 'hono';
import { createServer, type Server } from 'node:http';
import { HeraldError } from '../core/problem.ts';

export interface ListenOptions {
  /** Address to listen on. Default `127.0.0.1`: reachable from this machine only. */
  readonly host?: string;
  /** Port; 0 for any free one. */
  readonly port: number;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:8080`, as one can open it. */
  readonly url: string;
  /** Stops accepting, lets running answers end, cuts what is still open after the grace time. */
  close(): Promise<void>;
}

/** How long running answers may take after a stop was asked for, milliseconds: a page takes 10, an export may take seconds. */
const graceMs = 5000;

/** Time for a client to send its request header, milliseconds: slow senders must not hold a connection. */
const headersTimeoutMs = 10_000;

/** Time for a whole request, milliseconds. Requests have no bodies worth more. */
const requestTimeoutMs = 30_000;

/** Larger request headers are refused by Node with 431, bytes: an address of 24 KB and the usual headers fit. */
const largestHeaderBytes = 48 * 1024;

/**
 * Serves an app over HTTP.
 * @throws HeraldError `config` when the port is taken or may not be used, with what to do.
 */
export async function serve(app: Pick<Hono, 'fetch'>, options: ListenOptions): Promise<Listening> {
  const host = options.host ?? '127.0.0.1';
  const server = await new Promise<Server>((resolve, reject) => {
    const serverOptions = {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      maxHeaderSize: largestHeaderBytes,
    };
    const made = serveHono({ fetch: app.fetch, hostname: host, port: options.port, createServer, serverOptions }, () =>
      resolve(made),
    ) as Server;
    made.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, options.port)));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return { host, port, url: `http://${urlHost(host)}:${port}`, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): HeraldError {
  const [cause, hint] =
    error.code === 'EADDRINUSE'
      ? [
          'the port is taken',
          `stop the other process or give another port: --port ${port + 1}, or --port 0 for any free one`,
        ]
      : error.code === 'EACCES'
        ? ['the port may not be used by this user', 'give a port above 1023, for example --port 8080']
        : error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND'
          ? [
              'this machine has no such address',
              'give --host 127.0.0.1 for this machine only, or --host 0.0.0.0 for everybody',
            ]
          : [error.message, 'check --host and --port'];
  return new HeraldError('config', `cannot listen on ${host}:${port}: ${cause}`, { hint, cause: error });
}
