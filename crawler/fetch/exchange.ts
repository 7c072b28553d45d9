import type { Dispatcher } from 'undici';
import type { Clock } from '../../core/clock.ts';
import { RefusedAddressError } from './address-guard.ts';
import { undoContentCoding } from './content-coding.ts';
import { isAcceptedType, type Purpose } from './media-type.ts';
import { causeOf } from './network-error.ts';
import { createStopper } from './stopper.ts';

/** How one request and its answer went, before anybody judged what it means. */
export type Exchange =
  | Answer
  | { readonly kind: 'too-large'; readonly limitBytes: number; readonly tookMs: number; readonly wireBytes: number }
  | {
      readonly kind: 'unsupported-type';
      readonly contentType: string;
      readonly tookMs: number;
      readonly wireBytes: number;
    }
  /** No answer, or not the whole of one. `retry` says whether another attempt may fare better. */
  | {
      readonly kind: 'broken';
      readonly phase: 'not-sent' | 'before-answer' | 'in-answer';
      readonly reason: string;
      readonly retry: boolean;
      readonly tookMs: number;
      readonly wireBytes: number;
    }
  | { readonly kind: 'aborted'; readonly tookMs: number; readonly wireBytes: number };

export interface Answer {
  readonly kind: 'answer';
  /** Epoch milliseconds of the request. */
  readonly atMs: number;
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly payload: Uint8Array;
  readonly content: Uint8Array;
  /** Whether the body was longer than the limit and only its beginning was kept (robots, and answers that are no content). */
  readonly cut: boolean;
  readonly tookMs: number;
  readonly wireBytes: number;
}

export interface ExchangeOptions {
  readonly url: URL;
  readonly purpose: Purpose;
  readonly headers: Readonly<Record<string, string>>;
  readonly limitBytes: number;
  readonly times: TimeLimits;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Milliseconds of real time, whatever clock the waits go by. */
export interface TimeLimits {
  /** Until the head of the answer is complete. */
  readonly headMs: number;
  /** Between two pieces of the body. */
  readonly idleMs: number;
  /** For the whole exchange. */
  readonly totalMs: number;
}

/** Most bytes kept of the body of an answer that nobody will archive: enough to recognise a challenge. */
const errorPageBytes = 64 * 1024;

/** One request, one answer, within its limits. Never rejects. */
export async function exchange(dispatcher: Dispatcher, options: ExchangeOptions): Promise<Exchange> {
  const { url, headers, times, clock } = options;
  const started = performance.now();
  const took = (): number => performance.now() - started;
  const stop = createStopper(times.totalMs, options.signal);
  const wire = { bytes: 0 };
  const ended = (): { tookMs: number; wireBytes: number } => ({ tookMs: took(), wireBytes: wire.bytes });
  let phase: 'before-answer' | 'in-answer' = 'before-answer';
  try {
    const atMs = clock.now();
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers,
      signal: stop.signal,
      headersTimeout: times.headMs,
      bodyTimeout: times.idleMs,
      responseHeaders: 'raw',
    });
    phase = 'in-answer';
    const received = headerPairs(response.headers as unknown as readonly string[]);
    const { statusCode: status, statusText, body } = response;
    const judged = judgeHead(status, received, options);
    if (judged !== undefined) {
      abandon(body);
      return { ...judged, ...ended() };
    }
    const isContent = status >= 200 && status < 300;
    const limitBytes = isContent || isGone(status) ? options.limitBytes : errorPageBytes;
    const payload = await readBody(body, limitBytes, wire);
    const cut = wire.bytes > limitBytes;
    if (cut && isContent && options.purpose !== 'robots') return { kind: 'too-large', limitBytes, ...ended() };
    const content = contentOf(
      payload,
      headerOf(received, 'content-encoding'),
      limitBytes,
      cut,
      options.purpose,
      isContent,
    );
    if (!(content instanceof Uint8Array)) return { ...content, ...ended() };
    return { kind: 'answer', atMs, status, statusText, headers: received, payload, content, cut, ...ended() };
  } catch (error) {
    if (stop.why === 'aborted') return { kind: 'aborted', ...ended() };
    if (stop.why === 'time')
      return { kind: 'broken', phase, reason: `no complete answer in ${times.totalMs} ms`, retry: true, ...ended() };
    const refused = error instanceof RefusedAddressError;
    return { kind: 'broken', phase: refused ? 'not-sent' : phase, ...causeOf(error), ...ended() };
  } finally {
    stop.done();
  }
}

