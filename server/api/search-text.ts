import { describeQuery } from '../search/language/describe-query.ts';
import type { Note } from '../search/language/note.ts';
import { formatQuery } from '../search/language/format-query.ts';
import { parseQuery } from '../search/language/parse-query.ts';
import type { QueryNode } from '../search/query.ts';
import type { ParameterError } from './parameter-error.ts';

export interface ReadSearchText {
  readonly query: QueryNode;
  /** The query in English words; empty when nothing was typed. */
  readonly readAs: string;
  /** The query as it was read, in the signs of the query language: the same for readers of every language. */
  readonly signs: string;
  /** How mistyped parts were read. */
  readonly notes: readonly Note[];
  readonly errors: readonly ParameterError[];
}

/** The search text as a query. Mistyped signs are read as probably meant, and noted; what has no meaning is an error of `q`. */
export function readSearchText(text: string): ReadSearchText {
  const { query, notes, problems } = parseQuery(text);
  return {
    query,
    readAs: query.kind === 'all' ? '' : describeQuery(query),
    signs: query.kind === 'all' ? '' : formatQuery(query),
    notes,
    errors: problems.map((problem) => ({
      param: 'q',
      message: problem.message,
      ...(problem.hint === undefined ? {} : { suggestion: problem.hint }),
      reason: { code: 'no-such-date-in-query', ...(problem.where === undefined ? {} : { text: problem.where }) },
    })),
  };
}
