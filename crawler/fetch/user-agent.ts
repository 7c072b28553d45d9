import { HeraldError } from '../../core/problem.ts';
import { version } from '../../core/version.ts';
import { isLoopbackHost } from './address-guard.ts';

/** The name robots.txt knows us by. */
export const productToken = 'Herald';

/** `Herald/1.2.3 (+https://example.org/crawler)`: who asks, and how to reach whoever runs it. */
export function userAgent(contact: string | undefined): string {
  return `${productToken}/${version}${contact === undefined ? '' : ` (+${contact})`}`;
}

/**
 * A contact as it may stand in the User-Agent: the URL of a page or a mail address. `undefined` and blank mean none.
 * @throws HeraldError `config` when it is neither.
 */
export function readContact(contact: string | undefined): string | undefined {
  const trimmed = contact?.trim().replace(/^mailto:/i, '') ?? '';
  if (trimmed === '') return undefined;
  const printable = /^[\x21-\x27\x2A-\x7E]+$/.test(trimmed);
  const isUrl = /^https?:\/\/[^/]+\.[^/]+/i.test(trimmed) && URL.canParse(trimmed);
  const isMail = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(trimmed);
  if (printable && (isUrl || isMail)) return trimmed;
  throw new HeraldError('config', `"${trimmed}" is no contact for the User-Agent`, {
    hint: 'set HERALD_CONTACT to the https:// address of a page about your crawler, or to a mail address',
  });
}

/**
 * Whether asking this URL tells who asks. A host on this machine needs no telling, nor does one that a proxy on this machine
 * answers for, as recorded sites are replayed.
 * @param proxy address of the proxy the request goes through
 */
export function isContactNeeded(url: URL, proxy: string | undefined): boolean {
  return !isLoopbackHost(url.hostname) && (proxy === undefined || !isLoopbackHost(new URL(proxy).hostname));
}

/** The refusal to ask without saying by whom. */
export function contactMissing(hostname: string): HeraldError {
  return new HeraldError('config', `will not ask ${hostname} without a contact in the User-Agent`, {
    hint: 'set HERALD_CONTACT to the https:// address of a page about your crawler, or to a mail address',
  });
}
