import { gzipSync, brotliCompressSync, deflateRawSync, deflateSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createFetcher, type Fetcher, type FetcherOptions } from '../../../crawler/fetch/fetcher.ts';
import { localSource, page, startSite, type Answer, type Site } from './site.ts';
import { virtualClock } from './virtual-clock.ts';

const open: { close: () => Promise<void> }[] = [];

async function site(answers: Record<string, Answer>): Promise<Site> {
  const made = await startSite({ '/robots.txt': 'User-agent: *\nDisallow: /private', ...answers });
  open.push(made);
  return made;
}

function fetcher(options: FetcherOptions = {}): Fetcher {
  const made = createFetcher({ proxy: 'none', clock: virtualClock(), ...options });
  open.push(made);
  return made;
}

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describe('an answer', () => {
  it('is captured as received: status, headers in order, payload and content', async () => {
    const html = '<title>Notice</title>'.repeat(50);
    const { origin } = await site({
      '/news': (_, response) =>
        response
          .writeHead(200, { 'Content-Type': 'text/html', 'X-B': '1', 'X-A': '2', 'Content-Encoding': 'gzip' })
          .end(gzipSync(html)),
    });
    const outcome = await fetcher().fetch(page(`${origin}/news#top`));
    if (outcome.kind !== 'fetched') throw new Error(JSON.stringify(outcome));
    expect(outcome).toMatchObject({ attempts: 1, redirects: [] });
    expect(outcome.capture).toMatchObject({ url: `${origin}/news`, status: 200, statusText: 'OK' });
    expect(outcome.capture.headers.slice(0, 4).map(([name]) => name)).toEqual([
      'Content-Type',
      'X-B',
      'X-A',
      'Content-Encoding',
    ]);
    expect(Buffer.from(outcome.capture.payload)).toEqual(gzipSync(html));
    expect(Buffer.from(outcome.capture.content).toString()).toBe(html);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['x-gzip', gzipSync],
    ['deflate, gzip', (text: string) => gzipSync(deflateSync(text))],
    ['gzip', (text: string) => Buffer.from(text)],
  ])('in %s is unpacked (or taken as it is when it never was packed)', async (coding, pack) => {
    const { origin } = await site({
      '/': (_, response) => response.writeHead(200, { 'content-encoding': coding }).end(pack('<p>text</p>')),
    });
    const outcome = await fetcher().fetch(page(origin));
    expect(outcome.kind === 'fetched' && Buffer.from(outcome.capture.content).toString()).toBe('<p>text</p>');
  });

  it.each([
    [404, { kind: 'gone', status: 404 }],
    [410, { kind: 'gone', status: 410 }],
    [401, { kind: 'blocked', status: 401 }],
    [403, { kind: 'blocked', status: 403 }],
    [451, { kind: 'blocked', status: 451 }],
    [400, { kind: 'failed', status: 400 }],
    [500, { kind: 'failed', status: 500 }],
    [204, { kind: 'failed', status: 204 }],
    [304, { kind: 'failed', status: 304 }],
  ])('with status %i has the outcome for it', async (status, expected) => {
    const { origin } = await site({ '/': (_, response) => response.writeHead(status).end() });
    expect(await fetcher().fetch(page(origin))).toMatchObject({ ...expected, attempts: 1 });
  });

  it('404 keeps its page as evidence', async () => {
    const { origin } = await site({});
    const outcome = await fetcher().fetch(page(`${origin}/gone`));
    expect(outcome.kind === 'gone' && Buffer.from(outcome.capture.content).toString()).toBe('<h1>Not found</h1>');
  });

  it('of another type than asked for is not carried', async () => {
    const { origin } = await site({
      '/a.pdf': (_, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF'),
    });
    expect(await fetcher().fetch(page(`${origin}/a.pdf`))).toMatchObject({
      kind: 'unsupported-type',
      contentType: 'application/pdf',
    });
  });

  it('that is a wall against crawlers is blocked, whatever its status', async () => {
    const { origin } = await site({
      '/a': '<title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/x"></script>',
      '/b': (_, response) => response.writeHead(202, { 'x-amzn-waf-action': 'challenge' }).end(),
    });
    const one = fetcher();
    expect(await one.fetch(page(`${origin}/a`))).toMatchObject({
      kind: 'blocked',
      status: 200,
      reason: 'a Cloudflare challenge',
    });
    expect(await one.fetch(page(`${origin}/b`))).toMatchObject({ kind: 'blocked', status: 202 });
  });
});

describe('a conditional request', () => {
  it('carries the validators and ends as not-modified on 304; the report tells what it saved', async () => {
    const { origin, log } = await site({
      '/': (request, response) => response.writeHead(request.headers['if-none-match'] === '"v1"' ? 304 : 200).end(),
    });
    const one = fetcher();
    const outcome = await one.fetch(
      page(origin, { validators: { etag: '"v1"', lastModified: 'Thu, 01 Jan 2026 00:00:00 GMT' }, knownBytes: 5000 }),
    );
    expect(outcome.kind).toBe('not-modified');
    expect(log.at(-1)!.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT',
    });
    expect(one.report()).toMatchObject({ savedBytes: 5000, outcomes: { 'not-modified': 1 } });
  });
});

