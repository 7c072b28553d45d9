import type { Clock } from '../../../core/clock.ts';

/** A clock that jumps to the next sleeper as soon as everybody sleeps. `waits` are the sleeps asked for, milliseconds. */
export function virtualClock(startMs = Date.UTC(2026, 0, 1)): Clock & { readonly waits: number[] } {
  let now = startMs;
  let scheduled = false;
  const sleepers: { at: number; wake: () => void }[] = [];
  const waits: number[] = [];
  const jump = (): void => {
    scheduled = false;
    sleepers.sort((a, b) => a.at - b.at);
    const next = sleepers.shift();
    if (next === undefined) return;
    now = Math.max(now, next.at);
    next.wake();
    schedule();
  };
  // Real input and output of a test goes on in between: a jump comes only after all that is ready has run.
  const schedule = (): void => {
    if (scheduled || sleepers.length === 0) return;
    scheduled = true;
    setTimeout(jump, 1);
  };
  return {
    waits,
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true || ms <= 0) {
          resolve();
          return;
        }
        waits.push(ms);
        sleepers.push({ at: now + ms, wake: resolve });
        signal?.addEventListener('abort', () => resolve(), { once: true });
        schedule();
      }),
  };
}
