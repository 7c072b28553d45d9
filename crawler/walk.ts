import type { Problem } from '../core/problem.ts';
import type { EntryPoint } from '../core/source.ts';
import { spentBudget } from './budget.ts';
import type { Candidate } from './discover/discovery.ts';
import type { ListingEntry } from './discover/listing.ts';
import { walkSitemaps, type SitemapAnswer } from './discover/walk-sitemaps.ts';
import { identityUrl } from './discover/url-identity.ts';
import type { Capture, FetchOutcome } from './fetch/outcome.ts';
import { pointerOf, validatorsOf } from './intake.ts';
import { readFeed, readListing } from './read-entry.ts';
import { headerOf } from './read-page.ts';
import { noteProblems, reasonOf, tellProgress, type Run } from './run.ts';

/** `complete`: every entry point was read to its end (or to where nothing new was to be expected). */
export interface WalkResult {
  readonly complete: boolean;
}

/** Times that a listing, feed or sitemap is asked for after all of the fetcher's own attempts: the rest of the source hangs on it. */
const walkRounds = 4;
/** Wait before each further round, milliseconds: a server that is being restarted needs seconds. */
const roundWaitMs = 2_000;

/** From the entry points to candidates in the frontier. `onCandidates` is told whenever there are new ones to look at. */
export async function walk(run: Run, onCandidates: () => void): Promise<WalkResult> {
  let complete = true;
  // "Nothing new on this page" means "nothing new behind it" only when the run before came to its end: one that was cut off
  // between two pages of a listing has seen the first and not the second. (The run under way has no ending yet.)
  const [before] = run.parts.store
    .runs({ source: run.source.id, limit: 2 })
    .filter(({ ending }) => ending !== undefined);
  const mayStopEarly = !run.options.full && before?.ending === 'complete';
  for (const entry of run.source.entryPoints) {
    if (run.parts.signal.aborted || spentBudget(run) !== undefined) return { complete: false };
    const ended = await walkEntry(run, entry, mayStopEarly, onCandidates);
    complete &&= ended;
  }
  return { complete };
}

function walkEntry(run: Run, entry: EntryPoint, mayStopEarly: boolean, onCandidates: () => void): Promise<boolean> {
  switch (entry.type) {
    case 'listing':
      return walkListing(run, entry, mayStopEarly, onCandidates);
    case 'sitemap':
      return walkSitemapsOf(run, entry.url, mayStopEarly, onCandidates);
    case 'feed':
      return walkFeed(run, entry.url, mayStopEarly, onCandidates);
  }
}

/** Page by page, until there is no next page, a page brings nothing new, or the entry's `maxPages`. */
async function walkListing(
  run: Run,
  entry: ListingEntry,
  mayStopEarly: boolean,
  onCandidates: () => void,
): Promise<boolean> {
  const seen = new Set<string>();
  let url: string | undefined = entry.url;
  for (let pageNumber = 1; url !== undefined && pageNumber <= entry.maxPages; pageNumber++) {
    if (spentBudget(run) !== undefined) return false;
    seen.add(url);
    const read = await readPlace(run, url, 'listing', mayStopEarly);
    // A pager that leads one page too far is the usual end of a listing.
    if (read.kind === 'gone' && pageNumber > 1) return true;
    if (read.kind === 'unchanged') return true;
    if (read.kind !== 'read') return false;
    const { capture } = read;
    const discovery = readListing(capture, entry, run.source, pageNumber);
    const added = keep(run, discovery.candidates, onCandidates);
    // A page beyond the last that repeats nothing and finds nothing is an end, not a fault.
    if (discovery.candidates.length === 0 && pageNumber > 1) return true;
    noteProblems(run, discovery.problems);
    if (discovery.candidates.length === 0) return false;
    if (added === 0 && mayStopEarly) return true;
    const next: string | undefined = discovery.nested.find(({ type }) => type === 'listing')?.url;
    if (next !== undefined && seen.has(next)) return true;
    url = next;
  }
  return true;
}

/** A sitemap and those it names. An unchanged one names nothing new. */
async function walkSitemapsOf(
  run: Run,
  first: string,
  mayStopEarly: boolean,
  onCandidates: () => void,
): Promise<boolean> {
  const get = async (url: string): Promise<SitemapAnswer> => {
    const read = await readPlace(run, url, 'sitemap', mayStopEarly);
    if (read.kind === 'unchanged') return { kind: 'page', page: { url, content: emptySitemap } };
    if (read.kind !== 'read')
      return { kind: 'none', reason: read.kind === 'gone' ? 'it is not there' : 'see the problem before' };
    const contentType = headerOf(read.capture, 'content-type');
    return {
      kind: 'page',
      page: {
        url: read.capture.url,
        content: read.capture.content,
        ...(contentType === undefined ? {} : { contentType }),
      },
    };
  };
  const { candidates, problems, complete } = await walkSitemaps([first], get, run.source);
  noteProblems(run, problems);
  keep(run, candidates, onCandidates);
  return complete;
}