describe('robots', () => {
  it('forbidden pages are not asked for, and the line that forbids is told', async () => {
    const { origin, log } = await site({});
    expect(await fetcher().fetch(page(`${origin}/private/1`))).toMatchObject({
      kind: 'disallowed',
      rule: 'Disallow: /private',
      attempts: 0,
    });
    expect(log.map(({ path }) => path)).toEqual(['/robots.txt']);
  });

  it('is asked for once, however many pages wait for it, and again after a day', async () => {
    const { origin, log } = await site({ '*': 'page' });
    const clock = virtualClock();
    const one = fetcher({ clock });
    await Promise.all(Array.from({ length: 20 }, (_, i) => one.fetch(page(`${origin}/${i}`))));
    await clock.sleep(23 * 3_600_000);
    await one.fetch(page(`${origin}/x`));
    const asked = (): number => log.filter(({ path }) => path === '/robots.txt').length;
    expect(asked()).toBe(1);
    await clock.sleep(2 * 3_600_000);
    await one.fetch(page(`${origin}/y`));
    expect(asked()).toBe(2);
  });

  it.each([
    [404, 'fetched'],
    [403, 'fetched'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ])('answered with %i means %s', async (status, kind) => {
    const { origin } = await site({ '/robots.txt': (_, response) => response.writeHead(status).end(), '/': 'page' });
    expect((await fetcher().fetch(page(origin))).kind).toBe(kind);
  });

  it('without an answer never means allowed', async () => {
    const { origin, log } = await site({ '/robots.txt': (request) => request.socket.destroy(), '/': 'page' });
    expect(await fetcher().fetch(page(origin))).toMatchObject({ kind: 'unreachable', attempts: 0 });
    expect(log.some(({ path }) => path === '/')).toBe(false);
  });

  it('is followed through five redirects, across hosts', async () => {
    const other = await site({ '/r': 'User-agent: Herald\nDisallow: /secret' });
    const hops: Record<string, Answer> = {
      '/robots.txt': to('/1'),
      '/1': to('/2'),
      '/2': to('/3'),
      '/3': to('/4'),
      '/4': to(`${other.origin}/r`),
      '/secret': 'page',
    };
    const { origin } = await site(hops);
    expect((await fetcher().fetch(page(`${origin}/secret`))).kind).toBe('disallowed');
  });

  it('is asked again on the host a redirect leads to', async () => {
    const other = await site({ '/private/x': 'page', '/y': 'page' });
    const { origin } = await site({ '/a': to(`${other.origin}/private/x`), '/b': to(`${other.origin}/y`) });
    const one = fetcher();
    expect(await one.fetch(page(`${origin}/a`))).toMatchObject({ kind: 'disallowed', redirects: [{ status: 302 }] });
    expect(await one.fetch(page(`${origin}/b`))).toMatchObject({
      kind: 'fetched',
      capture: { url: `${other.origin}/y` },
    });
    expect(other.log.map(({ path }) => path)).toEqual(['/robots.txt', '/y']);
  });

  it('can be asked for its sitemaps', async () => {
    const { origin } = await site({ '/robots.txt': 'Sitemap: https://gov.example/sitemap.xml' });
    expect(await fetcher().robots(page(origin))).toMatchObject({
      kind: 'rules',
      robots: { sitemaps: ['https://gov.example/sitemap.xml'] },
    });
  });
});

describe('redirects', () => {
  it('are followed and told', async () => {
    const { origin } = await site({ '/old': to('/older', 301), '/older': to('new?x=1#y', 308), '/new?x=1': 'page' });
    expect(await fetcher().fetch(page(`${origin}/old`))).toMatchObject({
      kind: 'fetched',
      attempts: 3,
      capture: { url: `${origin}/new?x=1` },
      redirects: [
        { from: `${origin}/old`, to: `${origin}/older`, status: 301 },
        { from: `${origin}/older`, to: `${origin}/new?x=1`, status: 308 },
      ],
    });
  });

  it('out of scope are told and not followed', async () => {
    const { origin, log } = await site({ '/a': to('/shop') });
    const outcome = await fetcher().fetch(page(`${origin}/a`, { inScope: (url) => !url.includes('shop') }));
    expect(outcome).toMatchObject({ kind: 'redirected-out-of-scope', target: `${origin}/shop` });
    expect(log.at(-1)!.path).toBe('/a');
  });

  it('with octets of UTF-8 in Location lead where they say', async () => {
    const { origin } = await site({
      '/a': (request) =>
        request.socket.end('HTTP/1.1 302 Found\r\nLocation: /\u00e9\u00e8\r\nContent-Length: 0\r\n\r\n', 'utf8'),
      '/%C3%A9%C3%A8': 'page',
    });
    expect((await fetcher().fetch(page(`${origin}/a`))).kind).toBe('fetched');
  });

  it.each(['mailto:press@gov.example', 'file:///etc/passwd', 'http://'])('to %s end as failed', async (target) => {
    const { origin } = await site({ '/a': to(target) });
    expect(await fetcher().fetch(page(`${origin}/a`))).toMatchObject({ kind: 'failed', status: 302 });
  });
});

describe('another attempt', () => {
  it.each([
    ['500', (response: Parameters<Extract<Answer, (...a: never[]) => void>>[1]) => response.writeHead(500).end()],
    ['a reset', (response: Parameters<Extract<Answer, (...a: never[]) => void>>[1]) => response.socket!.destroy()],
    [
      'half a body',
      (response: Parameters<Extract<Answer, (...a: never[]) => void>>[1]) => {
        response.writeHead(200, { 'content-length': 100 }).write('half');
        setTimeout(() => response.socket?.destroy(), 5);
      },
    ],
    [
      'half a gzip stream',
      (response: Parameters<Extract<Answer, (...a: never[]) => void>>[1]) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(5000)).subarray(0, 30)),
    ],
  ])('follows %s, until the attempts are spent', async (_, spoil) => {
    let spoilt = 2;
    const { origin } = await site({
      '/': (_request, response) => (spoilt-- > 0 ? spoil(response) : response.end('whole')),
    });
    const one = fetcher();
    const outcome = await one.fetch(page(origin, { source: localSource({ attempts: 3 }) }));
    expect(outcome).toMatchObject({ kind: 'fetched', attempts: 3 });
    spoilt = 2;
    expect((await one.fetch(page(origin, { source: localSource({ attempts: 2 }) }))).kind).toMatch(
      /^(?:failed|unreachable)$/,
    );
  });

  it('does not follow what will be the same: 404, 403, a refused address', async () => {
    const { origin, log } = await site({ '/b': (_, response) => response.writeHead(403).end() });
    const source = localSource({ attempts: 5 });
    const one = fetcher();
    await one.fetch(page(`${origin}/a`, { source }));
    await one.fetch(page(`${origin}/b`, { source }));
    expect(log).toHaveLength(3);
  });
});

