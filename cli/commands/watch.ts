import type { Command } from 'commander';
import type { Source } from '../../core/source.ts';
import type { CrawlReport } from '../../crawler/crawl.ts';
import { RunRequests } from '../../crawler/run-requests.ts';
import { watch } from '../../crawler/watch.ts';
import { exitCodes, runCommand, withGlobalOptions, type CommandContext, type GlobalOptions } from '../command.ts';
import { openCrawl } from '../open-crawl.ts';
import { chosenSources, openSources } from '../open-sources.ts';
import { collect } from '../text.ts';
import type { Alert } from '../../server/feeds/alerts.ts';
import { indexStore } from '../index-store.ts';
import { deliverAndTell, openAlerts } from '../alerts.ts';

interface WatchOptions extends GlobalOptions {
  readonly source: readonly string[];
  readonly sources?: string;
  readonly alerts?: string;
}

/** `herald watch`: crawl every source on its schedule and index after each crawl, until it is stopped. */
export function addWatchCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('watch')
      .description('crawl every source on its schedule and index after each crawl, until it is stopped')
      .option('--source <id>', 'watch only this source; repeat for more (default: all)', collect, [])
      .option('--sources <dir>', 'folder of source files (default: HERALD_SOURCES, else data/sources)')
      .option('--alerts <file>', 'alerts to deliver after each indexing (default: data/alerts.yaml, where it exists)'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald watch
  herald watch --source us-justice --source jp-kanagawa`,
    )
    .action((options: WatchOptions) =>
      runCommand(options, async (context) => {
        const known = openSources(context, options.sources);
        const sources = chosenSources(known, options.source);
        await watchSources(context, { sources, known, alerts: openAlerts(options.alerts) });
        return exitCodes.done;
      }),
    );
}

export interface WatchSettings {
  readonly sources: readonly Source[];
  /** All there are, where only some are watched. */
  readonly known?: readonly Source[];
  readonly alerts: readonly Alert[];
  /** Runs asked for from outside, by an admin call. */
  readonly requests?: RunRequests | undefined;
}

/** Watches until the context's signal aborts. @throws HeraldError when another process writes to the data folder. */
export async function watchSources(
  context: CommandContext,
  { sources, known = sources, alerts, requests = new RunRequests() }: WatchSettings,
): Promise<void> {
  const session = await openCrawl(context.data.root, known, context, { contact: context.environment.HERALD_CONTACT });
  try {
    const afterRun = async ({ source, report }: CrawlReport): Promise<void> => {
      const index = await indexStore(context.data.root, { full: false, progress: context.progress, sources });
      context.progress.event('watched', {
        source,
        ending: report.ending,
        new: report.new,
        changed: report.changed,
        removed: report.removed,
        snapshot: index.snapshot,
      });
      await deliverAndTell(context, alerts);
    };
    await watch(sources, session.parts, afterRun, requests);
  } finally {
    await session.close();
  }
}
