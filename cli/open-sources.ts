import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { HeraldError } from '../core/problem.ts';
import type { Source } from '../core/source.ts';
import { findSource, loadSources } from '../crawler/source/load-sources.ts';
import { bundledFolder, type CommandContext } from './command.ts';

/** Where source files are looked for: --sources, HERALD_SOURCES, data/sources here, else those that come with Herald. */
export function sourcesFolder(context: Pick<CommandContext, 'environment'>, option: string | undefined): string {
  const said = option ?? context.environment.HERALD_SOURCES;
  if (said !== undefined) return resolve(said);
  const here = resolve('data/sources');
  return existsSync(here) ? here : bundledFolder('sources');
}

/**
 * All sources of the folder, or those named. A file with a problem stops everything that would use it: a source that silently
 * drops out would look like a publisher that fell silent.
 * @throws HeraldError `config` with every problem of every file, or naming the nearest id.
 */
export function openSources(
  context: Pick<CommandContext, 'environment'>,
  option: string | undefined,
  ids: readonly string[] = [],
): readonly Source[] {
  const folder = sourcesFolder(context, option);
  const { value: sources, problems } = loadSources([folder]);
  if (problems.length > 0) {
    throw new HeraldError(
      'config',
      problems.length === 1 ? 'a source file has a problem' : `the source files have ${problems.length} problems`,
      { problems, hint: 'docs/sources.md describes every key' },
    );
  }
  if (sources.length === 0)
    throw new HeraldError('config', `there is no source file in ${folder}`, {
      hint: 'give another folder with --sources DIR, or write one: docs/sources.md',
    });
  return chosenSources(sources, ids);
}

/** The sources whose files can be read, for telling about them: who only searches is not stopped by a mistake in a file. */
export function readableSources(context: Pick<CommandContext, 'environment'>, option?: string): readonly Source[] {
  return loadSources([sourcesFolder(context, option)]).value;
}

/** Those named, all when none is. @throws HeraldError `config` naming the nearest id. */
export function chosenSources(sources: readonly Source[], ids: readonly string[]): readonly Source[] {
  return ids.length === 0 ? sources : ids.map((id) => findSource(sources, id));
}