describe('who asks', () => {
  it('is told with version and contact', async () => {
    const { origin, log } = await site({ '/': 'page' });
    await fetcher({ contact: 'https://gov.example/crawler' }).fetch(page(origin));
    expect(log[0]!.headers['user-agent']).toMatch(/^Herald\/\d+\.\d+\.\d+ \(\+https:\/\/gov\.example\/crawler\)$/);
  });

  it('must be told to every host but this machine', async () => {
    const { origin } = await site({ '/': 'page', '/out': to('http://gov.example/') });
    const one = fetcher();
    await expect(one.fetch(page('https://gov.example/'))).rejects.toMatchObject({
      remedy: 'config',
      hint: expect.stringContaining('HERALD_CONTACT') as string,
    });
    expect((await one.fetch(page(origin))).kind).toBe('fetched');
    expect(await one.fetch(page(`${origin}/out`))).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('contact') as string,
    });
  });

  it.each(['nobody', 'http://', 'a b@c.d', 'https://x\r\nX-Evil: 1'])('cannot be "%s"', (contact) => {
    expect(() => createFetcher({ contact, proxy: 'none' })).toThrow(/no contact/);
  });
});

describe('limits', () => {
  it('a budget of requests ends what comes after it, robots.txt included', async () => {
    const { origin, log } = await site({ '*': 'page' });
    const one = fetcher({ budget: { requests: 3 } });
    const outcomes = await Promise.all([1, 2, 3, 4].map((i) => one.fetch(page(`${origin}/${i}`))));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['fetched', 'fetched', 'failed', 'failed']);
    expect(outcomes[3]).toMatchObject({ reason: 'the budget of 3 requests is spent', attempts: 0 });
    expect(log).toHaveLength(3);
  });

  it('closing ends what is under way', async () => {
    const { origin } = await site({ '/': () => undefined });
    const one = fetcher();
    const waiting = one.fetch(page(origin));
    setTimeout(() => void one.close(), 50);
    expect(await waiting).toMatchObject({ kind: 'failed', reason: 'interrupted' });
  });

  it('the caller can take a request back', async () => {
    const { origin } = await site({ '/': () => undefined });
    const stop = new AbortController();
    const waiting = fetcher().fetch(page(origin, { signal: stop.signal }));
    setTimeout(() => stop.abort(), 50);
    expect(await waiting).toMatchObject({ kind: 'failed', reason: 'interrupted' });
  });
});

describe('the report', () => {
  it('counts by host: requests, bytes, outcomes, verdicts', async () => {
    const { origin } = await site({ '/': 'page' });
    const one = fetcher();
    await one.fetch(page(origin));
    await one.fetch(page(`${origin}/none`));
    await one.fetch(page(`${origin}/private`));
    const host = new URL(origin).host;
    expect(one.report()).toMatchObject({
      requests: 2,
      robotsRequests: 1,
      outcomes: { fetched: 1, gone: 1, disallowed: 1 },
      slowest: { host },
      hosts: [{ host, requests: 2, robots: 'disallowed: Disallow: /private', delayMs: 0 }],
    });
  });
});

it('what is no web address is a failure, not an exception', async () => {
  for (const url of ['', 'news', 'ftp://gov.example/', 'http://user:secret@gov.example/']) {
    expect(await fetcher().fetch(page(url))).toMatchObject({ kind: 'failed', attempts: 0, url });
  }
});

function to(location: string, status = 302): Answer {
  return (_, response) => response.writeHead(status, { location }).end();
}
