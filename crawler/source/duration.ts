/**
 * Durations as source files write them: a number and a unit, `500ms`, `2s`, `15m`, `6h`, `1d`, `2w`.
 * One number and one unit only, so that a file reads at a glance.
 */
const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** `2s` to 2000; `undefined` when it is no duration. A bare number is none: nobody can tell its unit. */
export function parseDurationMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)$/.exec(text.trim());
  if (match === null) return undefined;
  return Math.round(Number(match[1]) * unitsMs[match[2]!]!);
}

/** 2000 to `2s`: the largest unit that divides it, so that parsing gives the same number back. */
export function formatDuration(durationMs: number): string {
  for (const unit of ['w', 'd', 'h', 'm', 's']) {
    const unitMs = unitsMs[unit]!;
    if (durationMs > 0 && durationMs % unitMs === 0) return `${durationMs / unitMs}${unit}`;
  }
  return durationMs === 0 ? '0s' : `${durationMs}ms`;
}
