import { Command } from 'commander';
import { version } from '../core/version.ts';
import { addCrawlCommand } from './commands/crawl.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addImportCommand } from './commands/import.ts';
import { addIndexCommand } from './commands/index.ts';
import { addInspectCommand } from './commands/inspect.ts';
import { addSearchCommand } from './commands/search.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSourcesCommands } from './commands/sources.ts';
import { addStatusCommand } from './commands/status.ts';

/** The command line, as the documents and their test see it too. */
export function createProgram(): Command {
  const program = new Command('herald')
    .description('Finds what governments announced: crawls announcement pages politely, keeps every version, answers faceted searches.')
    .version(version, '--version', 'print the version')
    .showHelpAfterError('(herald --help lists the commands)')
    .addHelpText('after', '\nExit codes: 0 done, 1 nothing found or partly failed, 2 wrong usage or configuration, 3 damaged data.');
  for (const add of [addDemoCommand, addCrawlCommand, addImportCommand, addIndexCommand, addServeCommand, addSearchCommand, addInspectCommand, addSourcesCommands, addStatusCommand]) add(program);
  exitOverrideAll(program);
  return program;
}

/** Usage errors are thrown to main.ts, which knows the exit codes. */
function exitOverrideAll(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) exitOverrideAll(child);
}
