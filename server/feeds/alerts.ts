import { z } from 'zod';
import type { Problem, WithProblems } from '../../core/problem.ts';
import { eventKinds, type EventKind } from '../api/history.ts';
import { preparePairs, type PreparedSearch } from '../api/prepared-search.ts';
import type { QueryPair } from '../api/query-string.ts';
import { readYamlFile } from '../api/yaml-file.ts';
import { readFeedParameters } from './feed-parameters.ts';

/** A saved search whose new events are posted to an address. */
export interface Alert {
  /** Names it in the state and in deliveries. */
  readonly id: string;
  readonly search: PreparedSearch;
  readonly events: readonly EventKind[];
  readonly url: string;
  /** Key of the HMAC that signs deliveries. */
  readonly secret: string;
}

/** Shortest secret, characters: a shorter one can be guessed from one delivery. */
const shortestSecret = 16;

const alertSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small letters, digits and hyphens'),
  query: z.string(),
  filters: z.record(z.string(), z.array(z.string())).default({}),
  events: z.array(z.enum(eventKinds)).min(1).default(['new', 'changed', 'removed']),
  url: z.url({ protocol: /^https?$/, error: 'not an http(s) address' }),
  secret: z.string().min(shortestSecret, `at least ${shortestSecret} characters`),
});

/**
 * Reads `alerts.yaml`, a list of `{ id, query, filters?, events?, url, secret }`. `filters` holds parameters of the API:
 * `filter_kind: [speech]`. A missing file holds no alerts; everything wrong in it is told at once.
 */
export function loadAlerts(path: string): WithProblems<readonly Alert[]> {
  const file = readYamlFile(path);
  if (file.value === undefined) return { value: [], problems: file.problems };
  const problem = (code: string, message: string, hint?: string): Problem => ({
    code,
    message,
    where: path,
    ...(hint === undefined ? {} : { hint }),
  });
  const entries: unknown = file.value;
  if (!Array.isArray(entries))
    return {
      value: [],
      problems: [problem('no-list', 'the file is no list of alerts', 'begin each alert with "- id: …"')],
    };
  const alerts: Alert[] = [];
  const problems: Problem[] = [];
  entries.forEach((entry: unknown, at) => {
    const name = `alert ${at + 1}`;
    const read = alertSchema.safeParse(entry);
    if (!read.success) {
      problems.push(
        ...read.error.issues.map((issue) =>
          problem('bad-alert', `${name}: ${issue.path.join('.') || 'entry'}: ${issue.message}`),
        ),
      );
      return;
    }
    const { id, query, filters, events, url, secret } = read.data;
    const search = preparePairs(pairsOf(query, filters), [], readFeedParameters);
    problems.push(
      ...search.errors.map((error) =>
        problem(
          'bad-search',
          `alert ${id}: ${error.param}: ${error.message}`,
          error.suggestion === undefined ? undefined : `try ${error.suggestion}`,
        ),
      ),
    );
    if (alerts.some((alert) => alert.id === id))
      problems.push(problem('same-id', `${name}: there is another alert ${id}`));
    else if (search.errors.length === 0) alerts.push({ id, search, events, url, secret });
  });
  return { value: alerts, problems };
}

function pairsOf(query: string, filters: Readonly<Record<string, readonly string[]>>): QueryPair[] {
  return [
    { name: 'q', value: query },
    ...Object.entries(filters).flatMap(([name, values]) => values.map((value) => ({ name, value }))),
  ];
}
