import type { Instant } from '../core/instant.ts';
import { inScope } from './discover/admit.ts';
import { identityUrl } from './discover/url-identity.ts';
import type { Capture, FetchOutcome } from './fetch/outcome.ts';
import { pointerOf, takeIn, validatorsOf, type IntakeResult } from './intake.ts';
import type { IntakeHints } from './read-page.ts';
import { noteProblems, reasonOf, tellProgress, type Run } from './run.ts';
import type { CapturePointer } from './store/capture-rows.ts';
import type { FrontierUrl } from './store/frontier.ts';

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
  await record(run, page, outcome);
  tellProgress(run, page.url);
  return 'done';
}

/** Archives what came, before anybody looks into it, then takes it in; done when the store has it. */
async function record(run: Run, page: FrontierUrl, outcome: FetchOutcome): Promise<void> {
  const { counts, source, parts } = run;
  if (outcome.kind === 'fetched') return recordCapture(run, page, outcome, outcome.capture);
  if (outcome.kind === 'gone') parts.archive.append(outcome.capture, { notes: { source: source.id, url: page.url } });
  else if (outcome.kind === 'not-modified' && page.digest !== undefined && page.lastFetched !== undefined)
    parts.archive.appendRevisit(
      page.url,
      outcome.at,
      { url: page.url, at: page.lastFetched, digest: page.digest },
      { notes: { source: source.id } },
    );
  await parts.ledger.enter(undefined, () => recordFetch(run, page, outcome, {}));
  if (outcome.kind === 'gone') noteGone(run, page, outcome.at);
  else if (outcome.kind === 'not-modified') counts.notModified += 1;
  else {
    giveUp(run, page, reasonOf(outcome));
    noteProblems(run, [{ code: outcome.kind, message: `${page.url}: ${reasonOf(outcome)}`, where: page.url }]);
  }
}

async function recordCapture(run: Run, page: FrontierUrl, outcome: FetchOutcome, capture: Capture): Promise<void> {
  const { source, parts } = run;
  run.counts.bytes += capture.payload.length;
  const hints = intakeHints(page);
  const appended = parts.archive.append(capture, {
    notes: { source: source.id, url: page.url, ...(Object.keys(hints).length === 0 ? {} : { hints }) },
  });
  const pointer = pointerOf(capture, appended, page.url);
  const reading = parts.readers.read(source, capture, page.url, hints);
  const result = await parts.ledger.enter(reading, (read) => {
    const taken = takeIn(parts.store, read, capture.fetchedAt, { capture: pointer, pageUrl: page.url });
    recordFetch(run, page, outcome, { capture, pointer, said: taken.kind });
    return taken;
  });
  noteResult(run, page, outcome.at, result);
}

function intakeHints({ hints: { title, published, attachments = [] } }: FrontierUrl): IntakeHints {
  return {
    ...(title === undefined ? {} : { title }),
    ...(published === undefined ? {} : { published }),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}

function noteResult(run: Run, page: FrontierUrl, at: Instant, result: IntakeResult): void {
  const { counts, source, parts } = run;
  if (result.kind === 'soft-404') {
    noteGone(run, page, at);
  } else if (result.kind === 'blocked') {
    giveUp(run, page, result.problems[0]?.message ?? 'blocked');
  } else if (result.kind === 'empty') {
    counts.empty += 1;
    noteProblems(run, result.problems.slice(0, 1));
  } else if (result.kind === 'new' || result.kind === 'changed' || result.kind === 'restored') {
    counts[result.kind] += 1;
    parts.progress.event(result.kind, { source: source.id, url: page.url, title: result.title });
  }
}

function noteGone(run: Run, page: FrontierUrl, at: Instant): void {
  run.gone.push({ url: page.url, at, title: page.hints.title });
  if (page.announcement !== undefined) run.counts.vanished += 1;
}

function giveUp(run: Run, page: FrontierUrl, reason: string): void {
  run.counts.givenUp += 1;
  run.givenUp.push({ url: page.url, reason });
}

function recordFetch(
  run: Run,
  page: FrontierUrl,
  outcome: FetchOutcome,
  found: { readonly capture?: Capture; readonly pointer?: CapturePointer; readonly said?: IntakeResult['kind'] },
): void {
  const { source, parts } = run;
  parts.store.recordFetch({
    source: source.id,
    url: page.url,
    at: outcome.at,
    // What was answered with success and is none is noted as what it is.
    kind: found.said === 'soft-404' ? 'gone' : found.said === 'blocked' ? 'blocked' : outcome.kind,
    ...(outcome.kind === 'blocked' && outcome.retryAfterMs !== undefined ? { retryAfterMs: outcome.retryAfterMs } : {}),
    attempts: outcome.attempts,
    tookMs: outcome.tookMs,
    robots: outcome.robots,
    limits: { ...source.schedule, ...source.removal },
    ...statusOf(outcome),
    ...(outcome.kind === 'fetched' || outcome.kind === 'not-modified' ? {} : { reason: reasonOf(outcome) }),
    ...(found.capture === undefined
      ? {}
      : { status: found.capture.status, bytes: found.capture.payload.length, validators: validatorsOf(found.capture) }),
    ...(found.pointer === undefined ? {} : { capture: found.pointer }),
  });
}

function statusOf(outcome: FetchOutcome): { readonly status?: number } {
  if (outcome.kind === 'gone' || outcome.kind === 'blocked') return { status: outcome.status };
  return outcome.kind === 'failed' && outcome.status !== undefined ? { status: outcome.status } : {};
}
