import type { Run } from './run.ts';

/** Why the run may not ask for more: what its source file lets it receive and how long it may take. `undefined` while it may. Pages are counted where they are taken. */
export function spentBudget({ source, counts, parts, startedAt }: Run): string | undefined {
  const { maxBytes, maxTimeMs } = source.politeness;
  if (counts.bytes >= maxBytes) return `the budget of ${maxBytes / 1e6} MB was spent`;
  if (parts.clock.now() - Date.parse(startedAt) >= maxTimeMs)
    return `the budget of ${maxTimeMs / 60_000} minutes was spent`;
  return undefined;
}
