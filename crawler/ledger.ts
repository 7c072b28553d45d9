import type { Store } from './store/store.ts';

/**
 * Writes to the store in the order in which places were taken, many in one transaction: a commit costs as much as the twenty
 * statements of a page. What `enter` resolves with is in the store; what is told to people is told after that.
 */
export interface Ledger {
  /**
   * Takes the next place and writes there as soon as `ready` resolves and everything before it is written.
   * Rejects when `ready` rejects (the place is given up), or when the transaction failed (nothing of it was written).
   */
  enter<R, T>(ready: R | Promise<R>, write: (value: R) => T): Promise<T>;
}

/** Places that are written at once without waiting for more. Half of the pages that one source asks for ahead: more would leave its fetcher waiting. */
const enough = 16;
/** How long a place that is ready waits for others, milliseconds: a commit of a lone page may cost that much. Longer only delays what is told. */
const gatherMs = 20;

export function createLedger(store: Pick<Store, 'batch'>): Ledger {
  const places: Place[] = [];
  let timer: NodeJS.Timeout | undefined;

  function isReady(): boolean {
    return places[0]?.state === 'ready';
  }

  function settle(): void {
    while (places[0]?.state === 'given-up') places.shift();
    if (!isReady()) return;
    if (places.length >= enough && places[enough - 1]!.state !== 'waiting') writeReady();
    else timer ??= setTimeout(writeReady, gatherMs);
  }

  function writeReady(): void {
    clearTimeout(timer);
    timer = undefined;
    const end = places.findIndex(({ state }) => state === 'waiting');
    const ready = places.splice(0, end < 0 ? places.length : end).filter(({ state }) => state === 'ready');
    let tell: readonly (() => void)[];
    try {
      tell = store.batch(() => ready.map(({ write }) => write()));
    } catch (error) {
      tell = ready.map(
        ({ reject }) =>
          () =>
            reject(error),
      );
    }
    for (const resolve of tell) resolve();
  }

  return {
    enter: <R, T>(ready: R | Promise<R>, write: (value: R) => T) =>
      new Promise<T>((resolve, reject) => {
        const place: Place = { state: 'waiting', write: () => () => undefined, reject };
        places.push(place);
        const take = (value: R): void => {
          place.write = () => {
            const answer = write(value);
            return () => resolve(answer);
          };
          place.state = 'ready';
          settle();
        };
        if (ready instanceof Promise)
          ready.then(take, (error: unknown) => {
            place.state = 'given-up';
            reject(error instanceof Error ? error : new Error(String(error)));
            settle();
          });
        else take(ready);
      }),
  };
}

interface Place {
  state: 'waiting' | 'ready' | 'given-up';
  /** Writes, and answers how to tell so once the transaction is committed. */
  write: () => () => void;
  readonly reject: (error: unknown) => void;
}
