import type { Ask } from './ask.ts';
import { robotsAnswerOf, type Ending } from './ending.ts';
import { withCrawlDelay, withSignal, type Asking } from './fetch-request.ts';
import { hostOf } from './host-clock.ts';
import { redirectTarget } from './redirect-target.ts';
import type { RobotsAnswered } from './outcome.ts';
import type { Reporter } from './report.ts';
import type { RobotsAnswer, RobotsFiles, RobotsState } from './robots-files.ts';

/** The way of one request: robots, the page, and again for each redirect. */
export interface Follow {
  readonly follow: (start: URL, asking: Asking) => Promise<Ending>;
  readonly rules: (url: URL, asking: Asking) => Promise<RobotsState>;
}

export interface FollowOptions {
  readonly ask: Ask;
  /** What one source may see of private hosts is nothing another may, so there are two. */
  readonly robotsFiles: { readonly guarded: RobotsFiles; readonly open: RobotsFiles };
  readonly reporter: Reporter;
  /** Whether a URL may not be asked for want of a contact. */
  readonly lacksContact: (url: URL) => boolean;
  readonly mostRedirects: number;
  /** The end of the fetcher. */
  readonly closing: AbortSignal;
}

/** RFC 9309 §2.3.1.2: at least five redirects of robots.txt, across hosts too. */
const robotsRedirects = 5;

export function createFollow({
  ask,
  robotsFiles,
  reporter,
  lacksContact,
  mostRedirects,
  closing,
}: FollowOptions): Follow {
  async function follow(start: URL, asking: Asking): Promise<Ending> {
    const { request, trail } = asking;
    const seen = new Set<string>();
    for (let url = start; ;) {
      seen.add(url.href);
      const state = await rules(url, asking);
      if (state.kind === 'not-asked') return state.verdict;
      const answered = answeredOf(state, url);
      trail.robots.push(answered);
      reporter.robots(answered, state.kind === 'rules' ? state.robots.crawlDelayMs : undefined);
      if (state.kind === 'unreachable')
        return { kind: 'unreachable', reason: `robots.txt of ${url.host} is unreachable: ${state.reason}` };
      if (answered.verdict === 'disallowed') return { kind: 'disallowed', rule: answered.reason ?? '' };
      const { verdict } = await ask(url, request.purpose, withCrawlDelay(asking, state.robots));
      if (verdict.kind !== 'redirect') return verdict;
      const { status, location } = verdict;
      const target = redirectTarget(url, location);
      if (target === undefined)
        return { kind: 'failed', status, reason: `redirect to "${location}", which is no web address` };
      trail.redirects.push({ from: url.href, to: target.href, status });
      if (request.inScope?.(target.href) === false) return { kind: 'redirected-out-of-scope', target: target.href };
      const halt = haltAt(target, seen, trail.redirects.length);
      if (halt !== undefined) return { kind: 'failed', status, reason: halt };
      url = target;
    }
  }

  /** Why a redirect is not followed. */
  function haltAt(target: URL, seen: ReadonlySet<string>, redirects: number): string | undefined {
    if (seen.has(target.href)) return `redirects in a circle, back to ${target.href}`;
    if (redirects > mostRedirects) return `more than ${mostRedirects} redirects`;
    return lacksContact(target)
      ? `redirect to ${target.host}, which may not be asked without a contact in the User-Agent`
      : undefined;
  }

  function rules(url: URL, asking: Asking): Promise<RobotsState> {
    const files = asking.request.source.scope.allowPrivateAddresses ? robotsFiles.open : robotsFiles.guarded;
    return files.rulesFor(url, (robotsUrl) => askRobots(robotsUrl, withSignal(asking, closing)));
  }

  async function askRobots(robotsUrl: URL, asking: Asking): Promise<RobotsAnswer> {
    let url = robotsUrl;
    for (let hop = 0; hop <= robotsRedirects; hop++) {
      const judged = await ask(url, 'robots', asking);
      if (judged.verdict.kind !== 'redirect') return robotsAnswerOf(judged.verdict, judged);
      const { location } = judged.verdict;
      const target = redirectTarget(url, location);
      if (target === undefined || lacksContact(target))
        return { kind: 'unreachable', reason: `redirect to "${location}"` };
      url = target;
    }
    return { kind: 'unavailable' };
  }

  return { follow, rules };
}

function answeredOf(state: Exclude<RobotsState, { kind: 'not-asked' }>, url: URL): RobotsAnswered {
  const host = hostOf(url);
  if (state.kind === 'unreachable') return { host, verdict: 'unreachable', reason: state.reason };
  const { allowed, rule } = state.robots.verdict(url.href);
  return allowed ? { host, verdict: 'allowed' } : { host, verdict: 'disallowed', reason: rule };
}
