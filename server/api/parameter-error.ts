import { nearest } from '../../core/nearest.ts';

/** One thing wrong with one parameter: which, what, and what to write instead. */
export interface ParameterError {
  readonly param: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** Refusal of a parameter that does not exist, with the one that was probably meant. */
export function unknownParameter(name: string, known: readonly string[]): ParameterError {
  const shown = name.slice(0, 100);
  // `filter_agency[]` and `filter[agency]` are what other APIs would take.
  const plain = shown.replace(/\[\]$/, '').replace(/\[(\w+)\]/, '_$1');
  const suggestion = known.includes(plain) ? plain : nearest(plain, known);
  return {
    param: shown,
    message: suggestion === undefined ? `unknown parameter; there are ${known.join(', ')}` : 'unknown parameter',
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
