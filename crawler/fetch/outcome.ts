import type { Instant } from '../../core/instant.ts';

/** Why a payload is not the whole of what was sent, in the words of WARC 1.1 §5.13. */
export const truncations = ['length', 'time', 'disconnect', 'unspecified'] as const;
export type Truncation = (typeof truncations)[number];

/** One response as received. Immutable; what the archive keeps. */
export interface Capture {
  /** The URL that answered (after redirects). */
  readonly url: string;
  readonly fetchedAt: Instant;
  readonly status: number;
  readonly statusText: string;
  /** In the order received, names as received. */
  readonly headers: readonly (readonly [string, string])[];
  /** The payload as it came over the wire, still content-encoded. */
  readonly payload: Uint8Array;
  /** The payload after Content-Encoding was undone. The same object when there was none. */
  readonly content: Uint8Array;
  /** Missing where the payload is whole. */
  readonly truncated?: Truncation;
}

/** What the last capture of a URL left for a conditional GET (RFC 9110 §13). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface Redirect {
  readonly from: string;
  readonly to: string;
  readonly status: number;
}

/** What the robots.txt of a host answered about one URL. */
export type RobotsVerdict = 'allowed' | 'disallowed' | 'unreachable';

export interface RobotsAnswered {
  readonly host: string;
  readonly verdict: RobotsVerdict;
  /** The line that forbade it, or why the file could not be had. */
  readonly reason?: string;
}

interface Common {
  /** The URL asked for. */
  readonly url: string;
  readonly at: Instant;
  /** Requests made for this outcome, retries included; 0 when none was needed (robots forbade it). */
  readonly attempts: number;
  readonly redirects: readonly Redirect[];
  /** Of the URL and of each redirect's target; none where robots.txt was not asked. */
  readonly robots: readonly RobotsAnswered[];
  /** Time from first byte sent to last byte received of the last attempt, milliseconds. */
  readonly tookMs: number;
}

/** How one polite request ended: exactly one of these, never an exception. */
export type FetchOutcome = Common &
  (
    | { readonly kind: 'fetched'; readonly capture: Capture }
    | { readonly kind: 'not-modified' }
    | { readonly kind: 'redirected-out-of-scope'; readonly target: string }
    /** 404 or 410; the answer is kept as evidence. */
    | { readonly kind: 'gone'; readonly status: number; readonly capture: Capture }
    /** robots.txt forbids it; `rule` is the line that decided. */
    | { readonly kind: 'disallowed'; readonly rule: string }
    /** No answer: DNS, connection, TLS, time limit, robots.txt unreachable, refused address. */
    | { readonly kind: 'unreachable'; readonly reason: string }
    | { readonly kind: 'too-large'; readonly limitBytes: number }
    | { readonly kind: 'unsupported-type'; readonly contentType: string }
    /** 401, 403, 429, 451 or a challenge page: the site does not want us now. */
    | { readonly kind: 'blocked'; readonly status: number; readonly reason: string; readonly retryAfterMs?: number }
    /** Any other answer after all attempts: 5xx, 4xx, too many redirects, truncated body. */
    | { readonly kind: 'failed'; readonly status?: number; readonly reason: string }
  );

export type OutcomeKind = FetchOutcome['kind'];

/** What the caller must do about it. */
export const outcomeRemedy: Readonly<Record<OutcomeKind, 'done' | 'never-retry' | 'retry-later'>> = {
  fetched: 'done',
  'not-modified': 'done',
  'redirected-out-of-scope': 'never-retry',
  gone: 'never-retry',
  disallowed: 'retry-later',
  unreachable: 'retry-later',
  'too-large': 'never-retry',
  'unsupported-type': 'never-retry',
  blocked: 'retry-later',
  failed: 'retry-later',
};
