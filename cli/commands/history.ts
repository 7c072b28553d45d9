import type { Command } from 'commander';
import type { RevisionRecord } from '../../core/announcement.ts';
import { HeraldError } from '../../core/problem.ts';
import type { CapturePointer } from '../../crawler/store/capture-rows.ts';
import type { StoreEvent } from '../../crawler/store/events.ts';
import { openStore } from '../../crawler/store/store.ts';
import { exitCodes, runCommand, withGlobalOptions, type GlobalOptions } from '../command.ts';

/** Events of one announcement that are shown; more than one page was ever edited. */
const mostEvents = 1_000;

/** `herald history URL|ID`: every version, event and capture of one announcement. */
export function addHistoryCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('history')
      .description('every version, event and capture of one announcement')
      .argument('<url-or-id>', 'its URL or its id'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald history https://www.example.gov/news/a-press-release
  herald history us-justice-0f3c1d2e4b5a6978 --json`,
    )
    .action((target: string, options: GlobalOptions) =>
      runCommand(options, (context) => {
        const store = openStore(context.data.store, { readOnly: true });
        try {
          const id = store.announcement(target) === undefined ? store.announcementAt(target) : target;
          const revisions = id === undefined ? undefined : store.announcement(id);
          if (id === undefined || revisions === undefined)
            throw new HeraldError('never-retry', `no announcement has the id or URL ${target}`, {
              hint: 'herald search finds ids; URLs are compared as they are stored',
            });
          const events = store.events({ announcement: id, limit: mostEvents });
          const captures = store.capturesOf(id);
          context.answer({ id, revisions, events, captures }, () => historyText(revisions, events, captures));
          return Promise.resolve(exitCodes.done);
        } finally {
          store.close();
        }
      }),
    );
}

function historyText(
  revisions: readonly RevisionRecord[],
  events: readonly StoreEvent[],
  captures: readonly CapturePointer[],
): string {
  const newest = revisions.at(-1)!;
  const { announcement } = newest;
  return [
    announcement.title,
    `  ${announcement.url}`,
    `  ${newest.status}, seen from ${minute(newest.firstSeen)} to ${minute(newest.lastSeen)}${newest.removedAt === undefined ? '' : `, removed ${minute(newest.removedAt)}`}`,
    '',
    'versions',
    ...revisions.map(
      ({ revision, revisionSeen, announcement: { title, body } }) =>
        `  ${revision}  ${minute(revisionSeen)}  ${title} (${body.length} paragraphs)`,
    ),
    '',
    'events',
    ...events.map(({ at, kind }) => `  ${minute(at)}  ${kind}`),
    '',
    'captures',
    ...captures.map(
      ({ fetchedAt, status, location, kind }) =>
        `  ${minute(fetchedAt)}  ${kind}${status === undefined ? '' : ` ${status}`}  ${location.file} at ${location.offset}`,
    ),
  ].join('\n');
}

function minute(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
