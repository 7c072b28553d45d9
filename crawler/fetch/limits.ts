import type { TimeLimits } from './exchange.ts';

/** What one exchange may cost. Times are milliseconds. */
export interface FetchLimits extends TimeLimits {
  /** For connecting, TLS included. */
  readonly connectMs: number;
  /** Most bytes of content, in place of the purpose's own limit. */
  readonly contentBytes?: number;
  /** Most bytes of the head of an answer. */
  readonly headerBytes: number;
  readonly redirects: number;
  /** Longest wait for one host that a request is worth; a longer Retry-After gives up at once. */
  readonly patienceMs: number;
}

export const defaultLimits: FetchLimits = {
  // A server that needs more than 10 s to accept a connection answers nothing in time either.
  connectMs: 10_000,
  // Slow content systems were seen to need 20 s for a cold page; 45 leaves them room.
  headMs: 45_000,
  // Networks hiccup for seconds; a server that is silent for 20 in the middle of a page has forgotten us.
  idleMs: 20_000,
  // A slow loris sends a byte now and then for ever; 3 minutes carry 16 MB at 90 kB/s.
  totalMs: 180_000,
  // Node's own default is 16 KiB, and cookies of some portals exceed it.
  headerBytes: 64 * 1024,
  // Browsers follow 20, RFC 9309 asks for 5 in robots; chains longer than 10 were loops.
  redirects: 10,
  // A run should not sleep through half an hour for one host.
  patienceMs: 5 * 60_000,
};
