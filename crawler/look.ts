import type { Instant } from '../core/instant.ts';
import { inScope } from './discover/admit.ts';
import { identityUrl } from './discover/url-identity.ts';
import type { Capture, FetchOutcome, Validators } from './fetch/outcome.ts';
import { headerOf, pointerOf, takeInPage } from './intake.ts';
import { noteProblems, reasonOf, tellProgress, type Run } from './run.ts';
import type { CapturePointer } from './store/capture-rows.ts';
import type { FrontierUrl } from './store/frontier.ts';
import { isAlarming } from './store/recheck.ts';

/** Whether a page needs another try in this run. */
export type LookResult = 'done' | 'try-again';

/**
 * One look at one announcement page: ask, archive, take in, and note in the frontier when to look again. `lastTry` says that what
 * fails now is given up for this run; before, it is only reported to the caller, who comes back later.
 */
export async function lookAt(run: Run, page: FrontierUrl, lastTry: boolean): Promise<LookResult> {
  const { source, parts } = run;
  const outcome = await parts.fetcher.fetch({
    url: page.fetchUrl,
    source,
    purpose: 'page',
    inScope: (url) => inScope(identityUrl(url, source) ?? url, source),
    signal: parts.signal,
    ...(page.validators === undefined ? {} : { validators: page.validators }),
    ...(page.bytes === undefined ? {} : { knownBytes: page.bytes }),
  });
  if (parts.signal.aborted && outcome.kind === 'failed') return 'done';
  if (!lastTry && (outcome.kind === 'failed' || outcome.kind === 'unreachable')) return 'try-again';
  parts.store.batch(() => record(run, page, outcome));
  tellProgress(run, page.url);
  return 'done';
}

function record(run: Run, page: FrontierUrl, outcome: FetchOutcome): void {
  const { counts, source, parts } = run;
  if (outcome.kind === 'fetched') {
    recordCapture(run, page, outcome, outcome.capture);
    return;
  }
  recordFetch(run, page, outcome, {});
  if (outcome.kind === 'not-modified') {
    counts.notModified += 1;
    if (parts.store.touch(source.id, page.url, outcome.at) === 'restored') counts.restored += 1;
    if (page.digest !== undefined && page.lastFetched !== undefined) {
      parts.archive.appendRevisit(page.url, outcome.at, { url: page.url, at: page.lastFetched, digest: page.digest }, { notes: { source: source.id } });
    }
  } else if (outcome.kind === 'gone') {
    parts.archive.append(outcome.capture, { notes: { source: source.id, url: page.url } });
    if (parts.store.recordMissing(source.id, page.url, outcome.at, source.removal) === 'removed') {
      counts.removed += 1;
      parts.progress.event('removed', { source: source.id, url: page.url, title: page.hints.title });
    }
    watchVanishing(run, outcome.at);
  } else {
    counts.givenUp += 1;
    run.givenUp.push({ url: page.url, reason: reasonOf(outcome) });
    noteProblems(run, [{ code: outcome.kind, message: `${page.url}: ${reasonOf(outcome)}`, where: page.url }]);
  }
}

/** When too much of a source vanishes at once the site is to be doubted, not its announcements: the run ends and nothing is removed. */
function watchVanishing(run: Run, at: Instant): void {
  const { source, parts } = run;
  const vanishing = parts.store.vanishing(source.id);
  if (run.alarm !== undefined || !isAlarming(vanishing, source.removal)) return;
  run.alarm = `${vanishing.vanished} of ${vanishing.present} pages answer 404 or 410 in one run`;
  parts.store.raiseAlarm(source.id, at, run.alarm);
  run.counts.removed = 0;
  parts.progress.event('alarm', { source: source.id, reason: run.alarm });
}

function recordCapture(run: Run, page: FrontierUrl, outcome: FetchOutcome, capture: Capture): void {
  const { counts, source, parts } = run;
  const hints = { ...(page.hints.title === undefined ? {} : { title: page.hints.title }), ...(page.hints.published === undefined ? {} : { published: page.hints.published }) };
  const appended = parts.archive.append(capture, { notes: { source: source.id, url: page.url, ...(Object.keys(hints).length === 0 ? {} : { hints }) } });
  const pointer = pointerOf(capture, appended, page.url);
  recordFetch(run, page, outcome, { capture, pointer });
  const result = takeInPage(parts.store, source, capture, { capture: pointer, pageUrl: page.url }, hints);
  if (result.kind === 'empty') {
    counts.empty += 1;
    noteProblems(run, result.problems.slice(0, 1));
  } else if (result.kind === 'new' || result.kind === 'changed' || result.kind === 'restored') {
    counts[result.kind] += 1;
    parts.progress.event(result.kind, { source: source.id, url: page.url, title: result.title });
  }
}

function recordFetch(
  run: Run,
  page: FrontierUrl,
  outcome: FetchOutcome,
  found: { readonly capture?: Capture; readonly pointer?: CapturePointer },
): void {
  const { source, parts } = run;
  parts.store.recordFetch({
    source: source.id,
    url: page.url,
    at: outcome.at,
    kind: outcome.kind,
    attempts: outcome.attempts,
    tookMs: outcome.tookMs,
    limits: { ...source.schedule, ...source.removal },
    ...('status' in outcome && outcome.status !== undefined ? { status: outcome.status } : {}),
    ...(outcome.kind === 'fetched' || outcome.kind === 'not-modified' ? {} : { reason: reasonOf(outcome) }),
    ...(found.capture === undefined ? {} : { status: found.capture.status, bytes: found.capture.payload.length, validators: validatorsOf(found.capture) }),
    ...(found.pointer === undefined ? {} : { capture: found.pointer }),
  });
}

export function validatorsOf(capture: Capture): Validators {
  const etag = headerOf(capture, 'etag');
  const lastModified = headerOf(capture, 'last-modified');
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}
