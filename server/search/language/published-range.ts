import { dayRange } from '../../../core/instant.ts';

/** Day numbers, inclusive; `swapped` when the later date was typed first. */
export interface PublishedRange {
  readonly from?: number;
  readonly to?: number;
  readonly swapped: boolean;
}

/**
 * `2014`, `2014-03`, `2014-03-25`, `2014-03..2014-05`, `2014..`, `..2014-05`. Slashes and dots between the numbers, dashes
 * that stand for a hyphen, three dots and the ellipsis sign are read as meant. `undefined` when it is no date.
 */
export function readPublished(text: string): PublishedRange | undefined {
  const [first, last, ...more] = text.normalize('NFKC').split(/\.{2,}/);
  if (first === undefined || more.length > 0) return undefined;
  if (last === undefined) return whole(readDate(first));
  if (first === '' && last === '') return undefined;
  const from = first === '' ? undefined : readDate(first);
  const to = last === '' ? undefined : readDate(last);
  if ((from === undefined && first !== '') || (to === undefined && last !== '')) return undefined;
  if (from !== undefined && to !== undefined && from.first > to.last)
    return { from: to.first, to: from.last, swapped: true };
  return {
    ...(from === undefined ? {} : { from: from.first }),
    ...(to === undefined ? {} : { to: to.last }),
    swapped: false,
  };
}

function whole(date: { readonly first: number; readonly last: number } | undefined): PublishedRange | undefined {
  return date === undefined ? undefined : { from: date.first, to: date.last, swapped: false };
}

/** Year first, as ISO 8601; the month and day may lack their zero. */
function readDate(text: string): { readonly first: number; readonly last: number } | undefined {
  const match = /^(\d{4})(?:[-/.–‐‑−](\d{1,2})(?:[-/.–‐‑−](\d{1,2}))?)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day] = match;
  return dayRange(
    [year, month, day]
      .filter((part) => part !== undefined)
      .map((part) => part.padStart(2, '0'))
      .join('-'),
  );
}
