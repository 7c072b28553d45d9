import type { Command } from 'commander';
import { loadSources } from '../../crawler/source/load-sources.ts';
import type { BuildReport } from '../../indexer/build.ts';
import { rollBack } from '../../indexer/snapshot/roll-back.ts';
import { HeraldError } from '../../core/problem.ts';
import {
  exitCodes,
  runCommand,
  withGlobalOptions,
  type CommandContext,
  type ExitCode,
  type GlobalOptions,
} from '../command.ts';
import { indexStore } from '../index-store.ts';
import { openAnalyzer } from '../open-analyzer.ts';
import { sourcesFolder } from '../open-sources.ts';
import { count } from '../progress-line.ts';
import { durationText } from '../text.ts';

interface IndexCommandOptions extends GlobalOptions {
  readonly full?: boolean;
  /** `true` without a snapshot named. */
  readonly back?: string | true;
}

/** `herald index`: bring the index up to date with the store and switch to it. */
export function addIndexCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('index')
      .description('bring the search index up to date with the store and switch to it')
      .option('--full', 'build everything anew instead of what changed since the last snapshot')
      .option('--back [snapshot]', 'build nothing: go back to the snapshot before, or to the one named'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald index
  herald index --full
  herald index --back`,
    )
    .action((options: IndexCommandOptions) =>
      runCommand(options, async (context) => {
        if (options.back !== undefined) return goBack(context, options);
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

function goBack(context: CommandContext, { full, back }: IndexCommandOptions): ExitCode {
  if (full === true)
    throw new HeraldError('config', '--back and --full exclude one another', { hint: 'leave one of them away' });
  const moved = rollBack(context.data, openAnalyzer().indexDigest, back === true ? undefined : back);
  context.answer(moved, () => `snapshot ${moved.to} is current again; before it was ${moved.from}`);
  return exitCodes.done;
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
