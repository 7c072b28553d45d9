import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { announcementPath, attachmentPath } from './addresses.ts';
import { attachmentPdf } from './attachment.ts';
import { chancelleryResources } from './chancellery.ts';
import { demoFiles } from './demo-files.ts';
import { publishers, readFederation, type Edition, type Federation } from './federation.ts';
import { interiorResources } from './interior.ts';
import { escape } from './markup.ts';
import { mioResources } from './mio.ts';
import { modifiedMs, type Resource, type Resources } from './resource.ts';

export interface DemoSite {
  /** `http://127.0.0.1:41234`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** How often each path (with query) was asked for, whatever the answer. */
  readonly served: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/**
 * Serves the three publishers of the fictional federation at `/interior/`, `/chancellery/` and `/mio/` on 127.0.0.1, as a
 * web server would: ETag and Last-Modified, 304 to conditional requests, 404, 410 for what was withdrawn, robots.txt.
 * `port` 0 takes a free one. Rejects with the system's error (`EADDRINUSE`) when the port cannot be had.
 */
export async function startDemoSite(options: { readonly port: number; readonly edition: Edition }): Promise<DemoSite> {
  const federation = readFederation(options.edition);
  const served = new Map<string, number>();
  let resources: Resources = new Map();
  const server = createServer((request, response) => {
    const target = request.url ?? '/';
    served.set(target, (served.get(target) ?? 0) + 1);
    answer(resources, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  resources = siteResources(federation, url);
  return {
    url,
    port,
    served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // A crawler keeps its connections open; closing must not wait for it.
        server.closeAllConnections();
      }),
  };
}

/** Everything the site answers in this edition, by path. `origin` is written into feeds, sitemap and canonical links. */
export function siteResources(federation: Federation, origin: string): Resources {
  const resources: Resources = new Map([
    ...interiorResources(federation),
    ...chancelleryResources(federation, origin),
    ...mioResources(federation, origin),
  ]);
  for (const announcement of federation.announcements) {
    announcement.attachments.forEach((_, index) => {
      const path = attachmentPath(announcement, index + 1);
      resources.set(path, {
        contentType: 'application/pdf',
        body: attachmentPdf(path),
        modifiedMs: modifiedMs(announcement),
      });
    });
  }
  for (const announcement of federation.withdrawn) resources.set(announcementPath(announcement), withdrawnPage);
  for (const publisher of publishers) {
    const body = readFileSync(join(demoFiles(), publisher, 'site.css'));
    resources.set(`/${publisher}/site.css`, { contentType: 'text/css; charset=utf-8', body, modifiedMs: foundedMs });
  }
  resources.set('/robots.txt', {
    contentType: 'text/plain; charset=utf-8',
    body: Buffer.from(robots(origin)),
    modifiedMs: foundedMs,
  });
  resources.set('/favicon.ico', { contentType: 'image/svg+xml', body: Buffer.from(lantern), modifiedMs: foundedMs });
  resources.set('/', { contentType: 'text/html; charset=utf-8', body: Buffer.from(frontPage), modifiedMs: foundedMs });
  return resources;
}

/** The federation's lantern, because every browser asks for an icon. */
const lantern =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#12324f"/><path d="M6 5h4l1 8H5z" fill="#f2b134"/><path d="M6 3h4v1H6z" fill="#fff"/></svg>';

/** When the site was put up: Last-Modified of what belongs to no announcement. */
const foundedMs = Date.parse('2019-01-07T09:00:00Z');

function robots(origin: string): string {
  return `# The demo's publishers. A polite crawler asks for neither print versions nor what is under embargo.
User-agent: *
Disallow: /interior/print/
Disallow: /interior/news/advance/
Crawl-delay: 0

Sitemap: ${origin}/chancellery/sitemap.xml
`;
}

const frontPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The Federation of Halcyra: a demo</title></head>
<body><h1>Three publishers of a federation that does not exist</h1>
<ul><li><a href="/interior/">Department of the Interior</a></li><li><a href="/chancellery/">The Chancellery</a></li><li><a href="/mio/">Mio Prefecture</a></li></ul></body></html>
`;

const withdrawnPage: Resource = {
  ...messagePage('This announcement was withdrawn', 'The publisher has withdrawn it.'),
  status: 410,
};
const unknownPage: Resource = { ...messagePage('Page not found', 'There is no such page here.'), status: 404 };

function messagePage(title: string, text: string): Resource {
  const html = `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title></head><body><h1>${escape(title)}</h1><p>${escape(text)}</p></body></html>\n`;
  return { contentType: 'text/html; charset=utf-8', body: Buffer.from(html), modifiedMs: foundedMs };
}

function answer(resources: Resources, request: IncomingMessage, response: ServerResponse): void {
  const target = request.url ?? '/';
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const [path = '/'] = target.split('?');
  const folder = `${path}/`;
  // As web servers do: `/interior` leads to `/interior/`, and a query that a page does not know changes nothing.
  const resource = resources.get(target) ?? resources.get(path);
  if (resource === undefined && resources.has(folder)) {
    response.writeHead(301, { Location: folder }).end();
    return;
  }
  send(resource ?? unknownPage, request, response);
}

function send(resource: Resource, request: IncomingMessage, response: ServerResponse): void {
  const status = resource.status ?? 200;
  if (status === 200) {
    response.setHeader('ETag', etagOf(resource));
    response.setHeader('Last-Modified', new Date(resource.modifiedMs).toUTCString());
    if (isUnchanged(resource, request)) {
      response.writeHead(304).end();
      return;
    }
  }
  response.writeHead(status, { 'Content-Type': resource.contentType, 'Content-Length': resource.body.length });
  response.end(request.method === 'HEAD' ? undefined : resource.body);
}

/** RFC 9110 §13.2.2: If-None-Match decides where it is given, If-Modified-Since otherwise. */
function isUnchanged(resource: Resource, request: IncomingMessage): boolean {
  const wanted = request.headers['if-none-match'];
  if (wanted !== undefined)
    return (
      wanted.trim() === '*' || wanted.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etagOf(resource))
    );
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return Number.isFinite(since) && resource.modifiedMs <= since;
}

function etagOf(resource: Resource): string {
  return `"${createHash('sha256').update(resource.body).digest('hex').slice(0, 16)}"`;
}
