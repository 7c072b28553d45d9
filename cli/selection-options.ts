import type { Command } from 'commander';
import { HeraldError } from '../core/problem.ts';
import { collect } from './text.ts';

/** Options that say which announcements: the same for every command that takes a search. */
export interface SelectionOptions {
  readonly filter: readonly string[];
  readonly reject: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly status?: string;
  readonly sort?: string;
  readonly any?: boolean;
  readonly exact?: boolean;
  readonly versions?: string;
  readonly asOf?: string;
}

export function withSelectionOptions(command: Command): Command {
  return command
    .option('--filter <facet=value>', 'only announcements with this value; repeat for more', collect, [])
    .option('--reject <facet=value>', 'no announcements with this value; repeat for more', collect, [])
    .option('--from <date>', 'published on or after this year, month or day')
    .option('--to <date>', 'published on or before this year, month or day')
    .option('--status <status>', 'live, changed or removed')
    .option('--sort <order>', 'relevance, -published or published')
    .option('--any', 'match any of the words instead of all')
    .option('--exact', 'no stemming and no synonyms')
    .option('--versions <which>', 'all: search in every revision, not only the newest')
    .option('--as-of <version>', 'ask an earlier index that is still kept, by the index_version of its answers');
}

/** The options as parameters of the API. @throws HeraldError `config` for a filter that is none. */
export function selectionParameters(text: string, options: SelectionOptions): URLSearchParams {
  const parameters = new URLSearchParams();
  const set = (name: string, value: string | undefined): void => setParameter(parameters, name, value);
  set('q', text);
  for (const mode of ['filter', 'reject'] as const) {
    for (const pair of options[mode]) {
      const at = pair.indexOf('=');
      if (at < 1)
        throw new HeraldError('config', `--${mode} wants facet=value, not ${JSON.stringify(pair)}`, {
          hint: `for example --${mode} kind=speech`,
        });
      parameters.append(`${mode}_${pair.slice(0, at)}`, pair.slice(at + 1));
    }
  }
  set('published_from', options.from);
  set('published_to', options.to);
  set('status', options.status);
  set('sort', options.sort);
  set('versions', options.versions);
  set('as_of', options.asOf);
  if (options.any === true) set('match', 'any');
  if (options.exact === true) set('exact', '1');
  return parameters;
}

export function setParameter(parameters: URLSearchParams, name: string, value: string | undefined): void {
  if (value !== undefined && value !== '') parameters.append(name, value);
}