/** Kept whole: the archive keeps it as evidence of the removal. */
function isGone(status: number): boolean {
  return status === 404 || status === 410;
}

/** The first value of a header, by its lower-case name. */
export function headerOf(headers: readonly (readonly [string, string])[], name: string): string | undefined {
  return headers.find(([key]) => key.length === name.length && key.toLowerCase() === name)?.[1];
}

type Refusal =
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  | { readonly kind: 'unsupported-type'; readonly contentType: string };

/** What the head alone decides, so that no body is carried for nothing. */
function judgeHead(
  status: number,
  headers: readonly (readonly [string, string])[],
  options: ExchangeOptions,
): Refusal | undefined {
  if (status < 200 || status >= 300 || options.purpose === 'robots') return undefined;
  const contentType = headerOf(headers, 'content-type');
  if (!isAcceptedType(contentType, options.purpose))
    return { kind: 'unsupported-type', contentType: contentType ?? '' };
  const length = Number(headerOf(headers, 'content-length') ?? 0);
  return length > options.limitBytes ? { kind: 'too-large', limitBytes: options.limitBytes } : undefined;
}

type Broken = {
  readonly kind: 'broken';
  readonly phase: 'in-answer';
  readonly reason: string;
  readonly retry: boolean;
};

function contentOf(
  payload: Uint8Array,
  coding: string | undefined,
  limitBytes: number,
  cut: boolean,
  purpose: Purpose,
  isContent: boolean,
): Uint8Array | { readonly kind: 'too-large'; readonly limitBytes: number } | Broken {
  const undone = undoContentCoding(payload, coding, limitBytes);
  const lenient = !isContent || purpose === 'robots';
  switch (undone.kind) {
    case 'content':
      return undone.content;
    case 'too-large':
      return lenient ? new Uint8Array(0) : undone;
    case 'truncated':
      if (lenient || cut) return undone.content;
      return { kind: 'broken', phase: 'in-answer', reason: 'the compressed body ends before its end', retry: true };
    case 'damaged':
      return isContent
        ? { kind: 'broken', phase: 'in-answer', reason: `damaged ${coding ?? ''} body: ${undone.reason}`, retry: true }
        : new Uint8Array(0);
    case 'unsupported':
      return isContent
        ? {
            kind: 'broken',
            phase: 'in-answer',
            reason: `Content-Encoding "${undone.coding}" that nobody asked for`,
            retry: false,
          }
        : new Uint8Array(0);
  }
}

/** Reads up to and a little over the limit, then hangs up. Rejects when the body ends before its end. */
function readBody(
  body: Dispatcher.ResponseData['body'],
  limitBytes: number,
  wire: { bytes: number },
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const finish = (): void => {
      const whole = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      resolve(whole.length > limitBytes ? whole.subarray(0, limitBytes) : whole);
    };
    body.on('data', (chunk: Buffer) => {
      wire.bytes += chunk.length;
      chunks.push(chunk);
      if (wire.bytes <= limitBytes) return;
      abandon(body);
      finish();
    });
    body.on('end', finish);
    body.on('error', reject);
  });
}

/** Leaves a body unread; the connection goes with it. */
function abandon(body: Dispatcher.ResponseData['body']): void {
  body.on('error', () => undefined);
  body.destroy();
}

function headerPairs(flat: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) pairs.push([flat[i]!, flat[i + 1]!]);
  return pairs;
}
