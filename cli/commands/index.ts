import type { Command } from 'commander';
import { loadSources } from '../../crawler/source/load-sources.ts';
import type { BuildReport } from '../../indexer/build.ts';
import { exitCodes, runCommand, withGlobalOptions, type GlobalOptions } from '../command.ts';
import { indexStore } from '../index-store.ts';
import { sourcesFolder } from '../open-sources.ts';
import { count } from '../progress-line.ts';
import { durationText } from '../text.ts';

interface IndexCommandOptions extends GlobalOptions {
  readonly full?: boolean;
}

/** `herald index`: bring the index up to date with the store and switch to it. */
export function addIndexCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('index')
      .description('bring the search index up to date with the store and switch to it')
      .option('--full', 'build everything anew instead of what changed since the last snapshot'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald index
  herald index --full`,
    )
    .action((options: IndexCommandOptions) =>
      runCommand(options, async (context) => {
        // Names only: an index is not held up by a source file with a mistake in it.
        const { value: sources } = loadSources([sourcesFolder(context, undefined)]);
        const report = await indexStore(context.data.root, {
          full: options.full === true,
          progress: context.progress,
          sources,
        });
        context.answer(report, () => indexText(report));
        return exitCodes.done;
      }),
    );
}

function indexText(report: BuildReport): string {
  const amount = `${count(report.announcements)} announcements (${count(report.documents)} versions)`;
  if (report.kind === 'unchanged') return `nothing changed: snapshot ${report.snapshot} holds ${amount}`;
  const rate = Math.round(((report.added + report.changed) * 1000) / Math.max(1, report.tookMs));
  const what = `${count(report.added)} added, ${count(report.changed)} indexed again, ${count(report.removed)} no longer live`;
  return [
    `snapshot ${report.snapshot}: ${amount} in ${count(report.segments)} ${report.segments === 1 ? 'segment' : 'segments'}`,
    `  ${what}, in ${durationText(report.tookMs)} (${count(rate)} a second)`,
    ...(report.reason === undefined ? [] : [`  everything was built anew: ${report.reason}`]),
  ].join('\n');
}
