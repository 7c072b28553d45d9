import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createFetcher, type Fetcher, type FetchLimits } from '../../../crawler/fetch/fetcher.ts';
import { page, startSite, type Answer, type Site } from './site.ts';

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function site(answers: Record<string, Answer>): Promise<Site> {
  const made = await startSite({ '/robots.txt': '', ...answers });
  open.push(made);
  return made;
}

function fetcher(limits: Partial<FetchLimits> = {}): Fetcher {
  const made = createFetcher({ proxy: 'none', limits });
  open.push(made);
  return made;
}

/** Writes a piece again and again until the other side hangs up. */
function endless(piece: string | Buffer, everyMs: number, head?: Record<string, string>): Answer {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', ...head });
    const timer = setInterval(() => response.write(piece), everyMs);
    response.on('close', () => clearInterval(timer));
  };
}

describe('a hostile server', () => {
  it('slow loris in the head: a byte now and then', async () => {
    const { origin } = await site({
      '/': (request) => {
        const timer = setInterval(() => request.socket.write('x'), 20);
        request.socket.on('close', () => clearInterval(timer));
        request.socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
      },
    });
    expect(await fetcher({ totalMs: 400 }).fetch(page(origin))).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringContaining('400 ms') as string,
    });
  });

  it('slow loris in the body', async () => {
    const { origin } = await site({ '/': endless('x', 20) });
    expect(await fetcher({ totalMs: 400 }).fetch(page(origin))).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('400 ms') as string,
    });
  });

  it('silence in the middle of the body', async () => {
    const { origin } = await site({
      '/': (_, response) => void response.writeHead(200, { 'content-length': 1000 }).write('half'),
    });
    expect((await fetcher({ idleMs: 300, totalMs: 5000 }).fetch(page(origin))).kind).toBe('failed');
  });

  it('silence instead of an answer', async () => {
    const { origin } = await site({ '/': () => undefined });
    expect((await fetcher({ headMs: 300, totalMs: 5000 }).fetch(page(origin))).kind).toBe('unreachable');
  });

  it('a body without an end', async () => {
    const { origin } = await site({ '/': endless(Buffer.alloc(64 * 1024, 'x'), 0) });
    expect(await fetcher({ contentBytes: 1_000_000 }).fetch(page(origin))).toMatchObject({
      kind: 'too-large',
      limitBytes: 1_000_000,
    });
  });

  it('a 404 without an end is kept as far as the limit goes, and says that it was cut', async () => {
    const { origin } = await site({
      '/': (_, response) => {
        response.writeHead(404, { 'content-type': 'text/html' });
        const timer = setInterval(() => response.write('x'.repeat(10_000)), 0);
        response.on('close', () => clearInterval(timer));
      },
    });
    const outcome = await fetcher({ contentBytes: 50_000 }).fetch(page(origin));
    expect(outcome).toMatchObject({ kind: 'gone', capture: { truncated: 'length' } });
    expect(outcome.kind === 'gone' && outcome.capture.payload.length).toBe(50_000);
  });

  it('a body that says how much too long it is', async () => {
    const { origin } = await site({
      '/': (_, response) => void response.writeHead(200, { 'content-length': 10 ** 12 }).write('x'),
    });
    expect((await fetcher().fetch(page(origin))).kind).toBe('too-large');
  });

  it('a gzip bomb: 100 MB in 100 KB', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));
    const { origin } = await site({
      '/': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    });
    const before = process.memoryUsage().rss;
    expect(await fetcher().fetch(page(origin))).toMatchObject({ kind: 'too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1024 * 1024);
  });

  it('a bomb in a bomb, and codings without an end', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(50 * 1024 * 1024)));
    const { origin } = await site({
      '/a': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(bomb),
      '/b': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip, '.repeat(50) + 'gzip' }).end(bomb),
      '/c': (_, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x'),
    });
    const one = fetcher();
    expect((await one.fetch(page(`${origin}/a`))).kind).toBe('too-large');
    expect((await one.fetch(page(`${origin}/b`))).kind).toBe('failed');
    expect(await one.fetch(page(`${origin}/c`))).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('zstd') as string,
    });
  });

  it('a head of 100 MB', async () => {
    let sent = 0;
    const { origin } = await site({
      '/': (request) => {
        const piece = `X-Fill: ${'x'.repeat(8000)}\r\n`;
        request.socket.write('HTTP/1.1 200 OK\r\n');
        const more = (): void => {
          while (sent < 100 * 1024 * 1024 && !request.socket.destroyed) {
            sent += piece.length;
            if (!request.socket.write(piece)) return;
          }
        };
        request.socket.on('drain', more);
        request.socket.on('error', () => undefined);
        more();
      },
    });
    expect((await fetcher().fetch(page(origin))).kind).toBe('unreachable');
    expect(sent).toBeLessThan(10 * 1024 * 1024);
  });

  it('redirects without an end, and in a circle', async () => {
    let hops = 0;
    const { origin } = await site({
      '/circle': (_, response) => response.writeHead(302, { location: '/circle' }).end(),
      '*': (_, response) => response.writeHead(302, { location: `/${++hops}` }).end(),
    });
    const one = fetcher();
    expect(await one.fetch(page(`${origin}/start`))).toMatchObject({
      kind: 'failed',
      attempts: 11,
      reason: 'more than 10 redirects',
    });
    expect(await one.fetch(page(`${origin}/circle`))).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('circle') as string,
    });
  });

  it('a robots.txt of 50 MB is read as far as it counts, and its rules hold', async () => {
    let sent = 0;
    const { origin } = await site({
      '/robots.txt': (_, response) => {
        response.writeHead(200);
        response.write('User-agent: *\nDisallow: /early\n');
        const filler = Buffer.alloc(1024 * 1024, '# filler line that means nothing\n');
        const more = (): void => {
          while (sent < 50 * 1024 * 1024 && !response.destroyed) {
            sent += filler.length;
            if (!response.write(filler)) {
              response.once('drain', more);
              return;
            }
          }
          response.end('\nDisallow: /late\n');
        };
        more();
      },
      '*': 'page',
    });
    const one = fetcher();
    expect((await one.fetch(page(`${origin}/early`))).kind).toBe('disallowed');
    expect((await one.fetch(page(`${origin}/late`))).kind).toBe('fetched');
    expect(sent).toBeLessThan(20 * 1024 * 1024);
  });

  it('a robots.txt that redirects without an end is none', async () => {
    let hops = 0;
    const { origin } = await site({
      '/robots.txt': (_, response) => response.writeHead(302, { location: '/r0' }).end(),
      '/': 'page',
      '*': (_, response) => response.writeHead(302, { location: `/r${++hops}` }).end(),
    });
    expect((await fetcher().fetch(page(origin))).kind).toBe('fetched');
    expect(hops).toBeLessThanOrEqual(6);
  });

  it('NUL bytes and binary rubbish are content like any other', async () => {
    const rubbish = Buffer.from([0, 1, 2, 0xff, 0xfe, 0, 0x80]);
    const { origin } = await site({
      '/': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(rubbish),
    });
    const outcome = await fetcher().fetch(page(origin));
    expect(outcome.kind === 'fetched' && Buffer.from(outcome.capture.content)).toEqual(rubbish);
  });

  it.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['a bad status line', 'HTTP/1.1 OK 200\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 3\r\n\r\nhello'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['chunks that break off', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel'],
    ['an empty answer', ''],
  ])('%s ends as an outcome', async (_, bytes) => {
    const { origin } = await site({ '/': (request) => request.socket.end(bytes) });
    expect((await fetcher({ totalMs: 2000 }).fetch(page(origin))).kind).toMatch(/^(?:failed|unreachable)$/);
  });
});
