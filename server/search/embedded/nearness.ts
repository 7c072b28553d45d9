import type { Place } from './place.ts';
import type { Rescoring } from './ranking.ts';

/** Sum over the places of the first word of 1 / distance to the nearest place of the second, on either side. Neighbours are 1 apart. */
export function nearness(
  first: Place,
  second: Place,
  field: 'title' | 'body',
  { window, reversed }: Pick<Rescoring, 'window' | 'reversed'>,
): number {
  const a = first[field];
  const b = second[field];
  if (a.count === 0 || b.count === 0) return 0;
  let sum = 0;
  let j = 0;
  for (let i = 0; i < a.count; i++) {
    const at = a.positions[i]!;
    while (j < b.count && b.positions[j]! <= at) j++;
    const after = j < b.count ? Math.max(1, b.positions[j]! - at - first.width + 1) : Infinity;
    const before = j > 0 ? at - b.positions[j - 1]! - second.width + 1 : Infinity;
    const forward = after <= window ? 1 / after : 0;
    const backward = before <= window && before > 0 ? reversed / before : 0;
    sum += forward > backward ? forward : backward;
  }
  return sum;
}