const emptySitemap = Buffer.from('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>');

async function walkFeed(run: Run, url: string, mayStopEarly: boolean, onCandidates: () => void): Promise<boolean> {
  const read = await readPlace(run, url, 'feed', mayStopEarly);
  if (read.kind === 'unchanged') return true;
  if (read.kind !== 'read') return false;
  const discovery = readFeed(read.capture, run.source);
  noteProblems(run, discovery.problems);
  keep(run, discovery.candidates, onCandidates);
  return true;
}

/** New candidates of this run are due at once, and once. Answers how many were new. */
function keep(run: Run, candidates: readonly Candidate[], onCandidates: () => void): number {
  const { added } = run.parts.store.addCandidates(run.source.id, candidates, run.dueAt);
  run.counts.added += added;
  if (added > 0) onCandidates();
  return added;
}

type Read =
  | { readonly kind: 'read'; readonly capture: Capture }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed' };

/** Asks for a listing, feed or sitemap, in rounds; archives what came and notes it in the frontier. */
async function readPlace(
  run: Run,
  url: string,
  kind: 'listing' | 'feed' | 'sitemap',
  conditionally: boolean,
): Promise<Read> {
  const { source, parts } = run;
  const identity = identityUrl(url, source) ?? url;
  const known = conditionally ? parts.store.frontierUrl(source.id, identity) : undefined;
  for (let round = 1; ; round++) {
    const outcome = await parts.fetcher.fetch({
      url,
      source,
      purpose: kind,
      signal: parts.signal,
      ...(known?.validators === undefined ? {} : { validators: known.validators }),
      ...(known?.bytes === undefined ? {} : { knownBytes: known.bytes }),
    });
    const again =
      (outcome.kind === 'failed' || outcome.kind === 'unreachable') && round < walkRounds && !parts.signal.aborted;
    if (again) {
      await parts.clock.sleep(roundWaitMs, parts.signal);
      continue;
    }
    run.counts.listings += 1;
    tellProgress(run, url);
    return parts.store.batch(() => recordPlace(run, { url, identity, kind }, outcome));
  }
}

function recordPlace(
  run: Run,
  place: { readonly url: string; readonly identity: string; readonly kind: 'listing' | 'feed' | 'sitemap' },
  outcome: FetchOutcome,
): Read {
  const { source, parts } = run;
  parts.store.addCandidates(
    source.id,
    [{ url: place.identity, foundAs: place.url, kind: place.kind, discoveredVia: 'seed' }],
    run.dueAt,
  );
  const common = {
    source: source.id,
    url: place.identity,
    at: outcome.at,
    kind: outcome.kind,
    attempts: outcome.attempts,
    tookMs: outcome.tookMs,
    robots: outcome.robots,
    urlKind: place.kind,
    limits: { ...source.schedule, ...source.removal },
  };
  switch (outcome.kind) {
    case 'fetched': {
      const { capture } = outcome;
      run.counts.bytes += capture.payload.length;
      const appended = parts.archive.append(capture, { notes: { source: source.id, kind: place.kind } });
      parts.store.recordFetch({
        ...common,
        status: capture.status,
        bytes: capture.payload.length,
        validators: validatorsOf(capture),
        capture: pointerOf(capture, appended, place.identity),
      });
      return { kind: 'read', capture };
    }
    case 'not-modified':
      parts.store.recordFetch(common);
      return { kind: 'unchanged' };
    default:
      parts.store.recordFetch({ ...common, reason: reasonOf(outcome) });
      if (outcome.kind === 'gone') return { kind: 'gone' };
      noteProblems(run, [problemOf(place.kind, place.url, outcome)]);
      return { kind: 'failed' };
  }
}

function problemOf(kind: string, url: string, outcome: FetchOutcome): Problem {
  const hint =
    outcome.kind === 'disallowed'
      ? 'the publisher does not want it crawled; remove the source or ask the publisher'
      : outcome.kind === 'unreachable'
        ? 'check the address and the network; the next run tries again'
        : undefined;
  return {
    code: outcome.kind,
    message: `the ${kind} ${url} could not be read: ${reasonOf(outcome)}`,
    where: url,
    ...(hint === undefined ? {} : { hint }),
  };
}
