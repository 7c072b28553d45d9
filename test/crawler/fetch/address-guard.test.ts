import { afterEach, describe, expect, it } from 'vitest';
import { isLoopbackHost, refusedHost } from '../../../crawler/fetch/address-guard.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../../../crawler/fetch/fetcher.ts';
import { localSource, page, startSite, type Site } from './site.ts';
import { virtualClock } from './virtual-clock.ts';

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

function fetcher(options: FetcherOptions = {}): Fetcher {
  const made = createFetcher({ proxy: 'none', contact: 'press@gov.example', clock: virtualClock(), ...options });
  open.push(made);
  return made;
}

const guarded = localSource({}, false);
const opened = localSource({}, true);

describe('addresses', () => {
  const metadata = ['169.254.169.254', '[fe80::1]', '[::ffff:169.254.169.254]', '[64:ff9b::a9fe:a9fe]'];
  const privates = [
    '127.0.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '[::1]',
    '[fd00::1]',
    '[::ffff:10.0.0.1]',
    'localhost',
    'x.localhost',
    'localhost.',
  ];
  const senseless = [
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '[::]',
    '[ff02::1]',
    '192.0.2.1',
    '198.51.100.1',
    '[2001:db8::1]',
    '[2002:7f00:1::]',
    '240.0.0.1',
  ];

  it.each([...metadata, ...privates, ...senseless])('%s is refused', (host) => {
    expect(refusedHost(host, false)?.message).toMatch(/address/);
  });

  it.each([...metadata, ...senseless])('%s is refused even where private addresses are allowed', (host) => {
    expect(refusedHost(host, true)).toBeDefined();
  });

  it.each(privates)('%s is allowed where the source allows it', (host) => {
    expect(refusedHost(host, true)).toBeUndefined();
  });

  it.each(['8.8.8.8', '[2606:4700::1111]', 'gov.example', '10.example'])('%s is no such address', (host) => {
    expect(refusedHost(host, false)).toBeUndefined();
  });

  it('this machine is known by its names', () => {
    expect(['127.0.0.1', '127.9.9.9', '[::1]', 'LOCALHOST', 'a.localhost'].every(isLoopbackHost)).toBe(true);
    expect(['10.0.0.1', 'gov.example', 'localhost.gov.example'].some(isLoopbackHost)).toBe(false);
  });
});

describe('a fetch', () => {
  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '127.1',
    '[::ffff:127.0.0.1]',
    'localhost',
    '[0:0:0:0:0:0:0:1]',
  ])('of http://%s/ is refused before anything is sent, and not tried again', async (host) => {
    const made = await site({ '*': 'page' });
    const url = `http://${host}:${new URL(made.origin).port}/`;
    const outcome = await fetcher().fetch(page(url, { source: localSource({ attempts: 3 }, false) }));
    expect(outcome).toMatchObject({ kind: 'unreachable', reason: expect.stringMatching(/loopback|ipv4/) as string });
    expect(made.log).toHaveLength(0);
  });

  it('that a redirect leads to the metadata service is refused there', async () => {
    const made = await site({
      '/a': (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    });
    const outcome = await fetcher().fetch(page(`${made.origin}/a`, { source: opened }));
    expect(outcome).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringContaining('169.254.169.254 is a link local address') as string,
    });
  });

  it('of a name is refused when the name leads to this machine', async () => {
    const made = await site({ '*': 'page' });
    const outcome = await fetcher({ resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) }).fetch(
      page(`http://news.gov.example:${new URL(made.origin).port}/`, { source: guarded }),
    );
    expect(outcome).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringContaining('news.gov.example (127.0.0.1) is a loopback address') as string,
    });
    expect(made.log).toHaveLength(0);
  });

  it('of a name is refused when only one of its addresses is bad', async () => {
    const addresses = [
      { address: '203.0.114.7', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    const outcome = await fetcher({ resolve: () => Promise.resolve(addresses) }).fetch(
      page('http://news.gov.example/', { source: guarded }),
    );
    expect(outcome).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('10.0.0.1') as string });
  });

  it('is refused when the name moves to this machine between two requests', async () => {
    const made = await site({
      '/robots.txt': (_, response) => response.writeHead(404, { connection: 'close' }).end(),
      '*': 'page',
    });
    // The first connection is made to a private address the source allows, the second would go to the metadata service.
    const answers = ['127.0.0.1', '169.254.169.254'];
    const resolve = (): Promise<{ address: string; family: number }[]> =>
      Promise.resolve([{ address: answers.shift() ?? '169.254.169.254', family: 4 }]);
    const outcome = await fetcher({ resolve }).fetch(
      page(`http://moving.gov.example:${new URL(made.origin).port}/x`, { source: opened }),
    );
    expect(outcome).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringContaining('169.254.169.254') as string,
    });
    expect(made.log.map(({ path }) => path)).toEqual(['/robots.txt']);
  });

  it('for a guarded source does not ride on a connection that an open one made', async () => {
    const made = await site({ '*': 'page' });
    const one = fetcher();
    expect((await one.fetch(page(`${made.origin}/a`, { source: opened }))).kind).toBe('fetched');
    expect((await one.fetch(page(`${made.origin}/b`, { source: guarded }))).kind).toBe('unreachable');
  });

  it('of a name without an address ends as unreachable', async () => {
    const outcome = await fetcher({ resolve: () => Promise.resolve([]) }).fetch(
      page('http://nowhere.gov.example/', { source: guarded }),
    );
    expect(outcome).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringContaining('no address for nowhere.gov.example') as string,
    });
  });
});

async function site(answers: Parameters<typeof startSite>[0]): Promise<Site> {
  const made = await startSite({ '/robots.txt': '', ...answers });
  open.push(made);
  return made;
}
