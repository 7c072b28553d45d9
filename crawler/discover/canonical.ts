import type { Source } from '../../core/source.ts';
import { admit } from './admit.ts';
import { isPageParameter } from './next-page.ts';
import { identityUrl } from './url-identity.ts';

/** What a page says about its own address. */
export type Canonical =
  /** It names none, or the one it has. */
  | { readonly kind: 'same'; readonly url: string }
  /** Another spelling of the same page: the identity to keep it under. */
  | { readonly kind: 'other'; readonly url: string }
  /** A claim that cannot be true of this page; kept for people to see. */
  | { readonly kind: 'refused'; readonly url: string; readonly claimed: string; readonly reason: string };

/**
 * The identity that a page claims by `<link rel="canonical">` (`claimed`, as its href says or absolute). Honoured only where the claim fits the page: content systems name their
 * section, their home page or page one of a listing on every page, and believing them would make thousands of announcements one.
 * A claim fits when it differs by scheme, `www.`, a final slash, case, or parameters that choose neither a page nor a thing, or
 * when it leads to the same last segment elsewhere (`/fr/2024/x` and `/2024/x`).
 */
export function canonicalOf(claimed: string | undefined, url: string, source: Source): Canonical {
  const own = identityUrl(url, source) ?? url;
  if (claimed === undefined || claimed.trim() === '') return { kind: 'same', url: own };
  const admission = admit(claimed, source, url);
  if (admission.kind !== 'admitted')
    return {
      kind: 'refused',
      url: own,
      claimed: admission.foundAs,
      reason: admission.kind === 'trap' ? admission.reason : 'not a URL of the source',
    };
  if (admission.url === own) return { kind: 'same', url: own };
  const reason = misfit(new URL(admission.url), new URL(own), source);
  return reason === undefined
    ? { kind: 'other', url: admission.url }
    : { kind: 'refused', url: own, claimed: admission.url, reason };
}

function misfit(claimed: URL, own: URL, source: Source): string | undefined {
  if (source.entryPoints.some((entry) => identityUrl(entry.url, source) === claimed.href))
    return 'it is an entry point of the source';
  if (bareHost(claimed) !== bareHost(own)) return 'it is on another host';
  if (plainPath(claimed) === plainPath(own)) return droppedThing(claimed, own);
  return lastSegment(claimed) !== '' && lastSegment(claimed) === lastSegment(own) && claimed.search === own.search
    ? undefined
    : 'it leads to another path';
}

/** Parameters that the claim leaves out or changes although they choose what is shown. */
function droppedThing(claimed: URL, own: URL): string | undefined {
  for (const [name, value] of own.searchParams) {
    if (claimed.searchParams.get(name) === value) continue;
    if (isPageParameter(name) && /\d/.test(value)) return `it leaves out the page number \`${name}\``;
    if (/\d|[\da-f]{8}/i.test(value)) return `it leaves out \`${name}=${value}\`, which may choose what is shown`;
  }
  return undefined;
}

function bareHost(url: URL): string {
  return url.host.replace(/^www\./, '');
}

function plainPath(url: URL): string {
  return url.pathname
    .toLowerCase()
    .replace(/\/(?:index|default)\.[a-z]{3,5}$/, '/')
    .replace(/\/+$/, '');
}

function lastSegment(url: URL): string {
  return plainPath(url).split('/').at(-1) ?? '';
}
