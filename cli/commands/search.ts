import type { Command } from 'commander';
import { HeraldError, type Problem } from '../../core/problem.ts';
import { exitCodes, runCommand, wholeNumber, withGlobalOptions, type GlobalOptions } from '../command.ts';
import { formatAnswer, type SearchAnswer } from '../result-text.ts';
import { openSearch } from '../open-search.ts';
import {
  selectionParameters,
  setParameter,
  withSelectionOptions,
  type SelectionOptions,
} from '../selection-options.ts';

interface SearchOptions extends GlobalOptions, SelectionOptions {
  readonly limit: string;
  readonly page: string;
  readonly facets: string;
  readonly explain?: boolean;
}

/** `herald search WORDS`: the API's own answer, printed for people, or as it is with --json. */
export function addSearchCommand(program: Command): void {
  withGlobalOptions(
    withSelectionOptions(
      program
        .command('search')
        .description('search the announcements from the terminal')
        .argument('[words...]', 'words, "phrases", -not, OR, prefix*, field:value; without words: everything'),
    )
      .option('--limit <n>', 'results on a page', '10')
      .option('--page <n>', 'which page', '1')
      .option('--facets <names>', 'facets to count, with commas; empty for none', 'agency,kind,published:year')
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
  const parameters = selectionParameters(words.join(' '), options);
  setParameter(parameters, 'limit', options.limit);
  setParameter(parameters, 'page', options.page);
  setParameter(parameters, 'facets', options.facets);
  if (options.explain === true) setParameter(parameters, 'explain', '1');
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
