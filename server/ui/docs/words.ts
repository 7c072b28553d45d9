import { defaultBuckets, mostBuckets } from '../../api/date-buckets.ts';
import type { DateInterval, FacetName } from '../../search/query.ts';

/** Texts of the API's documentation in one language. Between backticks stands what is code in every language. */
export interface DocsWords {
  readonly lead: string;
  readonly short: string;
  readonly firstRequest: string;
  readonly conventions: readonly string[];
  readonly endpoints: string;
  readonly refusals: string;
  readonly refusalsText: string;
  readonly aRefusal: string;
  readonly parameters: (count: number) => string;
  readonly parametersOf: (path: string) => string;
  readonly parameter: string;
  readonly meaning: string;
  readonly repeatable: string;
  readonly answer: string;
  readonly answerOf: (path: string) => string;
  /** What endpoints and parameters are, where it is not told by their declarations in English. */
  readonly told?: ToldWords;
}

export interface ToldWords {
  /** Name and description by the id of an endpoint. */
  readonly endpoints: Readonly<Record<string, readonly [summary: string, description: string]>>;
  /** By name; by `endpoint.name` where a parameter means something else there. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly facets: Readonly<Record<FacetName, string>>;
  readonly filter: (facet: string, meaning: string) => string;
  readonly reject: (facet: string) => string;
  readonly facetSize: (facet: string) => string;
  readonly dateSize: Readonly<Record<DateInterval, (most: number, usual: number) => string>>;
}

/** What a parameter means, in the language of the words; `undefined` where only its declaration says it. */
export function toldParameter(told: ToldWords, endpoint: string, name: string): string | undefined {
  const facet = /^(filter|reject|facet)_(.+)$/.exec(name);
  if (facet === null) return told.parameters[`${endpoint}.${name}`] ?? told.parameters[name];
  const [, mode, of = ''] = facet;
  if (of.startsWith('published:')) {
    const interval = of.slice('published:'.length) as DateInterval;
    return told.dateSize[interval](mostBuckets, defaultBuckets[interval]);
  }
  const meaning = told.facets[of as FacetName] as string | undefined;
  if (meaning === undefined) return undefined;
  return mode === 'filter' ? told.filter(of, meaning) : mode === 'reject' ? told.reject(of) : told.facetSize(of);
}
