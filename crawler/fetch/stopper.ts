export interface Stopper {
  readonly signal: AbortSignal;
  readonly why: 'time' | 'aborted' | undefined;
  done(): void;
}

/** One abort signal for the time limit and the caller's wish. AbortSignal.any keeps what it joins alive, so it is done by hand. */
export function createStopper(totalMs: number, outer: AbortSignal | undefined): Stopper {
  const controller = new AbortController();
  let why: 'time' | 'aborted' | undefined;
  const stop = (cause: 'time' | 'aborted'): void => {
    why ??= cause;
    controller.abort();
  };
  const timer = setTimeout(() => stop('time'), totalMs);
  const onAbort = (): void => stop('aborted');
  if (outer?.aborted === true) onAbort();
  else outer?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    get why() {
      return why;
    },
    done: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
    },
  };
}
