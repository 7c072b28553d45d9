import type { Command } from 'commander';
import { formatProblem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import { checkSource, type SourceCheck } from '../../crawler/check.ts';
import { createFetcher } from '../../crawler/fetch/fetcher.ts';
import { exitCodes, runCommand, withGlobalOptions, type GlobalOptions } from '../command.ts';
import { openSources } from '../open-sources.ts';
import { tableText } from '../text.ts';

interface SourcesOptions extends GlobalOptions {
  readonly sources?: string;
}

/** `herald sources list|check`: the publishers we follow. */
export function addSourcesCommands(program: Command): void {
  const sources = program.command('sources').description('the publishers that are followed');
  withGlobalOptions(sources.command('list').description('list the sources with their entry points').option('--sources <dir>', 'folder of source files (default: HERALD_SOURCES, else data/sources)'))
    .addHelpText(
      'after',
      `
Examples:
  herald sources list
  herald sources list --sources my-sources --json`,
    )
    .action((options: SourcesOptions) =>
      runCommand(options, (context) => {
        const found = openSources(context, options.sources);
        context.answer(found.map(summary), () => tableText([['id', 'country', 'language', 'verified', 'entry points', 'name'], ...found.map((source) => [source.id, source.country, source.language, source.verified, entryPointsText(source), source.name])]));
        return Promise.resolve(exitCodes.done);
      }),
    );
  withGlobalOptions(
    sources
      .command('check')
      .description('run one source through every step and say what each found; stores nothing')
      .argument('<id>', 'the source')
      .option('--sources <dir>', 'folder of source files (default: HERALD_SOURCES, else data/sources)'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald sources check us-justice`,
    )
    .action((id: string, options: SourcesOptions) =>
      runCommand(options, async (context) => {
        const [source] = openSources(context, options.sources, [id]);
        const fetcher = createFetcher({ contact: context.environment.HERALD_CONTACT });
        try {
          const check = await checkSource(source!, fetcher, context.signal);
          context.answer(check, () => checkText(check));
          return check.ok ? exitCodes.done : exitCodes.partly;
        } finally {
          await fetcher.close();
        }
      }),
    );
}

function summary({ id, name, country, language, agency, homepage, verified, entryPoints, file }: Source): Readonly<Record<string, unknown>> {
  return { id, name, country, language, agency, homepage, verified, entry_points: entryPoints, file };
}

function entryPointsText(source: Source): string {
  return [...new Set(source.entryPoints.map(({ type }) => type))].map((type) => `${source.entryPoints.filter((entry) => entry.type === type).length} ${type}`).join(', ');
}

function checkText(check: SourceCheck): string {
  const lines = [`${check.source}: ${check.ok ? 'works' : 'does not work yet'}`];
  for (const step of check.steps) {
    lines.push(`  ${step.ok ? 'ok  ' : 'FAIL'}  ${step.name}: ${step.found}`);
    lines.push(...step.details.map((detail) => `          ${detail}`));
    lines.push(...step.problems.slice(0, 5).map((problem) => `          ${formatProblem(problem)}`));
  }
  return lines.join('\n');
}
