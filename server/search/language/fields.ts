import { nearest } from '../../../core/nearest.ts';
import type { FacetName, TextField } from '../query.ts';

/** What stands before a colon. */
export type Field =
  | { readonly kind: 'text'; readonly name: TextField }
  | { readonly kind: 'facet'; readonly name: FacetName }
  | { readonly kind: 'published' };

const text = (name: TextField): Field => ({ kind: 'text', name });
const facet = (name: FacetName): Field => ({ kind: 'facet', name });

/** The documented names, then the ones people try. */
const fields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['title', text('title')],
  ['body', text('body')],
  ['agency', facet('agency')],
  ['component', facet('component')],
  ['kind', facet('kind')],
  ['topic', facet('topic')],
  ['language', facet('language')],
  ['source', facet('source')],
  ['status', facet('status')],
  ['published', { kind: 'published' }],
]);

const otherNames: ReadonlyMap<string, string> = new Map([
  ['headline', 'title'],
  ['intitle', 'title'],
  ['text', 'body'],
  ['intext', 'body'],
  ['type', 'kind'],
  ['lang', 'language'],
  ['date', 'published'],
  ['site', 'source'],
  ['subject', 'topic'],
  ['department', 'agency'],
]);

export interface FieldReading {
  readonly field: Field;
  /** The documented name. */
  readonly name: string;
  /** Whether something else was typed. */
  readonly guessed: boolean;
}

/** Shortest name in which a slip is mended; shorter words before a colon are words (`Re:`, `tile:`). */
const shortestGuess = 5;

/** The field meant by a name before a colon; `undefined` when it is none. */
export function readField(typed: string): FieldReading | undefined {
  const name = typed.normalize('NFKC').toLowerCase();
  const own = fields.get(name);
  if (own !== undefined) return { field: own, name, guessed: false };
  const meant = otherNames.get(name) ?? singular(name) ?? slip(name);
  return meant === undefined ? undefined : { field: fields.get(meant)!, name: meant, guessed: true };
}

function singular(name: string): string | undefined {
  const single = name === 'agencies' ? 'agency' : name.replace(/s$/, '');
  return fields.has(single) ? single : undefined;
}

function slip(name: string): string | undefined {
  if (name.length < shortestGuess) return undefined;
  const meant = nearest(name, fields.keys());
  return meant !== undefined && meant.length >= shortestGuess && meant[0] === name[0] ? meant : undefined;
}
