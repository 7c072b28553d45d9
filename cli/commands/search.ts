import type { Command } from 'commander';
import { HeraldError, type Problem } from '../../core/problem.ts';
import { exitCodes, runCommand, wholeNumber, withGlobalOptions, type GlobalOptions } from '../command.ts';
import { formatAnswer, type SearchAnswer } from '../result-text.ts';
import { openSearch } from '../open-search.ts';
import { collect } from '../text.ts';

interface SearchOptions extends GlobalOptions {
  readonly filter: readonly string[];
  readonly reject: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly status?: string;
  readonly sort?: string;
  readonly limit: string;
  readonly page: string;
  readonly facets: string;
  readonly any?: boolean;
  readonly exact?: boolean;
  readonly versions?: string;
  readonly asOf?: string;
  readonly explain?: boolean;
}

/** `herald search WORDS`: the API's own answer, printed for people, or as it is with --json. */
export function addSearchCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('search')
      .description('search the announcements from the terminal')
      .argument('[words...]', 'words, "phrases", -not, OR, prefix*, field:value; without words: everything')
      .option('--filter <facet=value>', 'only announcements with this value; repeat for more', collect, [])
      .option('--reject <facet=value>', 'no announcements with this value; repeat for more', collect, [])
      .option('--from <date>', 'published on or after this year, month or day')
      .option('--to <date>', 'published on or before this year, month or day')
      .option('--status <status>', 'live, changed or removed')
      .option('--sort <order>', 'relevance, -published or published')
      .option('--limit <n>', 'results on a page', '10')
      .option('--page <n>', 'which page', '1')
      .option('--facets <names>', 'facets to count, with commas; empty for none', 'agency,kind,published:year')
      .option('--any', 'match any of the words instead of all')
      .option('--exact', 'no stemming and no synonyms')
      .option('--versions <which>', 'all: search in every revision, not only the newest')
      .option('--as-of <version>', 'ask an earlier index that is still kept, by the index_version of its answers')
      .option('--explain', 'say why each result stands where it stands: its score, part by part'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald search civil rights
  herald search '"memorandum of understanding" japan' --from 2014 --to 2016-06
  herald search fraud --filter agency="Tax Division" --sort -published
  herald search 'title:budget -draft' --json`,
    )
    .action((words: string[], options: SearchOptions) =>
      runCommand(options, async (context) => {
        const search = openSearch(context);
        try {
          const response = await search.request(`/api/v1/search?${parametersOf(words, options)}`);
          const body: unknown = await response.json();
          if (!response.ok) throw refusal(body);
          const answer = body as SearchAnswer;
          const first = (wholeNumber('--page', options.page) - 1) * wholeNumber('--limit', options.limit) + 1;
          context.answer(answer, () =>
            formatAnswer(answer, first, {
              columns: process.stdout.columns > 0 ? process.stdout.columns : 100,
              styled: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
            }),
          );
          return answer.total > 0 ? exitCodes.done : exitCodes.partly;
        } finally {
          await search.close();
        }
      }),
    );
}

function parametersOf(words: readonly string[], options: SearchOptions): string {
  const parameters = new URLSearchParams();
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') parameters.append(name, value);
  };
  set('q', words.join(' '));
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
  set('limit', options.limit);
  set('page', options.page);
  set('facets', options.facets);
  set('versions', options.versions);
  set('as_of', options.asOf);
  if (options.any === true) set('match', 'any');
  if (options.exact === true) set('exact', '1');
  if (options.explain === true) set('explain', '1');
  return parameters.toString();
}

/** The API's refusal (RFC 9457) in the words of the command line. */
function refusal(body: unknown): HeraldError {
  const problem = body as {
    title?: string;
    detail?: string;
    errors?: { param: string; message: string; suggestion?: string }[];
  };
  const problems: Problem[] = (problem.errors ?? []).map((error) => ({
    code: 'invalid-parameter',
    message: `${optionOf(error.param)}: ${error.message}`,
    ...(error.suggestion === undefined ? {} : { hint: `try ${error.suggestion}` }),
  }));
  return new HeraldError('config', problem.title ?? 'the search was refused', {
    problems,
    ...(problem.detail === undefined ? {} : { hint: problem.detail }),
  });
}

function optionOf(parameter: string): string {
  const facet = /^(filter|reject)_(.*)$/.exec(parameter);
  if (facet !== null) return `--${facet[1] ?? ''} ${facet[2] ?? ''}`;
  const names: Readonly<Record<string, string>> = {
    published_from: '--from',
    published_to: '--to',
    as_of: '--as-of',
    q: 'the words',
  };
  return names[parameter] ?? `--${parameter}`;
}
