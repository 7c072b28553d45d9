import type { Problem } from '../core/problem.ts';
import { decodeHtml } from './decode/html.ts';
import { proposeSource } from './discover/propose-source.ts';
import type { Fetcher } from './fetch/fetcher.ts';
import { headerOf } from './read-page.ts';
import { reasonOf } from './run.ts';
import { formatSource } from './source/format-source.ts';
import { sourceOfHost } from './source/host-source.ts';

/** A source file as proposed, ready to be looked through by a person. */
export interface ProposedSource {
  readonly id: string;
  readonly yaml: string;
  readonly problems: readonly Problem[];
}

/** Looks at a home page (and its robots.txt) and proposes the source file. `reason`: why the page could not be had. */
export async function proposeFrom(
  url: string,
  fetcher: Fetcher,
  signal: AbortSignal,
): Promise<{ readonly proposed: ProposedSource } | { readonly reason: string }> {
  const host = sourceOfHost(url);
  // Whoever names this machine means it, now and in every crawl of the file.
  const local = isThisMachine(url) ? { allowPrivateAddresses: true } : {};
  const source = { ...host, scope: { ...host.scope, ...local } };
  const outcome = await fetcher.fetch({ url, source, purpose: 'page', signal });
  if (outcome.kind !== 'fetched') return { reason: reasonOf(outcome) };
  const { capture } = outcome;
  const robots = await fetcher.robots({ url: capture.url, source, purpose: 'page', signal });
  const robotsText =
    robots.kind === 'rules' ? robots.robots.sitemaps.map((sitemap) => `Sitemap: ${sitemap}`).join('\n') : undefined;
  const { text } = decodeHtml(capture.content, headerOf(capture, 'content-type'));
  const { value: draft, problems } = proposeSource(text, capture.url, robotsText);
  const notes = problems.map(({ message, hint }) => `${message}${hint === undefined ? '' : ` (${hint})`}`);
  const scope = { ...draft.scope, ...local };
  const proposed = Object.keys(scope).length === 0 ? draft : { ...draft, scope };
  return { proposed: { id: draft.id, yaml: formatSource(proposed, notes), problems } };
}

function isThisMachine(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}
