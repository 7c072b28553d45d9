import { HeraldError } from '../../core/problem.ts';

/** Which proxy to ask for which URL. */
export interface ProxySettings {
  readonly http?: string;
  readonly https?: string;
  /** Hosts asked directly: names (and everything below them), `host:port`, `*`; comma or blank between. */
  readonly except?: string;
}

/** HTTP_PROXY, HTTPS_PROXY, NO_PROXY in lower and upper case; lower case wins, as curl has it. */
export function proxySettings(environment: Readonly<Record<string, string | undefined>>): ProxySettings {
  const read = (name: string): string | undefined => environment[name.toLowerCase()] || environment[name] || undefined;
  const http = read('HTTP_PROXY');
  const https = read('HTTPS_PROXY');
  const except = read('NO_PROXY');
  return {
    ...(http === undefined ? {} : { http: proxyUrl(http, 'HTTP_PROXY') }),
    ...(https === undefined ? {} : { https: proxyUrl(https, 'HTTPS_PROXY') }),
    ...(except === undefined ? {} : { except }),
  };
}

/** The proxy for a URL, or `undefined` when it is asked directly. */
export function proxyFor(url: URL, settings: ProxySettings): string | undefined {
  const proxy = url.protocol === 'https:' ? settings.https : settings.http;
  return proxy === undefined || isExcepted(url, settings.except ?? '') ? undefined : proxy;
}

function isExcepted(url: URL, except: string): boolean {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return except
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = entry, entryPort] =
        /^\[?(.+?)\]?(?::(\d+))?$/.exec(/^[^[]*:.*:/.test(entry) ? `[${entry}]` : entry) ?? [];
      if (entryPort !== undefined && entryPort !== port) return false;
      const suffix = name.replace(/^\*?\./, '');
      return hostname === suffix || hostname.endsWith(`.${suffix}`);
    });
}

/** @throws HeraldError `config` naming the variable when its value is no proxy we can use. */
function proxyUrl(value: string, variable: string): string {
  const text = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new HeraldError('config', `${variable} is not the URL of an HTTP proxy`, {
    hint: 'write http://host:port, or unset it',
  });
}
