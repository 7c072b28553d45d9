import { Command } from 'commander';
import { version } from '../core/version.ts';

type AddCommand = (program: Command) => void;

/**
 * The commands and where they live. Loading all of them takes about a second on a small machine, so the one that was asked for is
 * loaded alone; help and the documents' test load all.
 */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  demo: async () => (await import('./commands/demo.ts')).addDemoCommand,
  crawl: async () => (await import('./commands/crawl.ts')).addCrawlCommand,
  watch: async () => (await import('./commands/watch.ts')).addWatchCommand,
  import: async () => (await import('./commands/import.ts')).addImportCommand,
  index: async () => (await import('./commands/index.ts')).addIndexCommand,
  serve: async () => (await import('./commands/serve.ts')).addServeCommand,
  search: async () => (await import('./commands/search.ts')).addSearchCommand,
  export: async () => (await import('./commands/export.ts')).addExportCommand,
  inspect: async () => (await import('./commands/inspect.ts')).addInspectCommand,
  'record-page': async () => (await import('./commands/record-page.ts')).addRecordPageCommand,
  sources: async () => (await import('./commands/sources.ts')).addSourcesCommands,
  history: async () => (await import('./commands/history.ts')).addHistoryCommand,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctorCommand,
  verify: async () => (await import('./commands/verify.ts')).addVerifyCommand,
  backup: async () => (await import('./commands/backup.ts')).addBackupCommands,
  restore: async () => (await import('./commands/backup.ts')).addBackupCommands,
  alert: async () => (await import('./commands/alert.ts')).addAlertCommands,
  status: async () => (await import('./commands/status.ts')).addStatusCommand,
};

/** The command line. `only` is the first word typed: when it names a command, no other is loaded. */
export async function createProgram(only?: string): Promise<Command> {
  const program = new Command('herald')
    .description(
      'Finds what governments announced: crawls announcement pages politely, keeps every version, answers faceted searches.',
    )
    .version(version, '--version', 'print the version')
    .showHelpAfterError('(herald --help lists the commands)')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 nothing found or partly failed, 2 wrong usage or configuration, 3 damaged data.',
    );
  const wanted = only !== undefined && Object.hasOwn(commands, only) ? [commands[only]!] : Object.values(commands);
  const adders = await Promise.all(wanted.map((load) => load()));
  for (const add of new Set(adders)) add(program);
  exitOverrideAll(program);
  return program;
}

/** Usage errors are thrown to main.ts, which knows the exit codes. */
function exitOverrideAll(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) exitOverrideAll(child);
}
