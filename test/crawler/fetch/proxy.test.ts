import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createFetcher } from '../../../crawler/fetch/fetcher.ts';
import { proxyFor, proxySettings } from '../../../crawler/fetch/proxy.ts';
import { localSource, page, startSite } from './site.ts';

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describe('settings', () => {
  it('come from the environment, lower case first', () => {
    const environment = { HTTP_PROXY: 'http://a:1', http_proxy: 'b:2', HTTPS_PROXY: 'http://c:3', NO_PROXY: 'x' };
    expect(proxySettings(environment)).toEqual({ http: 'http://b:2', https: 'http://c:3', except: 'x' });
    expect(proxySettings({})).toEqual({});
  });

  it('that are no HTTP proxy are refused, naming the variable and not its password', () => {
    expect(() => proxySettings({ HTTPS_PROXY: 'socks5://me:secret@a:1' })).toThrow(/^HTTPS_PROXY is not/);
  });

  it.each([
    ['gov.example', 'https://gov.example/', false],
    ['gov.example', 'https://www.gov.example/', false],
    ['.gov.example', 'https://www.gov.example/', false],
    ['*.gov.example', 'https://www.gov.example/', false],
    ['gov.example', 'https://othergov.example/', true],
    ['gov.example:8443', 'https://gov.example/', true],
    ['gov.example:443', 'https://gov.example/', false],
    ['a, GOV.example', 'https://gov.example/', false],
    ['*', 'https://gov.example/', false],
    ['::1', 'https://[::1]/', false],
    ['127.0.0.1', 'https://127.0.0.1/', false],
    ['', 'https://gov.example/', true],
  ])('NO_PROXY=%s: %s goes through the proxy: %s', (except, url, through) => {
    expect(proxyFor(new URL(url), { https: 'http://p:1', except }) !== undefined).toBe(through);
  });
});

describe('through a proxy', () => {
  it('http is forwarded, its answers are had, and no contact is needed when the proxy is this machine', async () => {
    const asked: string[] = [];
    const proxy = await startProxy((url) => asked.push(url));
    const fetcher = createFetcher({ proxy: { http: proxy.address } });
    open.push(fetcher);
    const outcome = await fetcher.fetch(page('http://news.gov.example/a?b=1', { source: localSource({}, false) }));
    expect(outcome).toMatchObject({ kind: 'fetched', capture: { url: 'http://news.gov.example/a?b=1' } });
    expect(asked).toEqual(['http://news.gov.example/robots.txt', 'http://news.gov.example/a?b=1']);
  });

  it('a contact is needed when the proxy is another machine', async () => {
    const fetcher = createFetcher({ proxy: { http: 'http://proxy.example:3128' } });
    open.push(fetcher);
    expect(fetcher.lacksContact('http://news.gov.example/')).toBe(true);
    expect(fetcher.lacksContact('http://127.0.0.1/')).toBe(false);
    await expect(fetcher.fetch(page('http://news.gov.example/'))).rejects.toMatchObject({ remedy: 'config' });
  });

  it('literal private addresses are still refused', async () => {
    const asked: string[] = [];
    const proxy = await startProxy((url) => asked.push(url));
    const fetcher = createFetcher({ proxy: { http: proxy.address }, contact: 'press@gov.example' });
    open.push(fetcher);
    for (const host of ['169.254.169.254', '10.0.0.1', '127.0.0.1', 'localhost']) {
      expect((await fetcher.fetch(page(`http://${host}/`, { source: localSource({}, false) }))).kind).toBe(
        'unreachable',
      );
    }
    expect(asked).toEqual([]);
  });

  it('name and password go in a header', async () => {
    const headers: unknown[] = [];
    const proxy = await startProxy((_, authorization) => headers.push(authorization));
    const fetcher = createFetcher({ proxy: { http: proxy.address.replace('http://', 'http://me:s%3Acret@') } });
    open.push(fetcher);
    await fetcher.fetch(page('http://news.gov.example/'));
    expect(headers[0]).toBe(`Basic ${Buffer.from('me:s:cret').toString('base64')}`);
  });

  it('https is tunnelled', async () => {
    const site = await startSite({ '*': 'page' });
    open.push(site);
    const tunnels: string[] = [];
    const proxy = await startProxy(
      () => undefined,
      (target) => tunnels.push(target),
      Number(new URL(site.origin).port),
    );
    const fetcher = createFetcher({ proxy: { https: proxy.address } });
    open.push(fetcher);
    // The site behind the tunnel speaks no TLS, which is as far as the tunnel's way can be seen from here.
    expect((await fetcher.fetch(page('https://news.gov.example/'))).kind).toBe('unreachable');
    expect(tunnels).toEqual(['news.gov.example:443']);
  });
});

async function startProxy(
  onRequest: (url: string, authorization: unknown) => void,
  onTunnel: (target: string) => void = () => undefined,
  tunnelPort = 0,
): Promise<{ address: string }> {
  const server: Server = createServer((request, response) => {
    onRequest(request.url ?? '', request.headers['proxy-authorization']);
    response
      .writeHead(request.url?.endsWith('/robots.txt') === true ? 404 : 200, { 'content-type': 'text/html' })
      .end('page');
  });
  server.on('connect', (request, socket) => {
    onTunnel(request.url ?? '');
    const onward = connect(tunnelPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
