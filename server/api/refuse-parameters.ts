import type { Context } from 'hono';
import { readParameters, type Parameter } from './parameter.ts';
import type { ParameterError } from './parameter-error.ts';
import { problems, sendProblem } from './problem-answer.ts';
import { readQueryString } from './query-string.ts';
import { queryStringOf } from './world.ts';

/** The parameters of a request to a small endpoint, or the refusal to send. */
export function refuseParameters(
  c: Context,
  table: ReadonlyMap<string, Parameter>,
): { readonly values: ReadonlyMap<string, readonly unknown[]>; readonly refusal?: Response } {
  const { pairs, errors } = readQueryString(queryStringOf(c.req.url));
  const read = readParameters(pairs, table);
  const all: ParameterError[] = [...errors, ...read.errors];
  return all.length === 0
    ? { values: read.values }
    : { values: read.values, refusal: sendProblem(c, problems.parameters(all)) };
}
