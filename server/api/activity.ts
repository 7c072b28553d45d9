import { performance } from 'node:perf_hooks';

/** How long after a search somebody still counts as searching, milliseconds: longer than the pause between two of a busy server, shorter than anybody would notice. */
const busyMs = 100;

let lastSearchMs = -Infinity;

/** Notes that a search was asked for: exports then leave it half of the time. */
export function noteSearch(): void {
  lastSearchMs = performance.now();
}

export function isSearching(): boolean {
  return performance.now() - lastSearchMs < busyMs;
}
