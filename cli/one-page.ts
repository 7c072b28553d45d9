import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { HeraldError, messageOf } from '../core/problem.ts';
import type { Source } from '../core/source.ts';
import { inScope } from '../crawler/discover/admit.ts';
import { identityUrl } from '../crawler/discover/url-identity.ts';
import { createFetcher } from '../crawler/fetch/fetcher.ts';
import { headerOf } from '../crawler/read-page.ts';
import { reasonOf } from '../crawler/run.ts';
import { sourceOfHost } from '../crawler/source/host-source.ts';
import type { CommandContext } from './command.ts';
import { bytesText } from './text.ts';

/** One stage of looking at a page: how long it took and what it found, in words. */
export interface Stage {
  readonly name: string;
  readonly tookMs: number;
  readonly found: string;
}

/** A page as a server sent it, or as a file holds it. */
export interface ReceivedPage {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly stages: readonly Stage[];
}

/** One page for a command to look at: fetched politely when the target is an http(s) URL, else read from a file. */
export async function onePage(
  context: CommandContext,
  target: string,
  url: string | undefined,
  sources: readonly Source[],
): Promise<ReceivedPage> {
  if (!/^https?:\/\//i.test(target)) return readPage(target, url);
  if (url !== undefined) throw new HeraldError('config', '--url is for files; a fetched page has its own URL');
  return fetchPage(context, target, sources);
}

async function fetchPage(context: CommandContext, url: string, sources: readonly Source[]): Promise<ReceivedPage> {
  if (!URL.canParse(url)) throw new HeraldError('config', `not a URL: ${url}`);
  const source = sourceOfPage(url, sources);
  const fetcher = createFetcher({ contact: context.environment.HERALD_CONTACT });
  try {
    const outcome = await fetcher.fetch({ url, source, purpose: 'page', signal: context.signal });
    if (outcome.kind !== 'fetched')
      throw new HeraldError('retry-later', `${url} could not be fetched: ${reasonOf(outcome)}`);
    const { capture } = outcome;
    const robots = fetcher.report().hosts[0]?.robots ?? 'not asked';
    const stages = [
      { name: 'robots', tookMs: 0, found: robots },
      {
        name: 'fetch',
        tookMs: outcome.tookMs,
        found: `${capture.status}, ${bytesText(capture.payload.length)}${outcome.redirects.length === 0 ? '' : `, ${outcome.redirects.length} redirects to ${capture.url}`}`,
      },
    ];
    return {
      url: capture.url,
      bytes: capture.content,
      contentType: headerOf(capture, 'content-type'),
      headers: capture.headers,
      stages,
    };
  } finally {
    await fetcher.close();
  }
}

function readPage(path: string, url: string | undefined): ReceivedPage {
  if (!existsSync(path)) throw new HeraldError('config', `${path} is neither an http(s) URL nor a file`);
  if (url !== undefined && !URL.canParse(url)) throw new HeraldError('config', `--url is no URL: ${url}`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new HeraldError('config', `cannot read ${path}: ${messageOf(error)}`, { cause: error });
  }
  const contentType = /\.te?xt$/i.test(path) ? 'text/plain' : undefined;
  return {
    url: url ?? pathToFileURL(path).href,
    bytes,
    contentType,
    headers: [],
    stages: [{ name: 'read', tookMs: 0, found: `${path}, ${bytesText(bytes.length)}` }],
  };
}

/** The source to whose scope a page belongs, else one made of its host. */
export function sourceOfPage(url: string, sources: readonly Source[]): Source {
  return sources.find((source) => inScope(identityUrl(url, source) ?? url, source)) ?? sourceOfHost(url);
}
