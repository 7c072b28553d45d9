import { silentProgress, type Progress, type ProgressState } from '../core/progress.ts';

/** Redraws a second. More is unreadable, fewer looks stuck. */
const redrawIntervalMs = 200;
/** Between two `progress` events when nobody watches: often enough to see life in a log, too rare to fill it. */
const eventIntervalMs = 2_000;

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A progress line on a terminal, one JSON line an event otherwise, nothing when quiet. `end` leaves the cursor on a clean line. */
export function createProgress(output: Output, quiet: boolean): Progress & { end(): void } {
  if (quiet) return { ...silentProgress, end: () => undefined };
  return output.isTTY === true ? terminalProgress(output) : eventProgress(output);
}

function terminalProgress(output: Output): Progress & { end(): void } {
  const rate = rateMeter();
  let drawnAt = 0;
  let drawn = false;
  const clear = (): void => {
    if (drawn) output.write('\r\u001B[K');
    drawn = false;
  };
  return {
    event(name, details) {
      // On a terminal only what needs eyes is printed above the line; the rest shows in the counts and the summary.
      if (!/alarm|warning|problem|failed/.test(name)) return;
      clear();
      output.write(
        `${name}: ${Object.entries(details ?? {})
          .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
          .join(', ')}\n`,
      );
    },
    update(state) {
      const now = performance.now();
      const perSecond = rate(state, now);
      if (now - drawnAt < redrawIntervalMs) return;
      drawnAt = now;
      output.write(`\r${fit(formatState(state, perSecond), (output.columns ?? 80) - 1)}\u001B[K`);
      drawn = true;
    },
    end: clear,
  };
}

function eventProgress(output: Output): Progress & { end(): void } {
  const rate = rateMeter();
  let toldAt = performance.now();
  const tell = (name: string, details: Readonly<Record<string, unknown>>): void => {
    output.write(`${JSON.stringify({ at: new Date().toISOString(), event: name, ...details })}\n`);
  };
  return {
    event: (name, details) => tell(name, details ?? {}),
    update(state) {
      const now = performance.now();
      const perSecond = rate(state, now);
      if (now - toldAt < eventIntervalMs) return;
      toldAt = now;
      tell('progress', { ...state, per_second: Math.round(perSecond) });
    },
    end: () => undefined,
  };
}

/** `crawl us-justice  1,200 of 3,500 pages  410/s  new 1,198, failed 2  https://…` */
export function formatState(state: ProgressState, perSecond: number): string {
  const amount = `${count(state.done)}${state.total === undefined ? '' : ` of ${count(state.total)}`} ${state.unit}`;
  const counts = Object.entries(state.counts ?? {})
    .filter(([, number]) => number > 0)
    .map(([name, number]) => `${name} ${count(number)}`)
    .join(', ');
  return [state.task, amount, perSecond >= 0.5 ? `${count(Math.round(perSecond))}/s` : '', counts, state.current ?? '']
    .filter((part) => part !== '')
    .join('  ');
}

export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** Mean rate since the task began. */
function rateMeter(): (state: ProgressState, now: number) => number {
  let task = '';
  let startedAt = 0;
  let startedWith = 0;
  return (state, now) => {
    if (state.task !== task || state.done < startedWith) {
      task = state.task;
      startedAt = now;
      startedWith = state.done;
    }
    return now - startedAt < 100 ? 0 : ((state.done - startedWith) * 1000) / (now - startedAt);
  };
}

function fit(text: string, columns: number): string {
  const characters = Array.from(text.replace(/[\u0000-\u001F\u007F]/g, ' '));
  return characters.length <= columns
    ? characters.join('')
    : `${characters.slice(0, Math.max(0, columns - 1)).join('')}…`;
}
