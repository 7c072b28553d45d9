import { Agent, ProxyAgent, type buildConnector, type Dispatcher } from 'undici';
import { guardedConnector, refusedHost, type Resolve } from './address-guard.ts';
import { proxyFor, type ProxySettings } from './proxy.ts';

/** Connections to hosts, kept alive and shared; guarded ones apart from those of sources that may ask private addresses. */
export interface Connections {
  /** Where to send a request for this URL, or why it may not be sent. */
  to(url: URL, allowPrivate: boolean): Dispatcher | Error;
  /** The address of the proxy a request for this URL goes through, if any. */
  proxyOf(url: URL): string | undefined;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly proxy: ProxySettings;
  readonly resolve: Resolve;
  /** Limit for connecting, TLS included, milliseconds. */
  readonly connectMs: number;
  readonly headerBytes: number;
}

/** How long an unused connection is kept, milliseconds, where the server gives no hint: a longer one is often found closed, a shorter one made anew for each page. */
const keepAliveMs = 10_000;

export function createConnections({ proxy, resolve, connectMs, headerBytes }: ConnectionOptions): Connections {
  const common = { keepAliveTimeout: keepAliveMs, maxHeaderSize: headerBytes, pipelining: 1 } as const;
  const direct = new Map<boolean, Dispatcher>();
  const proxies = new Map<string, Dispatcher>();

  function directAgent(allowPrivate: boolean): Dispatcher {
    return remembered(
      direct,
      allowPrivate,
      () => new Agent({ ...common, connect: guardedConnector(allowPrivate, resolve, connectMs) }),
    );
  }

  function proxyAgent(address: string): Dispatcher {
    return remembered<string, Dispatcher>(proxies, address, () => {
      const { uri, token } = proxyAddress(address);
      const tls: buildConnector.BuildOptions = { timeout: connectMs };
      return new ProxyAgent({
        ...common,
        uri,
        ...(token === undefined ? {} : { token }),
        proxyTunnel: false,
        requestTls: tls,
        proxyTls: tls,
      });
    });
  }

  return {
    to(url, allowPrivate) {
      const address = proxyFor(url, proxy);
      if (address === undefined) return directAgent(allowPrivate);
      // The proxy resolves names, so only a literal address can be judged here.
      return refusedHost(url.hostname, allowPrivate) ?? proxyAgent(address);
    },
    proxyOf: (url) => proxyFor(url, proxy),
    close: async () => {
      await Promise.all([...direct.values(), ...proxies.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

function remembered<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

/** Name and password travel in a header, not in the address. */
function proxyAddress(address: string): { uri: string; token?: string } {
  const url = new URL(address);
  if (url.username === '' && url.password === '') return { uri: url.href };
  const token = `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}`;
  url.username = '';
  url.password = '';
  return { uri: url.href, token };
}
