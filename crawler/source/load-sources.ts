import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../../core/nearest.ts';
import { HeraldError, messageOf, type Problem, type WithProblems } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import { readSource } from './read-source.ts';

/**
 * Reads every `*.yaml` of the folders, in the order of their names. All problems of all files are told at once, each
 * with file and line; the value holds the sources whose files are sound.
 */
export function loadSources(folders: readonly string[]): WithProblems<Source[]> {
  const sources: Source[] = [];
  const problems: Problem[] = [];
  for (const file of folders.flatMap((folder) => filesOf(folder, problems))) {
    const read = readFile(file);
    problems.push(...read.problems);
    if (read.value === undefined) continue;
    const { id } = read.value;
    const twin = sources.find((source) => source.id === id);
    if (twin === undefined) sources.push(read.value);
    else
      problems.push({
        code: 'duplicate-id',
        message: `\`id\` \`${id}\` is taken by ${twin.file}`,
        hint: 'remove or rename one of the two files',
        where: file,
        line: 1,
      });
  }
  return { value: sources, problems };
}

/** The source with this id. @throws HeraldError `config` that names the nearest id. */
export function findSource(sources: readonly Source[], id: string): Source {
  const found = sources.find((source) => source.id === id);
  if (found !== undefined) return found;
  const ids = sources.map((source) => source.id);
  const close = nearest(id, ids);
  const hint =
    close === undefined
      ? ids.length === 0
        ? 'no source is loaded'
        : '`herald sources list` shows them all'
      : `did you mean \`${close}\`?`;
  throw new HeraldError('config', `there is no source \`${id}\``, { hint });
}

function filesOf(folder: string, problems: Problem[]): string[] {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    problems.push({
      code: 'no-folder',
      message: `cannot read the folder of sources: ${messageOf(error)}`,
      where: folder,
    });
    return [];
  }
  for (const name of names.filter((name) => /\.ya?ml$/i.test(name) && !name.endsWith('.yaml'))) {
    problems.push({
      code: 'bad-extension',
      message: 'a source file ends in `.yaml`',
      hint: 'rename it',
      where: join(folder, name),
    });
  }
  return names.filter((name) => name.endsWith('.yaml') && !name.startsWith('.')).map((name) => join(folder, name));
}

function readFile(file: string): WithProblems<Source | undefined> {
  try {
    const bytes = readFileSync(file);
    return readSource(new TextDecoder('utf-8', { fatal: true }).decode(bytes), file);
  } catch (error) {
    const encoding = error instanceof TypeError;
    const message = encoding ? 'the file is not UTF-8' : `cannot read the file: ${messageOf(error)}`;
    return { value: undefined, problems: [{ code: encoding ? 'bad-encoding' : 'unreadable', message, where: file }] };
  }
}
