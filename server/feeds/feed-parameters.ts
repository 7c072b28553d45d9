import { z } from 'zod';
import { nearest } from '../../core/nearest.ts';
import { eventKinds, type EventKind } from '../api/history.ts';
import { parameterTable, readParameters, type Parameter } from '../api/parameter.ts';
import type { QueryPair } from '../api/query-string.ts';
import { assembled, exportParameters, type ReadSearchParameters } from '../api/search-parameters.ts';

/** Entries of a feed where the request does not say. Readers ask every hour or so: 50 an hour is more than any publisher had. */
export const defaultEntries = 50;
const mostEntries = 200;

/** Kinds where the request does not say: what makes a reader look. A page that came back is told when asked for. */
const defaultEvents: readonly EventKind[] = ['new', 'changed', 'removed'];

const ownParameters: readonly Parameter[] = [
  {
    name: 'events',
    description: `What becomes an entry, apart by commas: ${eventKinds.join(', ')}. Default: ${defaultEvents.join(',')}.`,
    wire: 'list',
    schema: z.array(z.enum(eventKinds, `not a kind of event; there are ${eventKinds.join(', ')}`)),
    example: ['new', 'removed'],
    suggest: (raw) => [...new Set(raw.split(',').map((part) => nearest(part.trim(), eventKinds) ?? 'new'))].join(','),
  },
  {
    name: 'limit',
    description: `Most entries, 1 to ${mostEntries}; ${defaultEntries} where it is not given.`,
    wire: 'integer',
    schema: z
      .int(`not a whole number from 1 to ${mostEntries}`)
      .min(1, 'at least 1')
      .max(mostEntries, `at most ${mostEntries}; the exports (.csv, .ndjson) hold everything`),
    suggest: (raw) => (/^\d+$/.test(raw) && Number(raw) > mostEntries ? String(mostEntries) : String(defaultEntries)),
  },
];

/** The parameters of feeds: what is looked for, and which events of it. A feed has its own order and tells what is new, so neither `sort` nor `as_of`. */
export const feedParameters: readonly Parameter[] = [
  ...exportParameters.filter(({ name }) => name !== 'sort' && name !== 'versions' && name !== 'as_of'),
  ...ownParameters,
];
const table = parameterTable(feedParameters);

export interface FeedQuestion {
  readonly events: readonly EventKind[];
  readonly entries: number;
}

/** Reads a feed's parameters; what is particular to feeds is told to `take`. */
export function readFeedParameters(
  pairs: readonly QueryPair[],
): ReadSearchParameters & { readonly question: FeedQuestion } {
  const read = readParameters(pairs, table);
  const values = new Map(read.values);
  const events = (values.get('events')?.[0] as readonly EventKind[] | undefined) ?? defaultEvents;
  const entries = (values.get('limit')?.[0] as number | undefined) ?? defaultEntries;
  values.delete('limit');
  return { ...assembled({ values, errors: read.errors }), question: { events: [...new Set(events)], entries } };
}
