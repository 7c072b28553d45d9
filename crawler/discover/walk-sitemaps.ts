import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import type { Candidate, DiscoveryPage } from './discovery.ts';
import { discoverSitemap } from './sitemap.ts';
import { absoluteUrl } from './url-identity.ts';

/** What asking for a sitemap brought: the page, or in words why there is none. */
export type SitemapAnswer =
  { readonly kind: 'page'; readonly page: DiscoveryPage } | { readonly kind: 'none'; readonly reason: string };

/**
 * Bounds of a walk. `maxSitemaps` 1,000 files of 50,000 locations are more than any government has; `maxDepth` 5: the protocol knows
 * one level of indexes, sites nest two or three, a loop nests for ever; `maxCandidates` bounds the memory (about 300 bytes each).
 */
export interface WalkLimits {
  readonly maxSitemaps: number;
  readonly maxDepth: number;
  readonly maxCandidates: number;
}

export const defaultWalkLimits: WalkLimits = { maxSitemaps: 1000, maxDepth: 5, maxCandidates: 2_000_000 };

export interface VisitedSitemap {
  readonly url: string;
  /** `invalid`: not there, not a sitemap, or one that was read before. */
  readonly kind: 'index' | 'pages' | 'invalid';
  readonly candidates: number;
  readonly depth: number;
}

export interface SitemapWalk {
  readonly visited: readonly VisitedSitemap[];
  /** Each identity once. */
  readonly candidates: readonly Candidate[];
  readonly problems: readonly Problem[];
  /** Whether every sitemap was read: only then does a page that is missing mean anything. */
  readonly complete: boolean;
}

/**
 * Reads sitemaps and the sitemaps they name, breadth first, each address once, whether it was named again or redirected to. It asks
 * for nothing itself: `get` does.
 */
export async function walkSitemaps(
  start: readonly string[],
  get: (url: string) => Promise<SitemapAnswer>,
  source: Source,
  limits: WalkLimits = defaultWalkLimits,
): Promise<SitemapWalk> {
  const visited: VisitedSitemap[] = [];
  const candidates = new Map<string, Candidate>();
  const problems: Problem[] = [];
  const read = new Set<string>();
  let complete = true;
  const queue = start.map((url) => ({ url: absoluteUrl(url)?.href ?? url, depth: 0 }));
  const invalid = (url: string, depth: number, code: string, message: string, missing: boolean): void => {
    visited.push({ url, kind: 'invalid', candidates: 0, depth });
    problems.push({ code, message, where: url });
    if (missing) complete = false;
  };
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { url, depth } = next;
    if (visited.length >= limits.maxSitemaps || candidates.size >= limits.maxCandidates) {
      problems.push({
        code: 'walk-limit',
        message: `stopped after ${visited.length} sitemaps and ${candidates.size} announcements; ${queue.length + 1} sitemaps were not read`,
        where: url,
      });
      complete = false;
      break;
    }
    if (read.has(url)) {
      invalid(url, depth, 'sitemap-loop', 'the sitemap was read before: it names itself or is named twice', false);
      continue;
    }
    read.add(url);
    const answer = await get(url);
    if (answer.kind === 'none') {
      invalid(url, depth, 'no-sitemap', `the sitemap could not be read: ${answer.reason}`, true);
      continue;
    }
    const { page } = answer;
    if (page.url !== url && read.has(page.url)) {
      invalid(url, depth, 'sitemap-loop', `the sitemap redirects to one that was read before: ${page.url}`, false);
      continue;
    }
    read.add(page.url);
    const discovery = discoverSitemap(page.content, page.url, source, page.contentType);
    problems.push(...discovery.problems);
    if (discovery.problems.some((problem) => incompleteCodes.has(problem.code))) complete = false;
    for (const candidate of discovery.candidates)
      if (!candidates.has(candidate.url)) candidates.set(candidate.url, candidate);
    const kind = discovery.problems.some((problem) => problem.code === 'not-a-sitemap')
      ? 'invalid'
      : discovery.nested.length > 0
        ? 'index'
        : 'pages';
    visited.push({ url, kind, candidates: discovery.candidates.length, depth });
    if (depth < limits.maxDepth)
      queue.push(...discovery.nested.map((nested) => ({ url: nested.url, depth: depth + 1 })));
    else if (discovery.nested.length > 0) {
      problems.push({
        code: 'walk-limit',
        message: `sitemap indexes within one another deeper than ${limits.maxDepth}`,
        where: url,
      });
      complete = false;
    }
  }
  return { visited, candidates: [...candidates.values()], problems, complete };
}

const incompleteCodes = new Set([
  'not-a-sitemap',
  'truncated-sitemap',
  'too-many-locations',
  'too-large',
  'bad-gzip',
  'truncated-feed',
]);
