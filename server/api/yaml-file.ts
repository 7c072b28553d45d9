import { existsSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { Problem, WithProblems } from '../../core/problem.ts';

/** What a YAML file says, with every error of its form and the line it is in; `undefined` for a missing or empty file. */
export function readYamlFile(path: string): WithProblems<unknown> {
  if (!existsSync(path)) return { value: undefined, problems: [] };
  const document = parseDocument(readFileSync(path, 'utf8'));
  const problems = document.errors.map((error): Problem => ({
    code: 'bad-yaml',
    message: error.message.split('\n')[0]!,
    where: path,
    ...(error.linePos === undefined ? {} : { line: error.linePos[0].line }),
  }));
  return { value: problems.length > 0 ? undefined : ((document.toJS() as unknown) ?? undefined), problems };
}
