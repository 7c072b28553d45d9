import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects the garbage of this thread, the whole of it. V8 knows nothing of the size of memory that threads share: it would let hundreds of MB
 * wait for a collection that a quiet server never comes to. Stops the thread for about a millisecond a MB of living heap.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
