import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { formatProblem } from '../../core/problem.ts';
import { verifyArchive } from '../../crawler/archive/verify.ts';
import { verifyPointers } from '../../crawler/store/verify-pointers.ts';
import { openStore } from '../../crawler/store/store.ts';
import { openCurrent } from '../../indexer/snapshot/snapshot.ts';
import { HeraldError, type Problem } from '../../core/problem.ts';
import {
  exitCodes,
  runCommand,
  withGlobalOptions,
  type CommandContext,
  type ExitCode,
  type GlobalOptions,
} from '../command.ts';
import { count } from '../progress-line.ts';

interface VerifyOptions extends GlobalOptions {
  readonly repair?: boolean;
}

/** `herald verify`: every digest of the archive, every pointer of the store, the database, and the index. */
export function addVerifyCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('verify')
      .description('check every digest of the archive, every pointer of the store, the database and the index')
      .option('--repair', 'write missing or wrong CDXJ indexes of the archive anew; nothing else is ever changed'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald verify
  herald verify --repair --json`,
    )
    .action((options: VerifyOptions) => runCommand(options, (context) => verify(context, options.repair === true)));
}

async function verify(context: CommandContext, repair: boolean): Promise<ExitCode> {
  const { data, progress } = context;
  let records = 0;
  const archive = await verifyArchive(data.archive, {
    repairIndexes: repair,
    onFile: (file, found) =>
      progress.update({ task: 'verify', done: (records += found), unit: 'records', current: file }),
  });
  const store = verifyStore(data.store, data.archive);
  const index = verifyIndex(context);
  const sound = archive.sound && store.problems.length === 0 && index.problem === undefined;
  context.answer({ sound, archive, store, index }, () =>
    [
      `archive  ${count(archive.records)} records in ${count(archive.files)} files, ${count(archive.digestsHeld)} digests hold${archive.repaired > 0 ? `, ${count(archive.repaired)} indexes written anew` : ''}`,
      ...archive.problems.map((problem) => `         ${formatProblem(problem)}`),
      `store    ${count(store.captures)} captures point into the archive`,
      ...store.problems.map((problem) => `         ${formatProblem(problem)}`),
      `index    ${index.problem ?? `snapshot ${index.snapshot ?? ''} is whole`}`,
      sound ? 'sound' : 'not sound',
    ].join('\n'),
  );
  return sound ? exitCodes.done : exitCodes.damaged;
}

function verifyStore(
  path: string,
  archiveFolder: string,
): { readonly captures: number; readonly problems: readonly Problem[] } {
  if (!existsSync(path)) return { captures: 0, problems: [] };
  const store = openStore(path, { readOnly: true });
  try {
    const complaints = store.check().map((message): Problem => ({
      code: 'database',
      message,
      where: path,
      hint: 'herald import of the archive rebuilds the store',
    }));
    const pointers = verifyPointers(store, archiveFolder);
    return { captures: pointers.captures, problems: [...complaints, ...pointers.problems] };
  } finally {
    store.close();
  }
}

/** Opening a snapshot checks every section of it. */
function verifyIndex({ data }: CommandContext): { readonly snapshot?: string; readonly problem?: string } {
  if (!existsSync(data.current)) return { snapshot: '(none yet)' };
  try {
    const { snapshot, passedOver } = openCurrent(data);
    const { id } = snapshot.manifest;
    snapshot.close();
    return passedOver.length > 0
      ? { snapshot: id, problem: `${passedOver.join('; ')}; herald index makes it anew` }
      : { snapshot: id };
  } catch (error) {
    if (error instanceof HeraldError)
      return { problem: `${error.message}${error.hint === undefined ? '' : ` (${error.hint})`}` };
    throw error;
  }
}
