import type { Announcement } from '../core/announcement.ts';
import type { Problem } from '../core/problem.ts';
import type { EntryPoint, Source } from '../core/source.ts';
import { inScope } from './discover/admit.ts';
import type { Candidate, Discovery } from './discover/discovery.ts';
import { discoverSitemap } from './discover/sitemap.ts';
import { identityUrl } from './discover/url-identity.ts';
import type { Fetcher } from './fetch/fetcher.ts';
import type { Capture } from './fetch/outcome.ts';
import { headerOf, readPage } from './read-page.ts';
import { readFeed, readListing } from './read-entry.ts';
import { reasonOf } from './run.ts';

/** What every step of one source found. Nothing is stored. */
export interface SourceCheck {
  readonly source: string;
  readonly ok: boolean;
  readonly steps: readonly CheckStep[];
}

export interface CheckStep {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  readonly details: readonly string[];
  readonly problems: readonly Problem[];
}

/** Announcement pages that a check looks at: enough to see a pattern, too few to bother anybody. */
const pagesLookedAt = 3;

/** Robots, each entry point, and a few of the announcements that they lead to. Asks politely, like a crawl. */
export async function checkSource(source: Source, fetcher: Fetcher, signal: AbortSignal): Promise<SourceCheck> {
  const steps: CheckStep[] = [];
  const candidates = new Map<string, Candidate>();
  for (const origin of new Set(source.entryPoints.map(({ url }) => new URL(url).origin))) {
    if (signal.aborted) break;
    steps.push(await checkRobots(source, origin, fetcher, signal));
  }
  for (const entry of source.entryPoints) {
    if (signal.aborted) break;
    const { step, discovery } = await checkEntry(source, entry, fetcher, signal);
    steps.push(step);
    for (const candidate of discovery?.candidates ?? [])
      if (!candidates.has(candidate.url)) candidates.set(candidate.url, candidate);
  }
  for (const candidate of spread([...candidates.values()], pagesLookedAt)) {
    if (signal.aborted) break;
    steps.push(await checkPage(source, candidate, fetcher, signal));
  }
  if (candidates.size === 0) steps.push(failed('announcements', 'none was found', []));
  return { source: source.id, ok: steps.every(({ ok }) => ok), steps };
}

/** What robots.txt of a host says about the entry points there. */
async function checkRobots(source: Source, origin: string, fetcher: Fetcher, signal: AbortSignal): Promise<CheckStep> {
  const name = `robots.txt of ${new URL(origin).host}`;
  const state = await fetcher.robots({ url: `${origin}/`, source, purpose: 'page', signal });
  if (state.kind === 'unreachable') return failed(name, `unreachable: ${state.reason}`, []);
  if (state.kind === 'not-asked')
    return failed(name, `not asked: ${'reason' in state.verdict ? state.verdict.reason : state.verdict.kind}`, []);
  const { robots } = state;
  const entries = source.entryPoints.filter(({ url }) => new URL(url).origin === origin);
  const forbidden = entries.flatMap(({ url }) => {
    const { allowed, rule } = robots.verdict(url);
    return allowed ? [] : [`forbids ${url} by "${rule}"`];
  });
  const { crawlDelayMs, sitemaps } = robots;
  const details = [
    ...forbidden,
    ...(crawlDelayMs === undefined
      ? []
      : [`asks for a wait of ${crawlDelayMs / 1000} s, kept up to ${source.politeness.maxCrawlDelayMs / 1000} s`]),
    ...sitemaps.map((sitemap) => `names the sitemap ${sitemap}`),
  ];
  const found =
    forbidden.length === 0
      ? 'allows the entry points'
      : `forbids ${forbidden.length} of ${entries.length} entry points`;
  return { name, ok: forbidden.length === 0, found, details, problems: [] };
}

async function checkEntry(
  source: Source,
  entry: EntryPoint,
  fetcher: Fetcher,
  signal: AbortSignal,
): Promise<{ step: CheckStep; discovery?: Discovery }> {
  const name = `${entry.type} ${entry.url}`;
  const outcome = await fetcher.fetch({ url: entry.url, source, purpose: entry.type, signal });
  if (outcome.kind !== 'fetched') return { step: failed(name, reasonOf(outcome), []) };
  const discovery = discoverIn(entry, outcome.capture, source);
  const { candidates, nested, outOfScope, problems } = discovery;
  const found = `${candidates.length} announcements, ${nested.length === 0 ? 'no next page' : `next ${nested[0]!.url}`}, ${outOfScope} links outside the scope`;
  const details = candidates
    .slice(0, 3)
    .map((candidate) => `${candidate.published?.value ?? '          '}  ${candidate.title ?? candidate.url}`);
  return { step: { name, ok: candidates.length + nested.length > 0, found, details, problems }, discovery };
}

function discoverIn(entry: EntryPoint, capture: Capture, source: Source): Discovery {
  switch (entry.type) {
    case 'listing':
      return readListing(capture, entry, source);
    case 'feed':
      return readFeed(capture, source);
    case 'sitemap':
      return discoverSitemap(capture.content, capture.url, source, headerOf(capture, 'content-type'));
  }
}

async function checkPage(
  source: Source,
  candidate: Candidate,
  fetcher: Fetcher,
  signal: AbortSignal,
): Promise<CheckStep> {
  const name = `announcement ${candidate.foundAs}`;
  const outcome = await fetcher.fetch({
    url: candidate.foundAs,
    source,
    purpose: 'page',
    inScope: (url) => inScope(identityUrl(url, source) ?? url, source),
    signal,
  });
  if (outcome.kind !== 'fetched') return failed(name, reasonOf(outcome), []);
  const { capture } = outcome;
  const reading = readPage(source, capture, candidate.url, candidate);
  if (reading.kind !== 'announcement')
    return failed(name, reading.kind === 'empty' ? 'no announcement' : `no page but ${reading.kind}`, reading.problems);
  const { announcement, problems } = reading;
  return {
    name,
    ok: announcement.published !== undefined && announcement.body.length > 0,
    found: announcement.title,
    details: detailsOf(announcement),
    problems,
  };
}

function detailsOf({ published, agency, kind, language, body, provenance }: Announcement): string[] {
  const characters = body.reduce((sum, { text }) => sum + text.length, 0);
  return [
    `published ${published?.value ?? 'unknown'}${published === undefined ? '' : ` (${published.source})`}, agency ${agency ?? 'unknown'}${provenance.agency === undefined ? '' : ` (${provenance.agency.kind})`}`,
    `kind ${kind ?? 'unknown'}, language ${language}, ${body.length} paragraphs of ${characters} characters`,
  ];
}

/** Some of them from the whole length of the list, the first included. */
function spread<T>(list: readonly T[], many: number): T[] {
  return Array.from(
    { length: Math.min(many, list.length) },
    (_, index) => list[Math.floor((index * list.length) / Math.min(many, list.length))]!,
  );
}

function failed(name: string, found: string, problems: readonly Problem[]): CheckStep {
  return { name, ok: false, found, details: [], problems };
}
