import { Argument, Option, type Command } from 'commander';
import { exportKinds, exportTo, type ExportKind, type ExportManifest } from '../../server/export/export.ts';
import { HeraldError } from '../../core/problem.ts';
import { languages } from '../../server/ui/languages.ts';
import type { Words } from '../../server/ui/words/en.ts';
import { exitCodes, runCommand, withGlobalOptions, type GlobalOptions } from '../command.ts';
import { openAnalyzer } from '../open-analyzer.ts';
import { openSearch } from '../open-search.ts';
import { readableSources } from '../open-sources.ts';
import { count } from '../progress-line.ts';
import { selectionParameters, withSelectionOptions, type SelectionOptions } from '../selection-options.ts';
import { bytesText } from '../text.ts';

interface ExportOptions extends GlobalOptions, SelectionOptions {
  readonly query?: string;
  readonly language?: string;
  readonly allLanguages?: boolean;
}

/** `herald export KIND DIR`: everything, or the whole result of a search, as a folder to hand on. */
export function addExportCommand(program: Command): void {
  withGlobalOptions(
    withSelectionOptions(
      program
        .command('export')
        .description('write everything, or the whole result of a search, to a folder that is of use without Herald')
        .addArgument(
          new Argument(
            '<kind>',
            'jsonl, csv, minisearch, sqlite, site (pages with search for any static host or a double click) or evidence (all of it with the captures)',
          ).choices(exportKinds),
        )
        .argument('<dir>', 'a new or empty folder, or one of an earlier export, which is replaced')
        .option('--query <text>', 'only what this search finds, in the query language; default: everything')
        .addOption(
          new Option(
            '--language <code>',
            `with site or evidence: language of the pages’ own texts (default: ${languages[0]!.locale})`,
          ).choices(languages.map(({ locale }) => locale)),
        )
        .option(
          '--all-languages',
          'with site or evidence: pages in every language, each beside the others; --language says which one opens',
        ),
    ),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald export csv out/water --query water --from 2014
  herald export site public --language ja
  herald export evidence handover --query '"memorandum of understanding"' --filter source=us-justice`,
    )
    .action((kind: ExportKind, dir: string, options: ExportOptions) =>
      runCommand(options, async (context) => {
        const spoken = siteLanguages(kind, options);
        const search = openSearch(context);
        try {
          const { engine, history, earlier } = search;
          const sources = readableSources(context);
          const manifest = await exportTo({
            kind,
            target: dir,
            query: selectionParameters(options.query ?? '', options).toString(),
            world: { engine: () => engine, history, earlier },
            base: (context.environment.HERALD_BASE_URL ?? 'http://localhost:8080').replace(/\/+$/, ''),
            evidence: { data: context.data, analyzer: openAnalyzer(), sources },
            languages: spoken,
            progress: context.progress,
          });
          context.answer(manifest, () => exportText(dir, manifest));
          return manifest.counts.announcements > 0 ? exitCodes.done : exitCodes.partly;
        } finally {
          await search.close();
        }
      }),
    );
}

/** The languages of the pages, the one that opens first. @throws HeraldError `config` for an export that has no pages. */
function siteLanguages(kind: ExportKind, { language, allLanguages = false }: ExportOptions): readonly Words[] {
  if ((language !== undefined || allLanguages) && kind !== 'site' && kind !== 'evidence')
    throw new HeraldError('config', `${kind} has no pages to be in a language`, {
      hint: `leave ${language === undefined ? '--all-languages' : '--language'} out, or export site`,
    });
  const first = languages.find(({ locale }) => locale === language) ?? languages[0]!;
  return allLanguages ? [first, ...languages.filter((words) => words !== first)] : [first];
}

function exportText(dir: string, { kind, counts, search, index_version: version, files }: ExportManifest): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const captures = counts.captures === undefined ? '' : `, ${count(counts.captures)} captures`;
  const open: Partial<Record<ExportKind, string>> = {
    site: `open ${dir}/index.html`,
    evidence: `${dir}/README.txt says what is where`,
    minisearch: `${dir}/README.txt says how to open it`,
  };
  const next = open[kind];
  return [
    `${dir}: ${search.description}, as ${kind}`,
    `  ${count(counts.announcements)} ${counts.announcements === 1 ? 'announcement' : 'announcements'}${captures} from index ${version}; ${count(files.length)} ${files.length === 1 ? 'file' : 'files'}, ${bytesText(bytes)}, with SHA-256 in manifest.json`,
    ...(next === undefined ? [] : [`  ${next}`]),
  ].join('\n');
}
