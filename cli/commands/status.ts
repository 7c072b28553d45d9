import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { instantOf } from '../../core/instant.ts';
import { HeraldError, messageOf } from '../../core/problem.ts';
import type { SourceCoverage } from '../../crawler/store/coverage.ts';
import { silenceText } from '../../crawler/store/silence.ts';
import type { RunReport } from '../../crawler/store/runs.ts';
import { openStore, type StoreStatus } from '../../crawler/store/store.ts';
import { openCurrent } from '../../indexer/snapshot/snapshot.ts';
import {
  exitCodes,
  runCommand,
  withGlobalOptions,
  type CommandContext,
  type ExitCode,
  type GlobalOptions,
} from '../command.ts';
import { archiveSize } from '../folder-size.ts';
import { count } from '../progress-line.ts';
import { runLines } from '../run-text.ts';
import { agoText, bytesText, tableText } from '../text.ts';

/** `herald status`: what is stored, how fresh it is, what is silent or failing, and whether the index is up to date. */
export function addStatusCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('status')
      .description('what is stored, how fresh it is, what is silent or failing, and whether the index is up to date'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald status
  herald status --json`,
    )
    .action((options: GlobalOptions) => runCommand(options, (context) => Promise.resolve(runStatus(context))));
}

interface IndexStatus {
  readonly snapshot?: string;
  readonly announcements?: number;
  readonly upToDate?: boolean;
  readonly problem?: string;
}

function runStatus(context: CommandContext): ExitCode {
  const { data } = context;
  if (!existsSync(data.store))
    throw new HeraldError('config', `there is no store in ${data.root}`, {
      hint: 'herald crawl or herald import makes one; --data DIR names another folder',
    });
  const nowMs = Date.now();
  const store = openStore(data.store, { readOnly: true });
  try {
    const status = store.status(instantOf(nowMs));
    const archive = archiveSize(data.archive);
    const index = indexStatus(context, status.lastSequence);
    context.answer({ data: data.root, archive, store: status, index }, () =>
      statusText(data.root, status, archive, index, nowMs),
    );
    return exitCodes.done;
  } finally {
    store.close();
  }
}

function indexStatus(context: CommandContext, lastSequence: number): IndexStatus {
  try {
    const { snapshot } = openCurrent(context.data);
    const { id, announcements, storeSequence } = snapshot.manifest;
    snapshot.close();
    return { snapshot: id, announcements, upToDate: storeSequence >= lastSequence };
  } catch (error) {
    if (!(error instanceof HeraldError)) throw error;
    return { problem: `${messageOf(error)}${error.hint === undefined ? '' : ` (${error.hint})`}` };
  }
}

function statusText(
  root: string,
  status: StoreStatus,
  archive: { readonly files: number; readonly bytes: number },
  index: IndexStatus,
  nowMs: number,
): string {
  const lines = [
    `data      ${root}`,
    `archive   ${bytesText(archive.bytes)} in ${count(archive.files)} ${archive.files === 1 ? 'file' : 'files'}`,
    `store     ${count(status.announcements)} announcements (${count(status.live)} live, ${count(status.changed)} changed, ${count(status.removed)} removed), ${count(status.revisions)} versions, ${bytesText(status.bytes)}`,
    `index     ${indexText(index)}`,
    `frontier  ${count(status.due)} pages due`,
    '',
    tableText([
      ['source', 'announcements', 'published', 'last success', 'note'],
      ...status.sources.map((source) => sourceRow(source, nowMs)),
    ]),
    ...status.runs.slice(0, runsShown).flatMap((run) => ['', ...runText(run, nowMs)]),
  ];
  return lines.join('\n');
}

/** Runs whose account is shown. More would push the sources off the screen; --json has the last twenty. */
const runsShown = 3;

/** When a run was, what it found and what it cost. */
function runText(run: RunReport, nowMs: number): string[] {
  const found = (['new', 'changed', 'removed', 'restored'] as const).map((what) => `${count(run[what])} ${what}`);
  const ending = run.ending ?? 'still running, or killed';
  const saved = run.savedBytes > 0 ? `, saved ${bytesText(run.savedBytes)} by unchanged answers` : '';
  return [
    `run of ${run.source}, ${agoText(run.started, nowMs)}: ${run.reason === undefined ? ending : `${ending}, ${run.reason}`}`,
    `  ${found.join(', ')}; received ${bytesText(run.bytes)}${saved}`,
    ...runLines(run).map((line) => `  ${line}`),
  ];
}

function indexText({ snapshot, announcements = 0, upToDate, problem }: IndexStatus): string {
  if (problem !== undefined) return problem;
  return `${count(announcements)} announcements in snapshot ${snapshot ?? ''}, ${upToDate === true ? 'up to date' : 'behind the store: herald index brings it up to date'}`;
}

function sourceRow(source: SourceCoverage, nowMs: number): (string | number)[] {
  const published =
    source.firstPublished === undefined
      ? ''
      : `${source.firstPublished.slice(0, 10)} to ${(source.lastPublished ?? '').slice(0, 10)}`;
  const notes = [
    ...(source.failingSince === undefined
      ? []
      : [`failing since ${source.failingSince.slice(0, 16).replace('T', ' ')}: ${source.failingReason ?? ''}`]),
    ...(source.silence?.unusual === true ? [silenceText(source.silence)] : []),
    ...(source.robots === undefined || source.robots.verdict === 'allowed'
      ? []
      : [
          `robots.txt: ${source.robots.verdict}${source.robots.reason === undefined ? '' : ` (${source.robots.reason})`}`,
        ]),
  ];
  return [
    source.source,
    count(source.announcements),
    published,
    source.lastSuccess === undefined ? 'never' : agoText(source.lastSuccess, nowMs),
    notes.join('; '),
  ];
}
