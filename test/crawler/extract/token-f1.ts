/** F1 of two texts as bags of words: 1 when they have the same words as often. */
export function tokenF1(found: string, expected: string): number {
  const counts = new Map<string, number>();
  for (const token of tokens(found)) counts.set(token, (counts.get(token) ?? 0) + 1);
  const wanted = tokens(expected);
  let hits = 0;
  for (const token of wanted) {
    const left = counts.get(token) ?? 0;
    if (left > 0) {
      hits++;
      counts.set(token, left - 1);
    }
  }
  const all = tokens(found).length + wanted.length;
  return all === 0 ? 1 : (2 * hits) / all;
}

function tokens(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
