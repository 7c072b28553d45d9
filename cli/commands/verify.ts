import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { formatProblem } from '../../core/problem.ts';
import { verifyArchive } from '../../crawler/archive/verify.ts';
import { verifyPointers } from '../../crawler/store/verify-pointers.ts';
import { openStore } from '../../crawler/store/store.ts';
import { currentSnapshotId } from '../../indexer/snapshot/current.ts';
import { openCurrent } from '../../indexer/snapshot/snapshot.ts';
import { verifySnapshots } from '../../indexer/snapshot/verify.ts';
import { HeraldError, messageOf, type Problem } from '../../core/problem.ts';
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
  if (![data.archive, data.store, data.snapshots].some((path) => existsSync(path)))
    throw new HeraldError('config', `there is nothing to verify in ${data.root}`, {
      hint: 'herald crawl or herald import fills it; --data DIR names another folder',
    });
  let records = 0;
  const archive = await verifyArchive(data.archive, {
    repairIndexes: repair,
    onFile: (file, found) =>
      progress.update({ task: 'verify', done: (records += found), unit: 'records', current: file }),
  });
  const store = verifyStore(data.store, data.archive);
  const index = verifyIndex(context);
  const sound = archive.sound && store.problems.length === 0 && index.problems.length === 0;
  context.answer({ sound, archive, store, index }, () =>
    [
      `archive  ${count(archive.records)} records in ${count(archive.files)} files, ${count(archive.digestsHeld)} digests hold${archive.repaired > 0 ? `, ${count(archive.repaired)} indexes written anew` : ''}`,
      ...archive.problems.map((problem) => `         ${formatProblem(problem)}`),
      `store    ${count(store.captures)} captures point into the archive`,
      ...store.problems.map((problem) => `         ${formatProblem(problem)}`),
      `index    ${count(index.files)} files of ${count(index.snapshots)} snapshots, current is ${index.current ?? 'none'}`,
      ...index.problems.map((problem) => `         ${formatProblem(problem)}`),
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

/** Every file of every kept snapshot by its digest, and whether the current one opens. */
function verifyIndex({ data }: CommandContext): {
  readonly current?: string;
  readonly snapshots: number;
  readonly files: number;
  readonly problems: readonly Problem[];
} {
  const current = currentSnapshotId(data);
  const { snapshots, files, problems } = verifySnapshots(data);
  return {
    ...(current === undefined ? {} : { current }),
    snapshots,
    files,
    problems: current === undefined ? problems : [...problems, ...openingProblems(data)],
  };
}

function openingProblems(data: CommandContext['data']): Problem[] {
  try {
    const { snapshot, passedOver } = openCurrent(data);
    snapshot.close();
    return passedOver.map((message) => ({
      code: 'index-passed-over',
      message,
      where: data.current,
      hint: 'herald index makes it anew',
    }));
  } catch (error) {
    if (!(error instanceof HeraldError)) throw error;
    return [
      {
        code: 'damaged-index',
        message: messageOf(error),
        where: data.current,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
      },
    ];
  }
}
