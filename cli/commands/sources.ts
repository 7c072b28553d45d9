import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../../core/atomic-file.ts';
import { formatProblem, HeraldError } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import { checkSource, type SourceCheck } from '../../crawler/check.ts';
import { createFetcher } from '../../crawler/fetch/fetcher.ts';
import { proposeFrom } from '../../crawler/propose.ts';
import {
  exitCodes,
  runCommand,
  withGlobalOptions,
  type CommandContext,
  type ExitCode,
  type GlobalOptions,
} from '../command.ts';
import { openSources, sourcesFolder } from '../open-sources.ts';
import { tableText } from '../text.ts';

interface SourcesOptions extends GlobalOptions {
  readonly sources?: string;
}

/** `herald sources list|add|check`: the publishers we follow. */
export function addSourcesCommands(program: Command): void {
  const sources = program.command('sources').description('the publishers that are followed');
  withGlobalOptions(
    sources
      .command('list')
      .description('list the sources with their entry points')
      .option('--sources <dir>', 'folder of source files (default: HERALD_SOURCES, else data/sources)'),
  )
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
        context.answer(found.map(summary), () =>
          tableText([
            ['id', 'country', 'language', 'verified', 'entry points', 'name'],
            ...found.map((source) => [
              source.id,
              source.country,
              source.language,
              source.verified,
              entryPointsText(source),
              source.name,
            ]),
          ]),
        );
        return Promise.resolve(exitCodes.done);
      }),
    );
  withGlobalOptions(
    sources
      .command('add')
      .description('look at a home page and write the source file that it suggests, for you to look through')
      .argument('<url>', 'home page or news page of the publisher')
      .option('--sources <dir>', 'folder to write the file to (default: HERALD_SOURCES, else data/sources)')
      .option('--dry-run', 'print the file instead of writing it'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald sources add https://www.example.gov/
  herald sources add https://www.example.gov/news --dry-run`,
    )
    .action((url: string, options: AddOptions) => runCommand(options, (context) => addSource(context, url, options)));
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

interface AddOptions extends SourcesOptions {
  readonly dryRun?: boolean;
}

async function addSource(context: CommandContext, url: string, options: AddOptions): Promise<ExitCode> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new HeraldError('config', `not an http(s) URL: ${url}`);
  const fetcher = createFetcher({ contact: context.environment.HERALD_CONTACT });
  try {
    const found = await proposeFrom(url, fetcher, context.signal);
    if ('reason' in found) throw new HeraldError('retry-later', `${url} could not be read: ${found.reason}`);
    const { id, yaml, problems } = found.proposed;
    const file = join(sourcesFolder(context, options.sources), `${id}.yaml`);
    if (options.dryRun !== true) {
      if (existsSync(file))
        throw new HeraldError('config', `${file} exists already`, {
          hint: 'remove it first, or use --dry-run to see the proposal',
        });
      writeFileAtomic(file, yaml);
    }
    context.answer({ id, file: options.dryRun === true ? null : file, yaml, problems }, () =>
      options.dryRun === true
        ? yaml.trimEnd()
        : `${yaml.trimEnd()}\n\nwritten to ${file}; look through it, then: herald sources check ${id}`,
    );
    return problems.length === 0 ? exitCodes.done : exitCodes.partly;
  } finally {
    await fetcher.close();
  }
}

function summary({
  id,
  name,
  country,
  language,
  agency,
  homepage,
  verified,
  entryPoints,
  file,
}: Source): Readonly<Record<string, unknown>> {
  return { id, name, country, language, agency, homepage, verified, entry_points: entryPoints, file };
}

function entryPointsText(source: Source): string {
  return [...new Set(source.entryPoints.map(({ type }) => type))]
    .map((type) => `${source.entryPoints.filter((entry) => entry.type === type).length} ${type}`)
    .join(', ');
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
