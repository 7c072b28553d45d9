import { nearest } from '../../core/nearest.ts';

/** One thing wrong with one parameter: which, what, and what to write instead. */
export interface ParameterError {
  readonly param: string;
  /** In English, for the API. */
  readonly message: string;
  readonly suggestion?: string;
  /** The same for pages, which say it in the reader's language; where absent they show `message`. */
  readonly reason?: ErrorReason;
}

/** What is wrong, and the text and the bound that its sentence mentions. */
export interface ErrorReason {
  readonly code: ErrorCode;
  readonly text?: string;
  readonly limit?: number;
}

export const errorCodes = [
  'unknown',
  'given-twice',
  'bad-escape',
  'empty',
  'too-long',
  'too-small',
  'too-large',
  'not-a-number',
  'not-one-of',
  'not-a-flag',
  'no-such-date',
  'no-such-date-in-query',
  'from-after-to',
  'too-many-filters',
  'facet-not-asked-for',
  'pages-end',
  'cursor-and-page',
  'bad-cursor',
  'version-not-kept',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Refusal of a parameter that does not exist, with the one that was probably meant. */
export function unknownParameter(name: string, known: readonly string[]): ParameterError {
  const shown = name.slice(0, 100);
  if (known.length === 0)
    return { param: shown, message: 'unknown parameter; this address takes none', reason: { code: 'unknown' } };
  // `filter_agency[]` and `filter[agency]` are what other APIs would take.
  const plain = shown.replace(/\[\]$/, '').replace(/\[(\w+)\]/, '_$1');
  const suggestion = known.includes(plain) ? plain : nearest(plain, known);
  return {
    param: shown,
    message: suggestion === undefined ? `unknown parameter; there are ${known.join(', ')}` : 'unknown parameter',
    ...(suggestion === undefined ? {} : { suggestion }),
    reason: { code: 'unknown' },
  };
}
