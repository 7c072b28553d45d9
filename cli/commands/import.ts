import type { Command } from 'commander';
import { isSourceId } from '../../core/ids.ts';
import { formatProblem, HeraldError } from '../../core/problem.ts';
import type { ImportReport } from '../../crawler/import-run.ts';
import { importFile } from '../../crawler/import.ts';
import {
  exitCodes,
  runCommand,
  withGlobalOptions,
  type CommandContext,
  type ExitCode,
  type GlobalOptions,
} from '../command.ts';
import { openCrawl } from '../open-crawl.ts';
import { openSources } from '../open-sources.ts';
import { count } from '../progress-line.ts';
import { durationText } from '../text.ts';

interface ImportCommandOptions extends GlobalOptions {
  readonly source?: string;
  readonly sources?: string;
}

/** `herald import FILE...`: WARC files and JSON Lines as if they had been crawled. */
export function addImportCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('import')
      .description('take in WARC files or announcements as JSON lines, as if they had been crawled')
      .argument('<files...>', '.warc, .warc.gz, .jsonl, .jsonl.gz or .jsonl.br')
      .option('--source <id>', 'source of pages that match no source file, and of lines that name none')
      .option('--sources <dir>', 'folder of source files (default: HERALD_SOURCES, else data/sources)'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald import crawl-2018.warc.gz
  herald import press-releases.jsonl.br --source my-ministry
  herald import data/local/archive/*.warc.gz    rebuilds the store from the archive, without a network`,
    )
    .action((files: string[], options: ImportCommandOptions) =>
      runCommand(options, (context) => runImport(context, files, options)),
    );
}

async function runImport(
  context: CommandContext,
  files: readonly string[],
  options: ImportCommandOptions,
): Promise<ExitCode> {
  const { source } = options;
  if (source !== undefined && !isSourceId(source))
    throw new HeraldError(
      'config',
      `--source wants an id of lower-case letters, digits and hyphens, not ${JSON.stringify(source)}`,
    );
  const sources = openSources(context, options.sources);
  const started = performance.now();
  const session = await openCrawl(context.data.root, sources, context, { proxy: 'none' });
  try {
    const reports: ImportReport[] = [];
    for (const file of files) {
      if (context.signal.aborted) break;
      const report = await importFile(
        file,
        { ...session.parts, archiveFolder: context.data.archive, sources },
        source === undefined ? {} : { source },
      );
      reports.push(report);
      context.tell(importText(report));
    }
    const tookMs = performance.now() - started;
    const totals = { took_ms: Math.round(tookMs), files: reports };
    context.answer(totals, () => `imported in ${durationText(tookMs)}; herald index makes it searchable`);
    return reports.some(({ refused }) => refused > 0) || context.signal.aborted ? exitCodes.partly : exitCodes.done;
  } finally {
    await session.close();
  }
}

function importText({ file, records, problems, ...counts }: ImportReport): string {
  const parts = [
    `${count(counts.new)} new`,
    `${count(counts.changed)} changed`,
    `${count(counts.unchanged)} unchanged`,
  ];
  if (counts.removed > 0) parts.push(`${count(counts.removed)} removed`);
  if (counts.restored > 0) parts.push(`${count(counts.restored)} restored`);
  if (counts.passedOver > 0) parts.push(`${count(counts.passedOver)} passed over`);
  if (counts.refused > 0) parts.push(`${count(counts.refused)} refused`);
  const shown = problems.slice(0, 10).map((problem) => `  ${formatProblem(problem)}`);
  if (problems.length > shown.length)
    shown.push(`  and ${count(problems.length - shown.length)} more problems (--json lists them)`);
  return [`${file}: ${count(records)} records: ${parts.join(', ')}`, ...shown].join('\n');
}
