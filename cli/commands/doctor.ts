import type { Command } from 'commander';
import { examineData } from '../doctor/data.ts';
import type { Finding } from '../doctor/finding.ts';
import { examineInstallation } from '../doctor/installation.ts';
import { examineSettings } from '../doctor/settings.ts';
import {
  exitCodes,
  runCommand,
  withGlobalOptions,
  type CommandContext,
  type ExitCode,
  type GlobalOptions,
} from '../command.ts';
import { sourcesFolder } from '../open-sources.ts';

interface DoctorOptions extends GlobalOptions {
  readonly sources?: string;
}

/** `herald doctor`: looks at everything that has to be right for Herald to work, and says what to do about what is not. */
export function addDoctorCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('doctor')
      .description(
        'look at the installation, the data folder and the settings, and say what to do about what is not right',
      )
      .option('--sources <dir>', 'folder of source files (default: HERALD_SOURCES, else data/sources)'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald doctor
  herald doctor --data /var/lib/herald --json`,
    )
    .action((options: DoctorOptions) => runCommand(options, (context) => examine(context, options)));
}

async function examine(context: CommandContext, { sources }: DoctorOptions): Promise<ExitCode> {
  const nowMs = Date.now();
  const findings = [
    ...examineInstallation(nowMs),
    ...examineData(context.data, nowMs),
    ...(await examineSettings(context.environment, process.env, sourcesFolder(context, sources))),
  ];
  const healthy = findings.every(({ verdict }) => verdict === 'well' || verdict === 'warning');
  context.answer({ healthy, findings }, () => doctorText(findings));
  if (findings.some(({ verdict }) => verdict === 'damaged')) return exitCodes.damaged;
  return healthy ? exitCodes.done : exitCodes.usage;
}

const marks = { well: 'well', warning: 'WARNING', config: 'WRONG', damaged: 'DAMAGED' } as const;

function doctorText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  return findings
    .flatMap(({ what, verdict, found, hint }) => [
      `${marks[verdict].padEnd(8)} ${what.padEnd(width)}  ${found}`,
      ...(hint === undefined ? [] : [`${' '.repeat(width + 11)}${hint}`]),
    ])
    .join('\n');
}
