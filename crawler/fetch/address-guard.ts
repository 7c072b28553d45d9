import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';

/** Ranges a source may open for itself, in words. Never link-local: the metadata services of clouds live there (169.254.169.254). */
const privateRanges: ReadonlySet<string> = new Set(['loopback', 'private', 'unique local', 'carrier grade nat']);

/**
 * The guard against being led into the network we run in (SSRF): an address is looked at when the connection is made, after DNS, so
 * that neither a redirect, an odd spelling of an IP address nor a name that changes its address gets past.
 */
export class RefusedAddressError extends Error {
  constructor(host: string, address: string, range: string) {
    super(
      `${host === address ? address : `${host} (${address})`} is a ${range} address, which ${
        privateRanges.has(range)
          ? 'this source may not ask unless its file says scope.allowPrivateAddresses: true'
          : 'no source may ask'
      }`,
    );
    this.name = 'RefusedAddressError';
  }
}

/** Resolves a name to all its addresses. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The system's resolver. */
export const systemResolve: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    dnsLookup(hostname, { all: true, verbatim: true }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    );
  });

/** Makes connections to allowed addresses only. `timeoutMs` is the limit for connecting, TLS included. */
export function guardedConnector(allowPrivate: boolean, resolve: Resolve, timeoutMs: number): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: guardedLookup(allowPrivate, resolve) });
  return (options, callback) => {
    // net.connect does not call `lookup` for IP literals, so they are looked at here.
    const refusal = refusedHost(options.hostname, allowPrivate);
    if (refusal === undefined) connect(options, callback);
    else callback(refusal, null);
  };
}

/** Why a literal host (IP address in any spelling, or a name for this very machine) may not be asked; `undefined` when it may, or is a name to resolve. */
export function refusedHost(hostname: string, allowPrivate: boolean): RefusedAddressError | undefined {
  const bare = bareHost(hostname);
  if (isLocalName(bare)) return allowPrivate ? undefined : new RefusedAddressError(bare, bare, 'loopback');
  const range = refusedRange(bare, allowPrivate);
  return range === undefined ? undefined : new RefusedAddressError(bare, bare, range);
}

/** Whether the host is this machine by its literal name or address. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = bareHost(hostname);
  return isLocalName(bare) || (ipaddr.isValid(bare) && ipaddr.process(bare).range() === 'loopback');
}

/** The range that forbids the address, in words; `undefined` for a name or an allowed address. */
function refusedRange(address: string, allowPrivate: boolean): string | undefined {
  if (isPlainName(address) || !ipaddr.isValid(address)) return undefined;
  const range = ipaddr
    .process(address)
    .range()
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return range === 'unicast' || (allowPrivate && privateRanges.has(range)) ? undefined : range;
}

/** No spelling of an IPv4 address (decimal, octal, hexadecimal) holds these letters, and IPv6 holds colons. Asked before every request: parsing in vain costs a hundred times as much. */
function isPlainName(host: string): boolean {
  return /[g-wyz_-]/i.test(host) && !host.includes(':');
}

function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
}

function isLocalName(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost');
}

function guardedLookup(allowPrivate: boolean, resolve: Resolve): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    resolve(hostname).then(
      (found) => {
        const addresses = ofFamily(found, options.family);
        // One bad address among good ones is what an attack looks like: the name is refused as a whole.
        for (const { address } of addresses) {
          const range = isIP(address) === 0 ? 'unknown' : refusedRange(address, allowPrivate);
          if (range !== undefined) {
            callback(new RefusedAddressError(hostname, address, range), []);
            return;
          }
        }
        const first = addresses[0];
        if (first === undefined) callback(notFound(hostname), []);
        else if (options.all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : notFound(hostname), []),
    );
  };
}

function ofFamily(addresses: readonly LookupAddress[], family: LookupOptions['family']): readonly LookupAddress[] {
  const wanted = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : family;
  return wanted === 4 || wanted === 6 ? addresses.filter((address) => address.family === wanted) : addresses;
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`no address for ${hostname}`), { code: 'ENOTFOUND' });
}
