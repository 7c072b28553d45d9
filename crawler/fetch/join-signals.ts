import { setMaxListeners } from 'node:events';

/** One signal for the fetcher's end and the request's own; `end` lets go of both. */
export function joinSignals(
  closing: AbortSignal,
  own: AbortSignal | undefined,
): { readonly signal: AbortSignal; readonly end: () => void } {
  // Thousands of requests may wait behind one signal; Node takes eleven for a leak.
  setMaxListeners(0, closing);
  if (own === undefined) return { signal: closing, end: () => undefined };
  const joined = new AbortController();
  setMaxListeners(0, own, joined.signal);
  const abort = (): void => joined.abort();
  if (closing.aborted || own.aborted) abort();
  closing.addEventListener('abort', abort, { once: true });
  own.addEventListener('abort', abort, { once: true });
  const end = (): void => {
    closing.removeEventListener('abort', abort);
    own.removeEventListener('abort', abort);
  };
  return { signal: joined.signal, end };
}
