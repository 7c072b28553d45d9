import type { z } from 'zod';
import { nearest } from '../../core/nearest.ts';
import { unknownParameter, type ErrorReason, type ParameterError } from './parameter-error.ts';
import type { QueryPair } from './query-string.ts';

/**
 * One query parameter: the same declaration checks requests and writes the OpenAPI document. A value is first read
 * as `wire` says and then checked by `schema`, so that `schema` can speak of numbers and lists.
 */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  readonly wire: 'text' | 'integer' | 'list';
  readonly schema: z.ZodType;
  /** May be given several times; otherwise a second one is refused. */
  readonly repeat?: true;
  readonly example?: string | number | readonly string[];
  /** What to write instead of a value that was refused. */
  readonly suggest?: (raw: string) => string | undefined;
}

export type ParameterValues = ReadonlyMap<string, readonly unknown[]>;

/** Checks the pairs against the declarations: every value that holds, and every error there is, not only the first. */
export function readParameters(
  pairs: readonly QueryPair[],
  parameters: ReadonlyMap<string, Parameter>,
): { readonly values: ParameterValues; readonly errors: readonly ParameterError[] } {
  const values = new Map<string, unknown[]>();
  const errors: ParameterError[] = [];
  const refused = new Set<string>();
  for (const { name, value } of pairs) {
    const parameter = parameters.get(name);
    if (parameter === undefined) {
      if (!refused.has(name)) errors.push(unknownParameter(name, [...parameters.keys()]));
      refused.add(name);
      continue;
    }
    const given = values.get(name);
    if (given !== undefined && parameter.repeat === undefined) {
      if (!refused.has(name))
        errors.push({
          param: name,
          message: 'given more than once; it takes one value',
          // Which of them was meant is not known; one that does not hold was not.
          ...(readValue(parameter, value).error === undefined ? { suggestion: value.slice(0, 200) } : {}),
          reason: { code: 'given-twice' },
        });
      refused.add(name);
      continue;
    }
    const read = readValue(parameter, value);
    if (read.error !== undefined) errors.push(read.error);
    if (given === undefined) values.set(name, read.error === undefined ? [read.value] : []);
    else if (read.error === undefined && !given.includes(read.value)) given.push(read.value);
  }
  return { values, errors };
}

export function parameterTable(parameters: readonly Parameter[]): ReadonlyMap<string, Parameter> {
  return new Map(parameters.map((parameter) => [parameter.name, parameter]));
}

/** Suggests the nearest of a closed list of values. */
export function suggestFrom(known: readonly string[]): (raw: string) => string | undefined {
  return (raw) => nearest(raw, known) ?? known[0];
}

function readValue(parameter: Parameter, raw: string): { readonly value?: unknown; readonly error?: ParameterError } {
  const checked = parameter.schema.safeParse(wired(parameter.wire, raw));
  if (checked.success) return { value: checked.data };
  const suggestion = parameter.suggest?.(raw);
  const { issues } = checked.error;
  const reason = issues[0] === undefined ? undefined : reasonOf(issues[0], parameter);
  const error = {
    param: parameter.name,
    message: issues.map((issue) => issue.message).join('; '),
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(reason === undefined ? {} : { reason }),
  };
  return { error };
}

/** The validator's finding as a code; the bounds are the schema's own. */
function reasonOf(issue: z.core.$ZodIssue, { wire }: Parameter): ErrorReason | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wire === 'integer' ? { code: 'not-a-number' } : undefined;
    case 'invalid_value':
      return issue.values.join() === '0,1'
        ? { code: 'not-a-flag' }
        : { code: 'not-one-of', text: issue.values.map(String).join(', ') };
    case 'too_small':
      return issue.origin === 'string' ? { code: 'empty' } : { code: 'too-small', limit: Number(issue.minimum) };
    case 'too_big':
      return { code: issue.origin === 'string' ? 'too-long' : 'too-large', limit: Number(issue.maximum) };
    case 'custom':
      return issue.params?.['code'] === 'no-such-date' ? { code: 'no-such-date' } : undefined;
    default:
      return undefined;
  }
}

function wired(wire: Parameter['wire'], raw: string): unknown {
  if (wire === 'integer') return /^-?\d{1,15}$/.test(raw) ? Number(raw) : raw;
  return wire === 'list' ? raw.split(',') : raw;
}
