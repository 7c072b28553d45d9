import type { Command } from 'commander';
import type { Source } from '../../core/source.ts';
import { HeraldError, type Problem } from '../../core/problem.ts';
import { crawl, type CrawlReport } from '../../crawler/crawl.ts';
import { parseDurationMs } from '../../crawler/source/duration.ts';
import {
  exitCodes,
  runCommand,
  wholeNumber,
  withGlobalOptions,
  type CommandContext,
  type ExitCode,
  type GlobalOptions,
} from '../command.ts';
import { openCrawl } from '../open-crawl.ts';
import { chosenSources, openSources } from '../open-sources.ts';
import { count } from '../progress-line.ts';
import { runLines } from '../run-text.ts';
import { bytesText, collect, durationText } from '../text.ts';

interface CrawlCommandOptions extends GlobalOptions {
  readonly source: readonly string[];
  readonly sources?: string;
  readonly maxPages?: string;
  readonly full?: boolean;
  readonly delay?: string;
}

/** `herald crawl`: fetch what is new and what is due, archive it, extract it, store it. */
export function addCrawlCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('crawl')
      .description('fetch what is new and what is due again, archive, extract and store it')
      .option('--source <id>', 'crawl only this source; repeat for more (default: all)', collect, [])
      .option('--sources <dir>', 'folder of source files (default: HERALD_SOURCES, else data/sources)')
      .option('--max-pages <n>', 'look at no more than this many announcement pages of each source')
      .option('--full', 'walk every listing to its end and look at every known page again')
      .option(
        '--delay <duration>',
        "use this wait between requests instead of the source's own; a Crawl-delay still holds",
      ),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald crawl --source us-justice --max-pages 100
  herald crawl
  herald crawl --source my-own-site --delay 0s --full`,
    )
    .action((options: CrawlCommandOptions) => runCommand(options, (context) => runCrawl(context, options)));
}

async function runCrawl(context: CommandContext, options: CrawlCommandOptions): Promise<ExitCode> {
  const known = openSources(context, options.sources);
  const sources = chosenSources(known, options.source).map((source) => withDelay(source, options.delay));
  const maxPages = options.maxPages === undefined ? undefined : wholeNumber('--max-pages', options.maxPages);
  const started = performance.now();
  const session = await openCrawl(context.data.root, known, context, { contact: context.environment.HERALD_CONTACT });
  try {
    const reports = await crawl(sources, session.parts, {
      full: options.full === true,
      ...(maxPages === undefined ? {} : { maxPages }),
    });
    const tookMs = performance.now() - started;
    context.answer({ took_ms: Math.round(tookMs), sources: reports }, () =>
      reports.map((report) => crawlText(report, tookMs)).join('\n'),
    );
    return reports.every(({ report }) => report.ending === 'complete' || report.ending === 'stopped')
      ? exitCodes.done
      : exitCodes.partly;
  } finally {
    await session.close();
  }
}

/** The source with another wait. It holds for this run only. @throws HeraldError `config` when it is no duration. */
export function withDelay(source: Source, text: string | undefined): Source {
  if (text === undefined) return source;
  const delayMs = parseDurationMs(text);
  if (delayMs === undefined)
    throw new HeraldError('config', `--delay wants a duration, not ${JSON.stringify(text)}`, {
      hint: 'for example 0s, 500ms or 2s',
    });
  // Without any wait a host may be asked several things at once: that is what the option is for.
  const concurrency =
    delayMs === 0 ? Math.max(source.politeness.concurrency, unhurriedConcurrency) : source.politeness.concurrency;
  return { ...source, politeness: { ...source.politeness, delayMs, latencyFactor: 0, concurrency } };
}

/** Requests at once to a host that may be asked without a wait. Measured on loopback: fewer leave the processor idle, more change nothing. */
const unhurriedConcurrency = 8;

/** A run in a few lines: what was found, what changed, what it cost, what could not be had. */
export function crawlText({ source, report, counts, problems }: CrawlReport, tookMs: number): string {
  const found = [
    `${count(counts.new)} new`,
    `${count(counts.changed)} changed`,
    `${count(counts.removed)} removed`,
    ...(counts.restored > 0 ? [`${count(counts.restored)} restored`] : []),
  ];
  const nothing =
    counts.new + counts.changed + counts.removed + counts.restored === 0 ? 'nothing new' : found.join(', ');
  const asked = `${count(counts.pages)} pages and ${count(counts.listings)} listings in ${durationText(tookMs)} (${count(Math.round(((counts.pages + counts.listings) * 1000) / Math.max(1, tookMs)))}/s)`;
  const saved =
    report.savedBytes > 0
      ? `, ${bytesText(report.savedBytes)} saved by ${count(report.outcomes['not-modified'] ?? 0)} unchanged answers`
      : '';
  const lines = [`${source}: ${nothing}`, `  asked for ${asked}, received ${bytesText(report.bytes)}${saved}`];
  lines.push(...runLines(report).map((line) => `  ${line}`));
  if (report.ending !== 'complete') lines.push(`  ${report.ending ?? 'ended'}: ${report.reason ?? ''}`);
  if (counts.empty > 0) lines.push(`  ${count(counts.empty)} pages hold no announcement`);
  lines.push(...problems.slice(0, 5).map((problem) => `  ${problemText(problem)}`));
  if (problems.length > 5) lines.push(`  and ${count(problems.length - 5)} more problems (--json lists them)`);
  return lines.join('\n');
}

/** With its place, where its words do not name it. */
function problemText({ message, where, hint }: Problem): string {
  const place = where === undefined || message.includes(where) ? '' : `${where}: `;
  return `${place}${message}${hint === undefined ? '' : ` (${hint})`}`;
}
