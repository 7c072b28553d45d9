import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { dataFolder, type DataFolder } from '../core/data-folder.ts';
import { formatProblem, HeraldError, messageOf, type Remedy } from '../core/problem.ts';
import type { Progress } from '../core/progress.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { createProgress } from './progress-line.ts';

/** Documented in the README: 0 done, 1 nothing found or partly failed, 2 wrong usage or configuration, 3 damaged data. */
export const exitCodes = { done: 0, partly: 1, usage: 2, damaged: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What every command gets besides its own options. */
export interface CommandContext {
  readonly data: DataFolder;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly environment: Environment;
  readonly progress: Progress;
  /** Aborted by SIGINT or SIGTERM: finish what is in hand, then stop. */
  readonly signal: AbortSignal;
  /** The result, for people (a text) or for programs (a value): whichever was asked for is written to stdout. */
  answer(value: unknown, text: () => string): void;
  /** A line for people on stderr; silent with --quiet. */
  tell(text: string): void;
}

export interface GlobalOptions {
  readonly data?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Adds the options that every command takes. */
export function withGlobalOptions(command: Command): Command {
  return command
    .option('--data <dir>', 'data folder (default: HERALD_DATA, else data/local)')
    .option('--json', 'answer with JSON on stdout')
    .option('--quiet', 'no progress on stderr');
}

/** Runs a command's work with its context and turns what happens into an exit code: expected errors become messages, never stacks. */
export async function runCommand(
  options: GlobalOptions,
  work: (context: CommandContext) => Promise<ExitCode>,
): Promise<void> {
  const stop = new AbortController();
  const progress = createProgress(process.stderr, options.quiet === true);
  let interrupts = 0;
  const interrupt = (): void => {
    interrupts += 1;
    if (interrupts > 1) process.exit(130);
    progress.end();
    process.stderr.write('stopping after what is in hand; once more to stop at once\n');
    stop.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const environment = readEnvironment(process.env);
    process.exitCode = await work({
      data: dataFolder(options.data ?? environment.HERALD_DATA ?? 'data/local'),
      json: options.json === true,
      quiet: options.quiet === true,
      environment,
      progress,
      signal: stop.signal,
      answer(value, text) {
        progress.end();
        process.stdout.write(options.json === true ? `${JSON.stringify(value)}\n` : `${text()}\n`);
      },
      tell(text) {
        if (options.quiet === true) return;
        progress.end();
        process.stderr.write(`${text}\n`);
      },
    });
  } catch (error) {
    progress.end();
    process.exitCode = reportError(error, options.json === true);
  } finally {
    progress.end();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** Writes an error for its reader and answers the exit code. An unexpected error shows its stack: that one is ours to mend. */
export function reportError(error: unknown, json: boolean): ExitCode {
  if (!(error instanceof HeraldError)) {
    process.stderr.write(
      `herald failed in a way it should not: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}\n`,
    );
    return exitCodes.partly;
  }
  if (json) {
    process.stderr.write(
      `${JSON.stringify({ error: error.message, hint: error.hint, remedy: error.remedy, problems: error.problems })}\n`,
    );
  } else {
    process.stderr.write(`herald: ${error.message}\n`);
    for (const problem of error.problems) process.stderr.write(`  ${formatProblem(problem)}\n`);
    if (error.hint !== undefined) process.stderr.write(`  ${error.hint}\n`);
  }
  return exitCodeOf(error.remedy);
}

function exitCodeOf(remedy: Remedy): ExitCode {
  if (remedy === 'config') return exitCodes.usage;
  if (remedy === 'damaged') return exitCodes.damaged;
  return exitCodes.partly;
}

/** A folder that comes with Herald (`data/sources`, `data/synonyms`), whether run from the sources or from `dist/`. */
export function bundledFolder(name: string): string {
  const beside = fileURLToPath(new URL(`../data/${name}`, import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL(`../../data/${name}`, import.meta.url));
}

/** Parses a positive whole number of an option. @throws HeraldError `config` that names the option. */
export function wholeNumber(option: string, text: string, least = 1): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && Number.isSafeInteger(number)) return number;
  throw new HeraldError('config', `${option} wants a whole number of at least ${least}, not ${JSON.stringify(text)}`);
}
