import type { Source } from '../../core/source.ts';
import { absoluteUrl, identityUrl } from './url-identity.ts';
import { trapReason } from './url-trap.ts';

/** What became of a link: a URL of the source, or the reason why it is none. */
export type Admission =
  | { readonly kind: 'admitted'; readonly url: string; readonly foundAs: string }
  | { readonly kind: 'no-url'; readonly foundAs: string }
  | { readonly kind: 'out-of-scope'; readonly foundAs: string }
  | { readonly kind: 'trap'; readonly foundAs: string; readonly reason: string };

/** The one gate every link passes: made absolute, identified, held against the scope, looked at for traps. */
export function admit(href: string, source: Source, base?: string): Admission {
  const absolute = absoluteUrl(href, base);
  const url = absolute === undefined ? undefined : identityUrl(absolute.href, source);
  if (absolute === undefined || url === undefined) return { kind: 'no-url', foundAs: href };
  absolute.hash = '';
  const foundAs = absolute.href;
  if (!inScope(url, source)) return { kind: 'out-of-scope', foundAs };
  const reason = trapReason(url);
  return reason === undefined ? { kind: 'admitted', url, foundAs } : { kind: 'trap', foundAs, reason };
}

/** Whether the identity URL belongs to the source: some include and no exclude matches it. */
export function inScope(url: string, source: Pick<Source, 'scope'>): boolean {
  return (
    source.scope.include.some((pattern) => pattern.test(url)) &&
    !source.scope.exclude.some((pattern) => pattern.test(url))
  );
}
