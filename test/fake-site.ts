import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a page of the fake site answers: HTML, or everything by hand. */
export type FakePage = string | ((request: IncomingMessage, response: ServerResponse) => void);

export interface FakeSite {
  readonly origin: string;
  /** Path and query to page; change it while the site runs. */
  readonly pages: Map<string, FakePage>;
  /** Every request in order: `GET /news 200`. */
  readonly log: string[];
  close(): Promise<void>;
}

/** A real web site on a free port, in ten lines: answers 404 for what it has not, an ETag and 304 for what it has. */
export async function startFakeSite(pages: Readonly<Record<string, FakePage>> = {}): Promise<FakeSite> {
  const site = new Map(Object.entries(pages));
  const log: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    response.once('finish', () => log.push(`${request.method ?? ''} ${path} ${response.statusCode}`));
    const page = site.get(path);
    if (page === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end('<title>Not found</title>');
    else if (typeof page === 'function') page(request, response);
    else sendPage(request, response, page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    pages: site,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sendPage(request: IncomingMessage, response: ServerResponse, html: string): void {
  const etag = `"${Buffer.from(html).toString('base64url').slice(-24)}-${html.length}"`;
  if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
  else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag }).end(html);
}

/** An announcement page as a plain content system writes it. */
export function announcementPage(title: string, date: string, text: string): string {
  return `<!doctype html><html lang="en"><head><title>${title} | Ministry of Tides</title>
<meta property="article:published_time" content="${date}"></head><body><nav><a href="/news">News</a></nav>
<main><article><h1>${title}</h1><p>${text}</p><p>The Ministry of Tides answers every letter within nine working days, and most of them within three.</p></article></main>
<footer>Ministry of Tides, Quay 1</footer></body></html>`;
}

/** A listing page with links and, where there is one, the next page. */
export function listingPage(paths: readonly string[], next?: string): string {
  const rows = paths.map((path) => `<li class="row"><a href="${path}">${path}</a></li>`).join('\n');
  return `<!doctype html><html lang="en"><head><title>News</title></head><body><ul>${rows}</ul>${next === undefined ? '' : `<a rel="next" href="${next}">Next</a>`}</body></html>`;
}

/** A source file for the fake site, in YAML. */
export function fakeSourceYaml(origin: string, id = 'tides', more = ''): string {
  return `id: ${id}
name: Ministry of Tides
country: xx
language: en
agency: Ministry of Tides
homepage: ${origin}/
verified: never
entry:
  - listing: ${origin}/news
    links: li.row a
    next: { selector: 'a[rel=next]' }
scope:
  include: ['${origin}/news/**']
  allowPrivateAddresses: true
politeness: { delay: 0s, latencyFactor: 0, attempts: 2 }
removal: { confirmations: 1, after: 0s }
${more}`;
}
