import type { Command } from 'commander';
import { HeraldError } from '../../core/problem.ts';
import { prepareSearch } from '../../server/api/prepared-search.ts';
import { eventKinds } from '../../server/api/history.ts';
import { rehearseAlert } from '../../server/feeds/alert-delivery.ts';
import { readFeedParameters } from '../../server/feeds/feed-parameters.ts';
import { openEmbeddedEngine } from '../../server/search/embedded/embedded-engine.ts';
import { exitCodes, runCommand, wholeNumber, withGlobalOptions, type GlobalOptions } from '../command.ts';
import { openAnalyzer } from '../open-analyzer.ts';
import { openHistory } from '../open-search.ts';
import { switchText } from '../switch-text.ts';
import { count } from '../progress-line.ts';

interface RehearseOptions extends GlobalOptions {
  readonly days: string;
}

/** `herald alert rehearse QUERY`: what an alert would have sent, before anybody saves it. */
export function addAlertCommands(program: Command): void {
  const alert = program.command('alert').description('alerts on saved searches (data/alerts.yaml)');
  withGlobalOptions(
    alert
      .command('rehearse')
      .description('what an alert on this search would have sent in the last days')
      .argument('<query>', 'the search text')
      .option('--days <n>', 'how many days back', '90'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald alert rehearse '"civil rights" -immigration' --days 30`,
    )
    .action((query: string, options: RehearseOptions) =>
      runCommand(options, async (context) => {
        const days = wholeNumber('--days', options.days);
        const search = prepareSearch(new URLSearchParams({ q: query }).toString(), readFeedParameters);
        if (search.errors.length > 0)
          throw new HeraldError('config', 'the search is not right', {
            problems: search.errors.map(({ param, message }) => ({
              code: 'bad-search',
              message: `${param}: ${message}`,
            })),
          });
        const engine = openEmbeddedEngine(context.data, {
          analyzer: openAnalyzer(),
          onSwitch: (event) => context.tell(switchText(event)),
        });
        const history = openHistory(context.data.store);
        try {
          const entries = await rehearseAlert({ search, events: eventKinds }, days, {
            engine,
            history: history.history,
          });
          context.answer(entries, () =>
            [
              `in the last ${count(days)} days this alert would have sent ${count(entries.length)} ${entries.length === 1 ? 'entry' : 'entries'}`,
              ...entries.map(
                ({ at, event, hit }) => `  ${at.slice(0, 16).replace('T', ' ')}  ${event.padEnd(8)}  ${hit.title}`,
              ),
            ].join('\n'),
          );
          return entries.length > 0 ? exitCodes.done : exitCodes.partly;
        } finally {
          await engine.close();
          history.close();
        }
      }),
    );
}
