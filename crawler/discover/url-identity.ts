import type { Source } from '../../core/source.ts';
import { isSessionParameter, isTrackingParameter, withoutSessionInPath } from './url-noise.ts';

/** What of a source decides which spellings are one URL. A whole `Source` will do. */
export type UrlRules = Pick<Source, 'ignoreParameters' | 'sortParameters'> &
  Partial<Pick<Source, 'homepage' | 'entryPoints'>>;

/** The rules of a URL that belongs to no source. */
export const plainUrlRules: UrlRules = { ignoreParameters: [], sortParameters: false };

/**
 * The one spelling under which a URL is known: two URLs with equal identity are one announcement. It can still be asked
 * for. `undefined` when the text is no http or https URL.
 *
 * Parsed by the WHATWG standard (case of scheme and host, default ports, dot segments, backslashes, IDN); then the
 * fragment, a final dot of the host, tracking parameters, session ids (in the query and in the path) and the source's
 * `ignoreParameters` are dropped, escapes are written in upper case and only where they are needed, and `http` becomes
 * `https` on hosts that the source file itself names with https. The order of parameters is kept unless the source says
 * `sortParameters`. A final slash stays: whether `/a` and `/a/` are one page only the site can tell, by redirect or by
 * canonical link.
 */
export function identityUrl(text: string, rules: UrlRules, base?: string): string | undefined {
  const url = absoluteUrl(text, base);
  if (url === undefined) return undefined;
  url.hash = '';
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.replace(/\.+$/, '') || url.hostname;
  if (url.protocol === 'http:' && url.port === '' && secureHosts(rules).has(url.hostname)) url.protocol = 'https:';
  url.pathname = escapesOnlyWhereNeeded(withoutSessionInPath(url.pathname));
  url.search = identityQuery(url.search, rules);
  return url.href;
}

/** The URL as a browser would ask for it, without fragment; `undefined` when it is no http or https URL. */
export function absoluteUrl(text: string, base?: string): URL | undefined {
  const trimmed = trimUrl(text);
  let url: URL;
  try {
    url = new URL(trimmed, base === '' ? undefined : base);
  } catch {
    return undefined;
  }
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? url : undefined;
}

/** White space of every kind and control characters around a URL are left-overs of its writing, the feed's or ours. */
function trimUrl(text: string): string {
  return text.replace(/^[\s\u0000-\u001f\u007f-\u009f\u200b\ufeff]+|[\s\u0000-\u001f\u007f-\u009f\u200b\ufeff]+$/g, '');
}

function identityQuery(search: string, rules: UrlRules): string {
  const parameters = search
    .replace(/^\?/, '')
    .split('&')
    .filter((parameter) => parameter !== '' && parameter !== '=' && !isNoise(parameter, rules))
    .map((parameter) => escapesOnlyWhereNeeded(parameter).replace(/%5B/g, '[').replace(/%5D/g, ']'));
  // By code unit, not by language: the same on every machine. Equal names keep their order, which may mean something.
  if (rules.sortParameters) parameters.sort((a, b) => compare(nameOf(a), nameOf(b)));
  return parameters.length === 0 ? '' : `?${parameters.join('&')}`;
}

function isNoise(parameter: string, rules: UrlRules): boolean {
  const name = decoded(nameOf(parameter));
  const value = decoded(parameter.slice(nameOf(parameter).length + 1));
  return (
    isTrackingParameter(name) ||
    isSessionParameter(name, value) ||
    rules.ignoreParameters.some((ignored) => ignored.toLowerCase() === name.toLowerCase())
  );
}

/** Letters, digits and `-._~` mean the same with and without an escape (RFC 3986, 2.3); all other escapes keep theirs. A stray `%` gets its own. */
function escapesOnlyWhereNeeded(text: string): string {
  return text.replace(/%(?![0-9a-f]{2})/gi, '%25').replace(/%([0-9a-f]{2})/gi, (escape, hex: string) => {
    const character = String.fromCharCode(parseInt(hex, 16));
    return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
  });
}

const secureHostsOf = new WeakMap<UrlRules, ReadonlySet<string>>();

/** Hosts for which the source file gives an https URL: the evidence that http and https are the same site there. */
function secureHosts(rules: UrlRules): ReadonlySet<string> {
  const known = secureHostsOf.get(rules);
  if (known !== undefined) return known;
  const urls = [
    ...(rules.homepage === undefined ? [] : [rules.homepage]),
    ...(rules.entryPoints ?? []).map((entry) => entry.url),
  ];
  const hosts = new Set(
    urls
      .map((url) => new URL(url))
      .filter((url) => url.protocol === 'https:' && url.port === '')
      .map((url) => url.hostname),
  );
  secureHostsOf.set(rules, hosts);
  return hosts;
}

function nameOf(parameter: string): string {
  const equals = parameter.indexOf('=');
  return equals < 0 ? parameter : parameter.slice(0, equals);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
