/** Sizes as source files write them: a number and a decimal unit, `500kB`, `200MB`, `2GB`. */
const unitsBytes: Readonly<Record<string, number>> = { kb: 1e3, mb: 1e6, gb: 1e9 };

/** `2GB` to 2,000,000,000; `undefined` when it is no size. A bare number is none: nobody can tell its unit. */
export function parseBytes(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(kb|mb|gb)$/i.exec(text.trim());
  if (match === null) return undefined;
  return Math.round(Number(match[1]) * unitsBytes[match[2]!.toLowerCase()]!);
}
