import type { Command } from 'commander';
import { backupData, restoreData, type BackupManifest } from '../../crawler/store/backup.ts';
import { exitCodes, runCommand, withGlobalOptions, type GlobalOptions } from '../command.ts';
import { count } from '../progress-line.ts';
import { bytesText } from '../text.ts';

/** `herald backup DIR` and `herald restore DIR`: archive and store, with a manifest of digests. */
export function addBackupCommands(program: Command): void {
  withGlobalOptions(
    program
      .command('backup')
      .description('copy archive and store to a folder, with a digest of every file, while others read and write')
      .argument('<dir>', 'an empty or new folder'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald backup /mnt/backup/herald-monday`,
    )
    .action((dir: string, options: GlobalOptions) =>
      runCommand(options, async (context) => {
        const manifest = await backupData(context.data.root, dir);
        context.answer(manifest, () => `backed up to ${dir}: ${contents(manifest)}`);
        return exitCodes.done;
      }),
    );
  withGlobalOptions(
    program
      .command('restore')
      .description('bring a backup into an empty data folder, after checking every digest')
      .argument('<dir>', 'a folder that herald backup made'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald restore /mnt/backup/herald-monday --data data/restored && herald index --data data/restored`,
    )
    .action((dir: string, options: GlobalOptions) =>
      runCommand(options, async (context) => {
        const manifest = await restoreData(dir, context.data.root);
        context.answer(
          manifest,
          () => `restored to ${context.data.root}: ${contents(manifest)}; herald index makes it searchable`,
        );
        return exitCodes.done;
      }),
    );
}

function contents({ files, announcements }: BackupManifest): string {
  return `${count(announcements)} announcements, ${count(files.length)} files, ${bytesText(files.reduce((sum, { bytes }) => sum + bytes, 0))}`;
}
