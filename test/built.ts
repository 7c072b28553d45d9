import { buildIfStale } from '../build/if-stale.mjs';

/** Before all tests: those of the commands run what people run, the built command. */
export default function setup(): void {
  if (buildIfStale() !== 0) throw new Error('the build failed: see the messages above');
}
